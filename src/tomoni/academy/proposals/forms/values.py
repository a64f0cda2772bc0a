"""What a form can ask of a proposal: one flat dictionary of Japanese names, for everybody alike.

Each part of the house that knows something of proposals registers a `Group` once, when it is
ready: the names with what they mean, and the function that finds their values. What is found goes
through the mask of the person who asks, whatever found it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from tomoni.academy.accounts.models import Municipality, User
from tomoni.academy.proposals import blind, queries
from tomoni.academy.proposals.models import ProgrammeEdition, Proposal

Words = str | Promise


@dataclass(frozen=True)
class Asked:
    """For whom the values of which proposal are found."""

    proposal: Proposal
    user: User


@dataclass(frozen=True)
class Found:
    """Values by name, pictures as SVG with their words by name."""

    values: Mapping[str, Any] = field(default_factory=dict)
    pictures: Mapping[str, tuple[bytes, str]] = field(default_factory=dict)


Finder = Callable[[Asked], Found | Mapping[str, Any]]


@dataclass(frozen=True)
class Group:
    """Names that belong together. Of a list of rows the columns are named too: `積算.品名`.

    `fields`, `pictures`: name → what it means.
    """

    title: Words
    fields: Mapping[str, Words]
    find: Finder
    pictures: Mapping[str, Words] = field(default_factory=dict)


_WORDS_OF_PICTURE = re.compile(r"""(?<=>)(?!@font-face)[^<>]+(?=<)|(?<=aria-label=")[^"]+(?=")""")
"""Texts and names of a picture, without the fonts that it carries."""
_groups: dict[str, Group] = {}


def register(name: str, group: Group) -> None:
    """From now on forms can ask for these names too; the same `name` again takes its place."""
    _groups[name] = group


def groups() -> tuple[Group, ...]:
    """All that was registered, in the order in which it was."""
    return tuple(_groups.values())


def offered(municipality: Municipality) -> frozenset[str]:
    """Every name that a form of the municipality can ask for, without a proposal at hand."""
    names = {name for group in groups() for name in (*group.fields, *group.pictures)}
    return frozenset(names | set(question_labels(municipality)))


def question_labels(municipality: Municipality) -> dict[str, str]:
    """The labels of what the municipality's programmes ask, with the help beside them."""
    labels: dict[str, str] = {}
    for edition in ProgrammeEdition.objects.filter(municipality=municipality):
        labels |= {question.label: question.help for question in edition.programme.fields}
    return labels


def compose(proposal: Proposal, *, user: User) -> Found:
    """All values and pictures of the proposal as this person may read them.

    A name that is offered and has no value now is there with None.
    """
    parts = queries.parts_of(user, municipality=proposal.call.edition.municipality)
    mask = blind.mask_for(user, proposal=proposal, parts=parts)
    values: dict[str, Any] = dict.fromkeys(
        name for group in groups() for name in group.fields if "." not in name
    )
    pictures: dict[str, tuple[bytes, str]] = {}
    for found in _found(Asked(proposal, user)):
        values |= found.values
        pictures |= found.pictures
    return Found(
        {name: mask.value(value) for name, value in values.items()},
        {name: (_masked(svg, mask), mask.text(alt)) for name, (svg, alt) in pictures.items()},
    )


def _masked(svg: bytes, mask: blind.Mask) -> bytes:
    """The picture with other words; what is drawn, numbers that are no words, stays as it is."""
    if not mask.words:
        return svg
    return _WORDS_OF_PICTURE.sub(lambda found: mask.text(found[0]), svg.decode()).encode()


def _found(asked: Asked) -> Iterable[Found]:
    for group in groups():
        found = group.find(asked)
        yield found if isinstance(found, Found) else Found(found)
