from typing import Any

from academy.steps.flow.samples import row_of
from tomoni.academy.steps.flow import merging

BASE: dict[str, Any] = {
    "title": "更新",
    "volume_value": 100,
    "steps": [
        {"number": "1", "name": "書く", "likely": 10},
        {"number": "2", "name": "受け付ける", "likely": 5},
        {"number": "3", "name": "渡す", "likely": 0},
    ],
}


def changed(number: str, **cells: Any) -> dict[str, Any]:
    steps = [{**row, **cells} if row["number"] == number else row for row in BASE["steps"]]
    return {**BASE, "steps": steps}


def test_two_cells_of_one_row_changed_by_two_people_are_both_kept() -> None:
    found = merging.merge(
        base=BASE, mine=changed("2", likely=8), theirs=changed("2", name="窓口で受け付ける")
    )
    assert found.clashes == ()
    assert row_of(found.values(), "2") == {"number": "2", "name": "窓口で受け付ける", "likely": 8}
    assert found.theirs == ("step/2/name",)


def test_one_cell_changed_by_both_waits_for_a_person_and_loses_neither() -> None:
    found = merging.merge(base=BASE, mine=changed("2", likely=8), theirs=changed("2", likely=9))
    (clash,) = found.clashes
    assert (clash.mine, clash.theirs) == (8, 9)
    assert row_of(found.values(), "2")["likely"] == 8
    chosen = found.values(chosen_theirs=frozenset({clash.name}))
    assert row_of(chosen, "2")["likely"] == 9


def test_a_row_that_the_other_added_stands_where_it_stood_there() -> None:
    added = {"number": "2b", "name": "確かめる", "likely": 3}
    theirs = {**BASE, "steps": [*BASE["steps"][:2], added, BASE["steps"][2]]}
    found = merging.merge(base=BASE, mine=changed("1", likely=12), theirs=theirs)
    assert [row["number"] for row in found.values()["steps"]] == ["1", "2", "2b", "3"]
    assert found.clashes == ()


def test_a_row_that_one_removed_and_the_other_changed_is_asked_about() -> None:
    mine = {**BASE, "steps": BASE["steps"][:2]}
    found = merging.merge(base=BASE, mine=mine, theirs=changed("3", likely=4))
    (clash,) = found.clashes
    assert (clash.name, clash.mine) == ("step/3", None)
    assert [row["number"] for row in found.values()["steps"]] == ["1", "2"]
    kept = found.values(chosen_theirs=frozenset({"step/3"}))
    assert row_of(kept, "3")["likely"] == 4


def test_a_row_that_one_removed_and_the_other_left_alone_is_gone() -> None:
    mine = {**BASE, "steps": BASE["steps"][:2]}
    found = merging.merge(base=BASE, mine=mine, theirs=BASE)
    assert found.clashes == ()
    assert [row["number"] for row in found.values()["steps"]] == ["1", "2"]


def test_no_minutes_is_not_the_same_as_zero_minutes() -> None:
    found = merging.merge(base=BASE, mine=BASE, theirs=changed("3", likely=None))
    assert row_of(found.values(), "3")["likely"] is None
    assert row_of(merging.merge(base=BASE, mine=BASE, theirs=BASE).values(), "3")["likely"] == 0


def test_two_rows_of_one_number_are_two_rows() -> None:
    twins = {**BASE, "steps": [*BASE["steps"], BASE["steps"][0]]}
    found = merging.merge(base=twins, mine=twins, theirs=twins)
    assert len(found.values()["steps"]) == 4


def test_the_place_of_a_name_is_read_back() -> None:
    assert merging.place_of("title") == ("", "")
    assert merging.place_of("step/3") == ("3", "")
    assert merging.place_of("step/3/likely") == ("3", "likely")
