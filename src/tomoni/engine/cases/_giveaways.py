"""What in a case says who or where it was: found in all its texts, each with a proposal."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, Literal

import polars as pl

from tomoni.engine import privacy, tables
from tomoni.engine.cases._bundle import Bundle
from tomoni.engine.cases._graph import Version
from tomoni.engine.cases._kinds import TABLE_FILE
from tomoni.engine.cases._replacing import pattern_of
from tomoni.engine.cases._store import Store, content_of
from tomoni.engine.core import Value

GiveawayKind = Literal[
    "municipality", "division", "staff", "person", "place", "address", "phone", "mail", "file"
]
_ORDER: tuple[GiveawayKind, ...] = (
    "municipality", "division", "staff", "person", "place", "address", "phone", "mail", "file",
)  # fmt: skip
_FIXED = {"address": "（住所）", "phone": "（電話番号）", "mail": "（メールアドレス）"}
_BLANKS = ("○○", "△△", "□□", "××")
_CALLED = re.compile(r"(?:さん|様|さま|氏|君|くん|ちゃん|殿|先生)$")
_SIGNED = re.compile(r"^(?P<name>.+?)(?:（(?P<division>.+)）)?$")
_AROUND = 16
_MOST_PLACES = 20


class Known(Value):
    """A name that belongs to the case: of somebody who took part, of a division, of the city."""

    text: str
    kind: Literal["staff", "division", "municipality"]


class TextPlace(Value):
    """Where in a case a text stands: the artifact's id (empty: the case itself), the way to it
    within, and the text around what was found."""

    artifact: str
    path: tuple[str, ...]
    before: str
    after: str


class Giveaway(Value):
    """One name, place or number as it stands, how often, where, and what could stand instead."""

    found: str
    kind: GiveawayKind
    proposal: str
    count: int
    places: tuple[TextPlace, ...]
    """The first twenty."""


@dataclass(frozen=True)
class _Said:
    """A text of the case; `by_hand`: somebody wrote it, so that names are looked for in it."""

    artifact: str
    path: tuple[str, ...]
    text: str
    by_hand: bool = False


@dataclass
class _Found:
    kind: GiveawayKind
    same_as: str
    count: int = 0
    places: list[TextPlace] = field(default_factory=list)


def giveaways(
    bundle: Bundle, *, known: Iterable[Known] = (), with_rows: Collection[str] = ()
) -> tuple[Giveaway, ...]:
    """What the newest versions of a case say of who and where, municipality and divisions first.

    `known` names are found however they are spaced, surnames alone, too; other names, places,
    addresses, telephone numbers and mail addresses in what people wrote; and the names of files.
    `with_rows`: ids of the tables whose cells are looked at with them. One that stands in several
    ways gets one proposal: 担当者A is the same person throughout.
    """
    said = list(_texts(bundle, with_rows=with_rows))
    names = _Names([*known, *_signed(bundle)], within=said)
    found: dict[str, _Found] = {}
    for text, kind, same_as in _candidates(said, names=names, bundle=bundle):
        found.setdefault(text, _Found(kind, same_as))
    _count(said, found)
    there = {text: each for text, each in found.items() if each.count}
    ordered = sorted(there.items(), key=lambda one: _ORDER.index(one[1].kind))
    proposals = proposals_for((each.kind, each.same_as) for _text, each in ordered)
    return tuple(
        Giveaway(
            found=text,
            kind=each.kind,
            proposal=proposals[each.same_as],
            count=each.count,
            places=tuple(each.places),
        )
        for text, each in ordered
    )


def strings(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text in plain values with the way to it, the names of mappings with them."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield path, name
            yield from strings(each, (*path, name))
    elif isinstance(value, list | tuple):
        for number, each in enumerate(value, start=1):
            yield from strings(each, (*path, str(number)))


def _texts(bundle: Bundle, *, with_rows: Collection[str]) -> Iterator[_Said]:
    yield _Said("", ("title",), bundle.case.title, by_hand=True)
    for key, artifact in bundle.case.artifacts.items():
        head = bundle.case.head(key)
        if head is not None:
            yield _Said(key, ("title",), artifact.title, by_hand=True)
            yield from _of_version(head, store=bundle.store, with_rows=key in with_rows)
    curriculum = (text for _path, text in strings(bundle.curriculum.model_dump(mode="json")))
    for text in dict.fromkeys(curriculum):
        yield _Said("", ("curriculum",), text)


def _of_version(version: Version, *, store: Store, with_rows: bool) -> Iterator[_Said]:
    key, by_hand = version.artifact, version.function is None
    yield _Said(key, ("note",), version.note, by_hand=True)
    yield _Said(key, ("made_by",), version.made_by)
    for path, text in strings(content_of(version, store=store)):
        yield _Said(key, path, text, by_hand=by_hand)
    for path, text in strings(dict(version.parameters)):
        yield _Said(key, ("parameters", *path), text)
    if with_rows and TABLE_FILE in version.files:
        frame = tables.read_parquet(store.read(version.files[TABLE_FILE])).frame
        for column in frame.select(pl.selectors.string()).get_columns():
            for cell in column.drop_nulls().unique(maintain_order=True).to_list():
                yield _Said(key, (column.name,), str(cell))


def _signed(bundle: Bundle) -> Iterator[Known]:
    """Who made the versions, by the names under them."""
    heads = (bundle.case.head(key) for key in bundle.case.artifacts)
    for signature in dict.fromkeys(head.made_by for head in heads if head and head.made_by):
        match = _SIGNED.match(signature)
        if match is not None:
            yield Known(text=match["name"], kind="staff")
            if match["division"]:
                yield Known(text=match["division"], kind="division")


class _Names:
    """The known names as patterns; `whose` says who is meant by a name in one of its ways."""

    def __init__(self, known: Iterable[Known], *, within: Iterable[_Said]) -> None:
        self.whose: dict[str, tuple[GiveawayKind, str]] = {}
        patterns: dict[str, None] = {}
        everything = "\n".join(dict.fromkeys(each.text for each in within))
        for each in known:
            for way in _ways(each):
                if way.split()[0] not in everything:  # of thousands of names few are there
                    continue
                self.whose.setdefault(_plain(way), (each.kind, each.text))
                spaced = r"[ \u3000]*".join(map(re.escape, way.split())) if " " in way else ""
                patterns[spaced or pattern_of(way)] = None
        longest_first = sorted(patterns, key=lambda pattern: (-len(pattern), pattern))
        self._pattern = re.compile("|".join(longest_first)) if patterns else None

    def within(self, text: str) -> Iterator[str]:
        """The names in the text as they stand."""
        if self._pattern is not None:
            yield from (match[0] for match in self._pattern.finditer(text))


def _ways(known: Known) -> list[str]:
    """The ways in which a name is written: whole; a surname, or a city without 市, alone."""
    text = " ".join(known.text.split())
    if not text:
        return []
    ways = [text]
    if known.kind == "staff" and " " in text and len(text.split()[0]) > 1:
        ways.append(text.split()[0])
    if known.kind == "municipality" and re.fullmatch(r"[一-龥々]{2,}[市区町村県]", text):
        ways.append(text[:-1])
    return ways


def _plain(name: str) -> str:
    return "".join(_CALLED.sub("", name).split())


def _candidates(
    said: Iterable[_Said], *, names: _Names, bundle: Bundle
) -> Iterator[tuple[str, GiveawayKind, str]]:
    """What may give somebody away, its kind, and what it is the same as."""
    for artifact in bundle.case.artifacts.values():
        head = bundle.case.head(artifact.id)
        if artifact.kind == "source" and head is not None:
            name = str(content_of(head, store=bundle.store)["file_name"])
            yield name, "file", name
    for each in said:
        for name in names.within(each.text):
            yield name, *names.whose[_plain(name)]
    for text in dict.fromkeys(each.text for each in said if each.by_hand):
        for spot in privacy.spots(text):
            known = names.whose.get(_plain(spot.text))
            yield spot.text, *(known or (spot.kind, _plain(spot.text)))


def _count(said: Iterable[_Said], found: Mapping[str, _Found]) -> None:
    """How often each stands where; within a longer one it does not count."""
    if not found:
        return
    ordered = sorted(found, key=lambda text: (-len(text), text))
    pattern = re.compile("|".join(map(pattern_of, ordered)))
    for each in said:
        for match in pattern.finditer(each.text):
            one = found[match[0]]
            one.count += 1
            if len(one.places) < _MOST_PLACES:
                before = each.text[max(match.start() - _AROUND, 0) : match.start()]
                after = each.text[match.end() : match.end() + _AROUND]
                place = TextPlace(
                    artifact=each.artifact, path=each.path, before=before, after=after
                )
                one.places.append(place)


def proposals_for(things: Iterable[tuple[GiveawayKind, str]]) -> dict[str, str]:
    """What could stand instead of each thing: of a kind the first is A, the next B."""
    proposals: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for kind, name in dict.fromkeys(things):
        form = _form(kind, name)
        in_blanks = kind in {"municipality", "place"} and counts[form] < len(_BLANKS)
        mark = _BLANKS[counts[form]] if in_blanks else _letters(counts[form])
        proposals.setdefault(name, form.replace("*", mark))
        counts[form] += 1
    return proposals


def _form(kind: GiveawayKind, name: str) -> str:
    """How the words for a thing are made; a star stands where one differs from the next."""
    last = name[-1]
    if kind in _FIXED:
        return _FIXED[kind]
    if kind == "staff":
        return "担当者*"
    if kind == "person":
        return "*さん"
    if kind == "division":
        return f"*{last if last in '部課係局室所' else '課'}"
    if kind == "file":
        return f"資料*{PurePath(name).suffix}"
    return f"*{last if last in '都道府県市区郡町村' else '地区'}"


def _letters(number: int) -> str:
    """A to Z, then AA."""
    letters = ""
    while number >= 0:
        number, place = divmod(number, 26)
        letters = chr(ord("A") + place) + letters
        number -= 1
    return letters
