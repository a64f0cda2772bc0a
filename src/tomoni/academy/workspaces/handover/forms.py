"""The questions about teaching cases and the next cohort as fields, and what was posted."""

from collections.abc import Iterable
from dataclasses import replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from tomoni.academy.cohorts.graduates.models import Graduate
from tomoni.academy.cohorts.models import Stage
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import fitting, has_errors, read_fields, require, with_error
from tomoni.academy.workspaces.handover.following import Plan
from tomoni.academy.workspaces.handover.preparing import OTHER, Decision, Line

Fields = tuple[FieldView, ...]
_LONGEST = {"short_text": 100, "long_text": 1_000}
_LONGEST_WORD = 200
NOT_ASKED = ""


def read(post: QueryDict, *, fields: Fields) -> Fields:
    """The fields with what was posted, and what is wrong with it."""
    return tuple(
        fitting(require(each), longest=_LONGEST) for each in read_fields(post, fields=fields)
    )


def text(fields: Fields, name: str) -> str:
    """What was answered; an empty text when nothing was."""
    return next(field.text for field in fields if field.name == name)


def about_fields(*, title: str, summary: str) -> Fields:
    """What the teaching case is called, and what can be learnt from it."""
    return (
        FieldView(
            "title", _("教材ケースの題"), required=True, value=title,
            good=_("許可の更新：窓口の混雑をならす"), bad=_("ともに市 生活衛生課の成果"),
        ),
        FieldView(
            "summary", _("あらまし"), "long_text", value=summary,
            help=_("何を学べるかを、ほかの期の人に向けて2、3行で書きます。"),
            good=_("仮説が外れて戻るところまで残してあります。手順2と5がとくに参考になります。"),
        ),
        FieldView(
            "more", _("ほかに置きかえることば"), "rows", rows_shown=1,
            help=_("一覧になくて、人や場所が分かることばがあれば足します。"),
            columns=(
                FieldView("found", _("元のことば")),
                FieldView("replacement", _("置きかえることば")),
            ),
        ),
    )  # fmt: skip


def decided(post: QueryDict, *, lines: Iterable[Line]) -> list[Line]:
    """The lines with what was posted of each, and what is wrong with it."""
    return [_decided(post, line, place) for place, line in enumerate(lines, start=1)]


def added(fields: Fields, *, known: Iterable[str]) -> tuple[Fields, list[Decision]]:
    """The words that were added by hand, or the fields with what is wrong with them."""
    rows = next(field.value for field in fields if field.name == "more") or []
    seen = set(known)
    decisions: list[Decision] = []
    for row in rows:
        found, instead = str(row.get("found") or ""), str(row.get("replacement") or "")
        if not found or not instead or found in instead:
            sentence = _("元のことばと、それを含まない置きかえることばの、両方を書いてください。")
            return with_error(fields, name="more", sentence=sentence), []
        if found not in seen:
            seen.add(found)
            decisions.append(Decision(found, OTHER, instead))
    return fields, decisions


def next_fields(plan: Plan) -> Fields:
    """How the next cohort is called and when it runs."""
    return (
        FieldView("number", _("期"), "number", required=True, value=plan.number),
        FieldView("title", _("題"), required=True, value=plan.title),
        FieldView(
            "starts_date", _("開始日"), "date", required=True, value=plan.starts_date.isoformat()
        ),
        FieldView(
            "ends_date", _("終了日"), "date", required=True, value=plan.ends_date.isoformat()
        ),
    )


def read_next(post: QueryDict, *, fields: Fields) -> Fields:
    """The fields with what was posted; it has to end after it began."""
    fields = read(post, fields=fields)
    number = next(field.value for field in fields if field.name == "number")
    if not has_errors(fields) and not (isinstance(number, int) and 1 <= number <= 999):
        fields = with_error(fields, name="number", sentence=_("期は1から999までの数です。"))
    if not has_errors(fields) and text(fields, "ends_date") < text(fields, "starts_date"):
        sentence = _("終了日は、開始日より後にしてください。")
        fields = with_error(fields, name="ends_date", sentence=sentence)
    return fields


def stages_chosen(post: QueryDict, *, graduates: Iterable[Graduate]) -> dict[Graduate, Stage]:
    """Whom of the graduates the new cohort asks to lecture, and from which stage."""
    asked = {each: post.get(f"stage-{each.pk}", NOT_ASKED) for each in graduates}
    return {each: Stage(stage) for each, stage in asked.items() if stage in Stage.values}


def reason_fields() -> Fields:
    """Why a teaching case is sent back."""
    return (
        FieldView(
            "reason", _("戻すわけ"), required=True,
            good=_("手順6の図に、係の名前が残っています。"),
        ),
    )  # fmt: skip


def _decided(post: QueryDict, line: Line, place: int) -> Line:
    """One line; nothing was posted of one that was not on the page yet."""
    if post.get(f"found-{place}") != line.decision.found:
        return line
    decision = replace(
        line.decision,
        replacement=post.get(f"replacement-{place}", "").strip()[:_LONGEST_WORD],
        keep=post.get(f"keep-{place}") == "yes",
        reason=post.get(f"reason-{place}", "").strip()[:_LONGEST_WORD],
    )
    return replace(line, decision=decision, new=False, error=_wrong(decision))


def _wrong(decision: Decision) -> str:
    """What is wrong with a decision; empty when nothing is."""
    if decision.keep:
        return "" if decision.reason else _("残すわけを書いてください。")
    if not decision.replacement:
        return _("置きかえることばを書くか、「残す」を選んでください。")
    if decision.found in decision.replacement:
        return _("置きかえることばに、元のことばが入っています。")
    return ""
