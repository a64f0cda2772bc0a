"""A result as it is read: the fact, the picture, the table, the verdict with its weaknesses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.steps.analysis import reading
from tomoni.academy.ui.parts import Column, TableView
from tomoni.academy.ui.wording import weakness_sentence
from tomoni.academy.workspaces.reading import NumberView, Opened, numbers_of
from tomoni.engine import evidence
from tomoni.engine.core import Column as TableColumn
from tomoni.engine.core import ColumnType, Quantity, show
from tomoni.engine.evidence import Judgement

CHART = "chart.svg"
_NUMBERS = {ColumnType.INTEGER, ColumnType.NUMBER}


def _percent(value: Any) -> str:
    return show(Quantity(value=value, unit="割合"))


def _points(value: Any) -> str:
    return show(Quantity(value=value * 100, unit="ポイント"))


def _rows(value: Any) -> str:
    return show(Quantity(value=value, unit="件"))


_DETAILS: dict[str, tuple[Any, Callable[[Any], str]]] = {
    "test": (gettext_lazy("検定"), str),
    "p_value": (gettext_lazy("p 値"), lambda value: f"{value:.3g}"),
    "interval": (gettext_lazy("幅の求め方"), str),
    "confidence": (gettext_lazy("信頼水準"), _percent),
    "judged": (gettext_lazy("弱みを考えないときの判定"), str),
    "smallest_difference": (gettext_lazy("意味のある差"), _points),
    "worst_low": (gettext_lazy("空らんがすべて当てはまらないときの差"), _points),
    "worst_high": (gettext_lazy("空らんがすべて当てはまるときの差"), _points),
    "rows_of_table": (gettext_lazy("表の行数"), _rows),
    "rows_in_scope": (gettext_lazy("くらべた行数"), _rows),
    "rows_without_group": (gettext_lazy("どのグループでもない行数"), _rows),
}


@dataclass(frozen=True)
class WeaknessView:
    """A weakness in words; one that `blocks` waits for an answer."""

    code: str
    sentence: str
    blocks: bool
    answer: str


@dataclass(frozen=True)
class ResultView:
    """All that the page of a result shows."""

    key: str
    claim: str
    title: str
    sentence: str
    reason: str
    refuted_if: str
    sketch: str
    locked_at: datetime | None
    table_key: str
    table_title: str
    changed: bool
    """The claim has a newer version than the one that this result is about."""
    stale: bool
    fact: str
    chart_url: str
    table: TableView
    verdict: str
    numbers: tuple[NumberView, ...]
    weaknesses: tuple[WeaknessView, ...]
    next_look: str
    details: tuple[tuple[str, str], ...]

    @property
    def open_weaknesses(self) -> tuple[WeaknessView, ...]:
        return tuple(each for each in self.weaknesses if each.blocks)


def result(opened: Opened, *, claim: str) -> ResultView | None:
    """The newest result of a claim; None while it is not locked."""
    key = reading.evidence_of(opened.case, claim)
    head = opened.case.head(key)
    if head is None:
        return None
    verdict = evidence.Verdict.model_validate(opened.content(key))
    table = head.references["table"].artifact
    locked = verdict.claim.locked_at
    return ResultView(
        key=key,
        claim=claim,
        title=opened.title(claim),
        sentence=verdict.claim.sentence,
        reason=verdict.claim.reason,
        refuted_if=verdict.claim.refuted_if,
        sketch=verdict.claim.sketch,
        locked_at=datetime.fromisoformat(locked) if locked else None,
        table_key=table,
        table_title=opened.title(table),
        changed=head.references["claim"].version < len(opened.case.versions[claim]),
        stale=key in opened.stale,
        fact=verdict.fact,
        chart_url=reverse("workspaces:file", args=(opened.row.pk, key, head.number, CHART)),
        table=_table_view(verdict.table),
        verdict=verdict.verdict.value,
        numbers=numbers_of(opened, key),
        weaknesses=tuple(_weakness(each) for each in verdict.warnings),
        next_look=verdict.next_look,
        details=_details(verdict),
    )


def chip(verdict: str) -> tuple[str, str]:
    """Tone and icon of a verdict."""
    if verdict == Judgement.SUPPORTED:
        return "good", "check"
    return ("bad", "close") if verdict == Judgement.REFUTED else ("", "info")


def _weakness(found: evidence.Weakness) -> WeaknessView:
    return WeaknessView(
        code=found.code,
        sentence=weakness_sentence(found),
        blocks=found.blocks,
        answer=found.answer,
    )


def _table_view(table: evidence.ResultTable) -> TableView:
    return TableView(
        caption=_("図のもとの表"),
        columns=tuple(Column(each.name, number=each.type in _NUMBERS) for each in table.columns),
        rows=[
            [_cell(value, column) for value, column in zip(row, table.columns, strict=True)]
            for row in table.rows
        ],
    )


def _cell(value: str | float | None, column: TableColumn) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return show(Quantity(value=value, unit=column.unit))


def _details(verdict: evidence.Verdict) -> tuple[tuple[str, str], ...]:
    return tuple(
        (str(label), shown(verdict.details[name]))
        for name, (label, shown) in _DETAILS.items()
        if name in verdict.details
    )
