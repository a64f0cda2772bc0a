"""What the table as it stands would give: findings with their places, hours, what decides them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tomoni.academy.steps.flow import drawing, forms, reading, sheets
from tomoni.academy.ui.wording import FindingView, finding_view
from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import cases, flows
from tomoni.engine.core import Finding, Grade, Quantity, Severity, range_text, show
from tomoni.engine.core import TomoniError as TomoniError

Values = Mapping[str, Any]

_DECISIVE = 3
_CELLS = {
    "twin-numbers": "number",
    "lane-missing": "lane",
    "name-missing": "name",
    "twin-names": "name",
    "minutes-missing": "likely",
    "minutes-unreadable": "likely",
    "minutes-not-in-order": "likely",
    "minutes-usual-middle": "likely",
    "often-unreadable": "often",
    "wait-unreadable": "wait",
    "waste-moved": "wastes",
    "grade-moved": "grade",
    "bpmn-sub-process": "name",
}
"""The cell in which a finding is put right; all others are put right in 次."""


@dataclass(frozen=True)
class Mark:
    """A finding beside the row (from 0) and the cell where it is put right."""

    row: int
    cell: str
    view: FindingView


@dataclass(frozen=True)
class Number:
    """Hours a year as they are shown, with the weakest of what they were made from."""

    label: str
    shown: str
    range: str
    grade: str


@dataclass(frozen=True)
class Live:
    """Findings, or the hours a year. `steps`: the ids of the rows that make a step each."""

    steps: tuple[str, ...]
    numbers: tuple[str, ...]
    findings: tuple[Finding, ...]
    hours: tuple[Quantity, ...] = ()
    influences: tuple[flows.Influence, ...] = ()
    error: TomoniError | None = None
    wrong_volume: bool = False

    @property
    def views(self) -> list[FindingView]:
        return [finding_view(finding) for finding in self.findings]

    @property
    def marks(self) -> list[Mark]:
        return [
            Mark(finding.place.row - 1, _CELLS.get(finding.code, "next"), finding_view(finding))
            for finding in self.findings
            if finding.place.row
        ]

    @property
    def counted(self) -> list[Number]:
        return [
            Number(each.label, show(each), range_text(each), each.grade.value)
            for each in self.hours
        ]

    @property
    def weakest(self) -> str:
        """The grade that the hours carry."""
        return Grade.weakest([each.grade for each in self.hours]).value

    @property
    def decisive(self) -> list[tuple[str, str]]:
        """What decides the hours of the staff most: the input, and what it does to them."""
        return [(_input(each), range_text(each.hours)) for each in self.influences if each.swing]


def live(opened: Opened, values: Values, *, bpmn: str = "") -> Live:
    """`bpmn`: the picture that a hand drew, as it stands now. Raises `FlowsError` of it."""
    flow, read = sheets.flow_of(values)
    unshown = drawing.unshown(bpmn) if bpmn else ()
    findings = tuple(_once((*read, *flows.check(flow), *unshown)))
    known = Live(
        steps=tuple(step.id for step in flow.steps),
        numbers=tuple(row[flows.COLUMNS[0]] for row in flows.to_rows(flow)),
        findings=findings,
        wrong_volume=forms.wrong_volume(values),
    )
    if known.wrong_volume or any(each.severity is Severity.ERROR for each in findings):
        return known
    try:
        cases_a_year, name = cases.yearly_cases(flow, reading.quantities(opened))
        cost = flows.cost(flow, cases=cases_a_year, cases_name=name)
        influences = flows.sensitivity(flow, cases=cases_a_year)
    except TomoniError as error:
        return Live(known.steps, known.numbers, findings, error=error)
    hours = tuple(cost.quantities[name] for name in ("staff_hours", "citizen_hours"))
    return Live(known.steps, known.numbers, findings, hours, influences[:_DECISIVE])


def _once(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Each finding once: a reading and a check may see the same."""
    seen: set[str] = set()
    for finding in findings:
        if (text := finding.model_dump_json()) not in seen:
            seen.add(text)
            yield finding


def _input(influence: flows.Influence) -> str:
    """The input in words, with the ends it was tried at."""
    name = influence.name
    low, high = influence.low, influence.high
    match influence.input:
        case flows.Input.CASES:
            text = _("1年の件数（%(low)s～%(high)s件）")
        case flows.Input.MINUTES:
            text = _("「%(name)s」の時間（%(low)s～%(high)s分）")
        case flows.Input.SHARE:
            text = _("「%(name)s」から分かれる割合（%(low)s～%(high)s％）")
            low, high = 100 * low, 100 * high
    return text % {"name": name, "low": f"{low:,.4g}", "high": f"{high:,.4g}"}
