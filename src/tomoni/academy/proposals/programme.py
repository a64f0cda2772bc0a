"""The programme of a city (職員提案の制度) as configuration: read, checked, never code."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources
from typing import Annotated, Any, Literal, Self, TypeVar

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails

from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.programme_checks import (
    NOTICES,
    a_day,
    refuse,
    refuse_twins,
    refuse_unknown_places,
)
from tomoni.academy.ui.wording.programmes import mistake_words

_Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
_MonthDay = Annotated[
    str,
    StringConstraints(pattern=r"^(1[0-2]|[1-9])-(3[01]|[12][0-9]|[1-9])$"),
    AfterValidator(a_day),
]
_Words = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
SHIPPED = ("two_categories", "whole_chain")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class StageKind(StrEnum):
    """What is done at a stage."""

    INTAKE = "intake"
    OPINION = "opinion"
    COMMENTS = "comments"
    REVIEW = "review"
    VERDICT = "verdict"
    AFTERCARE = "aftercare"


class Who(StrEnum):
    """Who may propose: one person, a group, or the head of a division for the division."""

    PERSON = "person"
    GROUP = "group"
    DIVISION = "division"


class Question(_Part):
    """One thing that a proposal says."""

    name: _Key
    label: _Words
    type: Literal["short_text", "long_text", "number", "date"] = "long_text"
    required: bool = False
    help: str = ""
    good: str = ""
    bad: str = ""


class Category(_Part):
    """A kind of proposal: who may make it and what it says."""

    id: _Key
    title: _Words
    who: tuple[Who, ...] = Field(min_length=1)
    fields: tuple[_Key, ...] = Field(min_length=1)


class Ground(_Part):
    """Why a proposal is not taken in (不受理)."""

    id: _Key
    title: _Words


class Stage(_Part):
    """One stage, how many days it is given, and what its kind needs.

    `reviewers`: how many must have scored; `named`: whether comments bear their writer's name.
    """

    id: _Key
    kind: StageKind
    title: _Words
    days: int = Field(ge=1, le=730)
    reviewers: int = Field(default=1, ge=1, le=30)
    named: bool = True


class Criterion(_Part):
    """One thing that reviewers score, with words for each score from 1 on."""

    id: _Key
    title: _Words
    weight: int = Field(ge=1, le=10)
    anchors: tuple[_Words, ...]


class Rubric(_Part):
    """How proposals are scored: each criterion from 1 to `scale`."""

    scale: int = Field(ge=2, le=10)
    criteria: tuple[Criterion, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _every_score_has_words(self) -> Self:
        for criterion in self.criteria:
            if len(criterion.anchors) != self.scale:
                refuse("anchors-wanted", part="", name=criterion.title, scale=self.scale)
        return self

    @property
    def most(self) -> int:
        """The highest weighted sum."""
        return self.scale * sum(criterion.weight for criterion in self.criteria)


class Verdict(_Part):
    """A result; what `follows`: it is to be done, to be considered, or nothing."""

    id: _Key
    title: _Words
    follows: Literal["implement", "consider", ""] = ""


class Prize(_Part):
    id: _Key
    title: _Words


class BudgetPart(_Part):
    """A part of the budget's year, by month and day."""

    id: _Key
    title: _Words
    begins: _MonthDay = Field(alias="from")
    until: _MonthDay


_Kind = TypeVar("_Kind", Category, Ground, Stage, Verdict)


