"""Risk against its plain definitions, and what it refuses."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.privacy import made
from tomoni.engine import privacy
from tomoni.engine.core import ColumnType, Table

_CELL = st.sampled_from(["a", "b", None])
ROWS = st.lists(
    st.tuples(_CELL, _CELL, _CELL, st.sampled_from(["x", "y", "z", None]), st.integers(1, 5)),
    min_size=1,
    max_size=14,
)
QUASI, ALL = ["p", "q", "r"], ["p", "q", "r", "ill", "pay"]


def of(rows: list[made.Row]) -> Table:
    return made.table(ALL, rows, pay=ColumnType.INTEGER)


@given(ROWS, st.booleans())
@settings(max_examples=25, deadline=None)
def test_k_and_the_risk_of_each_row_are_those_of_the_definition(
    rows: list[made.Row], wild: bool
) -> None:
    missing: privacy.Missing = "wildcard" if wild else "value"
    sizes = [len(group) for group in made.groups(rows, 3, wild=wild)]
    found = privacy.risk(of(rows), quasi=QUASI, missing=missing)
    assert (found.rows, found.k, found.uniques) == (len(rows), min(sizes), sizes.count(1))
    assert found.sizes == Counter(sizes)
    assert found.highest == 1 / min(sizes)
    assert found.mean == pytest.approx(sum(1 / size for size in sizes) / len(sizes))
    assert found.rows_below(3) == sum(size < 3 for size in sizes)
    risks = privacy.row_risks(of(rows), quasi=QUASI, missing=missing)
    assert risks.to_list() == pytest.approx([1 / size for size in sizes])


@given(ROWS)
@settings(max_examples=25, deadline=None)
def test_l_and_t_are_those_of_the_definition(rows: list[made.Row]) -> None:
    found = privacy.risk(of(rows), quasi=QUASI, sensitive=["ill", "pay"])
    groups = made.groups(rows, 3, wild=False)
    ills = [[row[3] for row in group] for group in groups]
    pays = [[int(row[4] or 0) for row in group] for group in groups]
    ill, pay = found.diversity
    assert ill.distinct == min(map(made.distinct, ills))
    assert ill.entropy == pytest.approx(min(map(made.entropy, ills)))
    assert ill.t == pytest.approx(max(made.equal(one, [row[3] for row in rows]) for one in ills))
    every = [int(row[4] or 0) for row in rows]
    assert pay.t == pytest.approx(max(made.ordered(one, every) for one in pays), abs=1e-12)


@given(ROWS)
@settings(max_examples=25, deadline=None)
def test_where_a_missing_value_may_be_any_a_group_is_all_that_match(rows: list[made.Row]) -> None:
    found = privacy.risk(of(rows), quasi=QUASI, sensitive=["ill"], missing="wildcard")
    known = [[row[3] for row in group if row[3]] for group in made.groups(rows, 3, wild=True)]
    some, every = [one for one in known if one], [row[3] for row in rows if row[3]]
    worst = found.diversity[0]
    assert worst.distinct == min(map(made.distinct, some), default=0)
    assert worst.entropy == pytest.approx(min(map(made.entropy, some), default=0.0))
    assert worst.t == pytest.approx(max((made.equal(one, every) for one in some), default=0.0))


@given(ROWS)
@settings(max_examples=25, deadline=None)
def test_every_group_is_recursively_diverse_just_above_the_c_that_is_said(
    rows: list[made.Row],
) -> None:
    """(c,l)-diverse: r1 < c (rl + … + rm), the counts in falling order."""
    found = privacy.risk(of(rows), quasi=QUASI, sensitive=["ill"]).diversity[0]
    assert list(found.recursive) == list(range(2, found.distinct + 1))
    for level, c in found.recursive.items():
        counts = [
            sorted(Counter(row[3] for row in group).values(), reverse=True)
            for group in made.groups(rows, 3, wild=False)
        ]
        assert all(one[0] < (c + 1e-9) * sum(one[level - 1 :]) for one in counts)
        assert any(one[0] >= c * sum(one[level - 1 :]) - 1e-9 for one in counts)


@given(ROWS, st.integers(0, 99))
@settings(max_examples=15, deadline=None)
def test_the_order_of_the_rows_changes_nothing(rows: list[made.Row], seed: int) -> None:
    for missing in ("value", "wildcard"):
        first, second = (
            privacy.risk(some, quasi=QUASI, sensitive=["ill", "pay"], missing=missing)
            for some in (of(rows), made.shuffled(of(rows), seed))
        )
        assert first == second


def test_a_missing_value_is_unique_as_a_value_and_matches_all_as_a_wildcard() -> None:
    some = made.table(["age", "sex"], [("30", "m"), ("30", "m"), (None, "m"), ("40", "f")])
    as_value = privacy.risk(some, quasi=["age", "sex"])
    as_wildcard = privacy.risk(some, quasi=["age", "sex"], missing="wildcard")
    assert (as_value.k, as_value.uniques, as_value.sizes) == (1, 2, {1: 2, 2: 2})
    assert (as_wildcard.k, as_wildcard.uniques, as_wildcard.sizes) == (1, 1, {1: 1, 3: 3})


def test_more_kinds_than_a_number_can_hold_are_kept_apart() -> None:
    rows = [tuple(f"{column}-{row}" for column in range(12)) for row in range(300)]
    names = [f"c{place}" for place in range(12)]
    found = privacy.risk(made.table(names, [*rows, rows[7]]), quasi=names)
    assert (found.k, found.uniques, found.sizes) == (1, 299, {1: 299, 2: 2})


@pytest.mark.parametrize(
    ("quasi", "sensitive", "code"),
    [
        ([], [], "no-quasi-identifier"),
        (["p", "p"], [], "column-twice"),
        (["p"], ["p"], "column-twice"),
        (["p", "nobody"], [], "unknown-column"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    quasi: list[str], sensitive: list[str], code: str
) -> None:
    with pytest.raises(privacy.PrivacyError) as refused:
        privacy.risk(of([("a", "b", "a", "x", 1)]), quasi=quasi, sensitive=sensitive)
    assert refused.value.code == code


def test_a_table_without_rows_is_refused() -> None:
    with pytest.raises(privacy.PrivacyError, match="no-rows"):
        privacy.risk(of([]), quasi=QUASI)
