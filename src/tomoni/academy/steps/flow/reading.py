"""A flow ready to be shown: what is typed, what is wrong with it, what it costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.steps.flow import forms, sheets
from tomoni.academy.steps.flow.sheets import GRADES as GRADES
from tomoni.academy.steps.flow.sheets import LANE_KINDS as LANE_KINDS
from tomoni.academy.ui.parts import Column, TableView
from tomoni.academy.workspaces import queries
from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import cases, flows
from tomoni.engine.core import Finding, Quantity, Severity, range_text, show

Values = Mapping[str, Any]

AS_IS, TO_BE = KEYS = tuple(cases.FLOWS)
_COUNTED_KINDS = {"count", "table", "evidence", "worksheet"}
_COUNTED_UNIT = "件"


@dataclass(frozen=True)
class Sheet:
    """A flow as one person has it on the page: the newest version, or what the person has typed."""

    key: str
    values: Values
    base: int
    """Number of the version it was begun from; 0 for none."""
    newest: int
    newest_by: str
    drafted: bool = False
    before: Values | None = None
    """What stood there before a sheet was read in or the other flow was copied."""

    @property
    def outdated(self) -> bool:
        return self.drafted and self.base != self.newest

    @property
    def undoable(self) -> bool:
        return self.before is not None

    @property
    def empty(self) -> bool:
        return not self.values.get("steps")


def sheet(opened: Opened, *, user: User, key: str) -> Sheet:
    """The person's draft, else the newest version, else an empty table."""
    head = opened.case.head(key)
    newest, newest_by = (head.number, head.made_by) if head else (0, "")
    draft = queries.draft_of(opened.row, author=user, key=key)
    if draft is None:
        values = values_at(opened, key, newest)
        return Sheet(key, values, base=newest, newest=newest, newest_by=newest_by)
    return Sheet(
        key,
        draft.values["flow"],
        base=draft.base,
        newest=newest,
        newest_by=newest_by,
        drafted=True,
        before=draft.values["before"],
    )


def values_at(opened: Opened, key: str, number: int) -> dict[str, Any]:
    """The values of a version; those of an empty table for 0."""
    if not number:
        return {"title": "", "steps": [], "lanes": [], "bpmn": ""}
    version = opened.case.version(cases.Reference(artifact=key, version=number))
    flow = flows.Flow.model_validate(cases.content_of(version, store=opened.store))
    files = cases.files_of(version, store=opened.store)
    drawn = files.get(cases.BPMN_FILE, b"").decode()
    return {**sheets.values_of(flow), "bpmn": drawn}


def title(key: str) -> str:
    return cases.FLOWS[key]


def cost_key(key: str) -> str:
    return f"{key}_cost"


def quotes(opened: Opened) -> list[tuple[str, str]]:
    """Numbers of cases that a flow may take as its yearly volume, with their words."""
    found = []
    for key, artifact in opened.case.artifacts.items():
        head = opened.case.head(key)
        if artifact.kind not in _COUNTED_KINDS or head is None:
            continue
        for name, quantity in head.quantities.items():
            if quantity.unit == _COUNTED_UNIT:
                label = f"{opened.title(key)}：{quantity.label or name}　{show(quantity)}"
                found.append((f"{{{{ {key}.{name} }}}}", label))
    return found


def unreadable(values: Values, findings: tuple[Finding, ...]) -> bool:
    """Whether something typed would be lost in a version."""
    lost = any(finding.severity is Severity.ERROR for finding in findings)
    return lost or forms.wrong_volume(values)


def quantities(opened: Opened) -> dict[str, Quantity]:
    """All numbers of the case by their names."""
    heads = ((key, opened.case.head(key)) for key in opened.case.artifacts)
    return {
        f"{key}.{name}": quantity
        for key, head in heads
        if head is not None
        for name, quantity in head.quantities.items()
    }


def _cost(opened: Opened, key: str) -> flows.Cost | None:
    content = opened.content(cost_key(key))
    return None if content is None else flows.Cost.model_validate(content)


def cost_tables(opened: Opened, key: str) -> tuple[TableView, ...]:
    """Hours a year by step and by lane; nothing while none were counted."""
    cost = _cost(opened, key)
    return () if cost is None else (_by_step(cost), _by_lane(cost))


def _by_step(cost: flows.Cost) -> TableView:
    rows = [
        (
            step.name,
            step.lane,
            _minutes(step),
            f"{step.visit_ratio:.2f}".rstrip("0").rstrip("."),
            show(step.hours),
            range_text(step.hours),
        )
        for step in cost.steps
    ]
    return TableView(
        caption=_("作業ごとの時間（1年）"),
        columns=(
            Column(_("何をする")),
            Column(_("誰が")),
            Column(_("1件あたり"), number=True),
            Column(_("1件が通る回数"), number=True),
            Column(_("1年の時間"), number=True),
            Column(_("幅"), number=True),
        ),
        rows=rows,
        note=_("1年の時間 ＝ 1件あたりの時間 × 1件が通る回数（平均） × 1年の件数"),
        tight=True,
    )


def _by_lane(cost: flows.Cost) -> TableView:
    lanes = dict.fromkeys([*(step.lane for step in cost.steps), *cost.lanes])
    rows = [(lane, show(cost.lanes[lane]), range_text(cost.lanes[lane])) for lane in lanes]
    columns = (
        Column(_("誰が")),
        Column(_("1年の時間"), number=True),
        Column(_("幅"), number=True),
    )
    return TableView(caption=_("担当ごとの時間（1年）"), columns=columns, rows=rows, tight=True)


def _minutes(step: flows.StepCost) -> str:
    if step.minutes is None:
        return ""
    minutes = step.minutes
    usual = f"{minutes.likely:g}分"
    if minutes.low == minutes.high:
        return usual
    return f"{usual}（{minutes.low:g}～{minutes.high:g}）"
