"""Between the step table and the flow."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tomoni.engine.core import Finding, Grade, Place, Severity
from tomoni.engine.flows import _cells, _rhythm_cells, _ways
from tomoni.engine.flows._flow import (
    END,
    Flow,
    Lane,
    LaneKind,
    Minutes,
    Next,
    Often,
    Step,
    Volume,
)
from tomoni.engine.flows._headings import (
    COLUMNS,
    CONTENT,
    GRADE,
    LANE,
    LONGEST,
    NAME,
    NEXT,
    NOTE,
    NUMBER,
    OFTEN,
    SAID_BY,
    SHORTEST,
    USES,
    USUAL,
    WAIT,
    WASTES,
    cleaned,
)

_NO_VOLUME = Volume()
_Row = dict[str, str]
_Found = list[Finding]


def from_rows(
    rows: Sequence[Mapping[str, str]],
    *,
    title: str,
    lane_kinds: Mapping[str, LaneKind] = {},
    volume: Volume = _NO_VOLUME,
) -> tuple[Flow, tuple[Finding, ...]]:
    """The flow that a step table says, and what in it could not be read.

    Cells are texts by heading (`COLUMNS`, other usual words too; any may be missing). Blank rows
    are passed over; a row without a number has its place as number; an empty 次 is the row below.
    Before the ways 次 may say ［同時に］ or ［いくつか］ (of the ways), ［そろってから］ or
    ［来る分を待って］ (of what leads to the step).
    The lanes come in the order of `lane_kinds`, then as they appear, their kind by their name.

    Errors lose something that was typed: `minutes-unreadable`, `minutes-not-in-order`,
    `often-unreadable`, `wait-unreadable`, `unknown-next`, `share-unreadable`, `twin-numbers`.
    Information: `minutes-usual-middle` (from shortest and longest only), `grade-moved` and
    `waste-moved` (words under 根拠 that are no grade, under 無駄 that are no kind of it, go to the
    note). `place.row` counts the steps from 1.
    """
    filled = [row for row in map(cleaned, rows) if any(row[heading] for heading in CONTENT)]
    findings: _Found = []
    ids = _ids(filled, findings)
    targets = _targets(filled, ids)
    steps = tuple(
        _step(row, place=place, ids=ids, targets=targets, findings=findings)
        for place, row in enumerate(filled)
    )
    names = dict.fromkeys([*lane_kinds, *(step.lane for step in steps if step.lane)])
    lanes = tuple(
        Lane(name=name, kind=lane_kinds.get(name) or _cells.lane_kind(name)) for name in names
    )
    return Flow(title=title, lanes=lanes, steps=steps, volume=volume), tuple(findings)


def to_rows(flow: Flow) -> list[dict[str, str]]:
    """The step table of the flow: the inverse of `from_rows`, given the same lanes and volume."""
    ids = [step.id for step in flow.steps]
    numbers = [{NUMBER: _ways.label_of(step.id), NAME: step.name} for step in flow.steps]
    targets = _targets(numbers, ids)
    return [
        _row(step, place=place, ids=ids, targets=targets) for place, step in enumerate(flow.steps)
    ]


def _row(step: Step, *, place: int, ids: Sequence[str], targets: Mapping[str, str]) -> _Row:
    below = (Next(to=ids[place + 1]),) if place + 1 < len(ids) else ()
    minutes = step.minutes
    low, usual, high = (
        (minutes.low, minutes.likely, minutes.high) if minutes else (None, None, None)
    )
    onward = (
        "" if step.next == below else _ways.write(step.next or (Next(to=END),), targets=targets)
    )
    known = minutes is not None or step.grade is not Grade.ESTIMATE
    texts = (
        _ways.label_of(step.id),
        step.lane,
        step.name,
        step.uses,
        *("" if end is None else _cells.number(end) for end in (low, usual, high)),
        _rhythm_cells.often_text(step.often),
        _ways.marks(step.split, step.join) + onward,
        _rhythm_cells.wait_text(step.wait),
        _rhythm_cells.wastes_text(step.wastes),
        step.grade.value if known else "",
        step.said_by,
        step.note,
    )
    return dict(zip(COLUMNS, texts, strict=True))


def _ids(rows: Sequence[_Row], findings: _Found) -> list[str]:
    given = [_ways.id_of(row[NUMBER]) if row[NUMBER] else None for row in rows]
    taken = {step_id for step_id in given if step_id}
    seen: set[str] = set()
    found = []
    for place, step_id in enumerate(given):
        if step_id is None or step_id in seen:
            if step_id in seen:
                findings.append(
                    _finding("twin-numbers", rows[place], place, seen=rows[place][NUMBER])
                )
            step_id = next(fresh for fresh in _fresh(place + 1) if fresh not in taken)
            taken.add(step_id)
        seen.add(step_id)
        found.append(step_id)
    return found


def _fresh(number: int) -> Iterator[str]:
    yield f"s{number}"
    letter = 1
    while True:
        yield f"s{number}.{letter}"
        letter += 1


def _targets(rows: Sequence[_Row], ids: Sequence[str]) -> dict[str, str]:
    """Ids by name (where it is the only one), by number as typed, by the id's own number."""
    names = [_cells.folded(row[NAME]) for row in rows]
    often = Counter(names)
    found = {
        name: step_id for name, step_id in zip(names, ids, strict=True) if name and often[name] == 1
    }
    for row, step_id in reversed(list(zip(rows, ids, strict=True))):
        found[_cells.folded(row[NUMBER]) or _ways.label_of(step_id)] = step_id
    return found | {_ways.label_of(step_id): step_id for step_id in ids}


