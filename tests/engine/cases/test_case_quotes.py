import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.engine import cases
from tomoni.engine.core import Grade, Quantity
from tomoni.engine.documents import Number, Orphan, Text

QUANTITIES = {
    "effect.staff_hours": Quantity(value=1234.5, unit="時間", low=980.0, high=1500.4),
    "effect.yen": Quantity(value=3_456_500, unit="円", low=2_744_000, high=4_201_120),
    "effect.loss": Quantity(value=-1_250_000, unit="円"),
    "permits.rows": Quantity(value=7350, unit="件", grade=Grade.REGISTER),
    "peak.share": Quantity(value=0.2345, unit="割合", low=0.21, high=0.2605),
    "peak.more": Quantity(value=12.25, unit="ポイント"),
}


def shown(text: str) -> str:
    return "".join(span.text for span in cases.resolve(text, quantities=QUANTITIES))


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("{{ effect.staff_hours }}", "1,235時間"),
        ("{{effect.staff_hours|幅}}", "1,235時間（980時間～1,500時間）"),
        ("{{ effect.yen }}", "3,456,500円"),
        ("{{ effect.yen | 千円 }}", "3,457千円"),
        ("{{ effect.yen | 万円 }}", "346万円"),
        ("{{ effect.yen | 百万円 }}", "3百万円"),
        ("{{ effect.yen | 万円 幅 }}", "346万円（274万円～420万円）"),
        ("{{ effect.yen | 万円　幅 }}", "346万円（274万円～420万円）"),
        ("{{ effect.loss | 万円 }}", "▲125万円"),
        ("{{ permits.rows }}", "7,350件"),
        ("{{ peak.share }}", "23.5％"),
        ("{{ peak.share | 整数 }}", "23％"),
        ("{{ peak.share | 幅 }}", "23.5％（21.0％～26.1％）"),
        ("{{ peak.more }}", "12.3ポイント"),
        ("{{ permits.rows | 幅 }}", "7,350件"),
    ],
)
def test_a_quote_becomes_the_number_with_unit_rounding_and_range(quote: str, expected: str) -> None:
    assert shown(quote) == expected


def test_a_quoted_number_keeps_its_name_and_its_grade() -> None:
    before, number, after = cases.resolve("許可は{{ permits.rows }}ある", quantities=QUANTITIES)
    assert number == Number(text="7,350件", name="permits.rows", grade="台帳")
    assert (before, after) == (Text(text="許可は"), Text(text="ある"))


@pytest.mark.parametrize(
    "quote",
    [
        "{{ effect.nothing }}",
        "{{ nobody.staff_hours }}",
        "{{ peak }}",
        "{{ 効果 }}",
        "{{ effect.yen.more }}",
        "{{ Effect.yen }}",
        "{{}}",
    ],
)
@pytest.mark.parametrize("quantities", [QUANTITIES, {}])
def test_what_names_nothing_stays_to_be_seen(quote: str, quantities: dict[str, Quantity]) -> None:
    assert Orphan(text=quote) in cases.resolve(f"効果は{quote}です", quantities=quantities)


def test_quotes_are_found_anywhere_in_a_content_once_and_sorted() -> None:
    content = {
        "values": {
            "summary": "{{ effect.yen | 千円 }}と{{ effect.yen }}",
            "rows": [{"what": "{{ flow }}"}, {"what": 3}],
        }
    }
    assert cases.quotes_in(content) == ("effect.yen", "flow")


def test_quotes_come_in_the_order_of_the_text() -> None:
    first, second = cases.quotes("{{ b.x | 幅 }} {{ a }}")
    assert (first.name, first.display) == ("b.x", "幅")
    assert (second.name, second.quantity) == ("a", "")


@pytest.mark.parametrize(
    ("line", "artifact"),
    [
        ("  {{ concentration }} ", "concentration"),
        ("図は {{ concentration }}", None),
        ("{{ concentration.share }}", None),
        ("", None),
    ],
)
def test_a_line_that_only_names_an_artifact_places_its_figure(
    line: str, artifact: str | None
) -> None:
    found = cases.figure_line(line)
    assert (found.artifact if found else None) == artifact


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("年間1,200件を処理", ("1,200件",)),
        ("約３０分かかる", ("約３０分",)),
        ("3割が来庁し、12.5％は電話", ("3割", "12.5％")),
        ("予算は350万円、5億3千万円", ("350万円", "5億3千万円")),
        ("10～20分待つ", ("10～20分",)),
        ("市民100万人", ("100万人",)),
        ("▲5ポイント", ("▲5ポイント",)),
        ("1 000 円", ("000 円",)),
        ("{{ effect.yen }}の効果", ()),
        ("{{ effect.yen }}と5件", ("5件",)),
        ("令和8年9月30日の14時30分から", ()),
        ("第2回の会議、3回目", ()),
        ("1件あたり、5人ずつ、4分の1", ()),
        ("電話087-888-1126、A4判", ()),
    ],
)
def test_a_number_with_a_unit_that_is_typed_in_has_no_source(
    text: str, found: tuple[str, ...]
) -> None:
    assert cases.typed_numbers(text) == found


@given(st.text(alphabet="{} |.件円0１時第約～千万ab\n"))
def test_resolving_loses_no_letter_of_a_text_without_known_quotes(text: str) -> None:
    assert "".join(span.text for span in cases.resolve(text, quantities={})) == text


@pytest.mark.parametrize(
    "text",
    [
        "1" * 20_000,
        "1" + "千" * 20_000,
        "1千" * 10_000,
        "1千～" * 5_000,
        "{{ a |" + " " * 9_000 + "|}}",
    ],
    ids=lambda text: text[:6],
)
def test_a_long_text_without_a_unit_holds_no_typed_number(text: str) -> None:
    assert cases.typed_numbers(text) == ()
