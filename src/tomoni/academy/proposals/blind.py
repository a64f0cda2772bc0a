"""Names that are hidden until the verdict (氏名を秘す): who sees them, and texts without them.

Every page, file and notice of a proposal that somebody may see without its names goes through a
`Mask`: it takes out what tells who proposes, wherever and however it was written.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import F

from tomoni.academy.accounts.models import Division, Standing, User
from tomoni.academy.cohorts.models import Group, Membership, Role
from tomoni.academy.proposals import folding, stages
from tomoni.academy.proposals.models import Part, Proposal

PERSON, PLACE = "〔提案者〕", "〔提案者の課〕"
_SHORTEST = 2
"""A family name of one letter is a part of many words: it goes only where the name is whole."""
_TITLES = ("さん", "氏", "様", "くん", "主事", "主査", "主任", "係長", "課長", "副課長", "部長")
"""What stands behind a family name; before it even one of one letter goes."""
_TELLING = (Role.PARTICIPANT, Role.MANAGER)
_SPACES = re.compile(r"[\s\u3000]+")


def sees_names(user: User, *, proposal: Proposal, parts: frozenset[Part]) -> bool:
    """The proposers, the office, and everybody once the verdict is spoken."""
    if Part.OFFICE in parts or not hides_names(proposal):
        return True
    return proposal.proposers.filter(pk=user.pk).exists()


def hides_names(proposal: Proposal) -> bool:
    """Whether its names are hidden now from whoever only reads it."""
    programme = proposal.programme
    return programme.hides_names and not stages.is_decided(programme, proposal.place)


@dataclass(frozen=True)
class Mask:
    """What stands for each word that tells who proposes; no words: nothing is hidden."""

    words: Mapping[str, str]

    def text(self, text: str) -> str:
        """The text without those words, in whatever letters they were written."""
        if self._pattern is None:
            return text
        folded = folding.fold(text)
        parts: list[str] = []
        done = 0
        for found in self._pattern.finditer(folded.text):
            start, end = folded.starts[found.start()], folded.ends[found.end() - 1]
            parts += (text[done : max(start, done)], self._shown[found.group()])
            done = max(end, done)
        return "".join((*parts, text[done:])) if parts else text

    def value(self, value: Any) -> Any:
        """The same for all texts in a value of lists and mappings, keys too."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {self.value(key): self.value(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(self.value(each) for each in value)
        return value

    def hides(self) -> bool:
        """Whether there is anything that it takes out."""
        return bool(self.words)

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        return folding.pattern_of(self.words)

    @cached_property
    def _shown(self) -> dict[str, str]:
        return {folding.plain(word): shown for word, shown in self.words.items()}


def mask_for(user: User, *, proposal: Proposal, parts: frozenset[Part]) -> Mask:
    """What the person is not to read of the proposal; an empty mask for who sees the names."""
    if sees_names(user, proposal=proposal, parts=parts):
        return Mask({})
    return Mask(hidden_words(proposal))


def outside_mask(proposal: Proposal) -> Mask:
    """The mask of whoever has no part in it: for notices to several people."""
    return Mask(hidden_words(proposal) if hides_names(proposal) else {})


def hidden_words(proposal: Proposal) -> dict[str, str]:
    """Every word that tells who proposes: names and their parts, accounts, numbers, divisions.

    Of a case everybody who takes or took part in its group counts, and its managers.
    """
    return words_of([proposal])[proposal.pk]


def words_of(proposals: Sequence[Proposal]) -> dict[int, dict[str, str]]:
    """The same for many, by their key; five queries for any number."""
    groups = _groups(proposals)
    people = _people(proposals, groups=groups)
    units = _Units({each.call.edition.municipality_id for each in proposals})
    found: dict[int, dict[str, str]] = {}
    for proposal in proposals:
        group = groups.get(proposal.pk)
        places = [proposal.division_id, *([group.division_id] if group else [])]
        words: dict[str, str] = {}
        for person in people[proposal.pk]:
            words |= dict.fromkeys(_names(person), PERSON)
            places += [unit for unit in (person.division_id, person.section_id) if unit]
        words |= dict.fromkeys(units.names(places), PLACE)
        words |= {group.division_name: PLACE} if group else {}
        found[proposal.pk] = {word: shown for word, shown in words.items() if word}
    return found


def _groups(proposals: Sequence[Proposal]) -> dict[int, Group]:
    """The group behind each proposal that comes from a case."""
    versions = {each.case_version_id: each.pk for each in proposals if each.case_version_id}
    by_version = Group.objects.filter(case__artifacts__versions__in=versions)
    pairs = by_version.annotate(version=F("case__artifacts__versions")).filter(version__in=versions)
    return {versions[each.version]: each for each in pairs}


def _people(proposals: Sequence[Proposal], *, groups: Mapping[int, Group]) -> dict[int, list[User]]:
    found: dict[int, list[User]] = {each.pk: [] for each in proposals}
    through = Proposal.proposers.through.objects.filter(proposal__in=found)
    for pair in through.select_related("user"):
        found[pair.proposal_id].append(pair.user)
    by_group: dict[int, list[User]] = {}
    held = Membership.ever.filter(group__in=groups.values(), role__in=_TELLING)
    for each in held.select_related("user"):
        by_group.setdefault(each.group_id or 0, []).append(each.user)
    for key, group in groups.items():
        found[key] += by_group.get(group.pk, [])
    return found


class _Units:
    """The divisions of municipalities, each with all that stand above it and every name it had."""

    def __init__(self, municipalities: Collection[int]) -> None:
        rows = Division.objects.filter(municipality__in=municipalities)
        self._units = {pk: (name, up) for pk, name, up in rows.values_list("pk", "name", "parent")}
        self._names: dict[int, list[str]] = {}
        standings = Standing.objects.filter(division__municipality__in=municipalities)
        for pk, name in standings.values_list("division", "name"):
            self._names.setdefault(pk, []).append(name)

    def names(self, places: Iterable[int]) -> Iterable[str]:
        for place in places:
            above: int | None = place
            while above is not None and above in self._units:
                name, up = self._units[above]
                yield from (name, *self._names.get(above, ()))
                above = up


def _names(person: User) -> Iterable[str]:
    parts = _SPACES.split(person.display_name)
    yield from (person.account_name, person.staff_number, person.email)
    yield person.display_name
    for part in parts:
        if len(part) >= _SHORTEST:
            yield part
        else:
            yield from (part + title for title in _TITLES)
