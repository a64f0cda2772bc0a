"""From bytes to tidy tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from tomoni.engine.core import Finding, Severity, Source, Table, sha256
from tomoni.engine.tables._delimited import read_delimited
from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._format import Format, detect
from tomoni.engine.tables._grid import Grid
from tomoni.engine.tables._layout import Layout, find_layouts
from tomoni.engine.tables._limits import Limits
from tomoni.engine.tables._old_workbook import read_old_workbook
from tomoni.engine.tables._recipe import Recipe
from tomoni.engine.tables._reports import note
from tomoni.engine.tables._tidying import tidy
from tomoni.engine.tables._workbook import read_workbook


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
    kind = detect(data, limits=limits)
    tables: list[Table] = []
    findings: list[Finding] = []
    metadata: dict[str, str] = {}
    unused = set(recipe.columns)
    for item in _items(data, kind=kind, file_name=file_name, recipe=recipe, limits=limits):
        if isinstance(item, Finding):
            findings.append(item)
            continue
        layouts, found = find_layouts(item, recipe=recipe)
        findings += found
        if not layouts:
            findings.append(note("sheet-without-table", Severity.INFO, grid=item))
        for layout in layouts:
            table, found, used = tidy(item, layout=layout, recipe=recipe, name=_name(item, layout))
            tables.append(table)
            findings += found
            unused -= used
            metadata.update(layout.metadata)
    if not tables:
        raise TablesError("no-table")
    if unused:
        raise TablesError("recipe-column-missing", column=min(unused))
    source = _source(data, file_name=file_name, metadata=metadata)
    return Reading(tuple(tables), tuple(findings), source)


def _source(data: bytes, *, file_name: str, metadata: Mapping[str, str]) -> Source:
    """The file's identity, with licence and attribution where the file itself states them."""
    return Source(
        file_name=file_name,
        sha256=sha256(data),
        size=len(data),
        licence=metadata.get("license", ""),
        attribution=metadata.get("attribution_name", ""),
    )


def _items(
    data: bytes, *, kind: Format, file_name: str, recipe: Recipe, limits: Limits
) -> Iterator[Grid | Finding]:
    if kind is Format.XLSX:
        yield from read_workbook(data, file_name=file_name, recipe=recipe, limits=limits)
        return
    if kind is Format.XLS:
        yield from read_old_workbook(data, file_name=file_name, recipe=recipe, limits=limits)
        return
    if recipe.sheet:
        raise TablesError("recipe-sheet-missing", sheet=recipe.sheet)
    grid, findings = read_delimited(data, file_name=file_name, limits=limits)
    yield from findings
    yield grid


def _name(grid: Grid, layout: Layout) -> str:
    """The title nearest above the table, else the sheet's name, else the file's."""
    titles = [title for title in layout.titles if not title.startswith(("（", "("))]
    return (titles or [grid.sheet or PurePath(grid.file_name).stem])[-1]
