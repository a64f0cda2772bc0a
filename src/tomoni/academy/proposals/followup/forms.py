"""Milestones, indicators, values and confirmations as fields, and what was posted to them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from tomoni.academy.accounts.divisions import Unit
from tomoni.academy.accounts.models import Level
from tomoni.academy.cohorts.forms import unit_field
from tomoni.academy.proposals.followup.models import Milestone, Told, Value
from tomoni.academy.proposals.followup.quantities import EFFECTS, GRADES
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import fitting, has_errors, read_fields, require, with_error

Fields = tuple[FieldView, ...]
Options = list[tuple[str, str]]
LONGEST = {"short_text": 200, "long_text": 2000}
TYPED = ""
"""The choice of a number that is typed in, not quoted."""


def read(post: QueryDict, *, fields: Fields) -> Fields:
    """The fields with what was posted, and what is wrong with it."""
    posted = read_fields(post, fields=fields)
    return tuple(fitting(require(each), longest=LONGEST) for each in posted)


def not_later(fields: Fields, *, name: str, today: date) -> Fields:
    """The day of something that has happened is today or before."""
    text = next(each.text for each in fields if each.name == name)
    if has_errors(fields) or not text or date.fromisoformat(text) <= today:
        return fields
    return with_error(fields, name=name, sentence=_("今日か、それより前の日にしてください。"))


def start_fields(started: date | None, *, today: date) -> Fields:
    return (
        FieldView(
            "day", _("実施を始めた日"), "date", required=True,
            value=(started or today).isoformat(),
            help=_("この日の1年後に、効果の確認の期日が来ます。"),
        ),
    )  # fmt: skip


def milestone_fields(units: Iterable[Unit], *, division: int) -> Fields:
    offices = [unit for unit in units if unit.division.level != Level.SECTION]
    return (
        FieldView(
            "title", _("すること"), required=True, good=_("新しい様式を窓口で使い始める"),
            bad=_("推進する"),
        ),
        FieldView(
            "due_date", _("いつまでに"), "date", required=True,
            help=_("この日の2週間前と、過ぎたときに、担当の課長と提案者に知らせます。"),
        ),
        unit_field(
            offices, name="division", label=_("担当の課"), required=True, value=str(division)
        ),
    )  # fmt: skip


def report_fields(milestone: Milestone, *, today: date) -> Fields:
    return (
        FieldView(
            "told", _("どうなりましたか"), "choice", required=True,
            choices=tuple((each.value, str(each.label)) for each in Told),
        ),
        FieldView(
            "day", _("日付"), "date", required=True, value=today.isoformat(),
            help=_("できた日か、やめた日です。期日を変えるときは、新しい期日を書きます。"),
        ),
        FieldView(
            "words", _("したこと、変えるわけ"), "long_text", required=True,
            good=_("様式を改め、12月1日から窓口で使っている。"),
        ),
    )  # fmt: skip


def read_report(post: QueryDict, *, fields: Fields, today: date) -> Fields:
    """Something done lies behind us; a new due date ahead."""
    found = read(post, fields=fields)
    if post.get("told") != Told.MOVED:
        return not_later(found, name="day", today=today)
    day = next(each.text for each in found if each.name == "day")
    if not has_errors(found) and date.fromisoformat(day) < today:
        sentence = _("新しい期日は、今日か、それより後にしてください。")
        return with_error(found, name="day", sentence=sentence)
    return found


def indicator_fields() -> Fields:
    return (
        FieldView("name", _("指標"), required=True, good=_("窓口で待つ時間（1件あたり）")),
        _unit_field(),
        FieldView(
            "way", _("どちらがよいですか"), "choice", required=True, value="more",
            choices=(("more", _("増えるほどよい")), ("less", _("減るほどよい"))),
        ),
        FieldView(
            "how", _("測り方"), "long_text", required=True,
            good=_("11月の1週間、受付の時刻と渡した時刻を記録し、平均する。"), bad=_("適宜測る"),
        ),
    )  # fmt: skip


def _unit_field() -> FieldView:
    words = _("件、人、分、時間、円、日、回などです。値は、すべてこの単位で書きます。")
    return FieldView("unit", _("単位"), required=True, good=_("分"), help=words)


def value_fields(
    unit: str, *, today: date, options: Options, actual: bool, value: Value | None = None
) -> Fields:
    """A value; `options`: numbers of the case; `value`: the one that is corrected."""
    day = value.day if value else today
    chosen = (
        FieldView(
            "chosen", _("ケースで測った数を使う"), "choice", value=TYPED,
            choices=((TYPED, _("使わない（下に書く）")), *options),
            help=_("選ぶと、その数の出どころまでたどれます。値と幅は、書かなくてかまいません。"),
        ),
    ) if options else ()  # fmt: skip
    fields = (
        FieldView("day", _("いつの値ですか"), "date", required=True, value=day.isoformat()),
        *chosen,
        *(() if unit else (_unit_field(),)),
        *_amount_fields(unit, value=value),
        FieldView(
            "grade",
            _("確かさ"),
            "choice",
            value=value.grade if value else "",
            required=not options,
            choices=GRADES if actual else (*GRADES, "計算"),
        ),
        FieldView(
            "source",
            _("出どころ"),
            required=not options,
            value=value.source if value else "",
            good=_("窓口の受付記録 2027年11月第2週"),
        ),
    )
    if value is None:
        return fields
    reason = FieldView(
        "reason", _("直すわけ"), required=True, help=_("前の値は消えません。わけと一緒に残ります。")
    )
    return (*fields, reason)


def _amount_fields(unit: str, *, value: Value | None) -> Fields:
    amount, low, high = (value.value, value.low, value.high) if value else (None, None, None)
    return (
        FieldView("value", _("値"), "number", unit=unit, value=amount),
        FieldView("low", _("幅の低いほう"), "number", unit=unit, value=low),
        FieldView(
            "high", _("幅の高いほう"), "number", unit=unit, value=high,
            help=_("幅が分からないときは、両方を空けておきます。"),
        ),
    )  # fmt: skip


def read_value(post: QueryDict, *, fields: Fields, today: date, actual: bool) -> Fields:
    found = with_amount_errors(read(post, fields=fields), required=not post.get("chosen"))
    return not_later(found, name="day", today=today) if actual else found


def with_amount_errors(fields: Fields, *, required: bool, prefix: str = "") -> Fields:
    """Value, range, grade and source belong together: what is missing of them is said."""
    known = {each.name: each.value for each in fields}
    names = {each: f"{prefix}{each}" for each in ("value", "low", "high", "grade", "source")}
    value, low, high = (known.get(names[each]) for each in ("value", "low", "high"))
    if has_errors(fields):
        return fields
    if value is None:
        if required:
            fields = with_error(fields, name=names["value"], sentence=_("値を書いてください。"))
        return fields
    for each, sentence in (
        ("grade", _("確かさを選んでください。")), ("source", _("出どころを書いてください。")),
    ):  # fmt: skip
        if not known.get(names[each]):
            fields = with_error(fields, name=names[each], sentence=sentence)
    if (low is None) != (high is None) or (low is not None and not low <= value <= high):
        sentence = _("幅は、低いほう・値・高いほうの順に並ぶように、両方を書いてください。")
        fields = with_error(fields, name=names["high"], sentence=sentence)
    return fields


def confirm_fields(effects: Mapping[str, str], *, today: date, options: Options) -> Fields:
    """`effects`: name → what was planned, in words."""
    parts: list[FieldView] = [
        FieldView("day", _("確認した日"), "date", required=True, value=today.isoformat())
    ]
    for name, planned in effects.items():
        label, unit = str(EFFECTS[name][0]), EFFECTS[name][1]
        parts += _effect_fields(name, label, unit, planned=planned, options=options)
    words = _("見込みに届かないものがあるときは、必ず書きます。")
    parts += [
        FieldView(
            "why", _("そうなったわけ"), "long_text", help=words,
            good=_("電子申請が3割にとどまり、窓口の件数が見込みほど減らなかった。"),
        ),
        FieldView(
            "what_next", _("これからどうするか"), "long_text", help=words,
            good=_("案内のはがきに申請の番号を印刷し、半年後にもう一度測る。"),
        ),
    ]  # fmt: skip
    return tuple(parts)


def _effect_fields(
    name: str, label: str, unit: str, *, planned: str, options: Options
) -> list[FieldView]:
    said = {"label": label, "planned": planned}
    chosen = [
        FieldView(
            f"{name}-chosen", _("%(label)s：ケースで測った数") % said, "choice", value=TYPED,
            choices=((TYPED, _("使わない（下に書く）")), *options),
        )
    ] if options else []  # fmt: skip
    amounts = [
        replace(each, name=f"{name}-{each.name}", label=f"{label}：{each.label}")
        for each in _amount_fields(unit, value=None)
    ]
    help_ = _("見込みは%(planned)sでした。まだ測れないときは、空けておきます。") % said
    amounts[0] = replace(amounts[0], label=_("%(label)s：測った値") % said, help=help_)
    amounts[2] = replace(amounts[2], help="")
    return [
        *chosen, *amounts,
        FieldView(f"{name}-grade", _("%(label)s：確かさ") % said, "choice", choices=GRADES),
        FieldView(f"{name}-source", _("%(label)s：出どころ") % said),
    ]  # fmt: skip


def summary_fields(words: str, *, public: bool) -> Fields:
    return (
        FieldView(
            "public", _("住民に知らせますか"), "choice", required=True,
            value="yes" if public else "no",
            choices=(("yes", _("知らせる")), ("no", _("知らせない"))),
        ),
        FieldView(
            "words", _("住民向けの要約"), "long_text", value=words,
            help=_("専門の言葉を使わず、3～5文で。届かなかったことも書きます。"),
            good=_("お店の許可の更新を、来なくてもできるようにしました。待つ時間は40分から25分になりました。目標の20分には届いていません。"),
            bad=_("行政手続の効率化により利便性が向上した。"),
        ),
    )  # fmt: skip