def _step(
    row: _Row, *, place: int, ids: Sequence[str], targets: Mapping[str, str], findings: _Found
) -> Step:
    split, join, onward = _ways.gates(row[NEXT])
    row = {**row, NEXT: onward}
    grade = _cells.grade(row[GRADE])
    wastes, other = _rhythm_cells.wastes_of(row[WASTES])
    note = row[NOTE]
    if other:
        findings.append(_info("waste-moved", row, place, seen=other))
        note = "。".join(part for part in (f"無駄：{other}", note) if part)
    if grade is None:
        findings.append(_info("grade-moved", row, place, seen=row[GRADE]))
        note = "。".join(part for part in (f"根拠：{row[GRADE]}", note) if part)
    return Step(
        id=ids[place],
        name=row[NAME],
        lane=row[LANE],
        minutes=_minutes(row, place=place, findings=findings),
        uses=row[USES],
        often=_often(row, place=place, findings=findings),
        wait=_wait(row, place=place, findings=findings),
        wastes=wastes,
        next=_next(row, place=place, ids=ids, targets=targets, findings=findings),
        split=split,
        join=join,
        grade=grade or Grade.ESTIMATE,
        said_by=row[SAID_BY],
        note=note,
    )


def _minutes(row: _Row, *, place: int, findings: _Found) -> Minutes | None:
    try:
        low, usual, high = (_cells.minutes(row[name]) for name in (SHORTEST, USUAL, LONGEST))
    except ValueError:
        seen = " / ".join(row[name] for name in (SHORTEST, USUAL, LONGEST) if row[name])
        findings.append(_finding("minutes-unreadable", row, place, seen=seen))
        return None
    ends = [end for span in (low, usual, high) if span for end in span]
    if not ends:
        return None
    shortest = low[0] if low else ends[0]
    longest = high[1] if high else ends[-1]
    likely = (shortest + longest) / 2 if usual is None else sum(usual) / 2
    if not shortest <= likely <= longest:
        seen = " / ".join(row[name] for name in (SHORTEST, USUAL, LONGEST))
        findings.append(_finding("minutes-not-in-order", row, place, seen=seen))
        return None
    if (usual is None or usual[0] != usual[1]) and shortest != longest:
        findings.append(_info("minutes-usual-middle", row, place, minutes=likely))
    return Minutes(low=shortest, likely=likely, high=longest)


def _often(row: _Row, *, place: int, findings: _Found) -> Often | None:
    try:
        return _rhythm_cells.often_of(row[OFTEN])
    except ValueError:
        findings.append(_finding("often-unreadable", row, place, seen=row[OFTEN]))
        return None


def _wait(row: _Row, *, place: int, findings: _Found) -> Minutes | None:
    try:
        return _rhythm_cells.wait_of(row[WAIT])
    except ValueError:
        findings.append(_finding("wait-unreadable", row, place, seen=row[WAIT]))
        return None


def _next(
    row: _Row, *, place: int, ids: Sequence[str], targets: Mapping[str, str], findings: _Found
) -> tuple[Next, ...]:
    if not row[NEXT]:
        return (Next(to=ids[place + 1]),) if place + 1 < len(ids) else ()
    found = []
    for each in _ways.read(row[NEXT], targets=targets):
        if isinstance(each, Next):
            found.append(each)
        elif each.share:
            findings.append(_finding("share-unreadable", row, place, seen=each.text))
        else:
            findings.append(
                _finding("unknown-next", row, place, seen=each.text, next=each.text[:80])
            )
    return tuple(found)


def _finding(code: str, row: _Row, place: int, *, seen: str = "", **params: str | float) -> Finding:
    return Finding(
        code=code,
        severity=Severity.ERROR,
        place=Place(row=place + 1),
        seen=seen,
        params={"step": row[NAME], **params},
    )


def _info(code: str, row: _Row, place: int, *, seen: str = "", **params: str | float) -> Finding:
    found = _finding(code, row, place, seen=seen, **params)
    return found.model_copy(update={"severity": Severity.INFO})
