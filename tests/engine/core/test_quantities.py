import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tomoni.engine.core import Grade, Quantity, range_text, show


@pytest.mark.parametrize(
    ("value", "unit", "display", "expected"),
    [
        (0, "件", "", "0件"),
        (7350, "件", "", "7,350件"),
        (2.5, "件", "", "2.5件"),
        (100.5, "件", "", "101件"),
        (99.5, "人", "", "99.5人"),
        (1234.5, "時間", "", "1,235時間"),
        (12.25, "時間", "", "12.3時間"),
        (12.0, "時間", "", "12時間"),
        (12.25, "時間", "整数", "12時間"),
        (0.5, "分", "整数", "1分"),
        (-12.25, "時間", "", "▲12.3時間"),
        (-0.5, "件", "整数", "▲1件"),
        (-0.04, "時間", "", "0.0時間"),
        (1500, "円", "千円", "2千円"),
        (1499.99, "円", "千円", "1千円"),
        (3_456_500, "円", "", "3,456,500円"),
        (3_456_500, "円", "千円", "3,457千円"),
        (3_455_000, "円", "万円", "346万円"),
        (2_500_000, "円", "百万円", "3百万円"),
        (-1_250_000, "円", "万円", "▲125万円"),
        (3_456_500, "時間", "千円", "3,456,500時間"),
        (0.2345, "割合", "", "23.5％"),
        (0.5745, "割合", "", "57.5％"),
        (0.005, "割合", "整数", "1％"),
        (1, "割合", "", "100.0％"),
        (-0.025, "割合", "", "▲2.5％"),
        (12.25, "ポイント", "", "12.3ポイント"),
        (3, "ポイント", "", "3.0ポイント"),
        (3.14, "", "", "3.14"),
        (1e30, "円", "百万円", "1,000,000,000,000,000,000,000,000百万円"),
        (1.7, "年", "", "1.7年"),
    ],
)
def test_a_quantity_is_written_as_offices_write_it(
    value: float, unit: str, display: str, expected: str
) -> None:
    assert show(Quantity(value=value, unit=unit), display) == expected


@pytest.mark.parametrize(
    ("unit", "low", "high", "display", "expected"),
    [
        ("時間", 980, 1500.4, "", "980時間～1,500時間"),
        ("円", 2_744_000, 4_205_000, "万円", "274万円～421万円"),
        ("円", -50_000, 4_205_000, "万円", "▲5万円～421万円"),
        ("割合", 0.21, 0.2605, "", "21.0％～26.1％"),
        ("割合", 0.21, 0.2605, "整数", "21％～26％"),
        ("件", None, 5, "", ""),
        ("件", 5, None, "", ""),
    ],
)
def test_a_range_is_written_from_low_to_high(
    unit: str, low: float | None, high: float | None, display: str, expected: str
) -> None:
    quantity = Quantity(value=1, unit=unit, low=low, high=high)
    assert range_text(quantity, display) == expected


def test_the_range_stands_behind_the_number_when_it_is_asked_for() -> None:
    quantity = Quantity(value=3_456_500, unit="円", low=2_744_000, high=4_205_000)
    assert show(quantity, "万円 幅") == "346万円（274万円～421万円）"
    assert show(Quantity(value=5, unit="件"), "幅") == "5件"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_no_quantity(value: float) -> None:
    with pytest.raises(ValidationError):
        Quantity(value=value)
    with pytest.raises(ValidationError):
        Quantity(value=1, high=value)


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["円", "件", "割合", "ポイント", "時間", ""]),
    st.sampled_from(["", "千円", "百万円", "整数"]),
)
def test_every_number_can_be_shown(value: float, unit: str, display: str) -> None:
    text = show(Quantity(value=value, unit=unit), display)
    assert text.startswith("▲") <= (value < 0)
    assert "e" not in text.lower()


@given(st.integers(-(10**12), 10**12))
def test_a_whole_number_of_yen_is_shown_exactly(value: int) -> None:
    shown = show(Quantity(value=value, unit="円")).replace(",", "").replace("▲", "-")
    assert shown == f"{value}円"


def test_the_weakest_grade_counts() -> None:
    assert Grade.weakest([Grade.MEASURED, Grade.ESTIMATE, Grade.REGISTER]) is Grade.ESTIMATE
    assert Grade.weakest([Grade.COMPUTED]) is Grade.COMPUTED
    assert Grade.weakest([]) is Grade.COMPUTED
