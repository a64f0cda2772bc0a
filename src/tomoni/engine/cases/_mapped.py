"""What boundaries and maps of a case say of themselves."""

from pydantic import Field

from tomoni.engine import maps
from tomoni.engine.core import Finding, Value

BOUNDARIES_FILE = "boundaries.parquet"
MAP_FILE, FUNNEL_FILE = "map.svg", "funnel.svg"
PERCENT = 100.0


class AreaLine(Value):
    """One area as it is listed; `km2`: its size in square kilometres."""

    code: str
    name: str
    km2: float


class BoundariesContent(Value):
    """The areas of a file of boundaries; their outlines lie in `boundaries.parquet`."""

    areas: tuple[AreaLine, ...]
    code_column: str = ""
    name_column: str = ""
    columns: tuple[str, ...] = ()
    attribution: str = ""
    findings: tuple[Finding, ...] = ()


class Drawn(Value):
    """A map with the funnel plot of its last layer; None where its rates come without counts."""

    map: maps.Map
    funnel: maps.Funnel | None = None


class PointColumns(Value):
    """Which columns of the input `points` say where its places are."""

    longitude: str
    latitude: str
    label: str = ""


class PeopleColumns(Value):
    """Which columns of the input `people` hold the denominators of areas."""

    area_column: str
    column: str


class DrawParameters(Value):
    """What `maps.draw` is told."""

    title: str
    unit: str = "％"
    area_column: str = ""
    measures: tuple[maps.Measure, ...] = Field(default=(), max_length=2)
    per: float = Field(default=PERCENT, gt=0)
    style: maps.Style = maps.Style()
    chosen: dict[str, str] = {}
    """What a person has said of names that match nothing: name → its code, empty for none."""
    points: PointColumns | None = None
    people: PeopleColumns | None = None
