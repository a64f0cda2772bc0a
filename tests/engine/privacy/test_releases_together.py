"""What was published before is part of every attack."""

from itertools import product

import pytest

from engine.privacy.outsider import SIDES, nobody_knows
from engine.privacy.towns import SCHOOLS, TOWNS, rows_of, table_from
from tomoni.engine.privacy import (
    Earlier,
    Layout,
    PrivacyError,
    Release,
    attack,
    declare,
    publish,
    read_release,
    write_release,
)


def test_a_town_hidden_in_one_table_stays_hidden_in_the_next() -> None:
    """By 町 and 性別 東町・男 is hidden; by 性別 alone, and by 町 alone, it must not come out."""
    first = publish(SCHOOLS, by=["町", "性別"], rule="10未満")
    second = publish(SCHOOLS, by=["町"], rule="10未満", against=[first])
    third = publish(SCHOOLS, by=["性別"], rule="10未満", against=[first, second])
    found = attack(third, against=[first, second])
    assert all(one.safe for one in found)
    assert {one.release for one in found} >= {1}


def test_the_district_that_would_tell_a_town_is_hidden_or_refused() -> None:
    """一中 is 東町 and 西町: with 西町 shown, 一中 by 性別 tells 東町・男 = 3."""
    first = publish(SCHOOLS, by=["町", "性別"], rule="10未満")
    layout = Layout(hierarchies={"町": ("学校区",)})
    second = publish(SCHOOLS, by=["学校区", "性別"], rule="10未満", layout=layout, against=[first])
    assert all(one.safe for one in attack(second, against=[first]))
    blind = publish(SCHOOLS, by=["学校区", "性別"], rule="10未満")
    assert blind.hidden.sum() == 0
    held = attack(blind.model_copy(update={"ladders": second.ladders}), against=[first])
    narrow = [one for one in held if not one.safe]
    if first.at("西町", "男") is not None:
        assert ("東町", "男") in {one.at for one in narrow}


def test_joined_towns_and_the_towns_themselves_are_seen_together() -> None:
    """東町＋西町 by 年代 less 西町, shown before, would tell 東町・若い = 4."""
    first = publish(TOWNS, by=["町", "年代"], rule="10未満")
    shown = next(town for town in ("西町", "南町") if first.at(town, "若い") is not None)
    layout = Layout(joined={"町": (("東町", shown),)})
    blind = publish(TOWNS, by=["町", "年代"], rule="10未満", layout=layout)
    if blind.at(f"東町＋{shown}", "若い") is not None:
        assert not all(one.safe for one in attack(blind, against=[first]))
    made = publish(TOWNS, by=["町", "年代"], rule="10未満", layout=layout, against=[first])
    assert made.at(f"東町＋{shown}", "若い") is None


def test_a_table_of_women_only_and_one_of_all_tell_the_men() -> None:
    table = rows_of(
        ["町", "性別"],
        {("東町", "女"): 40, ("東町", "男"): 4, ("西町", "女"): 30, ("西町", "男"): 25,
         ("南町", "女"): 35, ("南町", "男"): 20},
    )  # fmt: skip
    first = publish(table, by=["町", "性別"], rule="10未満")
    women = Layout(where={"性別": "女"})
    second = publish(table, by=["町"], rule="10未満", layout=women, against=[first])
    assert second.at("東町", "女") is None
    blind = publish(table, by=["町"], rule="10未満", layout=women)
    assert blind.at("東町", "女") == 40
    found = attack(blind, against=[first])
    known = {one.at for one in found if not one.safe}
    assert ("東町", "男") in known


def test_three_tables_in_a_ring_are_seen_as_one() -> None:
    """By A·B, B·C and A·C: nothing but their common cross tells what they say together."""
    counts = (2, 30, 31, 9, 40, 28, 33, 27, 35, 36, 29, 26)
    table = rows_of(list(SIDES), dict(zip(product(*SIDES.values()), counts, strict=True)))
    made: list[Release] = []
    for by in (["町", "年代"], ["年代", "性別"], ["町", "性別"]):
        made.append(publish(table, by=by, rule="神戸", against=made))
    assert not any(release.hidden.any() for release in made)
    whole = publish(table, by=list(SIDES), rule="神戸", against=made)
    assert whole.at("東町", "若い", "女") is None
    nobody_knows([(table, [whole, *made])])


