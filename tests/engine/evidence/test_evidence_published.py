"""Published answers, found again from the data."""

import math
from pathlib import Path

import pytest
import scipy.stats
import statsmodels.api as sm
from scipy import stats

from engine.evidence import published, samples
from tomoni.engine import evidence
from tomoni.engine.core import ColumnType, Table

NIST = Path(scipy.stats.__file__).parent / "tests" / "data"


def nist(name: str) -> list[list[float]]:
    """Rows of one of NIST's Statistical Reference Datasets, which scipy's own tests carry."""
    lines = (NIST / name).read_text().splitlines()[60:]
    return [[float(cell) for cell in line.split()] for line in lines if line.strip()]


def test_an_analysis_of_variance_agrees_with_nists_certified_values() -> None:
    # SiRstv: certified F 1.18046237440255, R² 1.90999039051129E-01.
    rows = nist("nist_anova/SiRstv.dat")
    table = samples.table(
        器=(ColumnType.TEXT, [str(int(row[0])) for row in rows]),
        値=(ColumnType.NUMBER, [row[1] for row in rows]),
    )
    claim = samples.claim("many_means", group_column="器", smallest_difference=0.5)
    found = evidence.run(claim, table=table)
    assert found.quantities["eta_squared"].value == pytest.approx(1.90999039051129e-01, rel=1e-9)
    p_value = stats.f.sf(1.18046237440255, 4, 20)
    assert found.details["p_value"] == pytest.approx(p_value, rel=1e-9)
    assert found.verdict == "反証"


def test_a_straight_line_agrees_with_nists_certified_values() -> None:
    # Norris: certified slope 1.00211681802045, its standard deviation 0.429796848199937E-03,
    # R² 0.999993745883712.
    rows = nist("nist_linregress/Norris.dat")
    table = samples.table(
        値=(ColumnType.NUMBER, [row[0] for row in rows]),
        基準=(ColumnType.NUMBER, [row[1] for row in rows]),
    )
    claim = samples.claim("relation", other_column="基準", smallest_difference=0.5)
    found = evidence.run(claim, table=table)
    slope, reach = found.quantities["slope"], stats.t.ppf(0.975, 34) * 0.429796848199937e-03
    assert slope.value == pytest.approx(1.00211681802045, rel=1e-12)
    assert (slope.low, slope.high) == pytest.approx(
        (1.00211681802045 - reach, 1.00211681802045 + reach), rel=1e-9
    )
    assert found.quantities["r_squared"].value == pytest.approx(0.999993745883712, rel=1e-12)
    assert "no-cause" in samples.codes(found)


def test_berkeleys_admissions_are_not_supported() -> None:
    # 44.5 % of men and 30.4 % of women were admitted; within departments women were slightly
    # favoured.
    found = evidence.run(samples.admission_claim(), table=samples.berkeley())
    assert found.effect.value == pytest.approx(14.16, abs=0.005)
    assert (found.details["judged"], found.verdict) == ("支持", "判断できない")
    simpson = next(one for one in found.warnings if one.code == "simpson")
    assert simpson.blocks
    assert (simpson.params["column"], simpson.params["strata"]) == ("学部", 6)
    assert float(simpson.params["within"]) < 0


def test_within_berkeleys_departments_there_is_no_difference_for_men() -> None:
    # Common odds ratio of men to women 0.9047 (0.7719 to 1.0604); Breslow and Day: 18.8 on 5
    # degrees of freedom (R's documentation of UCBAdmissions and of mantelhaen.test).
    claim = samples.admission_claim("stratified", strata_column="学部")
    found = evidence.run(claim, table=samples.berkeley())
    odds = found.quantities["odds_ratio"]
    assert (odds.value, odds.low, odds.high) == pytest.approx((0.9047, 0.7719, 1.0604), abs=5e-4)
    assert found.details["breslow_day_p"] == pytest.approx(0.002, abs=5e-4)
    assert found.verdict == "反証"
    assert "strata-differ" in samples.codes(found)


def test_the_physicians_health_study_is_supported() -> None:
    # N. Engl. J. Med. 321:129-135 (1989): 104 of 11,037 with aspirin, 189 of 11,034 without had a
    # heart attack; difference 0.0077 (0.005 to 0.011): Agresti (2002), Categorical Data Analysis,
    # 2.2.
    table = samples.groups((104, 11_037), (189, 11_034))
    claim = samples.group_claim(direction="lower", smallest_difference=0.004)
    found = evidence.run(claim, table=table)
    assert (found.effect.value, found.effect.low, found.effect.high) == pytest.approx(
        (-0.77, -1.1, -0.5), abs=0.05
    )
    assert found.verdict == "支持"


def test_the_physicians_rates_have_the_published_ratio() -> None:
    # The same: ratio of rates 0.55 (0.43 to 0.70).
    table = samples.table(
        区=(ColumnType.TEXT, ["甲", "乙"]),
        値=(ColumnType.INTEGER, [104, 189]),
        人口=(ColumnType.INTEGER, [11_037, 11_034]),
    )
    claim = samples.claim(
        "rates", population_column="人口", direction="lower", smallest_difference=0.2
    )
    ratio = evidence.run(claim, table=table).quantities["ratio"]
    assert (ratio.value, ratio.low, ratio.high) == pytest.approx((0.55, 0.43, 0.70), abs=0.005)


