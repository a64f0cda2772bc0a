"""The least that has to be taken away: against enumeration, the papers, and itself applied."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.privacy import made
from engine.privacy.residents import residents
from tomoni.engine import privacy
from tomoni.engine.core import Column, ColumnType, Table

# Sweeney, "Achieving k-anonymity privacy protection using generalization and suppression",
# IJUFKS 10(5), 2002, figures 2 to 5: every race with every ZIP; race → person, ZIP → 0213* → 021**.
ZIPS = ("02138", "02139", "02141", "02142")
PT = made.table(
    ["race", "zip"], [(race, code) for race in ("Asian", "Black", "White") for code in ZIPS]
)
ZIP_LADDER = privacy.Ladder(rungs=(privacy.PrefixRung(letters=4),))

BANDS = privacy.Ladder(rungs=(privacy.BandRung(width=2), privacy.BandRung(width=4)))
LETTERS = privacy.Ladder(rungs=(privacy.PrefixRung(letters=1),))
LADDERS = {"age": BANDS, "place": LETTERS}
ROWS = st.lists(
    st.tuples(
        st.one_of(st.integers(0, 7), st.none()),
        st.sampled_from(["aa", "ab", "ba", "bb", None]),
        st.sampled_from(["m", "f"]),
        st.sampled_from(["x", "y", "z"]),
    ),
    min_size=2,
    max_size=24,
)
QUASI = ["age", "place", "sex"]
TOPS = (3, 2, 1)


def of(rows: list[made.Row]) -> Table:
    return made.table([*QUASI, "ill"], rows, age=ColumnType.INTEGER)


def plainly(row: made.Row, node: tuple[int, ...]) -> made.Row:
    """The row on the levels of a node, by hand."""
    age, place, sex = row[:3]
    if isinstance(age, int):
        age = (age, age // 2, age // 4, None)[node[0]]
    if isinstance(place, str):
        place = (place, place[:1], None)[node[1]]
    gone = [level == top for level, top in zip(node, TOPS, strict=True)]
    cells = zip((age, place, sex), gone, strict=True)
    return (*("＊" if is_gone else cell for cell, is_gone in cells), row[3])


def kept(rows: list[made.Row], node: tuple[int, ...], *, k: int, level: int) -> list[made.Row]:
    """What stays of the rows on a node when small groups are dropped."""
    made_rows = [plainly(row, node) for row in rows]
    alike = made.groups(made_rows, 3, wild=False)
    return [
        row
        for row, group in zip(made_rows, alike, strict=True)
        if len(group) >= k and made.distinct([one[3] for one in group]) >= level
    ]


def is_close(rows: list[made.Row], t: float) -> bool:
    every = [row[3] for row in rows]
    alike = made.groups(rows, 3, wild=False)
    return all(made.equal([one[3] for one in group], every) <= t + 1e-9 for group in alike)


@given(
    ROWS,
    st.integers(1, 4),
    st.integers(1, 2),
    st.sampled_from([None, 0.3, 0.6]),
    st.sampled_from([0.0, 0.25]),
)
@settings(max_examples=20, deadline=None)
def test_the_minimal_ones_are_those_of_full_enumeration(
    rows: list[made.Row], k: int, level: int, t: float | None, share: float
) -> None:
    enough = []
    for node in made.nodes(TOPS):
        stay = kept(rows, node, k=k, level=level)
        few = len(rows) - len(stay) <= share * len(rows)
        if few and (t is None or is_close(stay, t)):
            enough.append(node)
    minimal = {
        node
        for node in enough
        if not any(
            other != node and all(a <= b for a, b in zip(other, node, strict=True))
            for other in enough
        )
    }
    found = privacy.generalise(
        of(rows),
        quasi=QUASI,
        sensitive=["ill"],
        k=k,
        l=level,
        t=t,
        ladders=LADDERS,
        most_dropped=share,
    )
    assert {tuple(one.level for one in way.heights) for way in found} == minimal
    for way in found:
        again = privacy.risk(privacy.generalised(of(rows), by=way), quasi=QUASI, sensitive=["ill"])
        assert (again.k, again.rows) == (way.k, way.rows - way.dropped)
        assert again.mean == pytest.approx(way.mean_risk)
        assert again.diversity[0].distinct == way.diversity[0].distinct >= level
        assert again.diversity[0].t == pytest.approx(way.diversity[0].t)


@given(ROWS, st.permutations([0, 1, 2]))
@settings(max_examples=20, deadline=None)
def test_one_level_more_never_lowers_k(rows: list[made.Row], order: list[int]) -> None:
    node = [0, 0, 0]
    before = 0
    for place in order:
        for level in range(TOPS[place] + 1):
            node[place] = level
            sizes = [
                len(group)
                for group in made.groups([plainly(row, tuple(node)) for row in rows], 3, wild=False)
            ]
            assert min(sizes) >= before
            before = min(sizes)


@pytest.mark.parametrize(
    ("k", "levels", "precisions"),
    [
        (2, {(0, 1), (1, 0)}, [0.75, 0.5]),
        (3, {(0, 2), (1, 0)}, [0.5, 0.5]),
        (6, {(1, 1)}, [0.25]),
        (12, {(1, 2)}, [0.0]),
    ],
)
def test_the_table_of_sweeney_has_her_minimal_generalisations(
    k: int, levels: set[tuple[int, int]], precisions: list[float]
) -> None:
    """Prec: a mean over cells of the level's share of the ladder's height, from 1."""
    found = privacy.generalise(PT, quasi=["race", "zip"], k=k, ladders={"zip": ZIP_LADDER})
    assert {tuple(one.level for one in way.heights) for way in found} == levels
    assert [way.precision for way in found] == pytest.approx(precisions)


def test_the_costs_are_counted_as_they_are_defined() -> None:
    found = privacy.generalise(PT, quasi=["race", "zip"], k=2, ladders={"zip": ZIP_LADDER})[0]
    assert found.discernibility == 6 * 2 * 2
    assert [(one.before, one.after) for one in found.heights] == [(3, 3), (4, 2)]
    assert found.categories_lost == pytest.approx((0 + 2 / 3) / 2)
    made_table = privacy.generalised(PT, by=found)
    assert made_table.frame["zip"].unique().sort().to_list() == ["0213＊", "0214＊"]
    assert made_table.frame["race"].to_list() == PT.frame["race"].to_list()


def test_dropping_a_few_rows_saves_the_rest() -> None:
    some = made.table(["town"], [("a",)] * 9 + [("b",)])
    assert privacy.generalise(some, quasi=["town"], k=2)[0].heights[0].level == 1
    kept_as_it_is = privacy.generalise(some, quasi=["town"], k=2, most_dropped=0.1)[0]
    assert (kept_as_it_is.heights[0].level, kept_as_it_is.dropped, kept_as_it_is.k) == (0, 1, 9)
    assert kept_as_it_is.discernibility == 9 * 9 + 1 * 10
    assert privacy.generalised(some, by=kept_as_it_is).frame.height == 9


def test_nothing_is_offered_where_nothing_is_enough() -> None:
    assert privacy.generalise(PT, quasi=["race", "zip"], k=13) == ()


def test_residents_are_generalised_by_the_usual_ladders() -> None:
    people = residents(400, seed=4)
    quasi = ["生年月日", "性別", "郵便番号", "世帯人員"]
    found = privacy.generalise(people, quasi=quasi, k=5, most_dropped=0.05)
    assert len(found) > 1
    for way in found:
        again = privacy.risk(privacy.generalised(people, by=way), quasi=quasi)
        assert again.k == way.k >= 5
        assert way.dropped <= 20


def test_the_usual_ladders_follow_what_stands_in_a_column() -> None:
    people = residents(200, seed=1)
    names = ["生年月日", "年齢", "性別", "郵便番号", "住所", "所得", "世帯人員"]
    found = privacy.usual_ladders(people, columns=names, given={})
    kinds = {name: [rung.kind for rung in ladder.rungs] for name, ladder in found.items()}
    assert kinds == {
        "生年月日": ["period"] * 4,
        "年齢": ["band"] * 3,
        "性別": [],
        "郵便番号": ["prefix"] * 2,
        "住所": ["area"] * 3,
        "所得": ["band"] * 3,
        "世帯人員": ["band"],
    }


def test_the_labels_read_as_people_write_them() -> None:
    day, number = (
        Column(name="day", type=ColumnType.DATE),
        Column(name="age", type=ColumnType.INTEGER),
    )
    frame = pl.DataFrame({"day": [date(2026, 2, 3), date(2026, 5, 1)], "age": [7, 95]})
    some = Table("表", (day, number), frame)
    rungs = {
        "month": ("2026年2月", "2026年5月"),
        "quarter": ("2026年1～3月", "2026年4～6月"),
        "fiscal_year": ("2025年度", "2026年度"),
    }
    for period, labels in rungs.items():
        ladders = {
            "day": privacy.Ladder(rungs=(privacy.PeriodRung(to=privacy.Period(period)),)),
            "age": privacy.Ladder(rungs=(privacy.BandRung(width=10, top=90),)),
        }
        way = privacy.generalise(some, quasi=["day", "age"], k=1, ladders=ladders)[0]
        one_up = way.model_copy(
            update={"heights": tuple(h.model_copy(update={"level": 1}) for h in way.heights)}
        )
        changed = privacy.generalised(some, by=one_up).frame
        assert tuple(changed["day"]) == labels
        assert changed["age"].to_list() == ["0～9", "90以上"]


def test_a_ladder_that_parts_what_was_together_is_refused() -> None:
    crooked = privacy.Ladder(rungs=(privacy.BandRung(width=4), privacy.BandRung(width=6)))
    with pytest.raises(privacy.PrivacyError, match="rungs-not-nested"):
        privacy.generalise(
            of([(3, "a", "m", "x"), (4, "a", "m", "x"), (7, "a", "m", "x")]),
            quasi=["age"],
            k=1,
            ladders={"age": crooked},
        )


@pytest.mark.parametrize(
    ("ladder", "code"),
    [
        (privacy.Ladder(rungs=(privacy.BandRung(width=2),)), "wrong-rung"),
        (privacy.Ladder(rungs=(privacy.GroupRung(groups={"aa": "A"}),)), "value-without-group"),
    ],
)
def test_a_ladder_that_does_not_fit_its_column_is_refused(
    ladder: privacy.Ladder, code: str
) -> None:
    with pytest.raises(privacy.PrivacyError, match=code):
        privacy.generalise(
            of([(1, "ab", "m", "x")]), quasi=["place"], k=1, ladders={"place": ladder}
        )


@pytest.mark.parametrize(
    ("k", "level", "t", "share"),
    [(0, None, None, 0.0), (2, None, None, 1.0), (2, None, 0.3, 0.0), (2, 2, None, 0.0)],
)
def test_a_wish_that_cannot_be_meant_is_refused(
    k: int, level: int | None, t: float | None, share: float
) -> None:
    """The last two ask something of sensitive columns, and none is named."""
    with pytest.raises(privacy.PrivacyError, match="bad-wish"):
        privacy.generalise(PT, quasi=["race"], k=k, l=level, t=t, most_dropped=share)


def test_the_quasi_identifiers_of_residents_are_proposed() -> None:
    proposed = privacy.quasi_identifiers(residents(300, seed=2))
    assert {"生年月日", "年齢", "性別", "郵便番号", "住所", "小学校区", "世帯人員"} <= set(proposed)
    assert not {"宛名番号", "個人番号", "氏名", "電話番号", "所得", "備考"} & set(proposed)
