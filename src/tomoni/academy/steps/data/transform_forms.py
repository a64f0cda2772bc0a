"""The questions about how each column of a table is made to say less."""

from dataclasses import dataclass, replace
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import fitting, read_fields, require, with_error

KEEP, DROP = "keep", "drop"
WAYS = {
    KEEP: gettext_lazy("そのまま"),
    DROP: gettext_lazy("除く"),
    "pseudonym": gettext_lazy("仮の番号に置きかえる"),
    "age_band": gettext_lazy("年齢階級にする"),
    "month": gettext_lazy("月にまとめる"),
    "fiscal_year": gettext_lazy("年度にまとめる"),
    "town_block": gettext_lazy("町丁目まで"),
    "city": gettext_lazy("市まで"),
    "clip": gettext_lazy("上下をまとめる"),
    "merge_rare": gettext_lazy("少ない区分をまとめる"),
}
"""What can be done with a column, in the order in which it is offered."""
_LONGEST_TITLE = 100
_LONGEST = {"short_text": _LONGEST_TITLE}


@dataclass(frozen=True)
class Asked:
    """A column: the name its question is posted under, what was found in it, what can be done."""

    column: str
    name: str
    found: str
    ways: tuple[str, ...]
    proposed: str


@dataclass(frozen=True)
class ColumnRow:
    """A column with what was found in it and the question about it."""

    column: str
    found: str
    field: FieldView


@dataclass(frozen=True)
class Form:
    """The whole form: the name of the new table, the day of the ages, and one row a column."""

    title: FieldView
    as_of: FieldView
    rows: tuple[ColumnRow, ...]

    @property
    def fields(self) -> tuple[FieldView, ...]:
        return (self.title, *(row.field for row in self.rows), self.as_of)

    @property
    def wrong(self) -> bool:
        return any(field.invalid for field in self.fields)

    @property
    def ways(self) -> dict[str, str]:
        """What is said of each column."""
        return {row.column: row.field.text for row in self.rows}

    @property
    def day(self) -> date:
        """The day on which ages are counted."""
        return date.fromisoformat(self.as_of.text)

    def filled(self, fields: tuple[FieldView, ...]) -> "Form":
        """The same form with these fields, in the order of `fields`."""
        first, *middle, last = fields
        rows = zip(self.rows, middle, strict=True)
        return Form(first, last, tuple(replace(row, field=field) for row, field in rows))

    def refused(self, sentence: str, *, column: str = "") -> "Form":
        """The form with what is wrong at a column, else at the name of the table."""
        name = next((row.field.name for row in self.rows if row.column == column), "title")
        return self.filled(with_error(self.fields, name=name, sentence=sentence))


def form(asked: tuple[Asked, ...], *, title: str, today: date) -> Form:
    """The form with what is proposed."""
    name = _("%(title)s（加工済み）") % {"title": title}
    return Form(
        title=FieldView("title", _("新しい表の名前"), required=True, value=name[:_LONGEST_TITLE]),
        as_of=FieldView(
            "as_of", _("年齢を数える日"), "date", required=True, value=today.isoformat(),
            help=_("生年月日を年齢階級にするときに、この日の年齢で数えます。"),
        ),
        rows=tuple(_row(each) for each in asked),
    )  # fmt: skip


def _row(asked: Asked) -> ColumnRow:
    field = FieldView(
        name=asked.name,
        label=asked.column,
        type="choice",
        required=True,
        value=asked.proposed,
        choices=tuple((way, str(WAYS[way])) for way in asked.ways),
        cell_label=_("「%(column)s」をどうするか") % {"column": asked.column},
    )
    return ColumnRow(column=asked.column, found=asked.found, field=field)


def read(post: QueryDict, *, form: Form) -> Form:
    """The form with what was posted, and what is wrong with it."""
    read = form.filled(
        tuple(
            fitting(require(each), longest=_LONGEST)
            for each in read_fields(post, fields=form.fields)
        )
    )
    said = read.ways
    if read.wrong or not said:
        return read
    if set(said.values()) == {KEEP}:
        return read.refused(_("変える列を1つ以上選んでください。"), column=next(iter(said)))
    return read