def test_students_sleep_agrees_with_the_paired_t() -> None:
    # R's documentation of `sleep`: t = 4.0621 with 9 degrees of freedom, p = 0.002833, interval
    # 0.7001142 to 2.4598858.
    first, second = published.SLEEP
    table = samples.table(薬1=(ColumnType.NUMBER, first), 薬2=(ColumnType.NUMBER, second))
    claim = samples.claim(
        "paired", column="薬2", other_column="薬1", smallest_difference=0.5, unit="時間"
    )
    found = evidence.run(claim, table=table, answers={"changed-between": "同じ人、同じ測り方。"})
    effect = found.effect
    assert (effect.value, effect.low, effect.high) == pytest.approx((1.58, 0.7001142, 2.4598858))
    assert found.details["p_value"] == pytest.approx(0.002833, abs=5e-7)
    assert found.verdict == "支持"


def nile() -> Table:
    data = sm.datasets.nile.load_pandas().data
    years = [int(year) for year in data["year"]]
    return samples.table(
        年=(ColumnType.INTEGER, years),
        区=(ColumnType.TEXT, ["甲" if year >= 1899 else "乙" for year in years]),
        値=(ColumnType.NUMBER, data["volume"].tolist()),
    )


def test_the_nile_fell_in_1899() -> None:
    # Cobb (1978), Biometrika 65:243-251: 1097.75 until 1898, 849.97 from 1899.
    claim = samples.claim("two_means", direction="lower", smallest_difference=150)
    means = evidence.run(claim, table=nile())
    assert means.quantities["mean_b"].value == pytest.approx(1097.75, abs=0.005)
    assert means.quantities["mean_a"].value == pytest.approx(849.97, abs=0.005)
    assert means.verdict == "支持"
    step = samples.claim(
        "interrupted", time_column="年", changed_at=1899, change="level", direction="lower",
        smallest_difference=100,
    )  # fmt: skip
    asked = evidence.run(step, table=nile())
    told = evidence.run(step, table=nile(), answers={"changed-together": "ダムの完成は1902年。"})
    assert (asked.verdict, told.verdict) == ("判断できない", "支持")


def episodes(**parts: object) -> evidence.Verdict:
    table = samples.table(
        月=(ColumnType.DATE, published.MONTHS),
        値=(ColumnType.INTEGER, published.EPISODES),
        人口=(ColumnType.NUMBER, published.POPULATION),
    )
    given = {"time_column": "月", "population_column": "人口", "changed_at": "2005-01-01"}
    more = {"change": "level", "direction": "lower", "smallest_difference": 0.03}
    return evidence.run(samples.claim("interrupted", **(given | more | parts)), table=table)


def test_the_smoking_ban_of_sicily_agrees_with_the_tutorial() -> None:
    # Bernal, Cummins and Gasparrini (2017): ratio 0.894 (0.864 to 0.925) by Poisson; with the
    # season 0.885.
    found = episodes(season=False)
    low, high = (1 + float(found.details[f"plain_{end}"]) for end in ("low", "high"))
    assert math.sqrt(low * high) == pytest.approx(0.894, abs=5e-4)
    assert (low, high) == pytest.approx((0.864, 0.925), abs=1e-3)
    season = episodes()
    low, high = (1 + float(season.details[f"plain_{end}"]) for end in ("low", "high"))
    assert math.sqrt(low * high) == pytest.approx(0.885, abs=5e-4)
    # The interval that is judged allows for autocorrelation.
    assert 1 + found.effect.value == pytest.approx(0.894, abs=0.005)


def test_autocorrelation_makes_the_interval_of_a_series_wider() -> None:
    found = episodes(season=False)
    assert found.effect.low is not None
    assert found.effect.low < float(found.details["plain_low"])
    assert found.effect.high is not None
    assert found.effect.high > float(found.details["plain_high"])


def restaurants() -> Table:
    units, times, values, groups = [], [], [], []
    sides = (("甲", published.NEW_JERSEY), ("乙", published.PENNSYLVANIA))
    for group, text in sides:
        for number, change in enumerate(published.changes(text)):
            for time, value in ((1, 50.0), (2, 50.0 + change)):
                units.append(f"{group}{number}")
                times.append(time)
                values.append(value)
                groups.append(group)
    return samples.table(
        店=(ColumnType.TEXT, units),
        回=(ColumnType.INTEGER, times),
        値=(ColumnType.NUMBER, values),
        区=(ColumnType.TEXT, groups),
    )


def test_the_minimum_wage_of_new_jersey_agrees_with_card_and_krueger() -> None:
    # Table 3, row 4 (balanced sample): 0.47 (0.48) less -2.28 (1.25) is 2.75 (1.34).
    claim = samples.claim("differences", time_column="回", unit_column="店", changed_at=2)
    found = evidence.run(claim, table=restaurants())
    assert found.quantities["change_a"].value == pytest.approx(0.47, abs=0.005)
    assert found.quantities["change_b"].value == pytest.approx(-2.28, abs=0.005)
    assert found.effect.value == pytest.approx(2.75, abs=0.005)
    assert found.effect.low is not None
    assert (found.effect.value - found.effect.low) / 1.34 == pytest.approx(1.99, abs=0.01)
    assert samples.codes(found) >= {"changed-together", "pretrend-unknown"}
    assert found.verdict == "判断できない"


def test_welchs_interval_agrees_with_scipys() -> None:
    first, second = published.SLEEP
    found = evidence.run(samples.claim("two_means"), table=samples.means(first, second))
    low, high = stats.ttest_ind(first, second, equal_var=False).confidence_interval()
    assert (found.effect.low, found.effect.high) == pytest.approx((low, high))
    assert not math.isclose(low, stats.ttest_ind(first, second).confidence_interval()[0])
