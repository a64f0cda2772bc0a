"""The pages on which a person looks at how a table is read, corrects it or accepts a change."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tomoni.academy.steps.data import attempts, grids, reading
from tomoni.academy.steps.data.answers import refused
from tomoni.academy.steps.data.attempts import Attempt, Way
from tomoni.academy.steps.data.cells import (
    ROW_KINDS,
    columns_view,
    heading,
    rows_view,
    said_cell,
)
from tomoni.academy.steps.data.choices import Said
from tomoni.academy.steps.data.corrections import Correction, correction
from tomoni.academy.steps.data.findings import row_of
from tomoni.academy.steps.data.grids import GridView
from tomoni.academy.steps.data.proofs import proofs_view
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.parts import Column, TableView
from tomoni.academy.ui.wording import FindingView, error_sentence, finding_view
from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import tables
from tomoni.engine.core import Place, Severity, Table, TomoniError

MOST_BYTES = 200_000
"""Of a recipe's file."""
_ROWS = 10


@dataclass(frozen=True)
class Tried:
    """What a way of reading gives: some rows, the columns, what differs from the table before."""

    rows: TableView
    columns: TableView
    proofs: TableView | None
    kinds: str
    warnings: int
    changes: tuple[FindingView, ...]


@dataclass(frozen=True)
class CorrectionPage:
    """All that the page 「読み取り方を直す」 shows."""

    key: str
    title: str
    way: Way
    questions: Correction
    upload: FieldView
    grid: GridView | None
    tried: Tried | None
    dropped: tuple[str, ...]
    error: str
    base: int
    """The version of the table from which the person starts."""
    layout: str
    fits: bool

    @property
    def complete(self) -> bool:
        """Whether the way can be saved as it was said."""
        return self.fits and not self.dropped and not self.problems

    @property
    def problems(self) -> list[tuple[str, str]]:
        own = [("", self.error)] if self.error else []
        return [*own, *self.questions.problems, *self.upload.problems]


@dataclass(frozen=True)
class ChangePage:
    """What a newer file looks like beside the table as it is."""

    key: str
    title: str
    source: str
    was: int
    now: int
    file_name: str
    changes: tuple[FindingView, ...]
    error: str
    rows: TableView | None
    counts: str


@dataclass(frozen=True)
class CellPage:
    """The rows of the file around a cell, and the row of the table that came of it."""

    title: str
    grid: GridView
    record: TableView | None


def layout_of(recipe: tables.Recipe) -> str:
    """What a choice among the tables of a file depends on."""
    return f"{recipe.sheet}|{recipe.range}|{recipe.header_rows}"


def recipe_text(opened: Opened, key: str) -> str:
    """How the table is read, with what it looks like, as YAML."""
    way, table = attempts.way_of(opened.case, key), reading.table_of(opened, key)
    if table is not None and not way.recipe.expected:
        way = attempts.learned(way, table=table)
    return tables.write_recipe(way.recipe)


def read_text(data: bytes) -> tables.Recipe:
    """A recipe from its file. Raises `TablesError` (`bad-recipe`)."""
    try:
        text = data[: MOST_BYTES + 1].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise tables.TablesError("bad-recipe", where="-") from error
    if len(data) > MOST_BYTES:
        raise tables.TablesError("bad-recipe", where="-")
    return tables.read_recipe(text)


def correction_page(
    opened: Opened,
    key: str,
    *,
    way: Way,
    said: Said = Said(),  # noqa: B008 -- frozen
    chosen: bool = True,
    tried: bool = False,
    first: int = 0,
) -> CorrectionPage | None:
    """The page with that way in it; None when there is no such table or its file is gone.

    `chosen`: a person has said which of several tables; `first`: the row the grid begins with.
    """
    file, before = attempts.newest_file(opened, key), reading.table_of(opened, key)
    if file is None or before is None:
        return None
    found = attempts.attempt(file, way, like=before, chosen=chosen, lenient=True)
    error = ""
    if found.error is not None:
        said, error = refused(found.error, said=said)
    grid = _grid(found, before=before, first=first)
    head = opened.case.head(key)
    return CorrectionPage(
        key=key,
        title=opened.title(key),
        way=found.way,
        questions=correction(found, sheets=grid.sheets if grid else (), like=before, said=said),
        upload=_upload(said),
        grid=grid,
        tried=_tried(found, title=opened.title(key), before=before) if tried else None,
        dropped=found.dropped,
        error=error,
        base=head.number if head else 0,
        layout=layout_of(found.way.recipe),
        fits=found.table is not None and not said.errors,
    )


