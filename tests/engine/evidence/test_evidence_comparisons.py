"""What the further kinds of claim say of tables whose truth is known."""

import pytest

from engine.evidence import samples
from engine.evidence.further import (
    INTEGER,
    NUMBER,
    SERIES,
    STRATA,
    TEXT,
    UNITS,
    VALUES,
    ages,
    months,
    towns,
)
from tomoni.engine import evidence


def test_swapping_the_groups_turns_the_means() -> None:
    found = evidence.run(samples.claim("two_means"), table=VALUES)
    swapped = evidence.run(samples.claim("two_means", group_a="乙", group_b="甲"), table=VALUES)
    assert (found.effect.value, swapped.effect.value) == (-2, 2)
    assert (found.verdict, swapped.verdict) == ("反証", "支持")


def test_many_groups_hold_their_promise_for_all_pairs_at_once() -> None:
    two = evidence.run(samples.claim("two_means", direction="differs"), table=VALUES)
    many = evidence.run(samples.claim("many_means", group_column="区"), table=VALUES)
    assert many.effect.value == pytest.approx(-two.effect.value)
    assert many.effect.low == pytest.approx(-(two.effect.high or 0))
    third = samples.table(
        区=(TEXT, [*VALUES.frame["区"], *["丙"] * 20]),
        値=(NUMBER, [*VALUES.frame["値"], *[1.0, 2, 3, 4, 5] * 4]),
    )
    wider = evidence.run(samples.claim("many_means", group_column="区"), table=third)
    assert wider.effect.low is not None
    assert many.effect.low is not None
    assert wider.effect.low < many.effect.low
    assert (wider.details["pairs"], wider.details["pairs_apart"]) == (3, 2)


def test_standardising_takes_away_what_ages_alone_made() -> None:
    plain = samples.claim("rates", population_column="人口", smallest_difference=0.2)
    crude = evidence.run(plain, table=ages())
    # 410/5,000 against 190/10,000; the same 1 % of the young and 10 % of the old in both.
    assert crude.quantities["ratio"].value == pytest.approx(0.082 / 0.019)
    same = plain.model_copy(update={"strata_column": "年代"})
    assert evidence.run(same, table=ages()).quantities["ratio"].value == pytest.approx(1)
    given = same.model_copy(update={"standard": {"若": 3.0, "老": 1.0}})
    rate = evidence.run(given, table=ages()).quantities["rate_a"]
    assert rate.value == pytest.approx(0.75 * 1 + 0.25 * 10)
    assert rate.unit == "件／100人"


def test_more_spread_than_poissons_widens_the_interval() -> None:
    events = [5, 60, 10, 95, 30, 2, 50, 8]
    table = samples.table(
        区=(TEXT, ["甲"] * 4 + ["乙"] * 4),
        値=(INTEGER, events),
        人口=(INTEGER, [1000] * 8),
    )
    claim = samples.claim("rates", population_column="人口", smallest_difference=0.2)
    found = evidence.run(claim, table=table)
    sums = samples.table(
        区=(TEXT, ["甲", "乙"]), 値=(INTEGER, [170, 90]), 人口=(INTEGER, [4000, 4000])
    )
    poisson = evidence.run(claim, table=sums)
    assert "overdispersed" in samples.codes(found) - samples.codes(poisson)
    assert found.quantities["ratio"].value == pytest.approx(poisson.quantities["ratio"].value)
    assert (found.effect.low or 0) < (poisson.effect.low or 0)


def test_the_change_of_units_takes_away_what_both_groups_share() -> None:
    claim = samples.claim("differences", **UNITS)
    found = evidence.run(claim, table=towns(), answers={"changed-together": "なし"})
    assert found.effect.value == pytest.approx(3, abs=0.2)
    assert found.verdict == "支持"
    assert found.n == 20
    # Rows are six times as many as towns: pooled errors pretend to know more.
    clustered = float(found.details["clustered_high"]) - float(found.details["clustered_low"])
    assert clustered < float(found.details["pooled_high"]) - float(found.details["pooled_low"])


def test_a_trend_that_was_there_before_blocks() -> None:
    claim = samples.claim("differences", **UNITS)
    found = evidence.run(claim, table=towns(slope=3), answers={"changed-together": "なし"})
    assert samples.codes(found) >= {"pretrend-differs", "placebo-moves"}
    assert found.verdict == "判断できない"
    assert samples.codes(evidence.run(claim, table=towns())).isdisjoint(
        {"pretrend-differs", "placebo-moves", "pretrend-unknown"}
    )


def test_a_series_shows_its_step_and_not_its_slope() -> None:
    claim = samples.claim("interrupted", smallest_difference=10, **SERIES)
    found = evidence.run(claim, table=months(), answers={"changed-together": "なし"})
    assert found.verdict == "支持"
    assert found.quantities["difference"].value == pytest.approx(20, abs=2)
    assert found.quantities["slope"].value == pytest.approx(0, abs=0.3)
    short = evidence.run(claim, table=months(23))
    assert "season-unknown" in samples.codes(short) - samples.codes(found)


def test_strata_that_pull_opposite_ways_are_told_even_where_they_cancel_out() -> None:
    rows = [
        (age, group, "はい" if at < count else "いいえ")
        for age, group, count in (
            ("若", "甲", 30),
            ("若", "乙", 10),
            ("老", "甲", 10),
            ("老", "乙", 30),
        )
        for at in range(40)
    ]  # fmt: skip
    ages_, groups, told = zip(*rows, strict=True)
    table = samples.table(年代=(TEXT, ages_), 区=(TEXT, groups), 回答=(TEXT, told))
    claim = samples.claim("stratified", smallest_difference=0.1, **STRATA)
    found = evidence.run(claim, table=table)
    assert found.effect.value == pytest.approx(0)
    assert "strata-differ" in samples.codes(found)
