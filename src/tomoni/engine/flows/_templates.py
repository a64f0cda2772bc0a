"""Common flows of a municipality to begin from, kept as files beside this module."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from tomoni.engine.core import Grade, Value
from tomoni.engine.flows._errors import FlowsError
from tomoni.engine.flows._flow import Flow, LaneKind, Step, Volume
from tomoni.engine.flows._headings import COLUMNS
from tomoni.engine.flows._rows import from_rows

_FOLDER = files("tomoni.engine.flows") / "templates"
_SAID_BY = "ひな形"
_HEADINGS = COLUMNS[:11]


class Template(Value):
    """A flow to begin from: its name, its title, what it is about, how many steps it has."""

    name: str
    title: str
    about: str
    steps: int


@cache
def templates() -> tuple[Template, ...]:
    """All templates, in the order of their titles.

    Their minutes, shares and cases are plausible, no more: grade 推定, said by ひな形. A group puts
    its own in their place.
    """
    names = [file.name.removesuffix(".yaml") for file in _FOLDER.iterdir()]
    found = []
    for name in names:
        given = _read(name)
        steps = len(template(name).steps)
        found.append(Template(name=name, title=given["title"], about=given["about"], steps=steps))
    return tuple(sorted(found, key=lambda one: one.title))


def template(name: str) -> Flow:
    """The flow of a template. Raises `FlowsError("unknown-template")`."""
    if not (name.isidentifier() and (_FOLDER / f"{name}.yaml").is_file()):
        raise FlowsError("unknown-template", name=name)
    given = _read(name)
    rows = [
        dict(zip(_HEADINGS, line.split("|"), strict=True)) for line in given["steps"].splitlines()
    ]
    flow, _ = from_rows(
        rows,
        title=given["title"],
        lane_kinds={lane: LaneKind(kind) for lane, kind in given["lanes"].items()},
        volume=Volume(**given["volume"], grade=Grade.ESTIMATE, said_by=_SAID_BY),
    )
    return flow.model_copy(update={"steps": tuple(map(_said, flow.steps))})


def _said(step: Step) -> Step:
    return step.model_copy(update={"grade": Grade.ESTIMATE, "said_by": _SAID_BY})


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return found
