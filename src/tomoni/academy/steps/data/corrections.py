"""The questions of the page 「読み取り方を直す」: what was understood, and what to say instead.

Only what overrules the reader stands in the fields; what it found stands beside them. So the fields
hold a recipe, and nothing that is left alone is fixed for next month's file.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from tomoni.academy.steps.data.attempts import Attempt
from tomoni.academy.steps.data.cells import TYPES, reasons_text
from tomoni.academy.steps.data.choices import (
    ChoiceRow,
    Said,
    file_columns,
    key_of,
    label_rows,
    mark_rows,
    more_labels_field,
    more_marks_field,
)
from tomoni.academy.steps.data.grids import found_header
from tomoni.academy.ui.fields import FieldView
from tomoni.engine import tables
from tomoni.engine.core import Column, Table

EVERY_SHEET = "*"
"""No sheet of a workbook can be called that."""
MOST_COLUMNS = 100
"""Of a form; the rest can be said in a file of the recipe."""


@dataclass(frozen=True)
class ColumnRow:
    """A column: its name in the file, how it was understood, and the fields that overrule that."""

    number: int
    key: str
    found: str
    cells: tuple[FieldView, ...]


@dataclass(frozen=True)
class Correction:
    """All questions of the page."""

    layout: tuple[FieldView, ...]
    columns: tuple[ColumnRow, ...]
    hidden_columns: int
    marks: tuple[ChoiceRow, ...]
    more_marks: FieldView
    labels: tuple[ChoiceRow, ...]
    more_labels: FieldView

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Pairs of a control's id and what is wrong there."""
        cells = (cell for row in self.columns for cell in row.cells)
        every = (*self.layout, *cells, self.more_marks, self.more_labels)
        return [problem for each in every for problem in each.problems]


def correction(
    found: Attempt, *, sheets: Sequence[str], like: Table | None, said: Said
) -> Correction:
    """The questions with the attempt's recipe in them; `like`: the table when there is none now."""
    recipe, table = found.way.recipe, found.table or like
    columns = file_columns(table) if table else []
    return Correction(
        layout=tuple(_layout(found, table=table, sheets=sheets, said=said)),
        columns=tuple(_column_rows(columns[:MOST_COLUMNS], recipe=recipe, said=said)),
        hidden_columns=max(0, len(columns) - MOST_COLUMNS),
        marks=tuple(mark_rows(columns, recipe=recipe)),
        more_marks=more_marks_field(columns, recipe=recipe, said=said),
        labels=tuple(label_rows(table, recipe=recipe)),
        more_labels=more_labels_field(said),
    )


def _layout(
    found: Attempt, *, table: Table | None, sheets: Sequence[str], said: Said
) -> Iterable[FieldView]:
    recipe = found.way.recipe
    if len(sheets) > 1:
        yield _sheet_field(recipe, sheets=sheets, said=said)
    if len(found.tables) > 1:
        yield _table_field(found)
    help_text = _(
        "空のときは自動です（いまは %(found)s）。来月も行が増える表では、空のままにします。"
    )
    area = FieldView(
        name="range",
        label=_("表の範囲"),
        value=recipe.range,
        help=help_text % {"found": table.range if table else "―"},
        good="A3:F120",
    )
    yield _field(said, area)
    header = _rows_text(found_header(table)) if table else ""
    help_text = _("空のときは自動です（いまは %(found)s行目）。2段のときは「3,4」と書きます。")
    rows = FieldView(
        name="header_rows",
        label=_("見出しの行"),
        value=_rows_text(recipe.header_rows),
        help=help_text % {"found": header or "―"},
        good="3,4",
    )
    yield _field(said, rows)


def _sheet_field(recipe: tables.Recipe, *, sheets: Sequence[str], said: Said) -> FieldView:
    every = (EVERY_SHEET, _("自動（見えるシートすべて）"))
    field = FieldView(
        name="sheet",
        label=_("シート"),
        type="choice",
        required=True,
        value=recipe.sheet or EVERY_SHEET,
        choices=(every, *((each, each) for each in sheets)),
        help=_("表のあるシートを選びます。"),
    )
    return _field(said, field)


def _table_field(found: Attempt) -> FieldView:
    help_text = _("この読み方では、表が%(count)s個見つかりました。")
    return FieldView(
        name="table",
        label=_("どの表か"),
        type="choice",
        required=True,
        value=str(found.way.place),
        choices=tuple((str(place), _table_text(each)) for place, each in enumerate(found.tables)),
        help=help_text % {"count": len(found.tables)},
    )


def _field(said: Said, view: FieldView) -> FieldView:
    """The field with what was typed and what is wrong with it."""
    return replace(
        view,
        value=said.typed.get(view.name, view.value),
        errors=said.errors.get(view.name, ()),
    )


def _rows_text(rows: Sequence[int]) -> str:
    return ",".join(str(row) for row in rows)


def _table_text(table: Table) -> str:
    text = _("%(name)s（%(sheet)s %(range)s、%(rows)s行）")
    return text % {
        "name": table.name,
        "sheet": table.sheet,
        "range": table.range,
        "rows": f"{table.frame.height:,}",
    }


def _column_rows(
    columns: Sequence[Column], *, recipe: tables.Recipe, said: Said
) -> Iterable[ColumnRow]:
    types = tuple((each.value, str(label)) for each, label in TYPES.items())
    for number, column in enumerate(columns):
        key = key_of(column, recipe=recipe)
        wish = recipe.columns.get(key, tables.ColumnRecipe())
        stem = f"column-{number}"
        where = {"label": key}
        cells = (
            FieldView(
                name=f"{stem}-name",
                label=_("新しい名前"),
                value=wish.name,
                cell_label=_("「%(label)s」の新しい名前") % where,
                errors=said.errors.get(f"{stem}-name", ()),
            ),
            FieldView(
                name=f"{stem}-type",
                label=_("型"),
                type="choice",
                value=wish.type.value if wish.type else "",
                choices=types,
                cell_label=_("「%(label)s」の型") % where,
            ),
            FieldView(
                name=f"{stem}-unit",
                label=_("単位"),
                value=wish.unit,
                cell_label=_("「%(label)s」の単位") % where,
                errors=said.errors.get(f"{stem}-unit", ()),
            ),
        )
        yield ColumnRow(number, key, _found_text(column), cells)


def _found_text(column: Column) -> str:
    parts = [str(TYPES[column.type])]
    if column.unit:
        parts.append(column.unit)
    if column.reasons:
        parts.append(_("空らん%(said)s") % {"said": reasons_text(column.reasons)})
    return "、".join(parts)
