"""The desk's questions as fields, and what was posted to them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import Division, User
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import fitting, read_fields, require, with_error
from tomoni.academy.workspaces.desk.models import Basis, Classification, Personal, State, UseState

_LONGEST = {"short_text": 100, "long_text": 1000}


def read(post: QueryDict, *, fields: tuple[FieldView, ...]) -> tuple[FieldView, ...]:
    """The fields with what was posted, and what is wrong with it."""
    return tuple(
        fitting(require(each), longest=_LONGEST) for each in read_fields(post, fields=fields)
    )


def values_of(fields: Iterable[FieldView]) -> dict[str, Any]:
    """What is in the fields, by name; an empty day or number is None."""
    return {
        field.name: (field.value or None) if field.type in {"date", "number"} else field.value
        for field in fields
    }


def filled(fields: tuple[FieldView, ...], values: Mapping[str, Any]) -> tuple[FieldView, ...]:
    """The fields holding what is known."""
    return tuple(replace(field, value=values.get(field.name, field.value)) for field in fields)


def _choices(of: Iterable[models.TextChoices]) -> tuple[tuple[str, str], ...]:
    return tuple((each.value, str(each.label)) for each in of)


def record_fields() -> tuple[FieldView, ...]:
    """The worksheet of step 3, one data set."""
    return (
        FieldView("title", _("データ名"), required=True, good=_("食品営業許可台帳")),
        FieldView(
            "items", _("項目"), "long_text",
            help=_("どんな列があるかを書きます。値は書きません。"),
            good=_("許可番号、屋号、所在地、業種、許可開始日、許可終了日"),
        ),
        FieldView("period", _("期間"), good=_("平成25年度から今まで")),
        FieldView("grain", _("粒度"), help=_("1行が何を表すかです。"), good=_("許可1件で1行")),
        FieldView("format", _("形式"), good=_("基幹システムから Excel で出せる")),
        FieldView("update_cycle", _("更新の頻度"), good=_("毎月1日")),
        FieldView(
            "personal", _("個人情報"), "choice", required=True, choices=_choices(Personal)
        ),
        FieldView(
            "purpose", _("利用目的・根拠"), "long_text",
            help=_("集めるときに伝えた目的を書きます。目的の外で使うときは申請が要ります。"),
            good=_("食品衛生法に基づく営業許可の事務"), bad=_("業務のため"),
        ),
        FieldView("keep_years", _("保存年限"), "number", unit=_("年")),
        FieldView(
            "classification", _("機密性の区分"), "choice", required=True,
            choices=_choices(Classification),
        ),
    )  # fmt: skip


def request_fields(divisions: Iterable[Division], *, about: str) -> tuple[FieldView, ...]:
    """A question; `about`: the record's title, when it is asked of its owner."""
    whom = FieldView(
        "division", _("どの課に聞きますか"), "choice",
        help=_("分からないときは、選ばずに送ると全部の課に聞けます。"),
        choices=tuple((str(each.pk), each.name) for each in divisions),
    )  # fmt: skip
    return (
        *(() if about else (whom,)),
        FieldView(
            "text", _("聞きたいこと"), "long_text", required=True,
            help=_("何のために、どの期間の、どんな項目が要るかを書きます。"),
            good=_("窓口の混む月を調べるため、過去5年分の届出の日付が要ります。どこにありますか。"),
        ),
        FieldView("due_date", _("いつまでに"), "date", required=True),
    )  # fmt: skip


ANSWERS = (State.FOUND, State.NOT_HERE, State.REFUSED)


def answer_fields() -> tuple[FieldView, ...]:
    return (
        FieldView(
            "state", _("答え"), "choice", required=True, choices=_choices(ANSWERS),
        ),
        FieldView(
            "text", _("説明"), "long_text",
            help=_("どこに、どんな形であるか。出せないときは、そのわけを書きます。"),
        ),
    )  # fmt: skip


