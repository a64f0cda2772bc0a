"""What a curriculum still lacks before people can work with it."""

from collections import Counter
from collections.abc import Iterable, Iterator

from tomoni.engine.cases._curriculum import Curriculum, Field, Worksheet
from tomoni.engine.cases._following import ASSUMPTIONS, PROPOSAL_TEXT
from tomoni.engine.core import Finding, Place, Severity

_READ = {"effect": ASSUMPTIONS, "proposal": PROPOSAL_TEXT}
"""The worksheet that the page of a step reads."""

MINUTES = 60
_FEWEST_LEVELS = 2


def check_curriculum(curriculum: Curriculum) -> tuple[Finding, ...]:
    """All that keeps a curriculum from being used (errors) or used well (warnings).

    The place names the part as its sheet: `sessions.1` (by number), `steps.<id>`,
    `worksheets.<id>`, `worksheets.<id>.<field>`, `skills`. Errors: `no-sessions`, `session-order`,
    `agenda-sum`, `twin-id`, `step-without-worksheet`, `worksheet-not-read`, `worksheet-unused`.
    Warnings: `no-agenda`, `homework-elsewhere`, `step-unreached`, `twin-title`,
    `field-without-help`, `field-without-good`, `field-without-bad`, `good-not-offered`,
    `few-levels`.
    """
    return (
        *_sessions(curriculum),
        *_twins(curriculum),
        *_steps(curriculum),
        *_worksheets(curriculum),
        *_skills(curriculum),
    )


def _sessions(curriculum: Curriculum) -> Iterator[Finding]:
    if not curriculum.sessions:
        yield _finding("no-sessions", Severity.ERROR, "sessions")
    worksheets = {step.id: step.worksheets for step in curriculum.steps}
    titles = {worksheet.id: worksheet.title for worksheet in curriculum.worksheets}
    for place, session in enumerate(curriculum.sessions, start=1):
        at = f"sessions.{session.number}"
        if session.number != place:
            yield _finding("session-order", Severity.ERROR, at, expected=place)
        minutes, expected = sum(item.minutes for item in session.agenda), session.hours * MINUTES
        if not session.agenda:
            yield _finding("no-agenda", Severity.WARNING, at)
        elif minutes != expected:
            yield _finding("agenda-sum", Severity.ERROR, at, minutes=minutes, expected=expected)
        known = {name for step in session.steps for name in worksheets[step]}
        for name in session.homework:
            if name not in known:
                yield _finding("homework-elsewhere", Severity.WARNING, at, title=titles[name])


def _twins(curriculum: Curriculum) -> Iterator[Finding]:
    lists = {
        "steps": [(each.id, each.title) for each in curriculum.steps],
        "worksheets": [(each.id, each.title) for each in curriculum.worksheets],
        "skills": [(each.id, each.title) for each in curriculum.skills],
    }
    for part, entries in lists.items():
        for key in _twice(key for key, _title in entries):
            yield _finding("twin-id", Severity.ERROR, part, name=key)
        for title in _twice(title for _key, title in entries):
            yield _finding("twin-title", Severity.WARNING, part, title=title)
    for session in curriculum.sessions:
        for key in _twice(material.id for material in session.materials):
            yield _finding("twin-id", Severity.ERROR, f"sessions.{session.number}", name=key)


def _steps(curriculum: Curriculum) -> Iterator[Finding]:
    reached = {step for session in curriculum.sessions for step in session.steps}
    for step in curriculum.steps:
        at = f"steps.{step.id}"
        if step.id not in reached:
            yield _finding("step-unreached", Severity.WARNING, at)
        if step.page == "worksheet" and not step.worksheets:
            yield _finding("step-without-worksheet", Severity.ERROR, at)
        needed = _READ.get(step.page)
        if needed and needed not in step.worksheets:
            yield _finding("worksheet-not-read", Severity.ERROR, at, name=needed)


def _worksheets(curriculum: Curriculum) -> Iterator[Finding]:
    used = {name for step in curriculum.steps for name in step.worksheets}
    for worksheet in curriculum.worksheets:
        if worksheet.id not in used:
            yield _finding("worksheet-unused", Severity.ERROR, f"worksheets.{worksheet.id}")
        for at, label, field in _fields(worksheet):
            yield from _field(field, at=at, label=label)
        for label in _twice(field.label for field in worksheet.fields):
            at = f"worksheets.{worksheet.id}"
            yield _finding("twin-title", Severity.WARNING, at, title=label)


def _fields(worksheet: Worksheet) -> Iterator[tuple[str, str, Field]]:
    """Every field and column: where it is edited, what it is called, and it."""
    for field in worksheet.fields:
        at = f"worksheets.{worksheet.id}.{field.name}"
        yield at, field.label, field
        for column in field.columns:
            yield at, f"{field.label} › {column.label}", column


def _field(field: Field, *, at: str, label: str) -> Iterator[Finding]:
    if not field.help:
        yield _finding("field-without-help", Severity.WARNING, at, field=label)
    if not field.good:
        yield _finding("field-without-good", Severity.WARNING, at, field=label)
    if not field.bad:
        yield _finding("field-without-bad", Severity.WARNING, at, field=label)
    if field.choices and field.good and field.good not in field.choices:
        yield _finding("good-not-offered", Severity.WARNING, at, field=label)


def _skills(curriculum: Curriculum) -> Iterator[Finding]:
    for skill in curriculum.skills:
        if len(skill.levels) < _FEWEST_LEVELS:
            yield _finding("few-levels", Severity.WARNING, "skills", title=skill.title)


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def _finding(code: str, severity: Severity, at: str, **params: str | float) -> Finding:
    return Finding(code=code, severity=severity, place=Place(sheet=at), params=params)
