"""The questions of reviewing as fields, and what was posted to them."""

from collections.abc import Iterable
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import Division, User
from tomoni.academy.proposals.programme import Rubric
from tomoni.academy.proposals.reviewing.models import LONGEST, Score, Stance
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import fitting, read_fields, require, with_error

_LONGEST = {"long_text": LONGEST}
MARK, WORDS, REMARK = "mark-", "words-", "remark"
"""How the fields of a score are called: `mark-effect`, `words-effect`, `remark`."""


def read(post: QueryDict, *, fields: tuple[FieldView, ...]) -> tuple[FieldView, ...]:
    """The fields with what was posted, and what is wrong with it."""
    return tuple(
        fitting(require(each), longest=_LONGEST) for each in read_fields(post, fields=fields)
    )


def text(fields: Iterable[FieldView], name: str) -> str:
    return next(field.text for field in fields if field.name == name)


def chosen(fields: Iterable[FieldView], name: str) -> list[str]:
    return list(next(field.value or () for field in fields if field.name == name))


def read_due(fields: tuple[FieldView, ...], *, today: date) -> tuple[FieldView, ...]:
    """A deadline lies ahead."""
    said = text(fields, "due_date")
    if any(field.errors for field in fields if field.name == "due_date") or not said:
        return fields
    if date.fromisoformat(said) >= today:
        return fields
    return with_error(fields, name="due_date", sentence=_("期限は、今日より後にしてください。"))


def ask_fields(
    divisions: Iterable[Division], *, people: Iterable[User], due_date: date
) -> tuple[FieldView, ...]:
    """Which divisions are asked, by whom to be written, until when."""
    return (
        FieldView(
            "divisions", _("意見を聞く課"), "choice", required=True, many=True,
            choices=tuple((str(each.pk), each.name) for each in divisions),
            help=_("提案を行うことになる課を選びます。いくつでも選べます。"),
        ),
        FieldView(
            "person", _("書く人"), "choice",
            choices=tuple((str(each.pk), each.signature) for each in people),
            help=_("選ばないと、それぞれの課の所属長に頼みます。名前で頼めるのは、課が一つのときです。"),
        ),
        _due_field(due_date),
    )  # fmt: skip


def assign_fields(
    people: Iterable[tuple[User, str | None]], *, due_date: date
) -> tuple[FieldView, ...]:
    """Which reviewers are asked; who must not review is not offered."""
    return (
        FieldView(
            "reviewers", _("審査員"), "choice", required=True, many=True,
            choices=tuple((str(user.pk), user.signature) for user, no in people if no is None),
            help=_("提案者と、提案者と同じ課の人は、ここに出ません。"),
        ),
        _due_field(due_date),
    )  # fmt: skip


def _due_field(due_date: date) -> FieldView:
    return FieldView(
        "due_date", _("期限"), "date", required=True, value=due_date.isoformat(),
        help=_("段階の日数から決めてあります。変えられます。"),
    )  # fmt: skip


def opinion_fields(*, stance: str = "", said: str = "") -> tuple[FieldView, ...]:
    return (
        FieldView(
            "stance", _("課の立場"), "choice", required=True, value=stance,
            choices=tuple((each.value, str(each.label)) for each in Stance),
        ),
        FieldView(
            "text", _("意見とそのわけ"), "long_text", required=True, value=said,
            help=_("できない、一部できるときは、何があればできるかも書きます。"),
            good=_("届出の様式は規則で決まっている。規則を改めれば来年4月から行える。"),
            bad=_("むずかしいと思われる。"),
        ),
    )  # fmt: skip


def text_field(label: str, *, name: str = "text", help: str = "") -> FieldView:  # noqa: A002
    return FieldView(name, label, "long_text", required=True, help=help)


def reason_field(help: str, *, required: bool = True) -> FieldView:  # noqa: A002 - its own word
    return FieldView("reason", _("わけ"), "long_text", required=required, help=help)


def score_fields(
    rubric: Rubric, *, score: Score, disabled: bool = False
) -> tuple[tuple[FieldView, FieldView], ...]:
    """A pair for each criterion: the mark with the words of each, and why."""
    marks = {name: str(mark) for name, mark in score.marks.items()}
    return tuple(
        (
            FieldView(
                MARK + each.id,
                _("%(title)s（重み %(weight)s）") % {"title": each.title, "weight": each.weight},
                "choice",
                required=True,
                value=marks.get(each.id, ""),
                choices=tuple(
                    (str(place), f"{place}　{words}")
                    for place, words in enumerate(each.anchors, start=1)
                ),
                disabled=disabled,
            ),
            FieldView(
                WORDS + each.id,
                _("そう付けたわけ（%(title)s）") % {"title": each.title},
                "long_text",
                value=score.words.get(each.id, ""),
                disabled=disabled,
            ),
        )
        for each in rubric.criteria
    )


def remark_field(score: Score, *, disabled: bool = False) -> FieldView:
    return FieldView(REMARK, _("全体について"), "long_text", value=score.remark, disabled=disabled)


def marks_in(fields: Iterable[FieldView], *, rubric: Rubric) -> dict[str, int]:
    """The marks that are on the scale; what is not there is left out."""
    said = {field.name.removeprefix(MARK): field.text for field in fields if _is_mark(field)}
    scale = {str(place): place for place in range(1, rubric.scale + 1)}
    return {name: scale[mark] for name, mark in said.items() if mark in scale}


def words_in(fields: Iterable[FieldView]) -> dict[str, str]:
    found = (field for field in fields if field.name.startswith(WORDS))
    return {field.name.removeprefix(WORDS): field.text[:LONGEST] for field in found if field.text}


def _is_mark(field: FieldView) -> bool:
    return field.name.startswith(MARK)
