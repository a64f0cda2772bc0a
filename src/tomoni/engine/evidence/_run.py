"""A locked claim held against a table."""

from collections.abc import Mapping, Sequence

from tomoni.engine.core import Table
from tomoni.engine.evidence._claim import Claim
from tomoni.engine.evidence._data_flaws import data_flaws
from tomoni.engine.evidence._errors import EvidenceError
from tomoni.engine.evidence._kinds import KINDS, columns_of
from tomoni.engine.evidence._locking import check
from tomoni.engine.evidence._looks import Look, many_looks
from tomoni.engine.evidence._next_look import next_look
from tomoni.engine.evidence._rows import Rows, opened, period
from tomoni.engine.evidence._scan import simpson
from tomoni.engine.evidence._verdict import Measured, Verdict, Weakness, judge
from tomoni.engine.evidence._weaknesses import may_decide, weaknesses
from tomoni.engine.tables import filter_words


def run(
    claim: Claim,
    *,
    table: Table,
    source_name: str = "",
    answers: Mapping[str, str] | None = None,
    ledger: Sequence[Look] = (),
) -> Verdict:
    """The claim held against the table's rows of data: fact, interval, verdict and weaknesses.

    `answers` maps the code of a blocking weakness to what is said to it in words; `ledger` are the
    comparisons made before for the same question. The verdict compares the 95 % interval with the
    claim's smallest difference, never the p value. Raises `EvidenceError`: `unlocked-claim`,
    `unknown-column`, and what `check` and the measurement of the kind raise; `TablesError` as the
    filters do.
    """
    if claim.locked_at is None:
        raise EvidenceError("unlocked-claim")
    check(claim)
    table = table.data_rows()
    measured, when, turned = _measured(claim, table=table)
    flaws = data_flaws(claim, table=table, measured=measured, columns=_named(claim))
    more = (*turned, *many_looks(measured.test[1], ledger=ledger), *flaws)
    found = weaknesses(measured, claim=claim, table=table, answers=answers or {}, more=more)
    verdict = may_decide(judge(measured.effect, claim=claim), found=found)
    return Verdict(
        claim=claim,
        verdict=verdict,
        fact=_fact(claim, measured=measured, source=source_name, when=when),
        effect=measured.quantities["difference"],
        quantities=dict(measured.quantities),
        n=sum(tally.known for tally in measured.tallies),
        period=when,
        source=source_name,
        warnings=found,
        next_look=next_look(verdict, measured=measured, found=found, claim=claim),
        table=measured.table,
        chart=dict(measured.chart),
        details=_details(measured, claim=claim, table=table),
    )


def _measured(claim: Claim, *, table: Table) -> tuple[Measured, str, tuple[Weakness, ...]]:
    """What the kind of claim found, from when to when, and what turns within other columns."""
    kind = KINDS[claim.kind]
    with opened(table, columns=columns_of(claim), filters=claim.filters) as rows:
        measured = kind.measure(claim, rows=rows)
        turned = simpson(claim, rows=rows, measured=measured) if kind.scanned else ()
        return measured, _period(claim, rows=rows), turned


def _named(claim: Claim) -> list[str]:
    """The columns that the claim and its filters name."""
    return [*columns_of(claim), *(one.column for one in claim.filters)]


def _period(claim: Claim, *, rows: Rows) -> str:
    if claim.period:
        return claim.period
    return period(rows, columns=_named(claim), time=claim.time_column)


def _fact(claim: Claim, *, measured: Measured, source: str, when: str) -> str:
    missing = sum(tally.missing for tally in measured.tallies)
    n = f"n＝{sum(tally.known for tally in measured.tallies):,}件"
    left_out = f"空らんの{missing:,}件を除く" if missing else ""
    where = "、".join(part for part in (when, n, left_out) if part)
    narrowed = filter_words(claim.filters)
    scope = f"のうち、{narrowed}もの" if narrowed else ""
    return f"{f'「{source}」' if source else 'このデータ'}{scope}（{where}）では、{measured.found}"


def _details(measured: Measured, *, claim: Claim, table: Table) -> dict[str, str | int | float]:
    name, p_value = measured.test
    worst = {}
    if measured.worst is not None:
        worst = {"worst_low": measured.worst[0].value, "worst_high": measured.worst[1].value}
    kind = KINDS[claim.kind]
    own: dict[str, str | int | float]
    own = {} if kind.shares else {"unit": measured.unit, "scale": measured.scale}
    return {
        "test": name,
        "p_value": p_value,
        "interval": measured.method,
        "confidence": 0.95,
        "judged": judge(measured.effect, claim=claim).value,
        "smallest_difference": claim.smallest_difference,
        **worst,
        "rows_of_table": table.frame.height,
        "rows_in_scope": sum(tally.rows for tally in measured.tallies) + measured.ungrouped,
        "rows_without_group": measured.ungrouped,
        **own,
        **measured.more,
    }
