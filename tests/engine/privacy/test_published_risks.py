"""Risk of the tables that the papers print, typed in, beside what the papers say of them."""

import pytest
from scipy.optimize import linprog

from engine.privacy import made
from tomoni.engine import privacy
from tomoni.engine.core import ColumnType, Table

# Sweeney, "k-Anonymity: a model for protecting privacy", IJUFKS 10(5), 2002, figure 2: k = 2.
SWEENEY = made.table(
    ["race", "birth", "gender", "zip", "problem"],
    [
        ("Black", "1965", "m", "0214*", "short breath"),
        ("Black", "1965", "m", "0214*", "chest pain"),
        ("Black", "1965", "f", "0213*", "hypertension"),
        ("Black", "1965", "f", "0213*", "hypertension"),
        ("Black", "1964", "f", "0213*", "obesity"),
        ("Black", "1964", "f", "0213*", "chest pain"),
        ("White", "1964", "m", "0213*", "chest pain"),
        ("White", "1964", "m", "0213*", "obesity"),
        ("White", "1964", "m", "0213*", "short breath"),
        ("White", "1967", "m", "0213*", "chest pain"),
        ("White", "1967", "m", "0213*", "chest pain"),
    ],
)

# Machanavajjhala, Kifer, Gehrke, Venkitasubramaniam, ACM TKDD 1(1), 2007, figures 2 and 3.
_ILL = [
    "Heart",
    "Heart",
    "Viral",
    "Viral",
    "Cancer",
    "Heart",
    "Viral",
    "Viral",
    "Cancer",
    "Cancer",
    "Cancer",
    "Cancer",
]
FOUR_ANONYMOUS = made.table(
    ["zip", "age", "condition"],
    [
        (zip_code, age, ill)
        for (zip_code, age), ill in zip(
            [("130**", "<30")] * 4 + [("1485*", ">=40")] * 4 + [("130**", "3*")] * 4,
            _ILL,
            strict=True,
        )
    ],
)
THREE_DIVERSE = made.table(
    ["zip", "age", "condition"],
    [
        *(("1305*", "<=40", _ILL[row - 1]) for row in (1, 4, 9, 10)),
        *(("1485*", ">40", _ILL[row - 1]) for row in (5, 6, 7, 8)),
        *(("1306*", "<=40", _ILL[row - 1]) for row in (2, 3, 11, 12)),
    ],
)

# Li, Li, Venkatasubramanian, "t-Closeness", ICDE 2007, tables 3 and 5, figure 1.
_DISEASES = {3: "gastric ulcer", 4: "gastritis", 5: "stomach cancer", 6: "gastritis", 11: "flu"}
_DISEASES |= {8: "bronchitis", 7: "bronchitis", 9: "pneumonia", 10: "stomach cancer"}
GROUPS = {
    "gastric ulcer": "stomach diseases",
    "gastritis": "stomach diseases",
    "stomach cancer": "stomach diseases",
    "flu": "respiratory infection",
    "bronchitis": "respiratory infection",
    "pneumonia": "respiratory infection",
}
SYSTEMS = {
    "stomach diseases": "digestive system diseases",
    "respiratory infection": "respiratory system diseases",
}
TREE = privacy.Ladder(rungs=(privacy.GroupRung(groups=GROUPS), privacy.GroupRung(groups=SYSTEMS)))


def patients(**classes: tuple[int, ...]) -> Table:
    rows = [(name, pay, _DISEASES[pay]) for name, pays in classes.items() for pay in pays]
    return made.table(["zip", "salary", "disease"], rows, salary=ColumnType.INTEGER)


TABLE_4 = patients(a=(3, 4, 5), b=(6, 11, 8), c=(7, 9, 10))
TABLE_5 = patients(a=(3, 5, 9), b=(6, 11, 8), c=(4, 7, 10))


def test_the_table_of_sweeney_has_k_2_and_one_group_that_says_all() -> None:
    found = privacy.risk(SWEENEY, quasi=["race", "birth", "gender", "zip"], sensitive=["problem"])
    assert (found.k, found.uniques, found.sizes) == (2, 0, {2: 8, 3: 3})
    assert found.mean == pytest.approx(5 / 11)
    assert found.diversity[0].distinct == 1


def test_the_four_anonymous_inpatients_are_not_diverse() -> None:
    found = privacy.risk(FOUR_ANONYMOUS, quasi=["zip", "age"], sensitive=["condition"])
    assert (found.k, found.diversity[0].distinct) == (4, 1)
    assert found.diversity[0].entropy == pytest.approx(1)
    assert found.diversity[0].recursive == {}


def test_the_three_diverse_inpatients_are_diverse_in_each_sense() -> None:
    """Of each group's four two are alike: entropy 1.5 bits, hence 2^1.5; r1 2, r2 1, r3 1."""
    found = privacy.risk(THREE_DIVERSE, quasi=["zip", "age"], sensitive=["condition"])
    assert (found.k, found.diversity[0].distinct) == (4, 3)
    assert found.diversity[0].entropy == pytest.approx(2**1.5)
    assert found.diversity[0].recursive == pytest.approx({2: 1.0, 3: 2.0})


def test_the_salaries_are_as_far_as_the_paper_says() -> None:
    """Section 5.3: {3k,4k,5k} 0.375 and, in table 5, 0.167-closeness."""
    first = privacy.risk(TABLE_4, quasi=["zip"], sensitive=["salary"]).diversity[0]
    second = privacy.risk(TABLE_5, quasi=["zip"], sensitive=["salary"]).diversity[0]
    assert first.distance == "ordered"
    assert first.t == pytest.approx(0.375)
    assert round(second.t, 3) == 0.167


def test_the_diseases_are_as_far_as_transport_over_the_tree_says() -> None:
    """By the paper's distances: 1/3 within a group, else 1 (stomach and infections meet at the
    root). The paper prints 0.278 for table 5; its own figure 1 and formula give 8/27."""
    found = privacy.risk(
        TABLE_5, quasi=["zip"], sensitive=["disease"], ladders={"disease": TREE}
    ).diversity[0]
    diseases = TABLE_5.frame["disease"].to_list()
    transported = [transport(diseases[start : start + 3], diseases) for start in (0, 3, 6)]
    assert found.distance == "hierarchical"
    assert found.t == pytest.approx(max(transported))
    assert transported == pytest.approx([7 / 27, 8 / 27, 5 / 27])


def test_without_a_tree_every_disease_is_as_far_as_another() -> None:
    found = privacy.risk(TABLE_5, quasi=["zip"], sensitive=["disease"]).diversity[0]
    assert found.distance == "equal"
    assert found.t == pytest.approx(5 / 9)


def transport(values: list[str], everything: list[str]) -> float:
    """The earth mover's distance as the linear programme that defines it."""
    kinds = sorted(set(everything))
    cost = [
        0.0 if one == other else 1 / 3 if GROUPS[one] == GROUPS[other] else 1.0
        for one in kinds
        for other in kinds
    ]
    count = len(kinds)
    sent = [[float(cell // count == place) for cell in range(count**2)] for place in range(count)]
    got = [[float(cell % count == place) for cell in range(count**2)] for place in range(count)]
    shares = [part.count(kind) / len(part) for part in (values, everything) for kind in kinds]
    return float(linprog(cost, A_eq=[*sent, *got], b_eq=shares).fun)
