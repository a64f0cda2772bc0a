"""A result as it is read: the fact, the picture, the table, the verdict with its weaknesses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.steps.analysis import reading
from tomoni.academy.ui.parts import Column, TableView
from tomoni.academy.ui.wording import weakness_sentence
from tomoni.academy.workspaces.reading import NumberView, Opened, numbers_of
from tomoni.engine import cases, evidence
from tomoni.engine.core import Column as TableColumn
from tomoni.engine.core import ColumnType, Quantity, show
from tomoni.engine.evidence import Judgement

_PICTURE = "chart.svg"
_NUMBERS = {ColumnType.INTEGER, ColumnType.NUMBER}
Details = Mapping[str, Any]
_SMALLEST_P = 0.001
_MOST_ROWS = 60
"""Of a table on the page; the downloads hold all."""


def _percent(value: Any, _details: Details) -> str:
    return show(Quantity(value=value, unit="割合"))


def _rows(value: Any, _details: Details) -> str:
    return show(Quantity(value=value, unit="件"))


def _chance(value: Any, _details: Details) -> str:
    return _("0.001より小さい") if value < _SMALLEST_P else f"{value:.3f}"


def _digits(value: Any, _details: Details) -> str:
    return f"{value:.3g}".replace("-", "▲")


def _words(value: Any, _details: Details) -> str:
    return str(value)


def _difference(value: Any, details: Details) -> str:
    """A difference in the unit in which the result is read."""
    scaled = value * details.get("scale", 100)
    return f"{scaled:,.4g}{details.get('unit', 'ポイント')}".replace("-", "▲")


_CONVENTIONS = {
    "pooled": gettext_lazy("すべての行を1つにした回帰の区間"),
    "clustered": gettext_lazy("同じものの行をまとめて数えた区間"),
    "plain": gettext_lazy("前後の期の関係を考えない区間"),
    "hac": gettext_lazy("ニューイ・ウェストの区間"),
    "fitted": gettext_lazy("前の期のずれが小さい地域だけで求めた区間"),
    "without_one": gettext_lazy("混ぜる地域を1つずつ除いたときの差"),
}
_DETAILS: dict[str, tuple[Any, Callable[[Any, Details], str]]] = {
    "test": (gettext_lazy("検定"), _words),
    "p_value": (gettext_lazy("p 値"), _chance),
    "permutation_p": (gettext_lazy("並べかえ検定の p 値"), _chance),
    "breslow_day_p": (gettext_lazy("区分による違いの p 値（ブレスロー・デイ）"), _chance),
    "pairs": (gettext_lazy("くらべた組の数"), _digits),
    "pairs_apart": (gettext_lazy("差があるといえる組の数（ホルム）"), _digits),
    "interval": (gettext_lazy("幅の求め方"), _words),
    "confidence": (gettext_lazy("信頼水準"), _percent),
    "judged": (gettext_lazy("弱みを考えないときの判定"), _words),
    "worst_low": (gettext_lazy("空らんがすべて、主張に合わない値のときの差"), _difference),
    "worst_high": (gettext_lazy("空らんがすべて、主張に合う値のときの差"), _difference),
    **{
        f"{name}_{end}": (format_lazy("{words}（{end}）", words=words, end=said), _difference)
        for name, words in _CONVENTIONS.items()
        for end, said in (("low", gettext_lazy("下")), ("high", gettext_lazy("上")))
    },
    "misfit": (gettext_lazy("前の期のずれ"), _digits),
    "misfit_ratio": (gettext_lazy("後のずれは前のずれの何倍か"), _digits),
    "placebo_runs": (gettext_lazy("同じことを試したほかの地域の数"), _digits),
    "dispersion": (gettext_lazy("ばらつきの大きさ（偶然だけなら1）"), _digits),
    "autocorrelation": (gettext_lazy("前の期とのつながり（自己相関）"), _digits),
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
    picture_url: str
    chart_url: str
    """Where the picture's specification is."""
    table: TableView
    verdict: str
    numbers: tuple[NumberView, ...]
    weaknesses: tuple[WeaknessView, ...]
    next_look: str
    details: tuple[tuple[str, str], ...]

    @property
    def open_weaknesses(self) -> tuple[WeaknessView, ...]:
        return tuple(each for each in self.weaknesses if each.blocks)


def specification(opened: Opened, key: str) -> dict[str, Any]:
    """What the picture of a result is drawn from."""
    return evidence.Verdict.model_validate(opened.content(key)).chart


def picture(opened: Opened, key: str) -> bytes:
    """The picture of a result as SVG."""
    head = opened.case.head(key)
    assert head is not None  # noqa: S101 - there is a result
    return cases.files_of(head, store=opened.store)[_PICTURE]


def result(opened: Opened, *, step: str, claim: str) -> ResultView | None:
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
        picture_url=reverse("analysis:chart", args=(opened.row.pk, step, claim, "svg")),
        chart_url=reverse("analysis:chart", args=(opened.row.pk, step, claim, "json")),
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
    note = ""
    if len(table.rows) > _MOST_ROWS:
        words = _("%(all)s行のうち%(shown)s行です。すべてはダウンロードで見られます。")
        note = words % {"all": f"{len(table.rows):,}", "shown": _MOST_ROWS}
    return TableView(
        caption=_("図のもとの表"),
        note=note,
        columns=tuple(Column(each.name, number=each.type in _NUMBERS) for each in table.columns),
        rows=[
            [_cell(value, column) for value, column in zip(row, table.columns, strict=True)]
            for row in table.rows[:_MOST_ROWS]
        ],
    )


def _cell(value: str | float | None, column: TableColumn) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return show(Quantity(value=value, unit=column.unit))


def _details(verdict: evidence.Verdict) -> tuple[tuple[str, str], ...]:
    known = dict(verdict.details)
    if known.get("worst_low") == known.get("worst_high"):
        known = {name: known[name] for name in known.keys() - {"worst_low", "worst_high"}}
    margin = (_("意味のある差"), evidence.margin_words(verdict.claim))
    found = (
        (str(label), shown(known[name], known))
        for name, (label, shown) in _DETAILS.items()
        if name in known
    )
    return (margin, *found)
