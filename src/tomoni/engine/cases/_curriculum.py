"""Curricula: sessions, steps and worksheets as a city writes them in YAML."""

from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Annotated, Any, Literal, Self

from pydantic import StringConstraints, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from tomoni.engine.cases._check_rules import Check
from tomoni.engine.cases._errors import CasesError
from tomoni.engine.cases._yaml import read_yaml
from tomoni.engine.core import Value

_SHARED = ("worksheets", "skills")
"""What one curriculum may use of another."""

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
            raise _mistake("needs-choices-or-columns", name=self.name)
        if any(column.type in {FieldType.ROWS, FieldType.FILE} for column in self.columns):
            raise _mistake("rows-in-a-row", name=self.name)
        _refuse_twins(column.name for column in self.columns)
        return self


class Worksheet(Value):
    """One worksheet and its fields in order; `checks`: what the first review looks at."""

    id: _Key
    title: str
    fields: tuple[Field, ...]
    checks: tuple[Check, ...] = ()

    @model_validator(mode="after")
    def _fields_differ(self) -> Self:
        _refuse_twins(field.name for field in self.fields)
        names = {field.name: [each.name for each in field.columns] for field in self.fields}
        for check in self.checks:
            check.refuse_unknown(names)
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
            raise _mistake("named-but-not-there", name=", ".join(sorted(missing)))
        return self


def read_curriculum(data: bytes) -> Curriculum:
    """The curriculum in a YAML text.

    A worksheet or a skill written `use: policy.problem` is that of a curriculum which comes with
    Tomoni. Raises `CasesError`: `bad-yaml`, `unknown-curriculum`, `unknown-worksheet`,
    `unknown-skill`, `bad-curriculum` with the place and the kind of the first mistake.
    """
    return _curriculum(read_yaml(data))


@cache
def shipped_curriculum(name: str) -> Curriculum:
    """A curriculum that comes with Tomoni, by `id` or `id@version`.

    Notes and slides of its sessions stand in files beside it: `<id>/<number>_notes.md` and
    `<id>/<number>_slides.md`. Raises `CasesError("unknown-curriculum")`.
    """
    key, _, version = name.partition("@")
    place = resources.files("tomoni.engine.cases") / "curricula"
    if not key.isidentifier() or not (place / f"{key}.yaml").is_file():
        raise CasesError("unknown-curriculum", curriculum=name)
    given = read_yaml((place / f"{key}.yaml").read_bytes())
    for session in given["sessions"]:
        session |= _texts_beside(place / key, number=session["number"], title=session["title"])
    curriculum = _curriculum(given)
    if version not in {"", str(curriculum.version)}:
        raise CasesError("unknown-curriculum", curriculum=name)
    return curriculum


def _curriculum(given: Any) -> Curriculum:
    try:
        return Curriculum.model_validate(with_used(given))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise CasesError("bad-curriculum", where=where, why=first["type"]) from error


def _texts_beside(folder: Traversable, *, number: int, title: str) -> dict[str, Any]:
    notes, slides = folder / f"{number}_notes.md", folder / f"{number}_slides.md"
    material = {"id": "slides", "title": title, "kind": "slides", "text": slides.read_text("utf-8")}
    return {"notes": notes.read_text("utf-8"), "materials": [material]}


def with_used(given: Any) -> Any:
    """What was written, with the worksheets and skills that it uses of a shipped curriculum."""
    if not isinstance(given, dict):
        return given
    lists = {name: given[name] for name in _SHARED if isinstance(given.get(name), list)}
    used = {name: [_used(name, one) for one in entries] for name, entries in lists.items()}
    return {**given, **used}


def _used(part: str, entry: Any) -> Any:
    if not isinstance(entry, dict) or set(entry) != {"use"}:
        return entry
    curriculum, _, key = str(entry["use"]).partition(".")
    for one in getattr(shipped_curriculum(curriculum), part):
        if one.id == key:
            return one
    if part == "skills":
        raise CasesError("unknown-skill", skill=key)
    raise CasesError("unknown-worksheet", worksheet=key)


def _refuse_twins(names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise _mistake("stands-twice", name=name)
        seen.add(name)


def _mistake(code: str, *, name: str) -> PydanticCustomError:
    return PydanticCustomError(code, "{name}", {"name": name})
