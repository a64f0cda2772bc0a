"""A locked claim held against a table."""

from collections.abc import Callable, Mapping

from tomoni.engine.core import Table
from tomoni.engine.evidence._claim import Claim, ClaimKind
from tomoni.engine.evidence._errors import EvidenceError
from tomoni.engine.evidence._filters import filter_words
from tomoni.engine.evidence._locking import check
from tomoni.engine.evidence._next_look import next_look
from tomoni.engine.evidence._rows import Rows, opened, period
from tomoni.engine.evidence._share import measure_share
from tomoni.engine.evidence._two import measure_two
from tomoni.engine.evidence._verdict import Measured, Verdict, judge
from tomoni.engine.evidence._weaknesses import may_decide, weaknesses

_KINDS: Mapping[ClaimKind, Callable[..., Measured]] = {
    ClaimKind.SHARE_AGAINST_EXPECTED: measure_share,
    ClaimKind.TWO_PROPORTIONS: measure_two,
}


def run(
    claim: Claim,
    *,
    table: Table,
    source_name: str = "",
    answers: Mapping[str, str] | None = None,
) -> Verdict:
    """The claim held against the table's rows of data: fact, interval, verdict and weaknesses.

    `answers` maps the code of a blocking weakness to what is said to it in words. The verdict
    compares the 95 % interval with the claim's smallest difference, never the p value. Raises
    `EvidenceError`: `unlocked-claim`, what `check` raises, `unknown-column`, `wrong-type`,
    `category-impossible`, `filter-values`, `no-such-category`, `no-rows`.
    """
    if claim.locked_at is None:
        raise EvidenceError("unlocked-claim")
    check(claim)
    table = table.data_rows()
    columns = [claim.column] + ([claim.group_column] if claim.group_column else [])
    with opened(table, columns=columns, filters=claim.filters) as rows:
        measured = _KINDS[claim.kind](claim, rows=rows)
        when = _period(claim, rows=rows)
    found = weaknesses(measured, claim=claim, table=table, answers=answers or {})
    verdict = may_decide(judge(measured.effect, claim=claim), found=found)
    n = sum(tally.known for tally in measured.tallies)
    return Verdict(
        claim=claim,
        verdict=verdict,
        fact=_fact(claim, measured=measured, source=source_name, when=when),
        effect=measured.quantities["difference"],
        quantities=dict(measured.quantities),
        n=n,
        period=when,
        source=source_name,
        warnings=found,
        next_look=next_look(verdict, measured=measured, found=found, claim=claim),
        table=measured.table,
        chart=dict(measured.chart),
        details=_details(measured, claim=claim, table=table),
    )


def _period(claim: Claim, *, rows: Rows) -> str:
    columns = [claim.column, claim.group_column, *(one.column for one in claim.filters)]
    return period(rows, columns=columns)


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
    return {
        "test": name,
        "p_value": p_value,
        "interval": measured.method,
        "confidence": 0.95,
        "judged": judge(measured.effect, claim=claim).value,
        "smallest_difference": claim.smallest_difference,
        "worst_low": measured.worst[0].value,
        "worst_high": measured.worst[1].value,
        "rows_of_table": table.frame.height,
        "rows_in_scope": sum(tally.rows for tally in measured.tallies) + measured.ungrouped,
        "rows_without_group": measured.ungrouped,
    }
