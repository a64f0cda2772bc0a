"""The cell 次: which steps come next, on which condition, for which share of cases."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tomoni.engine.flows._cells import folded, number
from tomoni.engine.flows._flow import END, Gate, Next

SEPARATOR = "／"
_ENDS = ("終わり", "終り", "おわり", "終了", "完了", "終")
_SPLIT = re.compile(r"[／/\n;；、，,]")
_QUOTED = re.compile(r"「((?:[^」]|」」)*)」")
_SHARE = re.compile(
    r"[\s(（]*(?:約)?(?P<number>[0-9０-９]+(?:[.．][0-9０-９]+)?)\s*"
    r"(?P<unit>[%％]|パーセント|割)\s*[)）]?$"
)
_BEFORE = re.compile(r"(?:[→⇒➡>＞(（\s]|手順|番号|[Nn][Oo][.．]?)*")
_AFTER = re.compile(
    r"[)）]?番?[へに]?(?:戻る|もどる|戻す|進む|すすむ|行く)?(?=[\s:：(（「]|$)[\s:：]*"
)
_NOT_AFTER_DIGIT = re.compile(r"[0-9０-９A-Za-z.．_%％割-]")
_EDGE = re.compile(r"[\s:：()（）「→へに番／/;；、，,]|$")
_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?=[\s:：(（「]|$)")
_ARROW = re.compile(r"[→⇒➡]")
_IN_BRACKETS = re.compile(r"[(（]([^()（）]*)[)）]?")
_LONGEST_LABEL = 100
_SPLITS = {"［同時に］": Gate.ALL, "［いくつか］": Gate.ANY}
_JOINS = {"［そろってから］": Gate.ALL, "［来る分を待って］": Gate.ANY}
_MARK = re.compile(r"\s*[\[［【]\s*([^\[\]［］【】]+?)\s*[\]］】]\s*")


@dataclass(frozen=True)
class Unread:
    """A part of the cell that names no step, or whose share is none."""

    text: str
    share: bool = False


def id_of(label: str) -> str | None:
    """The id that a number of the table stands for (`4` → `s4`); None when it makes none."""
    plain = folded(label)
    found = f"s{plain}" if plain[:1].isdigit() else plain
    fits = re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}", found)
    return found if fits and found != END else None


def label_of(step_id: str) -> str:
    """The number of the table that stands for an id: the inverse of `id_of`."""
    if step_id == END:
        return _ENDS[0]
    return step_id[1:] if re.match(r"s[0-9]", step_id) else step_id


def gates(cell: str) -> tuple[Gate, Gate, str]:
    """On how many ways a case goes on, what the step waits for, and the cell without these marks.

    Marks stand at the beginning: ［同時に］ ［いくつか］ of the ways, ［そろってから］
    ［来る分を待って］ of what leads here.
    """
    split = join = Gate.ONE
    while match := _MARK.match(cell):
        mark = f"［{match[1]}］"
        if mark not in _SPLITS | _JOINS:
            break
        split, join = _SPLITS.get(mark, split), _JOINS.get(mark, join)
        cell = cell[match.end() :]
    return split, join, cell


def marks(split: Gate, join: Gate) -> str:
    """The inverse of `gates`."""
    found = [mark for mark, gate in _JOINS.items() if gate is join]
    return "".join([*found, *(mark for mark, gate in _SPLITS.items() if gate is split)])


def read(cell: str, *, targets: Mapping[str, str]) -> list[Next | Unread]:
    """The ways that a cell names; `targets` are ids by number and by name.

    Reads `4`, `4 不備がある 20%／5 そろっている 80%`, `不備あり→4`, names for numbers, 終わり. A
    condition in 「」 is taken as it stands (a 」 in it is written twice).
    """
    known = {**dict.fromkeys(_ENDS, END), **targets}
    return [_entry(part.strip(), known) for part in _parts(cell, known) if part.strip()]


def write(ways: Sequence[Next], *, targets: Mapping[str, str]) -> str:
    """The inverse of `read`."""
    plain = SEPARATOR.join(_text(each, quoted=False) for each in ways)
    if read(plain, targets=targets) == list(ways):
        return plain
    return SEPARATOR.join(_text(each, quoted=True) for each in ways)


def without_share(text: str) -> tuple[str, float | None]:
    """The text without the share at its end, and the share: 不備がある 20% → 不備がある, 0.2."""
    match = _SHARE.search(text)
    if match is None:
        return text, None
    whole = 10 if match["unit"] == "割" else 100
    return text[: match.start()].rstrip(), float(Decimal(folded(match["number"])) / whole)


def _text(way: Next, *, quoted: bool) -> str:
    condition = way.condition
    if condition and quoted:
        condition = f"「{condition.replace('」', '」」')}」"
    share = "" if way.share is None else f"{_per_cent(way.share)}%"
    return " ".join(part for part in (label_of(way.to), condition, share) if part)


def _per_cent(share: float) -> str:
    return number(Decimal(repr(share)) * 100)


def _parts(cell: str, known: Mapping[str, str]) -> list[str]:
    quoted = [match.span() for match in _QUOTED.finditer(cell)]
    cuts = [0]
    for match in _SPLIT.finditer(cell):
        inside = any(start < match.start() < end for start, end in quoted)
        if not inside and _begins(cell[match.end() :], known, strict=match[0] in "、，,"):
            cuts.append(match.start())
    ends = [*cuts[1:], len(cell)]
    return [
        cell[start + bool(place) : end]
        for place, (start, end) in enumerate(zip(cuts, ends, strict=True))
    ]


def _begins(rest: str, known: Mapping[str, str], *, strict: bool) -> bool:
    """Whether another way begins here: its target, or a condition with an arrow to a target."""
    found = _target(rest.strip(), known)
    if found and not (strict and not _EDGE.match(found[1])):
        return True
    head = _SPLIT.split(rest, maxsplit=1)[0]
    return bool(_ARROW.search(head)) or bool(_ID.match(head.strip()) and not strict)


def _entry(part: str, known: Mapping[str, str]) -> Next | Unread:
    body, share = without_share(part)
    if share is not None and share > 1:
        return Unread(part, share=True)
    found = _target(body, known)
    if found:
        return Next(to=found[0], condition=_condition(found[1]), share=share)
    *before, last = _ARROW.split(body)
    found = _target(last.strip(), known) if before else None
    if found and not _condition(found[1]):
        return Next(to=found[0], condition=_condition("→".join(before)), share=share)
    unknown = _ID.match(body)
    to = id_of(unknown[0]) if unknown else None
    if unknown is None or to is None:
        return Unread(part)
    return Next(to=to, condition=_condition(body[unknown.end() :]), share=share)


def _target(body: str, known: Mapping[str, str]) -> tuple[str, str] | None:
    """The id of the longest number or name at the beginning, and what stands behind it."""
    prefix = _BEFORE.match(body)
    for text in dict.fromkeys((body, body[prefix.end() :] if prefix else body)):
        for end in range(min(len(text), _LONGEST_LABEL), 0, -1):
            label, rest = folded(text[:end]), text[end:]
            if label in known and text[end - 1 : end].strip():
                digit = label[-1].isdigit()
                if not _NOT_AFTER_DIGIT.match(rest) if digit else _EDGE.match(rest):
                    return known[label], rest
    return None


def _condition(rest: str) -> str:
    after = _AFTER.match(rest)
    text = rest[after.end() :].strip() if after else rest.strip()
    if quoted := _QUOTED.fullmatch(text):
        return quoted[1].replace("」」", "」")
    bracketed = _IN_BRACKETS.fullmatch(text)
    return bracketed[1].strip() if bracketed else text
