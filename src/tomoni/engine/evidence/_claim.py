"""A claim: a hypothesis made checkable, and locked before its result is shown."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, computed_field, model_validator

from tomoni.engine.core import Quantity, Value, show
from tomoni.engine.evidence._sentences import kind_sentence, margin_words
from tomoni.engine.tables import Category, Filter, Part, filter_words

Share = Annotated[float, Field(ge=0, le=1)]


class ClaimKind(StrEnum):
    """What is held against what."""

    SHARE_AGAINST_EXPECTED = "share_against_expected"
    TWO_PROPORTIONS = "two_proportions"
    TWO_MEANS = "two_means"
    MANY_PROPORTIONS = "many_proportions"
    MANY_MEANS = "many_means"
    PAIRED = "paired"
    RATES = "rates"
    RELATION = "relation"
    STRATIFIED = "stratified"
    INTERRUPTED = "interrupted"
    DIFFERENCES = "differences"
    SYNTHETIC = "synthetic"


_OF_SHARES = {
    ClaimKind.SHARE_AGAINST_EXPECTED,
    ClaimKind.TWO_PROPORTIONS,
    ClaimKind.MANY_PROPORTIONS,
    ClaimKind.RELATION,
    ClaimKind.STRATIFIED,
}
"""Kinds whose difference is at most 1."""


class Direction(StrEnum):
    """Which way the difference is claimed to go."""

    HIGHER = "higher"
    LOWER = "lower"
    DIFFERS = "differs"


class ChartKind(StrEnum):
    """The picture one expects; a pie is for shares only."""

    BAR = "bar"
    PIE = "pie"
    DOT = "dot"


class Coverage(StrEnum):
    """Whether the rows are all there is, or were drawn from more."""

    WHOLE = "whole"
    SAMPLE = "sample"


class Change(StrEnum):
    """What changes with an event: the height of a series, its slope, or both at once.

    `both` lets both change and looks at the height right after; `level` and `slope` let one change.
    """

    BOTH = "both"
    LEVEL = "level"
    SLOPE = "slope"


class Claim(Value):
    """A claim about a table's rows.

    Of shares: the share of rows whose `column` (its `part`) is in `categories`.
    `share_against_expected`: that share among all rows, against `expected`; without it, against an
    even spread over the part's cycle (4 of 12 months). `two_proportions`: that share where
    `group_column` is `group_a`, against where it is `group_b` (all other rows, when None).
    `filters` narrow the rows beforehand. `smallest_difference` is the smallest difference of
    shares that matters, 0 to 1. Weekdays are 1 (Monday) to 7, as in ISO 8601; days of a DATE
    column are ISO strings. `locked_at` is an ISO 8601 moment.

    Further kinds. `two_means`: the mean of `column` in group a against group b. `many_proportions`,
    `many_means`: the widest difference between any two values of `group_column`. `paired`:
    `column` less `other_column` of the same row. `rates`: the sum of `column` per
    `population_column` in group a against group b, as a share of the latter (0.2 is 20 % more);
    with `strata_column` (ages) directly standardised to `standard`, else to both groups together.
    `relation`: the rank correlation of `column` with `other_column`. `stratified`: two shares
    within each value of `strata_column`. `interrupted`: one row a period of `time_column`, before
    and from `changed_at`; with `population_column` as rates. `differences`: the change of `column`
    from before to after `changed_at` of the units (`unit_column`) of group a, less that of group b.
    `synthetic`: `column` of the one unit `group_a` (of `unit_column`) from `changed_at`, against a
    mixture of the other units. `smallest_difference` is then in the column's `unit`; for rates a
    share.
    """

    kind: ClaimKind
    column: str
    part: Part = Part.VALUE
    categories: tuple[Category, ...] = ()
    smallest_difference: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    direction: Direction = Direction.HIGHER
    expected: Share | None = None
    expected_reason: str = ""
    """Where `expected` comes from, in words; not needed when it is derived."""
    group_column: str = ""
    group_part: Part = Part.VALUE
    group_a: Category | None = None
    group_b: Category | None = None
    subject: str = ""
    """What a row is, e.g. 食品営業許可."""
    filters: tuple[Filter, ...] = ()
    coverage: Coverage = Coverage.WHOLE
    reason: str = ""
    refuted_if: str = ""
    sketch: str = ""
    chart: ChartKind | None = None
    """None is the usual one: bars for a share, dots with intervals for two groups."""
    locked_at: str | None = None
    other_column: str = ""
    population_column: str = ""
    strata_column: str = ""
    time_column: str = ""
    unit_column: str = ""
    changed_at: Category | None = None
    """The first period after the change."""
    change: Change = Change.BOTH
    season: bool = True
    """Whether a year's rhythm is taken out of months."""
    standard: dict[str, Annotated[float, Field(ge=0)]] = {}
    """Persons of the standard population for each value of `strata_column`."""
    unit: str = ""
    """Of the column's values, e.g. 日."""
    period: str = ""
    """Of when the data are, in words, where no column says it: 2000年3月末と2021年1月1日."""

    @model_validator(mode="before")
    @classmethod
    def _without_sentence(cls, given: Any) -> Any:
        if isinstance(given, dict):
            return {name: value for name, value in given.items() if name != "sentence"}
        return given

    @model_validator(mode="after")
    def _share_at_most_all(self) -> "Claim":
        if self.kind in _OF_SHARES and self.smallest_difference > 1:
            raise ValueError("a difference of shares is at most 1")
        return self

    @computed_field  # type: ignore[prop-decorator]
    @property
    def sentence(self) -> str:
        """The claim as one controlled Japanese sentence, always made from its parts."""
        return sentence(self)


