"""A way of reading tried on the newest file: what would come of it, with nothing kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import cases, tables
from tomoni.engine.core import Finding, Source, Table, TomoniError

_MOST_DROPPED = 100
_ROWS_BELOW = "rows-below-range"


@dataclass(frozen=True)
class Way:
    """How a table is read from its file: the recipe, and its place among the tables found."""

    recipe: tables.Recipe
    place: int


@dataclass(frozen=True)
class File:
    """A version of a file: its bytes, its name and which version it is."""

    data: bytes
    name: str
    number: int


@dataclass(frozen=True)
class Attempt:
    """What became of reading the file in that way."""

    file: File
    way: Way
    tables: tuple[Table, ...] = ()
    findings: tuple[Finding, ...] = ()
    error: TomoniError | None = None
    dropped: tuple[str, ...] = ()
    """Columns of the recipe that the file lacks: what it says of them was left out."""

    @property
    def table(self) -> Table | None:
        return self.tables[self.way.place] if self.way.place < len(self.tables) else None


def way_of(case: cases.Case, key: str) -> Way:
    """The way in which the table's plan reads its file."""
    plan = case.artifacts[key].plan
    parameters = plan.parameters if plan else {}
    recipe = tables.Recipe.model_validate(parameters.get("recipe", {}))
    return Way(recipe=recipe, place=int(parameters.get("table", 0)))


def parameters_of(way: Way) -> dict[str, object]:
    """The way as the parameters of a plan; a recipe that says nothing is left out."""
    recipe = way.recipe.model_dump(mode="json", exclude_defaults=True)
    return {"table": way.place} | ({"recipe": recipe} if recipe else {})


def source_of(case: cases.Case, key: str) -> str:
    """The file that a table is read from; empty when it is not read from one."""
    plan = case.artifacts[key].plan
    found = next(iter(plan.inputs.values()), "") if plan else ""
    return found if found in case.artifacts and case.artifacts[found].kind == "source" else ""


def newest_file(opened: Opened, key: str) -> File | None:
    """The newest version of the file that the table is read from."""
    return _file(opened, opened.case.head(source_of(opened.case, key)))


def file_behind(opened: Opened, key: str) -> File | None:
    """The version of the file that the newest version of the table was read from."""
    head = opened.case.head(key)
    reference = head.references.get("file") if head else None
    return _file(opened, opened.case.version(reference)) if reference else None


def _file(opened: Opened, version: cases.Version | None) -> File | None:
    if version is None:
        return None
    source = Source.model_validate(cases.content_of(version, store=opened.store))
    files = cases.files_of(version, store=opened.store)
    if source.file_name not in files:
        return None
    return File(data=files[source.file_name], name=source.file_name, number=version.number)


def attempt(
    file: File,
    way: Way,
    *,
    like: Table | None = None,
    chosen: bool = True,
    lenient: bool = False,
    reader: tables.Reader | None = None,
) -> Attempt:
    """The file read in that way.

    Unless the table was `chosen` it is the one most `like` the other. `lenient`: for a person who
    is about to correct it; a header that moved is no error then, and columns that the file lacks
    are taken out of the recipe and said.
    """
    recipe = way.recipe
    dropped: tuple[str, ...] = ()
    if lenient or not recipe.header_rows:
        recipe = anew(way).recipe
    reader = reader or tables.Reader()
    try:
        if lenient:
            recipe, dropped = _without_missing(file, recipe, reader=reader)
        reading = reader.read(file.data, file_name=file.name, recipe=recipe)
    except tables.TablesError as error:
        return Attempt(file=file, way=way, error=error)
    place, found = way.place, reading.tables
    if not chosen or place >= len(found):
        place = _most_like(found, like=like, otherwise=place)
    kept = way.recipe.model_copy(update={"columns": recipe.columns})
    return Attempt(
        file=file,
        way=replace(way, recipe=kept, place=place),
        tables=found,
        findings=reading.findings,
        error=None if place < len(found) else cases.CasesError("no-such-table", table=place + 1),
        dropped=dropped,
    )


def _without_missing(
    file: File, recipe: tables.Recipe, *, reader: tables.Reader
) -> tuple[tables.Recipe, tuple[str, ...]]:
    """The recipe without the columns that the file lacks, and their names."""
    dropped: list[str] = []
    while len(dropped) < _MOST_DROPPED:
        try:
            reader.read(file.data, file_name=file.name, recipe=recipe)
            break
        except tables.TablesError as error:
            gone = str(error.params.get("column", ""))
            if error.code != "recipe-column-missing" or gone not in recipe.columns:
                raise
            kept = {name: each for name, each in recipe.columns.items() if name != gone}
            recipe, dropped = recipe.model_copy(update={"columns": kept}), [*dropped, gone]
    return recipe, tuple(dropped)


def _most_like(found: Sequence[Table], *, like: Table | None, otherwise: int) -> int:
    """The place of the table that has most of the other's rows and columns; the first of equals."""
    if like is None:
        return otherwise if len(found) > 1 else 0
    names = {column.name for column in like.columns}

    def likeness(place: int) -> tuple[int, int]:
        table = found[place]
        shared = len(names & {column.name for column in table.columns})
        return overlap(table, sheet=like.sheet, area=like.range), shared

    return max(range(len(found)), key=likeness, default=0)


def overlap(table: Table, *, sheet: str, area: str) -> int:
    """How many cells the table shares with an area of a sheet."""
    if table.sheet != sheet:
        return 0
    one, two = corners(table.range), corners(area)
    if one is None or two is None:
        return 0
    height = min(one[2], two[2]) - max(one[0], two[0]) + 1
    width = min(one[3], two[3]) - max(one[1], two[1]) + 1
    return max(height, 0) * max(width, 0)


def corners(area: str) -> tuple[int, int, int, int] | None:
    """First row, first column, last row, last column of the first of the ranges, from 1."""
    first = area.split(" ")[0]
    return tables.Recipe(range=first).corners() if first else None


def anew(way: Way) -> Way:
    """The way with nothing expected of the file."""
    return replace(way, recipe=way.recipe.model_copy(update={"expected": ()}))


def changes(found: Attempt, *, before: Table | None) -> tuple[Finding, ...]:
    """What differs from the shape that the recipe expects; else from the table as it was."""
    expected = found.way.recipe.expected
    if found.table is None:
        return ()
    changed = tables.drift(expected, found.table) if expected else ()
    if not expected and before is not None:
        changed = tables.drift(before, found.table)
    below = [each for each in found.findings if each.code == _ROWS_BELOW]
    return (*changed, *(() if found.way.recipe.below else below))


def learned(way: Way, *, table: Table, findings: Sequence[Finding] = ()) -> Way:
    """The way with what the table looks like; the sheet stays as it was, named or not."""
    recipe = tables.learn(table, recipe=way.recipe, findings=findings)
    return replace(way, recipe=recipe.model_copy(update={"sheet": way.recipe.sheet}))
