"""When a claim is whole enough to be locked."""

from tomoni.engine.evidence._claim import Claim, ClaimKind
from tomoni.engine.evidence._errors import EvidenceError
from tomoni.engine.evidence._kinds import KINDS, Kind


def check(claim: Claim) -> None:
    """Whether the parts make a claim, before any table is seen.

    Raises `EvidenceError` with `categories-missing`, `categories-repeated`, `expected-missing`,
    `expected-impossible`, `expected-unexplained`, `groups-missing`, `groups-same`,
    `part-missing` (field) or `chart-impossible`.
    """
    kind = KINDS[claim.kind]
    if kind.shares and not claim.categories:
        raise EvidenceError("categories-missing", column=claim.column)
    if len(set(map(str, claim.categories))) < len(claim.categories):
        raise EvidenceError("categories-repeated", column=claim.column)
    for field in kind.needs:
        if getattr(claim, field) in ("", None):
            raise EvidenceError("part-missing", field=field)
    if kind.groups:
        _check_groups(claim)
    if claim.kind is ClaimKind.SHARE_AGAINST_EXPECTED:
        _check_expected(claim)
    _check_chart(claim, kind=kind)


def lock(claim: Claim, *, at: str) -> Claim:
    """The claim locked at the ISO 8601 moment `at`, before any result is shown.

    Raises `EvidenceError`: `claim-incomplete` (field) when it does not say why, what would refute
    it or how the picture should look; `claim-locked` when it is locked; and what `check` raises.
    """
    if claim.locked_at is not None:
        raise EvidenceError("claim-locked")
    for field in ("reason", "refuted_if", "sketch"):
        if not getattr(claim, field).strip():
            raise EvidenceError("claim-incomplete", field=field)
    check(claim)
    return claim.model_copy(update={"locked_at": at})


def _check_expected(claim: Claim) -> None:
    if claim.expected is None and claim.part.cycle is None:
        raise EvidenceError("expected-missing", column=claim.column)
    if claim.expected is None and len(claim.categories) >= (claim.part.cycle or 0):
        raise EvidenceError("expected-impossible", column=claim.column)
    if claim.expected is not None and not claim.expected_reason.strip():
        raise EvidenceError("expected-unexplained", column=claim.column)


def _check_groups(claim: Claim) -> None:
    if not claim.group_column or claim.group_a is None:
        raise EvidenceError("groups-missing")
    if claim.group_b is not None and str(claim.group_a) == str(claim.group_b):
        raise EvidenceError("groups-same", column=claim.group_column)


def _check_chart(claim: Claim, *, kind: Kind) -> None:
    if claim.chart is not None and claim.chart not in kind.charts:
        raise EvidenceError("chart-impossible", chart=claim.chart.value)
