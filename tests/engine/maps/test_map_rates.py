"""Only rates come on a map; how they are reckoned from the rows of a table."""

import pytest

from engine.maps import outlines
from tomoni.engine import maps
from tomoni.engine.tables import Filter

COUNTS = outlines.table(
    町=["東", "東", "西", "南", None], 年=["前", "後", "後", "後", "後"],
    件数=[10, 30, 5, None, 7], 人口=[100, 150, 50, 80, 9],
)  # fmt: skip
BEFORE, AFTER, NOW = (Filter(column="年", values=(year,)) for year in ("前", "後", "今"))


def _rates(measure: maps.Measure, **more: object) -> dict[str, maps.Rate]:
    given = {"area_column": "町", "measure": measure, **more}
    return maps.rates(COUNTS, **given).by_key  # type: ignore[arg-type]


def _code(measure: maps.Measure, **more: object) -> str:
    with pytest.raises(maps.MapsError) as caught:
        _rates(measure, **more)
    return caught.value.code


def test_counts_and_denominators_are_added_up_before_they_are_divided() -> None:
    found = _rates(maps.Measure(count="件数", denominator="人口"), per=1000)
    assert found["東"] == maps.Rate(value=40 / 250 * 1000, n=250, count=40)


def test_an_empty_cell_makes_the_rate_unknown_and_not_nought() -> None:
    found = _rates(maps.Measure(count="件数", denominator="人口"))
    assert found["南"].value is None
    assert found["南"].n == 80


def test_rows_are_picked_by_their_period() -> None:
    measure = maps.Measure(count="件数", denominator="人口", filters=(BEFORE,))
    assert _rates(measure) == {"東": maps.Rate(value=10, n=100, count=10)}


def test_the_share_of_rows_has_the_rows_as_its_denominator() -> None:
    found = maps.rates(COUNTS, area_column="町", measure=maps.Measure(fits=(AFTER,)))
    assert found.by_key["東"] == maps.Rate(value=50, n=2, count=1)
    assert found.is_proportion


def test_rows_of_which_nothing_is_said_are_not_of_the_share() -> None:
    table = outlines.table(町=["東"] * 4, 区分=["甲", "乙", None, "甲"])
    fits = (Filter(column="区分", values=("甲",)),)
    found = maps.rates(table, area_column="町", measure=maps.Measure(fits=fits)).by_key
    assert found == {"東": maps.Rate(value=2 / 3 * 100, n=3, count=2)}


def test_denominators_may_come_from_another_table_and_no_row_is_nought() -> None:
    people = outlines.table(町=["東", "西", "北", "計"], 人口=[200, 50, 40, None])
    codes = {"東": "1", "西": "2", "北": "3", "計": "4"}
    of = maps.totals(people, area_column="町", column="人口", codes=codes)
    assert of == {"1": 200, "2": 50, "3": 40}
    found = maps.rates(COUNTS, area_column="町", measure=maps.Measure(), codes=codes, people=of)
    assert found.by_key == {
        "1": maps.Rate(value=1, n=200, count=2),
        "2": maps.Rate(value=2, n=50, count=1),
        "3": maps.Rate(value=0, n=40, count=0),
    }


def test_a_count_without_denominator_is_refused() -> None:
    assert _code(maps.Measure(count="件数")) == "count-without-denominator"
    assert _code(maps.Measure(rate="件数")) == "rate-without-denominator"


def test_a_count_may_be_set_against_square_kilometres() -> None:
    towns = outlines.towns()
    codes = {"東": outlines.CODES[0]}
    measure = maps.Measure(count="件数", per_km2=True)
    found = _rates(measure, codes=codes, boundaries=towns)
    assert found == {outlines.CODES[0]: maps.Rate(value=40 / towns.areas[0].km2, n=40)}
    assert _code(measure) == "no-boundaries"


def test_a_stated_rate_is_taken_once_and_never_averaged_in_silence() -> None:
    measure = maps.Measure(rate="件数", denominator="人口", filters=(AFTER,))
    assert _rates(measure)["西"] == maps.Rate(value=5, n=50)
    assert _code(measure.model_copy(update={"filters": ()})) == "several-rates"


@pytest.mark.parametrize(
    ("measure", "code"),
    [
        (maps.Measure(count="ない", denominator="人口"), "unknown-column"),
        (maps.Measure(count="年", denominator="人口"), "not-a-number"),
        (maps.Measure(count="件数", denominator="人口", filters=(NOW,)), "no-rows"),
    ],
)
def test_what_does_not_fit_the_table_is_said(measure: maps.Measure, code: str) -> None:
    assert _code(measure) == code


def test_a_negative_count_is_no_count() -> None:
    table = outlines.table(町=["東"], 件数=[-1], 人口=[5])
    with pytest.raises(maps.MapsError, match="negative-count"):
        maps.rates(table, area_column="町", measure=maps.Measure(count="件数", denominator="人口"))


def test_keys_of_one_area_are_joined_and_others_left_out() -> None:
    codes = {"東": "1", "西": "1"}
    found = _rates(maps.Measure(count="件数", denominator="人口"), codes=codes)
    assert found == {"1": maps.Rate(value=45 / 300 * 100, n=300, count=45)}


def test_the_keys_of_a_table_are_its_areas_without_blanks_or_totals() -> None:
    table = outlines.table(
        町=[" 東 ", "東", None, "計"], row_kind=["data", "data", "data", "total"]
    )
    assert maps.area_keys(table, area_column="町") == ("東",)


def test_the_rate_of_all_is_weighted_by_what_it_is_of() -> None:
    known = maps.rates(
        COUNTS, area_column="町", measure=maps.Measure(count="件数", denominator="人口")
    )
    assert maps.overall(known) == pytest.approx(45 / 300 * 100)
    area = known.model_copy(update={"per_km2": True})
    assert maps.overall(area) is None
