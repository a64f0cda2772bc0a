"""Which areas differ by more than their numbers alone would let them."""

import numpy as np
import pytest
from lxml import etree
from scipy import stats

from engine.maps import outlines
from tomoni.engine import maps
from tomoni.engine.maps import Standing
from tomoni.engine.tables import Filter

SVG = "{http://www.w3.org/2000/svg}"


def _funnel(counts: list[int], of: list[int]) -> maps.Funnel:
    boundaries = outlines.towns(len(counts))
    table = outlines.table(町=[each.code for each in boundaries.areas], 件数=counts, 人口=of)
    measure = maps.Measure(count="件数", denominator="人口")
    found = maps.rates(table, area_column="町", measure=measure)
    shown = maps.choropleth(boundaries, rates=[found], title="届出", unit="％")
    return maps.funnel(shown, rates=found)


@pytest.mark.parametrize("n", [12, 50, 500, 20_000])
@pytest.mark.parametrize("middle", [0.02, 0.3, 0.9])
def test_limits_lie_between_the_counts_where_the_exact_tail_is_passed(
    n: int, middle: float
) -> None:
    limits = np.array(maps.control_limits(n, middle=middle, is_proportion=True)) * n
    for limit, tail in zip(limits, (0.001, 0.025, 0.975, 0.999), strict=True):
        count = stats.binom.ppf(tail, n, middle)
        assert max(count - 1, 0) - 1e-9 <= limit <= count + 1e-9
    assert list(limits) == sorted(limits)


def test_limits_of_large_numbers_are_those_of_the_normal_law() -> None:
    n, middle = 4_000_000, 0.3
    low2, low, high, high2 = maps.control_limits(n, middle=middle, is_proportion=True)
    error = np.sqrt(middle * (1 - middle) / n)
    wanted = middle + np.array([-3.0902, -1.96, 1.96, 3.0902]) * error
    assert [low2, low, high, high2] == pytest.approx(list(wanted), abs=error / 100)


def test_rates_of_events_have_poisson_limits() -> None:
    low2, low, high, high2 = maps.control_limits(1000, middle=0.01, is_proportion=False)
    # 10 expected: P(X <= 4) = 0.0293, P(X <= 3) = 0.0103; the tail of 0.025 lies between.
    assert 3 < low * 1000 < 4
    assert 16 < high * 1000 < 17
    assert low2 < low < high < high2


def test_only_few_areas_lie_outside_where_chance_alone_is_at_work() -> None:
    random = np.random.default_rng(20261101)
    of = random.integers(30, 3000, 400)
    funnel = _funnel(random.binomial(of, 0.12).tolist(), of.tolist())
    beyond = sum(point.standing is not Standing.WITHIN for point in funnel.points)
    very = sum(point.standing in {Standing.VERY_HIGH, Standing.VERY_LOW} for point in funnel.points)
    assert 8 <= beyond <= 34
    assert very <= 4
    assert 0.6 < funnel.dispersion < 1.2


def test_a_town_with_twice_the_rate_stands_out_only_when_it_is_large() -> None:
    funnel = _funnel([100, 100, 100, 4, 40], [1000, 1000, 1000, 20, 200])
    standings = [point.standing for point in funnel.points]
    assert standings[:4] == [Standing.WITHIN] * 4
    assert standings[4] is Standing.VERY_HIGH
    assert funnel.overall == pytest.approx(344 / 3220 * 100)


@pytest.mark.parametrize(
    ("counts", "of"), [([30, 40, 50], [30, 40, 50]), ([0, 0, 0], [30, 40, 50])]
)
def test_areas_that_are_all_alike_stand_within(counts: list[int], of: list[int]) -> None:
    assert {point.standing for point in _funnel(counts, of).points} == {Standing.WITHIN}


def test_a_count_that_chance_brings_about_often_is_not_beyond_the_limits() -> None:
    # Of 50 at 99 %, all 50 are to be expected in 6 of 10 towns: 0.99 to the power of 50.
    funnel = _funnel([50, 990, 990], [50, 1000, 1000])
    assert funnel.points[0].standing is Standing.WITHIN
    assert funnel.points[0].value > funnel.limits[0].high_95


def test_one_unknown_count_changes_no_law() -> None:
    boundaries = outlines.towns()
    codes = [each.code for each in boundaries.areas]
    table = outlines.table(町=codes, 件数=[90, 80, None, 90], 人口=[100] * 4)
    measure = maps.Measure(count="件数", denominator="人口")
    assert maps.rates(table, area_column="町", measure=measure).is_proportion


def test_more_events_than_people_have_poisson_limits() -> None:
    boundaries = outlines.towns()
    codes = [each.code for each in boundaries.areas]
    table = outlines.table(町=codes * 30, 種別=["救急", "救急", "火災"] * 40)
    measure = maps.Measure(fits=(Filter(column="種別", values=("救急",)),))
    found = maps.rates(table, area_column="町", measure=measure, people=dict.fromkeys(codes, 15.0))
    funnel = maps.funnel(maps.choropleth(boundaries, rates=[found], title="出動"), rates=found)
    assert not found.is_proportion
    assert all(limit.low_95 < funnel.overall < limit.high_95 for limit in funnel.limits)


def test_the_picture_names_those_beyond_the_limits() -> None:
    funnel = _funnel([100, 100, 100, 4, 40], [1000, 1000, 1000, 20, 200])
    root = etree.fromstring(maps.funnel_svg(funnel).encode())
    texts = [each.text for each in root.iter(f"{SVG}text")]
    assert "町4" in texts
    assert "町3" not in texts
    assert "外は1（町4）" in str(root.findtext(f"{SVG}desc"))
    assert len(list(root.iter(f"{SVG}polyline"))) == 4


def test_there_is_no_funnel_of_two_areas_or_of_stated_rates() -> None:
    with pytest.raises(maps.MapsError, match="too-few-areas"):
        _funnel([10, 20], [100, 100])
    boundaries = outlines.towns()
    table = outlines.table(町=outlines.CODES, 率=[1.0, 2, 3, 4], 人口=[100] * 4)
    measure = maps.Measure(rate="率", denominator="人口")
    found = maps.rates(table, area_column="町", measure=measure)
    shown = maps.choropleth(boundaries, rates=[found], title="届出")
    with pytest.raises(maps.MapsError, match="no-funnel"):
        maps.funnel(shown, rates=found)
