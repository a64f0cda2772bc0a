"""The guided check: what in a case gives somebody away, what is decided of it, what comes of it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.handover import queries
from tomoni.academy.workspaces.handover.models import TeachingCase
from tomoni.academy.workspaces.reading import Opened, open_case
from tomoni.engine import cases, privacy, tables
from tomoni.engine.core import TomoniError as TomoniError

OTHER = "other"
"""The kind of a word that a person added."""
KINDS: Mapping[str, Promise] = {
    "municipality": _("自治体"),
    "division": _("課"),
    "staff": _("職員"),
    "person": _("人の名前らしいもの"),
    "place": _("場所らしいもの"),
    "address": _("住所らしいもの"),
    "phone": _("電話番号らしいもの"),
    "mail": _("メールアドレス"),
    "file": _("ファイルの名前"),
    OTHER: _("自分で足したもの"),
}
_PARTS: Mapping[str, Promise] = {
    "title": _("題"),
    "note": _("版のメモ"),
    "made_by": _("書いた人"),
    "curriculum": _("カリキュラムの例"),
    "files": _("ファイルの名前"),
    "parameters": _("計算の設定"),
}
_SHOWN_PLACES = 3
_UNSAFE = frozenset({privacy.Role.DIRECT, privacy.Role.QUASI})


@dataclass(frozen=True)
class Decision:
    """What was decided of one word: what stands instead; or that it stays, and why."""

    found: str
    kind: str
    replacement: str
    keep: bool = False
    reason: str = ""

    @property
    def instead(self) -> str:
        return self.found if self.keep else self.replacement


@dataclass(frozen=True)
class Line:
    """A word to decide on: how often and where it stands; `new`: nothing was decided yet."""

    decision: Decision
    label: str
    count: int
    places: tuple[tuple[str, str, str], ...]
    """Where, and the text before and after: the first three."""
    new: bool
    error: str = ""


@dataclass(frozen=True)
class Rows:
    """A table of the case: whether its rows may go in, why not, whether they are to."""

    key: str
    title: str
    refusal: str
    chosen: bool


def decisions_of(teaching: TeachingCase) -> list[Decision]:
    """What was decided so far."""
    return [Decision(**each) for each in teaching.replacements]


def plain(decisions: Iterable[Decision]) -> list[dict[str, Any]]:
    """The decisions as they are kept."""
    return [asdict(each) for each in decisions]


def opened_for(teaching: TeachingCase) -> Opened:
    """The case that the teaching case is made from."""
    row = models.Case.objects.select_related("group__cohort", "group__division").get(
        pk=teaching.case_id
    )
    return open_case(row)


def lines_of(
    opened: Opened, *, decided: Iterable[Decision], with_rows: Iterable[str]
) -> list[Line]:
    """Every word that gives somebody away, with what was decided or is proposed."""
    known = {each.found: each for each in decided}
    names = [
        cases.Known.model_validate({"text": text, "kind": kind})
        for text, kind in queries.names_around(opened.row)
    ]
    found = cases.giveaways(bundle_of(opened), known=names, with_rows=frozenset(with_rows))
    lines = [
        Line(
            decision=known.pop(each.found, Decision(each.found, each.kind, each.proposal)),
            label=str(KINDS[each.kind]),
            count=each.count,
            places=tuple(_place(opened, place) for place in each.places[:_SHOWN_PLACES]),
            new=each.found not in {one.found for one in decided},
        )
        for each in found
    ]
    added = [
        Line(decision, str(KINDS[OTHER]), 0, (), new=False)
        for decision in known.values()
        if decision.kind == OTHER
    ]
    return [*lines, *added]


def rows_of(opened: Opened, *, chosen: Iterable[str] | None) -> list[Rows]:
    """The tidy tables and answers of the case, and whether their rows are safe to go in."""
    wanted = None if chosen is None else set(chosen)
    found = []
    for key, artifact in opened.case.artifacts.items():
        if artifact.kind in {"table", "answer"} and opened.case.head(key) is not None:
            refusal = _refusal(opened, key)
            is_chosen = not refusal and (wanted is None or key in wanted)
            found.append(Rows(key, opened.title(key), refusal, is_chosen))
    return found


def prepared(
    opened: Opened, *, title: str, decisions: Iterable[Decision], with_rows: Iterable[str]
) -> bytes:
    """The teaching case as the bytes of a bundle. Raises `TomoniError`."""
    instead = {each.found: each.instead for each in decisions}
    made = cases.teaching_bundle(
        bundle_of(opened), title=title, replacements=instead, with_rows=frozenset(with_rows)
    )
    return cases.bundle_zip(made)


def names_told(opened: Opened, text: str, *, decisions: Iterable[Decision]) -> tuple[str, ...]:
    """Names in a text about the case: what is replaced in it, and what belongs to its city."""
    known = {"".join(name.split()): "" for name, _kind in queries.names_around(opened.row)}
    decided = {each.found: each.instead for each in decisions}
    return cases.names_left(text, replacements={**known, **decided})


def proposed_title(opened: Opened, lines: Iterable[Line]) -> str:
    """The title of the case with the proposed words."""
    title = opened.case.title
    for line in sorted(lines, key=lambda each: -len(each.decision.found)):
        title = title.replace(line.decision.found, line.decision.instead)
    return title[:100]


def bundle_of(opened: Opened) -> cases.Bundle:
    return cases.Bundle(case=opened.case, store=opened.store, curriculum=opened.curriculum)


def _refusal(opened: Opened, key: str) -> str:
    """Why the rows of a table stay outside; empty when they may go in."""
    sources = [each for each in opened.holdings.values() if each.is_personal]
    head = opened.case.head(key)
    assert head is not None  # noqa: S101 - the caller has looked
    if any(each.key in _behind(opened.case, key) for each in sources):
        return _now("個人情報を含むファイルから作った表です。")
    try:
        table = tables.read_parquet(opened.store.read(head.files[cases.TABLE_FILE]))
    except (TomoniError, KeyError):
        return _now("行はもう消去されています。")
    scan = privacy.scan(table)
    if scan.columns(*_UNSAFE) or any(each.sensitive for each in scan.findings):
        columns = dict.fromkeys(
            each.column
            for each in scan.findings
            if each.sensitive or privacy.KINDS[each.kind].role in _UNSAFE
        )
        said = _now("人や場所が分かるかもしれない列があります：%(columns)s")
        return said % {"columns": "、".join(columns)}
    return ""


def _behind(case: cases.Case, key: str) -> set[str]:
    """Everything that an artifact is made from."""
    found: set[str] = set()
    ahead = [key]
    while ahead:
        for up in cases.upstream(case, ahead.pop()):
            if up not in found and up in case.artifacts:
                found.add(up)
                ahead.append(up)
    return found


def _place(opened: Opened, place: cases.TextPlace) -> tuple[str, str, str]:
    part = str(_PARTS.get(place.path[0], "")) if place.path else ""
    if not place.artifact:
        return part, place.before, place.after
    if opened.case.artifacts[place.artifact].kind == "worksheet" and len(place.path) > 1:
        part = _field(opened, place.artifact, name=place.path[1])
    title = opened.title(place.artifact)
    where = f"{title}（{part}）" if part else title
    return where, place.before, place.after


def _field(opened: Opened, key: str, *, name: str) -> str:
    """The label of a field of a worksheet; empty when there is none of that name."""
    fields = opened.curriculum.worksheet(key).fields
    return next((field.label for field in fields if field.name == name), "")
