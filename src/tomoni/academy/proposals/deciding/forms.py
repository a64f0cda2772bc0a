"""Decisions, reports and prizes as fields, and what was posted to them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from tomoni.academy.accounts.divisions import Unit
from tomoni.academy.accounts.models import Level
from tomoni.academy.cohorts.forms import text, unit_field
from tomoni.academy.proposals.deciding.models import Decision, State
from tomoni.academy.proposals.programme import Programme
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import fitting, has_errors, read_fields, require, with_error

Fields = tuple[FieldView, ...]
_LONGEST = {"long_text": 4000}
ASKED = ("division", "due_date", "words")
"""What is written only where the verdict asks for something."""


def read(post: QueryDict, *, fields: Fields) -> Fields:
    """The fields with what was posted, and what is wrong with it."""
    posted = read_fields(post, fields=fields)
    return tuple(fitting(require(each), longest=_LONGEST) for each in posted)


def decision_fields(
    programme: Programme, units: Iterable[Unit], *, decision: Decision | None
) -> Fields:
    """The verdict, its reasons, and what is asked of a division."""
    offices = [unit for unit in units if unit.division.level != Level.SECTION]
    fields = (
        FieldView(
            "verdict", _("結果"), "choice", required=True,
            choices=tuple((each.id, each.title) for each in programme.verdicts),
        ),
        FieldView(
            "reason", _("提案者に伝える理由"), "long_text", required=True,
            help=_("お知らせと審査結果通知に、このまま載ります。"),
            good=_("更新月を分ける案は、2月と8月の混みをならすので採用します。電子申請は別の計画と重なるため、今回は見送ります。"),
            bad=_("総合的に判断した。"),
        ),
        FieldView(
            "published", _("公表する理由"), "long_text",
            help=_("全職員が見る結果のページに載ります。空のままなら、理由は載りません。"),
        ),
        FieldView(
            "note", _("事務局の控え"), "long_text",
            help=_("事務局だけが見ます。ほかのだれにも出ません。"),
        ),
        unit_field(
            offices, name="division", label=_("頼む課"),
            help=_("実施か検討を頼む結果のときに選びます。課の名前が変わっても、引き継がれます。"),
        ),
        FieldView(
            "due_date", _("いつまでに"), "date",
            help=_("この日の30日前と7日前に、課長に知らせます。"),
        ),
        FieldView(
            "words", _("頼むこと"), "long_text",
            good=_("更新月を許可の月に分けることを、来年4月の更新分から始めてください。"),
        ),
    )  # fmt: skip
    return fields if decision is None else tuple(_written(each, decision) for each in fields)


def _written(field: FieldView, decision: Decision) -> FieldView:
    value = getattr(decision, "division_id" if field.name == "division" else field.name)
    shown = value.isoformat() if isinstance(value, date) else value
    return replace(field, value="" if shown is None else str(shown))


def read_decision(post: QueryDict, *, fields: Fields, asking: set[str], today: date) -> Fields:
    """What was posted. `asking`: verdicts that ask a division for something."""
    chosen = post.get("verdict", "")
    if chosen in asking:
        fields = tuple(
            replace(each, required=True) if each.name in ASKED else each for each in fields
        )
    found = read(post, fields=fields)
    due = text(found, "due_date")
    if chosen in asking and not has_errors(found) and date.fromisoformat(due) < today:
        sentence = _("期限は、今日か、それより後にしてください。")
        found = with_error(found, name="due_date", sentence=sentence)
    return found


def report_fields() -> Fields:
    """How far the division is."""
    return (
        FieldView(
            "state", _("進み具合"), "choice", required=True,
            choices=tuple((each.value, str(each.label)) for each in State),
        ),
        FieldView(
            "words", _("したこと、できないときはその理由"), "long_text", required=True,
            good=_("様式を作り、1月から窓口で試した。4月から全件で始める。"),
            bad=_("検討中。"),
        ),
    )  # fmt: skip


def finish_fields() -> Fields:
    return (
        FieldView(
            "finish", _("完了にするわけ"), "long_text", required=True,
            good=_("4月から実施されたことを、生活衛生課の報告で確かめた。"),
        ),
    )  # fmt: skip


def prize_field(programme: Programme, *, proposal: int, prize: str) -> FieldView:
    """Which prize a proposal has."""
    choices = (("", _("なし")), *((each.id, each.title) for each in programme.prizes))
    return FieldView(
        "prize", _("賞"), "choice", choices=choices, value=prize, id_prefix=f"prize-{proposal}"
    )
