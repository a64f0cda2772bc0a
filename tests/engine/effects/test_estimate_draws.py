"""Ranges against what is known in closed form."""

import math

import pytest
from scipy import stats

from engine.effects.counting import Minutes, counted, ends
from tomoni.engine import effects
from tomoni.engine.effects import Ends

FREE = effects.Assumptions(yen_per_hour=0)
NOTHING = counted(("その他", "数えない", (1, 1, 1)))


def mean_and_variance(span: Minutes) -> tuple[float, float]:
    """Of a PERT distribution (Malcolm and others 1959; Vose, Risk Analysis, 2008)."""
    low, likely, high = span
    mean = (low + 4 * likely + high) / 6
    return mean, (mean - low) * (high - mean) / 7


def test_one_assumption_has_the_range_of_its_own_distribution() -> None:
    """600 cases a year are 10 hours for each minute of a case: the effect is 10 × the minutes."""
    span = (5, 10, 20)
    saved = effects.estimate(FREE, as_is=counted(("窓口", "見る", span)), to_be=NOTHING)
    pert = stats.beta(1 + 4 * 5 / 15, 1 + 4 * 10 / 15, loc=5, scale=15)
    low, value, high = ends(saved.quantities["staff_hours"])
    assert value == pytest.approx(100)
    assert (low, high) == pytest.approx(tuple(10 * pert.ppf([0.025, 0.975])), rel=2e-3)


def test_many_assumptions_together_have_the_sum_of_their_means_and_variances() -> None:
    spans = [(float(n), 2.0 * n + 4, 3.0 * n + 12) for n in range(1, 31)]
    steps = [("窓口", f"作業{place}", span) for place, span in enumerate(spans)]
    saved = effects.estimate(FREE, as_is=counted(*steps), to_be=NOTHING, draws=20_000)
    known = [mean_and_variance(span) for span in spans]
    mean = 10 * sum(each for each, _ in known)
    deviation = 10 * math.sqrt(sum(each for _, each in known))
    low, _, high = ends(saved.quantities["staff_hours"])
    assert low is not None
    assert high is not None
    # Thirty independent steps are all but normal: 95 % lie within 1.96 deviations of the mean.
    assert (low + high) / 2 == pytest.approx(mean, rel=5e-3)
    assert (high - low) / 2 == pytest.approx(1.96 * deviation, rel=3e-2)


def test_a_step_in_both_flows_leaves_only_the_difference_in_doubt() -> None:
    """Drawn apart, 見る would be in doubt by hours; drawn once it falls out of the difference."""
    steady, changed = ("窓口", "見る", (0, 60, 600)), ("窓口", "書く", (1, 2, 3))
    both = counted(steady, changed)
    saved = effects.estimate(FREE, as_is=both, to_be=counted(steady)).quantities["staff_hours"]
    alone = effects.estimate(FREE, as_is=counted(changed), to_be=NOTHING).quantities["staff_hours"]
    assert ends(saved) == pytest.approx(ends(alone), rel=1e-9)


def test_the_year_has_equally_many_cases_in_both_flows() -> None:
    """6 minutes less for each of 300 to 1,200 cases; apart the two years would differ."""
    before = counted(("窓口", "見る", (10, 10, 10)), low=300, high=1_200)
    after = counted(("窓口", "見る", (4, 4, 4)), low=300, high=1_200)
    low, value, high = ends(
        effects.estimate(FREE, as_is=before, to_be=after).quantities["staff_hours"]
    )
    pert = stats.beta(1 + 4 / 3, 1 + 8 / 3, loc=300, scale=900)
    assert value == pytest.approx(60)
    assert (low, high) == pytest.approx(tuple(pert.ppf([0.025, 0.975]) / 10), rel=2e-3)


def test_equal_seeds_give_equal_ranges_and_others_nearly_the_same() -> None:
    as_is = counted(*(("窓口", f"作業{n}", (1, 2, 9)) for n in range(8)))
    one, again, other = (
        ends(
            effects.estimate(FREE, as_is=as_is, to_be=NOTHING, seed=seed).quantities["staff_hours"]
        )
        for seed in (1, 1, 2)
    )
    assert one == again
    assert one != other
    assert one == pytest.approx(other, rel=2e-2)


def test_one_more_assumption_does_not_shuffle_the_others() -> None:
    step = ("窓口", "見る", (1, 2, 9))
    one = effects.estimate(FREE, as_is=counted(step), to_be=NOTHING)
    sure = effects.estimate(FREE, as_is=counted(("窓口", "書く", (3, 3, 3)), step), to_be=NOTHING)
    known, found = (ends(each.quantities["staff_hours"]) for each in (one, sure))
    assert found == pytest.approx(tuple((end or 0) + 30 for end in known))


def test_few_draws_are_refused() -> None:
    with pytest.raises(effects.EffectsError, match="too-few-draws"):
        effects.estimate(FREE, as_is=NOTHING, to_be=counted(("窓口", "見る", (1, 1, 1))), draws=99)


def test_the_tornado_has_the_ends_of_each_assumption_alone() -> None:
    """窓口 costs 2,000, 3,000 or 5,000 円; 見る takes 5, 10 or 20 minutes 600 times a year."""
    assumed = effects.Assumptions(
        yen_per_hour=1,
        positions={"窓口": "係員"},
        unit_costs=(
            effects.UnitCost(
                position="係員", yen_per_hour=Ends(low=2_000, likely=3_000, high=5_000)
            ),
        ),
    )
    as_is = counted(("窓口", "見る", (5, 10, 20)))
    found = effects.estimate(assumed, as_is=as_is, to_be=NOTHING).influences
    balance = {
        each.label: (
            each.results["five_year_balance_yen"].at_low,
            each.results["five_year_balance_yen"].at_high,
        )
        for each in found
    }
    assert list(balance) == ["「見る」の分（窓口）", "1時間の人件費（係員）"]
    assert balance["「見る」の分（窓口）"] == pytest.approx((750_000, 3_000_000))
    assert balance["1時間の人件費（係員）"] == pytest.approx((1_000_000, 2_500_000))
    hours = found[1].results["staff_hours"]
    assert (hours.at_low, hours.at_high) == pytest.approx((100, 100))