def _upload(said: Said) -> FieldView:
    return FieldView(
        name="recipe",
        label=_("読み方のファイル"),
        type="file",
        accept=".yaml,.yml",
        max_bytes=MOST_BYTES,
        help=_("ダウンロードした読み方（YAML）を選ぶと、下の欄に入ります。保存はまだしません。"),
        errors=said.errors.get("recipe", ()),
    )


def _grid(found: Attempt, *, before: Table, first: int) -> GridView | None:
    """The sheet of the table, else the first one that is there."""
    table, recipe = found.table, found.way.recipe
    sheet = recipe.sheet or (table or before).sheet
    area = attempts.corners(table.range) if table else None
    start = first or (max(area[0] - 5, 1) if area and area[0] > grids.ROWS - 5 else 1)
    for name in (sheet, ""):
        try:
            return grids.grid_view(
                found.file, table=table, header_rows=recipe.header_rows, sheet=name, first=start
            )
        except tables.TablesError:
            continue
    return None


def _tried(found: Attempt, *, title: str, before: Table) -> Tried | None:
    table = found.table
    if table is None:
        return None
    kinds = "、".join(
        _("%(kind)s%(count)s行") % {"kind": ROW_KINDS.get(kind, kind), "count": f"{count:,}"}
        for kind, count in table.row_kinds.items()
    )
    return Tried(
        rows=rows_view(table, title=title, first=0, most=_ROWS),
        columns=columns_view(table.columns),
        proofs=proofs_view(table.proofs),
        kinds=kinds,
        warnings=sum(
            each.severity is not Severity.INFO and each.place.sheet in ("", table.sheet)
            for each in found.findings
        ),
        changes=_changes(found, before=before),
    )


def _changes(found: Attempt, *, before: Table) -> tuple[FindingView, ...]:
    return tuple(finding_view(each) for each in attempts.changes(found, before=before))


def change_page(opened: Opened, key: str) -> ChangePage | None:
    """What a newer file of the table looks like; None when there is no newer one."""
    before, file = reading.table_of(opened, key), attempts.newest_file(opened, key)
    if before is None or file is None or not reading.is_behind(opened, key):
        return None
    head = opened.case.head(key)
    was = head.references["file"].version if head and "file" in head.references else 0
    found = attempts.attempt(file, attempts.way_of(opened.case, key))
    table, title = found.table, opened.title(key)
    counts = _("前の表は%(before)s行、新しい表は%(after)s行です。")
    return ChangePage(
        key=key,
        title=title,
        source=attempts.source_of(opened.case, key),
        was=was,
        now=file.number,
        file_name=file.name,
        changes=_changes(found, before=before),
        error=error_sentence(found.error) if found.error else "",
        rows=rows_view(table, title=title, first=0, most=_ROWS) if table else None,
        counts=counts % {"before": f"{before.frame.height:,}", "after": f"{table.frame.height:,}"}
        if table
        else "",
    )


def cell_page(
    opened: Opened, key: str, *, sheet: str, row: int, column: int, name: str
) -> CellPage | None:
    """The rows around a cell of the file that the table was read from; None when there are none.

    `column` 0: the whole row; `name`: the table's column that is looked at.
    """
    table, file = reading.table_of(opened, key), attempts.file_behind(opened, key)
    if table is None or file is None or not row:
        return None
    place = Place(sheet=sheet, row=row, column=column or None)
    try:
        grid = grids.around(file, table=table, place=place)
    except TomoniError:
        return None
    return CellPage(
        title=opened.title(key), grid=grid, record=_record(table, place=place, name=name)
    )


def _record(table: Table, *, place: Place, name: str) -> TableView | None:
    """One row of the table; the column that is asked for stands first."""
    row = row_of(table, place)
    if row is None:
        return None
    columns = sorted(table.columns, key=lambda column: column.name != name)
    return TableView(
        caption=_("この行から読み取った値（表の%(row)s行目）") % {"row": f"{row + 1:,}"},
        columns=(Column(_("列")), Column(_("整えた値"))),
        rows=[[heading(each), said_cell(table, row=row, column=each.name)] for each in columns],
        tight=True,
    )
