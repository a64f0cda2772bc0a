"""Curricula: sessions, steps and worksheets as a city writes them in YAML."""

from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Annotated, Any, Literal, Self

from pydantic import StringConstraints, ValidationError, model_validator

from tomoni.engine.cases._errors import CasesError
from tomoni.engine.cases._yaml import read_yaml
from tomoni.engine.core import Value

_Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]


class FieldType(StrEnum):
    """What can be written in a field of a worksheet."""

    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    NUMBER = "number"
    DATE = "date"
    ROWS = "rows"
    REFERENCE = "reference"
    FILE = "file"


class Field(Value):
    """One field: its words, its type, and what its type needs."""

    name: _Key
    label: str
    type: FieldType
    required: bool = False
    help: str = ""
    good: str = ""
    bad: str = ""
    unit: str = ""
    choices: tuple[str, ...] = ()
    columns: tuple["Field", ...] = ()
    kinds: tuple[str, ...] = ()
    many: bool = False

    @model_validator(mode="after")
    def _has_what_its_type_needs(self) -> Self:
        needs = {FieldType.CHOICE: self.choices, FieldType.ROWS: self.columns}
        if self.type in needs and not needs[self.type]:
            raise ValueError(f"{self.name}: {self.type} needs choices or columns")
        if any(column.type in {FieldType.ROWS, FieldType.FILE} for column in self.columns):
            raise ValueError(f"{self.name}: a row holds no rows and no files")
        _refuse_twins(column.name for column in self.columns)
        return self


class Worksheet(Value):
    """One worksheet and its fields in order."""

    id: _Key
    title: str
    fields: tuple[Field, ...]

    @model_validator(mode="after")
    def _fields_differ(self) -> Self:
        _refuse_twins(field.name for field in self.fields)
        return self


class AgendaItem(Value):
    """One item of a session's agenda."""

    minutes: int
    title: str


class Material(Value):
    """What a session comes with, in Markdown: slides are parted by lines of `---`.

    One for lecturers is not shown to participants.
    """

    id: _Key
    title: str
    kind: Literal["slides", "text"]
    text: str
    for_lecturers: bool = False


class Session(Value):
    """One meeting of a cohort; `notes` (Markdown) are for who leads it."""

    number: int
    title: str
    hours: float
    agenda: tuple[AgendaItem, ...] = ()
    steps: tuple[str, ...] = ()
    homework: tuple[str, ...] = ()
    notes: str = ""
    materials: tuple[Material, ...] = ()


class Skill(Value):
    """A skill that people rate themselves by; `levels`: what one can do, the lowest first."""

    id: _Key
    title: str
    levels: tuple[str, ...]


class Step(Value):
    """One step of the method and the page that serves it."""

    id: _Key
    title: str
    question: str
    page: Literal["worksheet", "data", "analysis", "flow", "effect", "proposal"]
    worksheets: tuple[str, ...] = ()


class Curriculum(Value):
    """A versioned curriculum. Every step names worksheets that are there."""

    id: _Key
    version: int
    title: str
    sessions: tuple[Session, ...]
    steps: tuple[Step, ...]
    worksheets: tuple[Worksheet, ...]
    skills: tuple[Skill, ...] = ()

    @property
    def name(self) -> str:
        """Identity and version, e.g. `policy@1`."""
        return f"{self.id}@{self.version}"

    def worksheet(self, worksheet_id: str) -> Worksheet:
        """The worksheet; `CasesError("unknown-worksheet")` when there is none."""
        for worksheet in self.worksheets:
            if worksheet.id == worksheet_id:
                return worksheet
        raise CasesError("unknown-worksheet", worksheet=worksheet_id)

    def step(self, step_id: str) -> Step:
        """The step; `CasesError("unknown-step")` when there is none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise CasesError("unknown-step", step=step_id)

    @model_validator(mode="after")
    def _names_what_it_has(self) -> Self:
        steps = {step.id for step in self.steps}
        worksheets = {worksheet.id for worksheet in self.worksheets}
        named = {name for step in self.steps for name in step.worksheets}
        named |= {name for session in self.sessions for name in session.homework}
        missing = (named - worksheets) | (
            {name for session in self.sessions for name in session.steps} - steps
        )
        if missing:
            raise ValueError(f"named but not there: {', '.join(sorted(missing))}")
        return self


def read_curriculum(data: bytes) -> Curriculum:
    """The curriculum in a YAML text.

    A worksheet written `use: policy.problem` is that worksheet of a curriculum which comes with
    Tomoni. Raises `CasesError`: `bad-yaml`, `unknown-curriculum`, `unknown-worksheet`,
    `bad-curriculum` with the place of the first mistake.
    """
    try:
        return Curriculum.model_validate(_with_used(read_yaml(data)))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise CasesError("bad-curriculum", where=where, why=first["msg"]) from error


@cache
def shipped_curriculum(name: str) -> Curriculum:
    """A curriculum that comes with Tomoni, by `id` or `id@version`.

    Raises `CasesError("unknown-curriculum")`.
    """
    key, _, version = name.partition("@")
    place = resources.files("tomoni.engine.cases") / "curricula" / f"{key}.yaml"
    if not key.isidentifier() or not place.is_file():
        raise CasesError("unknown-curriculum", curriculum=name)
    curriculum = read_curriculum(place.read_bytes())
    if version not in {"", str(curriculum.version)}:
        raise CasesError("unknown-curriculum", curriculum=name)
    return curriculum


def _with_used(given: Any) -> Any:
    if not isinstance(given, dict) or not isinstance(given.get("worksheets"), list):
        return given
    return {**given, "worksheets": [_used(one) for one in given["worksheets"]]}


def _used(worksheet: Any) -> Any:
    if not isinstance(worksheet, dict) or set(worksheet) != {"use"}:
        return worksheet
    curriculum, _, key = str(worksheet["use"]).partition(".")
    return shipped_curriculum(curriculum).worksheet(key)


def _refuse_twins(names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"{name} stands twice")
        seen.add(name)
