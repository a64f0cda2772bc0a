"""From bytes to tidy tables."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from tomoni.engine.core import Finding, Severity, Source, Table, sha256
from tomoni.engine.tables._beyond import rows_below
from tomoni.engine.tables._delimited import read_delimited
from tomoni.engine.tables._drift import refuse_moved_header, shape_findings
from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._examples import is_example_sheet
from tomoni.engine.tables._extent import check_texts
from tomoni.engine.tables._format import Format, detect
from tomoni.engine.tables._grid import Grid
from tomoni.engine.tables._header import is_beside_title
from tomoni.engine.tables._joining import have_same_columns, join, join_periods
from tomoni.engine.tables._layout import find_layouts
from tomoni.engine.tables._limits import Limits
from tomoni.engine.tables._old_workbook import read_old_workbook
from tomoni.engine.tables._place import Layout
from tomoni.engine.tables._recipe import Recipe
from tomoni.engine.tables._reports import note
from tomoni.engine.tables._tidying import prove_folded, tidy
from tomoni.engine.tables._workbook import read_workbook

_COMPANY = re.compile(
    r"[（(]|.*(?:担当|内線|電話|連絡先|作成日|現在$)|単位[:：]|(?:所属|部署|課)名"
)
"""What stands beside a title and is none."""


@dataclass(frozen=True)
class Reading:
    """What came out of a file: its tables top down, sheet by sheet; what was found; the file."""

    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]
    source: Source


def read(
    data: bytes,
    *,
    file_name: str,
    recipe: Recipe = Recipe(),  # noqa: B008 -- frozen
    limits: Limits = Limits(),  # noqa: B008 -- frozen
) -> Reading:
    """Tidy, typed tables of an .xlsx, .xls, .csv or .tsv file, and everything done to them.

    What kind of file it is, is told by its bytes. Raises `TablesError` and nothing else: for a
    file that is refused (`empty-file`, `not-a-sheet`, `unsupported-format`, `password-protected`,
    `damaged-workbook`, `zip-bomb`, `too-…`, `undecodable-bytes`, `broken-delimited-text`,
    `no-worksheet`, `no-table`) and for a recipe that does not fit it (`recipe-…`).
    """
    file_name = unicodedata.normalize("NFC", file_name)
    kind = detect(data, limits=limits)
    gathered = _Gathered(unused=set(recipe.columns))
    examples: list[Grid] = []
    for item in items_of(data, kind=kind, file_name=file_name, recipe=recipe, limits=limits):
        if isinstance(item, Finding):
            gathered.findings.append(item)
        elif is_example_sheet(item.sheet) and not recipe.sheet:
            examples.append(item)
        else:
            _gather(item, recipe=recipe, into=gathered)
    for grid in examples:
        if gathered.tables:
            gathered.findings.append(note("example-sheet-left-out", Severity.WARNING, grid=grid))
        else:
            _gather(grid, recipe=recipe, into=gathered)
    if not gathered.tables:
        raise TablesError("no-table")
    if gathered.unused:
        raise TablesError("recipe-column-missing", column=min(gathered.unused))
    tables, found = join_periods(gathered.tables, file_name=file_name)
    source = _source(data, file_name=file_name, metadata=gathered.metadata)
    changed = shape_findings(recipe, tables=tables)
    return Reading(tuple(tables), (*gathered.findings, *found, *changed), source)


@dataclass
class _Gathered:
    """What the sheets have given so far."""

    unused: set[str]
    """Columns of the recipe that no table has had."""
    tables: list[Table] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)


def _gather(grid: Grid, *, recipe: Recipe, into: _Gathered) -> None:
    """The tables of one sheet; sides of a folded one are put together."""
    refuse_moved_header(grid, recipe=recipe)
    into.findings += rows_below(grid, recipe=recipe)
    layouts, found = find_layouts(grid, recipe=recipe)
    into.findings += found
    if not layouts:
        into.findings.append(note("sheet-without-table", Severity.INFO, grid=grid))
    tables = []
    for layout in layouts:
        table, found, used = tidy(layout, recipe=recipe, name=_name(grid, layout))
        tables.append(table)
        into.findings += found
        into.unused -= used
        into.metadata.update(layout.metadata)
    if not any(layout.folded for layout in layouts):
        into.tables += tables
        return
    joined = join(tables) if have_same_columns(tables) else None
    parts = list(zip(tables, ([each] for each in layouts), strict=True))
    for table, places in parts if joined is None else [(joined, layouts)]:
        proven, found = prove_folded(table, layouts=places, recipe=recipe)
        into.tables.append(proven)
        into.findings += found


def _source(data: bytes, *, file_name: str, metadata: Mapping[str, str]) -> Source:
    """The file's identity, with licence and attribution where the file itself states them."""
    return Source(
        file_name=file_name,
        sha256=sha256(data),
        size=len(data),
        licence=metadata.get("license", ""),
        attribution=metadata.get("attribution_name", ""),
    )


def items_of(
    data: bytes, *, kind: Format, file_name: str, recipe: Recipe, limits: Limits
) -> Iterator[Grid | Finding]:
    """The sheets that the recipe asks for (else every visible one), and what was found on them."""
    if kind is Format.XLSX:
        yield from read_workbook(data, file_name=file_name, recipe=recipe, limits=limits)
        return
    if kind is Format.XLS:
        yield from read_old_workbook(data, file_name=file_name, recipe=recipe, limits=limits)
        return
    if recipe.sheet:
        raise TablesError("recipe-sheet-missing", sheet=recipe.sheet)
    grid, findings = read_delimited(data, file_name=file_name, limits=limits)
    check_texts(grid.cells, limits=limits)
    yield from findings
    yield grid


def _name(grid: Grid, layout: Layout) -> str:
    """The title nearest above the table, else the sheet's name, else the file's."""
    bare = (_title_alone(title) for title in layout.titles)
    titles = [title for title in bare if title and not _COMPANY.match(title)]
    return (titles or [grid.sheet or PurePath(grid.file_name).stem])[-1]


def _title_alone(line: str) -> str:
    """A line above a table without what stands beside the title: a unit, a day, a division."""
    parts = line.split(" ")
    while parts:
        tails = (n for n in range(len(parts)) if is_beside_title(" ".join(parts[n:])))
        start = next(tails, None)
        if start is None:
            break
        parts = parts[:start]
    return " ".join(parts)