class Programme(_Part):
    """The whole programme. What it names is there; its stages can be gone in order."""

    id: _Key
    version: int = Field(ge=1)
    title: _Words
    categories: tuple[Category, ...] = Field(min_length=1)
    fields: tuple[Question, ...] = Field(min_length=1)
    grounds: tuple[Ground, ...] = Field(min_length=1)
    stages: tuple[Stage, ...]
    hides_names: bool = True
    rubric: Rubric
    verdicts: tuple[Verdict, ...] = Field(min_length=2)
    prizes: tuple[Prize, ...] = ()
    notices: dict[str, _Words]
    budget: tuple[BudgetPart, ...] = Field(min_length=1)

    @property
    def name(self) -> str:
        """Identity and version, e.g. `two_categories@1`."""
        return f"{self.id}@{self.version}"

    def category(self, category_id: str) -> Category:
        return _named(self.categories, category_id)

    def ground(self, ground_id: str) -> Ground:
        return _named(self.grounds, ground_id)

    def stage(self, stage_id: str) -> Stage:
        return _named(self.stages, stage_id)

    def verdict(self, verdict_id: str) -> Verdict:
        return _named(self.verdicts, verdict_id)

    def questions(self, category_id: str) -> tuple[Question, ...]:
        """What a proposal of the category says, in the category's order."""
        by_name = {question.name: question for question in self.fields}
        return tuple(by_name[name] for name in self.category(category_id).fields)

    @model_validator(mode="after")
    def _names_what_it_has(self) -> Self:
        for part in ("categories", "grounds", "stages", "verdicts", "prizes", "budget"):
            refuse_twins((each.id for each in getattr(self, part)), part=part)
        refuse_twins((each.id for each in self.rubric.criteria), part="rubric")
        refuse_twins((each.name for each in self.fields), part="fields")
        names = {question.name for question in self.fields}
        missing = {name for category in self.categories for name in category.fields} - names
        if missing:
            refuse("named-but-not-there", part="fields", name=", ".join(sorted(missing)))
        for name, allowed in NOTICES.items():
            refuse_unknown_places(self.notices, name, allowed=allowed)
        return self

    @model_validator(mode="after")
    def _begins_with_intake_and_ends_in_a_verdict(self) -> Self:
        kinds = [stage.kind for stage in self.stages]
        once = (StageKind.INTAKE, StageKind.VERDICT)
        if any(kinds.count(kind) != 1 for kind in once) or kinds.count(StageKind.AFTERCARE) > 1:
            refuse("stages-once", part="stages")
        end = kinds.index(StageKind.VERDICT)
        if kinds[0] != StageKind.INTAKE or set(kinds[end + 1 :]) - {StageKind.AFTERCARE}:
            refuse("stages-order", part="stages")
        if StageKind.REVIEW not in kinds or StageKind.AFTERCARE in kinds[:end]:
            refuse("review-before", part="stages")
        return self


@dataclass(frozen=True)
class Mistake:
    """What keeps something from being a programme: a place such as `stages.2.days`, and why."""

    where: str
    code: str
    params: Mapping[str, Any]

    @property
    def sentence(self) -> str:
        """The place and the reason, in words."""
        return mistake_words(self.where, self.code, self.params)


def mistakes(given: object) -> tuple[Mistake, ...]:
    """All that keeps plain values from being a programme; none: they are one."""
    try:
        Programme.model_validate(given)
    except ValidationError as error:
        return tuple(_mistake(each) for each in error.errors(include_url=False))
    return ()


def _mistake(found: ErrorDetails) -> Mistake:
    params = found.get("ctx", {})
    where = ".".join(map(str, found["loc"])) or str(params.get("part", ""))
    return Mistake(where, found["type"], params)


def plain(text: str) -> Any:
    """What a YAML text holds. Raises `ProposalsError("bad-yaml")` with the line."""
    try:
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text)):
            raise ProposalsError("bad-yaml", line=1)  # names for other parts can swell without end
        return yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        raise ProposalsError("bad-yaml", line=mark.line + 1 if mark else 1) from error


def read_programme(text: str) -> Programme:
    """The programme in a YAML text.

    Raises `ProposalsError`: bad-yaml, bad-programme with the first mistake in words.
    """
    given = plain(text)
    if wrong := mistakes(given):
        raise ProposalsError("bad-programme", why=wrong[0].sentence)
    return Programme.model_validate(given)


@lru_cache(maxsize=64)
def parsed(text: str) -> Programme:
    """The same, read once for a text."""
    return read_programme(text)


@cache
def shipped_programme(name: str) -> str:
    """The YAML text of a programme that comes with Tomoni."""
    folder = resources.files("tomoni.academy.proposals.shipped")
    return (folder / f"{name}.yaml").read_text(encoding="utf-8")


def _named(parts: tuple[_Kind, ...], part_id: str) -> _Kind:
    for part in parts:
        if part.id == part_id:
            return part
    raise KeyError(part_id)