def use_fields(people: Iterable[User]) -> tuple[FieldView, ...]:
    """The application; `people`: who could be named."""
    named = tuple((str(each.pk), str(each)) for each in people)
    return (
        FieldView(
            "basis", _("使ってよいわけ"), "choice", required=True,
            help=_("個人情報保護法第69条のどれに当たるかを選びます。"),
            choices=_choices(Basis),
        ),
        FieldView(
            "purpose", _("何のために使いますか"), "long_text", required=True,
            good=_("要介護認定の申請から結果までの日数を、申請の月ごとに比べるため"),
            bad=_("分析のため"),
        ),
        FieldView(
            "reason", _("相当の理由・特別の理由"), "long_text",
            help=_(
                "第69条第2項第2号から第4号までのときに書きます。"
                "そのデータでなければならないわけと、本人の権利や利益を害さないわけです。"
            ),
            good=_("認定の日付はこの台帳にしかない。氏名と住所は外し、年齢は5歳きざみにする。"),
        ),
        FieldView(
            "items", _("使う項目"), "long_text", required=True,
            help=_("要る列だけを書きます。"), good=_("申請日、認定日、年齢、学校区"),
        ),
        FieldView(
            "people", _("使う人"), "choice", required=True, many=True, choices=named,
            value=[value for value, _label in named],
        ),
        FieldView(
            "expires_date", _("いつまで使いますか"), "date", required=True,
            help=_("この日を過ぎると、データは自動で閉じます。"),
        ),
    )  # fmt: skip


NEED_REASON = {Basis.INTERNAL, Basis.OTHER_BODY, Basis.STATISTICS}


def read_use(
    post: QueryDict, *, fields: tuple[FieldView, ...], today: date
) -> tuple[FieldView, ...]:
    """The application as posted: some bases need a reason, an end lies ahead."""
    found = read(post, fields=fields)
    values = values_of(found)
    if values["basis"] in NEED_REASON and not values["reason"]:
        sentence = _("この号で使うときは、相当の理由か特別の理由を書いてください。")
        found = with_error(found, name="reason", sentence=sentence)
    return ahead(found, name="expires_date", today=today)


def ahead(fields: tuple[FieldView, ...], *, name: str, today: date) -> tuple[FieldView, ...]:
    """The fields, with an error when the day at one of them is over."""
    field = next(each for each in fields if each.name == name)
    if field.errors or not field.text or date.fromisoformat(field.text) >= today:
        return fields
    return with_error(fields, name=name, sentence=_("今日か、今日より後の日を書いてください。"))


def decision_fields() -> tuple[FieldView, ...]:
    return (
        FieldView(
            "state", _("決定"), "choice", required=True,
            choices=((UseState.APPROVED, _("承認する")), (UseState.REFUSED, _("認めない"))),
        ),
        FieldView(
            "decision", _("わけや条件"), "long_text",
            help=_("認めないときは、どうすれば認められるかも書きます。"),
        ),
    )  # fmt: skip


def holding_fields(*, owner: bool) -> tuple[FieldView, ...]:
    """How a file is kept. What the data say of persons, and who else may see, the owner decides."""
    end = FieldView(
        "keep_until_date", _("いつまで持っていますか"), "date",
        help=_("この日を過ぎたら消去し、証明書を残します。"),
    )  # fmt: skip
    if not owner:
        return (end,)
    return (
        FieldView(
            "personal", _("個人情報"), "choice", required=True, choices=_choices(Personal),
            help=_("ファイルを読み取ったときに見つかったものをもとに選んであります。"),
        ),
        FieldView(
            "classification", _("機密性の区分"), "choice", required=True,
            choices=_choices(Classification),
        ),
        FieldView(
            "for_lecturers", _("講師"), "choice", many=True,
            choices=(("yes", _("承認されている間は、講師にも中身を見せる")),),
        ),
        end,
    )  # fmt: skip