def test_two_ways_to_join_tell_the_towns_apart() -> None:
    """東町＋西町 and 西町＋南町: with the total they bound 西町, which neither shows."""
    table = rows_of(["町"], {("東町",): 30, ("西町",): 4, ("南町",): 50})
    first = publish(
        table, by=["町"], rule="10未満", layout=Layout(joined={"町": (("東町", "西町"),)})
    )
    assert not first.hidden.any()
    other = Layout(joined={"町": (("西町", "南町"),)})
    blind = publish(table, by=["町"], rule="10未満", layout=other)
    assert (first.at("東町＋西町"), blind.at("西町＋南町"), blind.at("東町")) == (34, 54, 30)
    whole = publish(table, by=["町"], rule="10未満")
    with pytest.raises(PrivacyError, match="no-safe-table"):
        publish(table, by=["町"], rule="10未満", against=[first, blind])
    assert not all(one.safe for one in attack(whole, against=[first, blind]))


def test_a_table_of_other_data_is_not_held_against_it() -> None:
    other = publish(SCHOOLS, by=["町"], rule="10未満")
    with pytest.raises(PrivacyError, match=r"other-data \(count=1\)"):
        publish(TOWNS, by=["町"], rule="10未満", against=[other])


def test_a_changed_release_contradicts_its_data() -> None:
    release = publish(TOWNS, by=["町"], rule="10未満")
    wrong = release.model_copy(update={"values": (*release.values[:-1], 999.0)})
    with pytest.raises(PrivacyError, match="releases-contradict"):
        publish(TOWNS, by=["町", "年代"], rule="10未満", against=[wrong])
    with pytest.raises(PrivacyError, match="releases-contradict"):
        attack(release, against=[wrong])


def test_a_stricter_rule_comes_too_late_for_what_was_shown() -> None:
    shown = publish(TOWNS, by=["町", "年代"], rule="統計のX")
    assert shown.at("東町", "若い") == 4
    with pytest.raises(PrivacyError, match=r"published-before \(count=1\)"):
        publish(TOWNS, by=["町", "年代"], rule="10未満", against=[shown])


def test_last_month_bounds_this_month() -> None:
    """A register that only grows: this month's total caps every number of last month."""
    march = rows_of(["町"], {("東町",): 4, ("西町",): 12, ("南町",): 30})
    april = rows_of(["町"], {("東町",): 12, ("西町",): 14, ("南町",): 30})
    first = publish(march, by=["町"], rule="10未満")
    blind = publish(april, by=["町"], rule="10未満")
    assert not blind.hidden.any()
    second = publish(april, by=["町"], rule="10未満", earlier=[Earlier(first, march)])
    found = attack(second, earlier=[first])
    assert all(one.safe for one in found)
    now = {one.at: one.high for one in attack(blind, earlier=[first]) if one.release == 1}
    alone = {one.at: one.high for one in first.exposures}
    assert now["東町",] == 12
    assert alone["東町",] is not None
    assert now["東町",] <= alone["東町",]


def test_a_register_that_lost_rows_did_not_only_grow() -> None:
    march = rows_of(["町"], {("東町",): 40, ("西町",): 50})
    april = rows_of(["町"], {("東町",): 39, ("西町",): 50})
    first = publish(march, by=["町"], rule="10未満")
    with pytest.raises(PrivacyError, match="not-only-grown"):
        publish(april, by=["町"], rule="10未満", earlier=[Earlier(first, march)])
    with pytest.raises(PrivacyError, match="other-data"):
        publish(march, by=["町"], rule="10未満", earlier=[Earlier(first, april)])


KEY = b"a key for tests, not for use"


