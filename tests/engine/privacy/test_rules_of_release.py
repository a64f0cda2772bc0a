"""Which cells a rule hides: counted by hand, or published with the number they must give."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.privacy.towns import rows_of, table_from
from tomoni.engine.core import Table
from tomoni.engine.privacy import RULES, Layout, PrivacyError, Rule, SmallArea, publish, read_rule

NO_AREAS = Layout(populations={})


def hidden(table: Table, rule: str | Rule, *, value: str = "", **layout: object) -> set[str]:
    """The labels of the hidden cells of a table by 町 in which every total is hidden alike."""
    release = publish(
        table, by=["町"], rule=rule, value=value, layout=Layout.model_validate(layout)
    )
    return {
        nodes[0].label
        for nodes, value in zip(release.nodes(), release.values, strict=True)
        if value is None
    }


def towns(*counts: int) -> Table:
    return rows_of(["町"], {(f"{at}町",): count for at, count in enumerate(counts, start=1)})


@pytest.mark.parametrize(
    ("rule", "smallest"),
    [("統計のX", 3), ("10未満", 10), ("神戸", 5)],
)
def test_a_count_below_the_smallest_is_hidden_and_the_smallest_is_shown(
    rule: str, smallest: int
) -> None:
    table = towns(smallest - 1, smallest, 50, 60, 70)
    found = hidden(table, rule)
    assert "1町" in found
    assert len(found) == 2  # one more, so that no subtraction tells it
    assert hidden(towns(smallest, smallest, 50), rule) == set()


def test_areas_of_few_people_are_hidden_as_the_guideline_for_care_data_says() -> None:
    """匿名介護情報等の提供に関するガイドライン: below 2,000 nothing, below 25,000 from 20 on."""
    table = towns(150, 19, 20, 10, 9, 200, 300)
    people = {
        "1町": 1_999, "2町": 24_999, "3町": 24_999, "4町": 25_000,
        "5町": 25_000, "6町": 30_000, "7町": 2_000,
    }  # fmt: skip
    found = hidden(table, "介護DB準拠", populations={"町": people})
    assert found >= {"1町", "2町", "5町"}
    assert {"6町", "7町"} & found == set()
    assert hidden(towns(10, 20, 30), "介護DB準拠", populations={}) == set()


def test_even_no_case_at_all_is_hidden_where_nothing_may_be_shown() -> None:
    table = table_from(
        ["町", "区分"],
        [("小町", "い"), *[("大町", "い")] * 40, *[("大町", "ろ")] * 50, *[("中町", "ろ")] * 60],
    )
    layout = Layout(populations={"町": {"小町": 900, "大町": 90_000, "中町": 80_000}})
    release = publish(table, by=["町", "区分"], rule="介護DB準拠", layout=layout)
    assert release.at("小町", "ろ") is None
    assert release.at("小町", "い") is None
    assert release.at("中町", "い") == 0 or release.at("中町", "い") is None


def test_the_rule_for_care_data_asks_for_the_populations() -> None:
    with pytest.raises(PrivacyError, match="populations-missing"):
        publish(towns(50), by=["町"], rule="介護DB準拠")
    with pytest.raises(PrivacyError, match=r"populations-missing \(column=町, count=1\)"):
        publish(
            towns(50, 60), by=["町"], rule="介護DB準拠",
            layout=Layout(populations={"町": {"1町": 30_000}}),
        )  # fmt: skip


def test_fewer_than_three_establishments_hide_a_count() -> None:
    rows = [("東町", f"事業所{at % 2}") for at in range(40)]
    rows += [("西町", f"事業所{at % 7}") for at in range(50)]
    rows += [("南町", f"事業所{at % 9}") for at in range(60)]
    table = table_from(["町", "事業所"], rows)
    assert "東町" in hidden(table, "介護DB準拠", units="事業所", populations={})
    assert hidden(table, "介護DB準拠", populations={}) == set()


def test_four_columns_are_too_many_and_none_are_too_few() -> None:
    table = table_from(["a", "b", "c", "d"], [("1", "1", "1", "1")] * 20)
    for by in ([], ["a", "b", "c", "d"], ["a", "a"]):
        with pytest.raises(PrivacyError, match="too-many-dimensions"):
            publish(table, by=by, rule="10未満")
    with pytest.raises(PrivacyError, match="too-many-dimensions"):
        publish(table, by=["a", "b", "c"], rule="10未満", layout=Layout(where={"d": "1"}))


def sums(*contributions: float) -> Table:
    """鉱業 has these; three other trades have many small contributions of their own."""
    rows: list[tuple[str, float]] = [("鉱業", one) for one in contributions]
    for trade in ("商業", "農業", "漁業"):
        rows += [(trade, 20_000.0)] * 20
    return table_from(["町", "売上"], rows)


EXAMPLE = (50_000.0, 49_000.0, *[10.0] * 100)
"""Hundepool et al. (2012), Statistical Disclosure Control, 4.2.1, example 1: 100,000 in all."""


def dominance(k: float, n: int = 1) -> Rule:
    return Rule(name="own", dominance_n=n, dominance_k=k)


def p_rule(p: float) -> Rule:
    return Rule(name="own", p_percent=p)


def test_example_1_of_the_handbook_passes_the_1_90_rule_and_fails_the_p_rule() -> None:
    """The second reckons at most 51,000 for the largest: 2 % more than the truth."""
    assert hidden(sums(*EXAMPLE), dominance(90), value="売上") == set()
    assert "鉱業" in hidden(sums(*EXAMPLE), p_rule(2.1), value="売上")
    assert hidden(sums(*EXAMPLE), p_rule(2.0), value="売上") == set()


def test_a_sum_that_one_or_two_give_alone_is_hidden_by_either_rule() -> None:
    for contributions in ((900.0,), (900.0, 500.0)):
        assert "鉱業" in hidden(sums(*contributions), p_rule(10), value="売上")
        assert "鉱業" in hidden(sums(*contributions), dominance(90, n=2), value="売上")
        assert "鉱業" in hidden(sums(*contributions), "p%", value="売上")


@given(
    st.lists(st.integers(1, 1_000), min_size=1, max_size=8),
    st.sampled_from([(80.0, 25.0), (95.0, 100 * 5 / 95)]),
)
def test_what_the_2_k_rule_lets_pass_the_p_rule_that_answers_to_it_lets_pass_too(
    contributions: list[int], pair: tuple[float, float]
) -> None:
    """Ibid.: k = 100 · 100 / (100 + p); (2,80) answers to 25 %, (2,95) to 5.26 %."""
    table = sums(*map(float, contributions))
    if "鉱業" not in hidden(table, dominance(pair[0], n=2), value="売上"):
        assert "鉱業" not in hidden(table, p_rule(pair[1] - 1e-9), value="売上")


def test_the_numbers_of_a_rule_for_sums_are_kept_from_readers() -> None:
    """Ibid.: it is essential to keep the parameters of a concentration rule confidential."""
    release = publish(sums(*EXAMPLE), by=["町"], value="売上", rule=p_rule(2.1))
    assert release.rule.p_percent == 0
    assert release.rule.withheld
    again = publish(sums(*EXAMPLE), by=["町"], value="売上", rule=p_rule(2.1), against=[release])
    assert again.values == release.values
    with pytest.raises(PrivacyError, match="unknown-rule"):
        publish(sums(*EXAMPLE), by=["町"], value="売上", rule="統計のX", against=[release])


def test_every_rule_has_a_title_and_says_where_it_comes_from() -> None:
    assert set(RULES) >= {"統計のX", "10未満", "介護DB準拠", "神戸", "p%"}
    assert all(rule.title and rule.source for rule in RULES.values())


def test_an_unknown_rule_is_refused_with_the_known_ones() -> None:
    with pytest.raises(PrivacyError) as refused:
        publish(towns(50), by=["町"], rule="なし")
    assert refused.value.code == "unknown-rule"
    assert "10未満" in str(refused.value.params["known"])


def test_a_rule_of_ones_own_is_read_from_yaml() -> None:
    rule = read_rule("name: うち\nsmallest: 4\nzeros_shown: false".encode())
    assert (rule.smallest, rule.zeros_shown) == (4, False)
    for wrong in (b"name: x\nsmallest: 0", b"smallest: 3", b"[", b"name: x\nodd: 1", b"\xff\xfe"):
        with pytest.raises(PrivacyError, match="bad-rule"):
            read_rule(wrong)
    with pytest.raises(ValueError, match="smallest population first"):
        Rule(name="x", by_population=(SmallArea(below=9), SmallArea(below=5)))


def test_a_zero_that_may_not_be_shown_is_hidden_like_any_small_number() -> None:
    rule = Rule(name="own", smallest=5, zeros_shown=False)
    table = rows_of(
        ["町", "性別"],
        {("東町", "女"): 20, ("西町", "女"): 30, ("西町", "男"): 40, ("南町", "男"): 50,
         ("南町", "女"): 60},
    )  # fmt: skip
    release = publish(table, by=["町", "性別"], rule=rule)
    assert release.at("東町", "男") is None
    assert min(one.low for one in release.exposures) == 0


def test_sums_want_a_column_of_numbers_none_of_them_negative() -> None:
    table = table_from(["町", "額"], [("東町", -5), ("西町", 3)])
    with pytest.raises(PrivacyError, match="negative-value"):
        publish(table, by=["町"], value="額", rule="p%")
    with pytest.raises(PrivacyError, match="not-a-number"):
        publish(table, by=["額"], value="町", rule="p%")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["東町", "西町", "南町", "北町"]),
            st.sampled_from(["い", "ろ", "は"]),
            st.floats(0, 1e7, allow_nan=False),
        ),
        min_size=1,
        max_size=60,
    ),
    st.sampled_from(["p%", "占有（1,75）", "10未満"]),
)
def test_sums_with_fractions_are_published_or_refused_and_never_known(
    rows: list[tuple[str, str, float]], rule: str
) -> None:
    table = table_from(["町", "区分", "額"], rows)
    try:
        release = publish(table, by=["町", "区分"], value="額", rule=rule, seconds=5)
    except PrivacyError as refused:
        assert refused.code == "no-safe-table"  # noqa: PT017
    else:
        assert release.is_safe
        assert all(one.high is None or one.high > one.low for one in release.exposures)