def sentence(claim: Claim) -> str:
    """The claim as one controlled Japanese sentence, made from its parts alone."""
    if claim.kind not in {ClaimKind.SHARE_AGAINST_EXPECTED, ClaimKind.TWO_PROPORTIONS}:
        groups = group_words(claim) if claim.group_a is not None else ("", "")
        said = kind_sentence(claim, groups=groups, outcome=outcome_words(claim))
        return f"{scope_words(claim)}{said}"
    margin = margin_words(claim)
    what = f"{scope_words(claim)}{outcome_words(claim)}割合は、"
    if claim.kind is ClaimKind.SHARE_AGAINST_EXPECTED:
        if claim.direction is Direction.DIFFERS:
            return f"{what}{expected_words(claim)}と{margin}以上違う。"
        return f"{what}{expected_words(claim)}より{margin}以上{_way(claim)}。"
    first, second = group_words(claim)
    if claim.direction is Direction.DIFFERS:
        return f"{what}{first}場合と{second}場合とで{margin}以上違う。"
    return f"{what}{first}場合のほうが{second}場合より{margin}以上{_way(claim)}。"


def scope_words(claim: Claim) -> str:
    """Which rows the claim is about, ending in のうち、; empty when it is all of no named kind."""
    narrowed = filter_words(claim.filters)
    if narrowed:
        return f"{claim.subject}{'で、' if claim.subject else ''}{narrowed}もののうち、"
    return f"{claim.subject}のうち、" if claim.subject else ""


def outcome_words(claim: Claim) -> str:
    """What is counted, e.g. 「許可終了日」の月が2月・5月である."""
    values = claim.part.listed(claim.categories)
    return f"{claim.part.words(claim.column)}が{values}である"


def group_words(claim: Claim) -> tuple[str, str]:
    """The two groups in words, each ending in である or でない."""
    what = claim.group_part.words(claim.group_column)
    first = () if claim.group_a is None else (claim.group_a,)
    named = f"{what}が{claim.group_part.listed(first)}"
    if claim.group_b is None:
        return f"{named}である", f"{named}でない"
    second = claim.group_part.listed((claim.group_b,))
    return f"{named}である", f"{second}である"


def expected_share(claim: Claim) -> float | None:
    """The share held against, 0 to 1: given, or even over the part's cycle; None without both."""
    if claim.expected is not None:
        return claim.expected
    length = claim.part.cycle
    return None if length is None else len(claim.categories) / length


def expected_words(claim: Claim) -> str:
    """The expected share with the way it was come by."""
    share = expected_share(claim)
    shown = "割合" if share is None else show(Quantity(value=share, unit="割合"))
    if claim.expected is None and claim.part.cycle is not None:
        return f"均等な場合の{shown}（{claim.part.cycle_words(len(claim.categories))}）"
    why = f"（{claim.expected_reason}）" if claim.expected_reason else ""
    return f"見込みの{shown}{why}"


def _way(claim: Claim) -> str:
    return "高い" if claim.direction is Direction.HIGHER else "低い"
