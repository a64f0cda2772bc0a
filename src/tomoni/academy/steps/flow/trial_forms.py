"""How a flow is tried out, as a form: plain values by field name."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.steps.flow import trial_checks
from tomoni.academy.steps.flow.trial_checks import ALWAYS, MEASURED, OFFICE
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import fitting, read_fields, require

Values = Mapping[str, Any]
Pairs = Sequence[tuple[str, str]]

FISCAL_MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
_HOURS = {OFFICE: gettext_lazy("開庁時間だけ"), ALWAYS: gettext_lazy("昼も夜も")}
_SPREADS = {
    "fixed": gettext_lazy("いつも同じ"),
    "exponential": gettext_lazy("短いことも長いこともある"),
    "lognormal": gettext_lazy("たいてい短く、ときにとても長い"),
    MEASURED: gettext_lazy("データのとおり"),
}
_DEADLINES = {
    "days": gettext_lazy("日（休みの日も数える）"),
    "office-days": gettext_lazy("開庁日"),
}


def fields(
    values: Values,
    *,
    lanes: Sequence[str],
    steps: Pairs,
    dates: Pairs,
    numbers: Pairs,
    disabled: bool,
) -> dict[str, FieldView]:
    """Every field by name, filled. `dates`, `numbers`: columns of the case's tables."""
    found = (*_people(lanes), *_arrivals(dates), *_deadline(), _steps(steps, numbers), *_runs())
    return {
        each.name: replace(each, value=values.get(each.name), disabled=disabled) for each in found
    }


def read(post: QueryDict, *, like: Mapping[str, FieldView]) -> dict[str, FieldView]:
    """The fields as they were posted, with what is wrong in them."""
    found = read_fields(post, fields=tuple(like.values()))
    return trial_checks.checked({each.name: fitting(require(each), longest={}) for each in found})


def values_of(found: Mapping[str, FieldView]) -> dict[str, Any]:
    return {name: each.value for name, each in found.items()}


def is_good(found: Mapping[str, FieldView]) -> bool:
    return not any(each.invalid for each in found.values())


def _choices(words: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(word)) for name, word in words.items())


def _people(lanes: Sequence[str]) -> tuple[FieldView, ...]:
    return (
        FieldView(
            name="hours",
            label=_("いつ仕事をするか"),
            type="choice",
            required=True,
            choices=(
                (OFFICE, _("開庁日の開庁時間（月～金 8:30～17:15、昼休みと祝日は休み）")),
                (ALWAYS, _("昼も夜も続けて")),
            ),
        ),
        FieldView(
            name="start",
            label=_("いつから試すか"),
            type="date",
            required=True,
            help=_("この日から、暦のとおりに休日と月ごとの件数を数えます。"),
        ),
        FieldView(
            name="lanes",
            label=_("担当の人数"),
            type="rows",
            rows_most=30,
            columns=(
                FieldView(name="lane", label=_("誰が"), type="choice", choices=tuple(lanes)),
                FieldView(name="people", label=_("人数"), type="number", unit=_("人")),
                FieldView(name="hours", label=_("いつ"), type="choice", choices=_choices(_HOURS)),
            ),
            help=_("この仕事に手を付けられる人数です。空なら、待たずに始められるとして試します。"),
        ),
    )


def _arrivals(dates: Pairs) -> tuple[FieldView, ...]:
    months = tuple(
        FieldView(name=f"m{month}", label=_("%(month)s月") % {"month": month}, type="number")
        for month in FISCAL_MONTHS
    )
    return (
        FieldView(
            name="month_column",
            label=_("データの日付から月ごとの件数を数える"),
            type="reference",
            choices=tuple(dates),
            help=_("データが新しくなると、試した結果も「古くなっています」と出ます。"),
        ),
        FieldView(
            name="months",
            label=_("月ごとの件数を書く"),
            type="rows",
            rows_most=1,
            columns=months,
            help=_("比べた多さだけを使います。空なら、どの月も同じとして試します。"),
        ),
        FieldView(
            name="urgent",
            label=_("急ぎの件の割合"),
            type="number",
            unit="％",
            help=_("急ぎの件は、どこでもほかの件より先にします。"),
        ),
    )


def _deadline() -> tuple[FieldView, ...]:
    return (
        FieldView(
            name="deadline",
            label=_("標準処理期間（期限）"),
            type="number",
            help=_("書くと、期限までに終わる割合が出ます。来た日の次の日から数えます。"),
        ),
        FieldView(
            name="deadline_unit",
            label=_("期限の数え方"),
            type="choice",
            required=True,
            choices=_choices(_DEADLINES),
        ),
    )


def _steps(steps: Pairs, numbers: Pairs) -> FieldView:
    return FieldView(
        name="steps",
        label=_("作業ごとの設定"),
        type="rows",
        rows_shown=2,
        rows_most=200,
        columns=(
            FieldView(name="step", label=_("作業"), type="choice", choices=tuple(steps)),
            FieldView(
                name="spread", label=_("時間のばらつき"), type="choice", choices=_choices(_SPREADS)
            ),
            FieldView(name="mean", label=_("平均"), type="number", unit=_("分")),
            FieldView(name="deviation", label=_("標準偏差"), type="number", unit=_("分")),
            FieldView(name="column", label=_("データの列"), type="choice", choices=tuple(numbers)),
            FieldView(name="wait", label=_("返事を待つ日数（平均）"), type="number", unit=_("日")),
            FieldView(name="at", label=_("まとめてする時刻")),
            FieldView(name="priority", label=_("先にする順"), type="number"),
        ),
        help=_(
            "ふつうは空のままで試せます。決裁のようにまとめてする作業は時刻（例：15:00）を、"
            "市民の返事を待つ作業は日数を書きます。先にする順は、大きいほど先です。"
        ),
    )


def _runs() -> tuple[FieldView, ...]:
    return (
        FieldView(name="cases", label=_("1回に試す件数"), type="number", required=True),
        FieldView(
            name="replications",
            label=_("くり返し"),
            type="number",
            required=True,
            help=_("多いほど、結果の幅（95％の区間）がせまくなります。"),
        ),
        FieldView(
            name="warmup",
            label=_("助走の件数"),
            type="number",
            help=_("始めのすいているときは数えません。空なら、試す件数の1割です。"),
        ),
        FieldView(
            name="seed",
            label=_("種"),
            type="number",
            required=True,
            help=_("同じ種なら、同じ結果になります。"),
        ),
    )
