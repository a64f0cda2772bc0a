"""Boundaries read from a file, and a map drawn of a table's rates."""

from collections.abc import Iterator, Mapping, Sequence

from tomoni.engine import maps, tables
from tomoni.engine.cases._kinds import TABLE_FILE
from tomoni.engine.cases._mapped import (
    BOUNDARIES_FILE,
    FUNNEL_FILE,
    MAP_FILE,
    PERCENT,
    AreaLine,
    BoundariesContent,
    Drawn,
    DrawParameters,
    PointColumns,
)
from tomoni.engine.cases._recompute import Inputs, Made
from tomoni.engine.core import Quantity, Source, Table, Value

_NO_FUNNEL = {"no-funnel", "too-few-areas"}


class _BoundariesParameters(Value):
    """What `maps.boundaries` is told: columns of the file; empty ones are found."""

    code_column: str = ""
    name_column: str = ""


def read_boundaries(inputs: Inputs) -> Made:
    """The areas of the source `file`."""
    source = Source.model_validate(inputs.content("file"))
    given = _BoundariesParameters.model_validate(inputs.parameters)
    found = maps.read_boundaries(
        inputs.file("file", source.file_name),
        file_name=source.file_name,
        code_column=given.code_column,
        name_column=given.name_column,
    )
    title = inputs.case.artifacts[inputs.version("file").artifact].title or source.file_name
    outlines = maps.choropleth(found, title=title)
    picture = maps.map_svg(outlines, boundaries=found)
    content = BoundariesContent(
        areas=tuple(AreaLine(code=a.code, name=a.name, km2=round(a.km2, 4)) for a in found.areas),
        code_column=found.code_column,
        name_column=found.name_column,
        columns=found.columns,
        attribution=source.attribution or source.owner or source.file_name,
        findings=found.findings,
    )
    return Made(
        content=content.model_dump(mode="json"),
        files={BOUNDARIES_FILE: maps.write_areas(found), MAP_FILE: picture.encode()},
        quantities={"areas": Quantity(value=len(found.areas), unit="件", label="地域の数")},
    )


def draw_map(inputs: Inputs) -> Made:
    """Rates of the table `table` on the areas of `boundaries`; without them the keys are meshes.

    `people` is a table of denominators, `points` one of places to mark. Raises what the functions
    of `maps` raise.
    """
    given = DrawParameters.model_validate(inputs.parameters)
    table = _table(inputs, "table") if given.measures else None
    people = _table(inputs, "people") if given.people else None
    keys: list[str] = []
    if table is not None:
        keys += maps.area_keys(table, area_column=given.area_column)
    if people is not None and given.people is not None:
        keys += maps.area_keys(people, area_column=given.people.area_column)
    boundaries, about = _boundaries(inputs, keys=keys)
    matched = maps.match(boundaries, keys, chosen=given.chosen)
    rates = list(_rates(given, table, people, codes=matched.codes, boundaries=boundaries))
    shown = maps.choropleth(
        boundaries,
        rates=rates,
        title=given.title,
        unit=given.unit,
        style=given.style,
        points=_points(inputs, columns=given.points),
        matched=matched,
        sources="／".join(_sources(inputs, about=about)),
    )
    return _made(shown, boundaries=boundaries, rates=rates)


def _rates(
    given: DrawParameters,
    table: Table | None,
    people: Table | None,
    *,
    codes: Mapping[str, str],
    boundaries: maps.Boundaries,
) -> Iterator[maps.Rates]:
    if table is None:
        return
    of = None
    if people is not None and given.people is not None:
        columns = given.people.model_dump()
        of = maps.totals(people, codes=codes, **columns)
    for measure in given.measures:
        yield maps.rates(
            table,
            area_column=given.area_column,
            measure=measure,
            per=given.per,
            codes=codes,
            boundaries=boundaries,
            people=of,
        )


def _made(shown: maps.Map, *, boundaries: maps.Boundaries, rates: Sequence[maps.Rates]) -> Made:
    files = {MAP_FILE: maps.map_svg(shown, boundaries=boundaries).encode()}
    funnel = _funnel(shown, rates=rates)
    if funnel is not None:
        files[FUNNEL_FILE] = maps.funnel_svg(funnel).encode()
    return Made(
        content=Drawn(map=shown, funnel=funnel).model_dump(mode="json"),
        files=files,
        quantities=dict(_quantities(shown, rates=rates)),
    )


def _table(inputs: Inputs, name: str) -> Table:
    return tables.read_parquet(inputs.file(name, TABLE_FILE))


def _boundaries(inputs: Inputs, *, keys: Sequence[str]) -> tuple[maps.Boundaries, str]:
    """The areas, and where they come from."""
    if "boundaries" not in inputs.versions:
        codes = [key for key in keys if maps.is_mesh_code(key)]
        return maps.mesh_boundaries(codes), "地域メッシュ（JIS X 0410）"
    content = BoundariesContent.model_validate(inputs.content("boundaries"))
    return maps.read_areas(inputs.file("boundaries", BOUNDARIES_FILE)), content.attribution


def _points(inputs: Inputs, *, columns: PointColumns | None) -> tuple[maps.Point, ...]:
    if columns is None:
        return ()
    return maps.points(
        _table(inputs, "points"),
        longitude_column=columns.longitude,
        latitude_column=columns.latitude,
        label_column=columns.label,
    )


def _sources(inputs: Inputs, *, about: str) -> Iterator[str]:
    yield f"境界：{about}"
    for name in ("table", "people", "points"):
        if name in inputs.versions:
            yield f"データ：{inputs.case.artifacts[inputs.version(name).artifact].title}"


def _funnel(shown: maps.Map, *, rates: Sequence[maps.Rates]) -> maps.Funnel | None:
    if not rates:
        return None
    try:
        return maps.funnel(shown, rates=rates[-1], layer=len(rates) - 1)
    except maps.MapsError as error:
        if error.code in _NO_FUNNEL:
            return None
        raise


def _quantities(shown: maps.Map, *, rates: Sequence[maps.Rates]) -> Iterator[tuple[str, Quantity]]:
    """Of each layer the rate of all areas together, of the highest and of the lowest."""
    for layer, measured in enumerate(rates):
        rated = [(a.values[layer].value, a.name) for a in shown.areas]
        known = sorted((value, name) for value, name in rated if value is not None)
        said: Mapping[str, tuple[float | None, str]] = {
            "overall": (maps.overall(measured), "全体"),
            **(
                {
                    "highest": (known[-1][0], f"最も高い{known[-1][1]}"),
                    "lowest": (known[0][0], f"最も低い{known[0][1]}"),
                }
                if known
                else {}
            ),
        }
        for name, (value, whose) in said.items():
            if value is not None:
                label = f"{shown.title}（{'・'.join(filter(None, (measured.title, whose)))}）"
                yield f"{name}_{layer + 1}", _quantity(value, unit=shown.unit, label=label)


def _quantity(value: float, *, unit: str, label: str) -> Quantity:
    is_share = unit == "％"
    return Quantity(
        value=value / PERCENT if is_share else value,
        unit="割合" if is_share else unit,
        label=label,
        made_from=("table.rows",),
    )