def test_rounding_hides_small_numbers_without_a_mark() -> None:
    release = publish(TOWNS, by=["町", "年代"], rule="10未満", rounding=10, key=KEY)
    assert not release.hidden.any()
    assert all(value is not None and value % 10 == 0 for value in release.values)
    assert release.at("東町", "若い") in {0, 10}
    assert release.at("", "") in {110, 120}
    again = publish(TOWNS, by=["年代", "町"], rule="10未満", rounding=10, key=KEY)
    assert {tuple(sorted(node.label for node in nodes)): value
            for nodes, value in zip(again.nodes(), again.values, strict=True)} == {
        tuple(sorted(node.label for node in nodes)): value
        for nodes, value in zip(release.nodes(), release.values, strict=True)
    }  # fmt: skip


def test_rounding_wants_a_key_and_a_base_that_is_coarse_enough() -> None:
    with pytest.raises(PrivacyError, match="rounding-key"):
        publish(TOWNS, by=["町"], rule="10未満", rounding=10)
    with pytest.raises(PrivacyError, match="rounding-too-fine"):
        publish(TOWNS, by=["町", "年代"], rule="10未満", rounding=3, key=KEY)


def test_a_rounded_table_is_part_of_the_attack() -> None:
    """Rounded to tens 東町・若い is at most 19; an exact table beside it must not say more."""
    rounded = publish(TOWNS, by=["町", "年代"], rule="10未満", rounding=10, key=KEY)
    exact = publish(TOWNS, by=["町", "年代"], rule="10未満", key=KEY, against=[rounded])
    assert exact.at("東町", "若い") is None
    high = {one.at: one.high for one in exact.exposures}
    assert high["東町", "若い"] is not None
    assert high["東町", "若い"] <= 19


def test_a_sum_and_a_count_of_the_same_rows_are_no_contradiction() -> None:
    table = table_from(
        ["町", "額"],
        [(town, float(at)) for town in ("東町", "西町", "南町") for at in range(1, 20)],
    )
    counted = publish(table, by=["町"], rule="10未満")
    summed = publish(table, by=["町"], value="額", rule="p%", against=[counted])
    assert summed.at("東町") == 190


def test_percentages_with_their_n_are_part_of_the_attack() -> None:
    """Elsewhere: 16.7 % of 24 in 東町 are young. That is 4, and nothing else (Diophantus)."""
    figures = table_from(
        ["町", "年代", "割合", "人数"],
        [("東町", "若い", 16.7, 24), ("西町", "若い", 54.5, 55), ("東町", "計", 100.0, 24)],
    )
    told = declare(figures, by=["町", "年代"], column="割合", n="人数", digits=1)
    assert [one.lows for one in told] == [(4.0, 30.0), (24.0,)]
    with pytest.raises(PrivacyError, match=r"published-before \(count=1\)"):
        publish(TOWNS, by=["町", "年代"], rule="10未満", against=told)
    release = publish(TOWNS, by=["町", "年代"], rule="10未満")
    known = {one.at for one in attack(release, against=told) if one.code == "hidden-known"}
    assert ("東町", "若い") in known


def test_figures_rounded_elsewhere_bound_what_is_hidden() -> None:
    """To the nearest ten 南町 has 30 and 東町 20: room enough for what is hidden."""
    figures = table_from(["町", "人数"], [("東町", 20), ("南町", 30), ("西町", None)])
    (told,) = declare(figures, by=["町"], column="人数", rounding=10)
    assert [node.label for node in told.axes[0].nodes] == ["南町", "東町"]
    assert (told.lows, told.highs) == ((25.0, 15.0), (35.0, 25.0))
    release = publish(TOWNS, by=["町", "年代"], rule="10未満", against=[told])
    assert release.at("東町", "若い") is None
    assert read_release(write_release(told)) == told
    wrong = table_from(["町", "人数"], [("東町", 90)])
    with pytest.raises(PrivacyError, match="releases-contradict"):
        publish(TOWNS, by=["町"], rule="10未満", against=declare(wrong, by=["町"], column="人数"))
    with pytest.raises(PrivacyError, match="figures-twice"):
        declare(table_from(["町", "人数"], [("東町", 20), ("東町", 21)]), by=["町"], column="人数")
