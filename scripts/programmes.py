"""The reference page of a programme of proposals: every key of its YAML, from its model."""

import types
from collections.abc import Iterator
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin

from django.conf import settings
from pydantic import BaseModel
from pydantic.fields import FieldInfo

HEAD = """\
# The YAML of a programme of proposals

What a city decides about its proposals (職員提案の制度) is one file. The office writes it by form
([Set up the proposal programme](../how-to/set-up-the-proposal-programme.md)) or takes it out,
changes it and takes it in. Two come with Tomoni, in `src/tomoni/academy/proposals/shipped/`:
`two_categories` and `whole_chain`. An `id` or `name` is lower-case letters, figures and `_`, and
begins with a letter.
"""
TAIL = """\
## What holds between the parts

- No `id` (`name` of a field) stands twice in its list; a category names fields that are there.
- `stages`: one `intake`, first; one `verdict`; at least one `review` before it; after it at most
  one `aftercare` and nothing else. They are gone through in this order and none is left out, but
  that a verdict whose `follows` is empty ends the proposal without aftercare.
- Every criterion has as many `anchors` as `scale`, from the lowest score on.
- A month and day are written `8-1`; 29 February is not there each year and is refused.
"""
PARTS = ("Category", "Question", "Ground", "Stage", "Rubric", "Criterion", "Verdict", "Prize")


def page() -> str:
    """The page in Markdown."""
    if not settings.configured:  # the words are the sources: nothing is translated
        settings.configure(USE_I18N=False)
    from tomoni.academy.proposals import programme, programme_checks  # noqa: PLC0415 - settings
    from tomoni.academy.ui.wording.programmes import NOTICES  # noqa: PLC0415 - settings first

    lines = [HEAD, "## The whole\n", *table(programme.Programme)]
    for name in (*PARTS, "BudgetPart"):
        model = getattr(programme, name)
        lines += [f"\n## {name}\n", *said(model), *table(model)]
    lines += ["\n## Notices\n", "| key | when | may name |", "|---|---|---|"]
    lines += [
        f"| `{key}` | {NOTICES[key]} | {', '.join(f'`{{{place}}}`' for place in places)} |"
        for key, places in programme_checks.NOTICES.items()
    ]
    return "\n".join([*lines, "", TAIL])


def said(model: type[BaseModel]) -> Iterator[str]:
    """What the model says of itself, where it says something of its own."""
    if "__doc__" in model.__dict__ and model.__doc__:
        yield " ".join(model.__doc__.split()) + "\n"


def table(model: type[BaseModel]) -> Iterator[str]:
    """One row for each key."""
    yield "| key | what stands there | if left out |"
    yield "|---|---|---|"
    for name, field in model.model_fields.items():
        left_out = "is needed" if field.is_required() else f"`{_plain(field.default)}`"
        yield f"| `{field.alias or name}` | {kind(field)} | {left_out} |"


def kind(field: FieldInfo) -> str:
    """What may stand there, with its bounds."""
    bounds = {"ge": "from", "le": "to", "min_length": "at least", "max_length": "at most"}
    found = [
        f"{word} {getattr(each, name)}"
        for each in field.metadata
        for name, word in bounds.items()
        if getattr(each, name, None) is not None
    ]
    return ", ".join([_named(field.annotation), *found])


def _named(given: Any) -> str:
    origin, inside = get_origin(given), get_args(given)
    if origin is tuple:
        return f"list: {_named(inside[0])}"
    if origin is dict:
        return "keys with texts, see below"
    if origin is Literal:
        return " · ".join(f"`{each}`" if each else "nothing" for each in inside)
    if origin in (Union, types.UnionType):
        return " or ".join(map(_named, inside))
    if inside:
        return _named(inside[0])
    if isinstance(given, type) and issubclass(given, Enum):
        return " · ".join(f"`{each.value}`" for each in given)
    if isinstance(given, type) and issubclass(given, BaseModel):
        return f"[{given.__name__}](#{given.__name__.lower()})"
    return {str: "text", int: "whole number", bool: "`true` · `false`"}[given]


def _plain(value: object) -> object:
    if value == ():
        return "[]"
    return str(value).lower() if isinstance(value, bool) else value if value != "" else '""'
