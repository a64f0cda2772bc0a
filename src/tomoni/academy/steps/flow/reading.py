"""A flow ready to be shown: what is typed, what is wrong with it, what it costs."""

from collections.abc import Iterator, Mapping
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
from tomoni.engine.core import Finding, Quantity, Severity, TomoniError, range_text, show

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
        return {"title": "", "steps": [], "lanes": []}
    version = opened.case.version(cases.Reference(artifact=key, version=number))
    return values_of_content(cases.content_of(version, store=opened.store))


def values_of_content(content: Any) -> dict[str, Any]:
    return sheets.values_of(flows.Flow.model_validate(content))


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


@dataclass(frozen=True)
class Live:
    """What the table as it stands would give: findings, or the hours a year."""

    findings: tuple[Finding, ...]
    quantities: tuple[Quantity, ...] = ()
    error: TomoniError | None = None

    @property
    def numbers(self) -> list[tuple[str, str, str]]:
        """Label, number and range of each."""
        return [(each.label, show(each), range_text(each)) for each in self.quantities]


def live(opened: Opened, values: Values) -> Live:
    flow, read = sheets.flow_of(values)
    findings = tuple(_once((*read, *flows.check(flow))))
    if any(finding.severity is Severity.ERROR for finding in findings):
        return Live(findings)
    try:
        cases_a_year, name = cases.yearly_cases(flow, _quantities(opened))
        cost = flows.cost(flow, cases=cases_a_year, cases_name=name)
    except TomoniError as error:
        return Live(findings, error=error)
    hours = (cost.quantities[name] for name in ("staff_hours", "citizen_hours"))
    return Live(findings, quantities=tuple(hours))


def _once(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """Each finding once: a reading and a check may see the same."""
    seen: set[str] = set()
    for finding in findings:
        if (text := finding.model_dump_json()) not in seen:
            seen.add(text)
            yield finding


def _quantities(opened: Opened) -> dict[str, Quantity]:
    heads = ((key, opened.case.head(key)) for key in opened.case.artifacts)
    return {
        f"{key}.{name}": quantity
        for key, head in heads
        if head is not None
        for name, quantity in head.quantities.items()
    }


def bpmn_of(values: Values) -> bytes:
    return flows.to_bpmn(sheets.flow_of(values)[0])


def svg_of(values: Values) -> bytes:
    return flows.draw_svg(sheets.flow_of(values)[0]).encode()


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


def _minutes(step: flows.StepCost | None) -> str:
    if step is None or step.minutes is None:
        return ""
    minutes = step.minutes
    usual = f"{minutes.likely:g}分"
    if minutes.low == minutes.high:
        return usual
    return f"{usual}（{minutes.low:g}～{minutes.high:g}）"


def difference(opened: Opened) -> TableView | None:
    """Step by step what the two flows do not share; None while one of them was not counted."""
    costs = [_cost(opened, key) for key in KEYS]
    if costs[0] is None or costs[1] is None:
        return None
    before, after = (
        {(step.lane, step.name): step for step in cost.steps} for cost in costs if cost is not None
    )
    rows = [
        (lane, name, word, _minutes(was), _minutes(will), *(_hours(step) for step in (was, will)))
        for lane, name in {**before, **after}
        for was, will in [(before.get((lane, name)), after.get((lane, name)))]
        if (word := _change(was, will))
    ]
    numbers = (_("現状"), _("あるべき姿"), _("現状の1年"), _("あるべき姿の1年"))
    return TableView(
        caption=_("現状とあるべき姿のちがい"),
        columns=(
            Column(_("誰が")),
            Column(_("何をする")),
            Column(_("変わること")),
            *(Column(label, number=True) for label in numbers),
        ),
        rows=rows,
        note=_("担当と作業の名前が同じものを、同じ作業として比べています。"),
        tight=True,
    )


def _change(was: flows.StepCost | None, will: flows.StepCost | None) -> str:
    if will is None:
        return _("なくなる")
    if was is None:
        return _("加わる")
    if was.minutes != will.minutes:
        return _("時間が変わる")
    return _("回数や件数が変わる") if was.hours.value != will.hours.value else ""


def _hours(step: flows.StepCost | None) -> str:
    return "" if step is None else show(step.hours)
