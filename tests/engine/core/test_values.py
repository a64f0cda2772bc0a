from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tomoni.engine.core import (
    Column,
    ColumnType,
    Finding,
    Place,
    Severity,
    Table,
    TomoniError,
    canonical_json,
    japanese_date,
    sha256,
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 9, 30), "令和8年9月30日"),
        (date(2019, 12, 31), "令和元年12月31日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1926, 12, 24), "1926年12月24日"),
        (date(2020, 1, 1), "令和2年1月1日"),
    ],
)
def test_a_day_is_written_in_the_japanese_calendar(day: date, expected: str) -> None:
    assert japanese_date(day) == expected


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        (1, 1, "A1"),
        (12, 3, "C12"),
        (7, 26, "Z7"),
        (7, 27, "AA7"),
        (7, 52, "AZ7"),
        (7, 53, "BA7"),
        (7, 702, "ZZ7"),
        (7, 703, "AAA7"),
        (1_048_576, 16_384, "XFD1048576"),
        (None, 3, ""),
        (3, None, ""),
    ],
)
def test_a_place_is_written_as_a_spreadsheet_does(
    row: int | None, column: int | None, expected: str
) -> None:
    assert Place(row=row, column=column).cell == expected


def test_equal_contents_have_equal_bytes() -> None:
    assert (
        canonical_json({"b": [1, 2.5, None], "あ": "い"}) == '{"b":[1,2.5,null],"あ":"い"}'.encode()
    )
    assert canonical_json({"b": 1, "a": 2}) == canonical_json({"a": 2, "b": 1})
    assert canonical_json([1]) != canonical_json([1.0])


@given(st.dictionaries(st.text("abあ"), st.integers() | st.text("abあ")))
def test_the_order_of_keys_does_not_matter(content: dict[str, object]) -> None:
    turned = dict(reversed(content.items()))
    assert canonical_json(turned) == canonical_json(content)


@pytest.mark.parametrize("content", [float("nan"), [float("inf")]])
def test_what_json_cannot_hold_has_no_canonical_form(content: object) -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical_json(content)


def test_the_digest_is_the_one_of_the_standard() -> None:
    # FIPS 180-4, example "abc"
    assert sha256(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_value_is_frozen_and_knows_its_fields() -> None:
    finding = Finding(code="a", severity=Severity.INFO)
    with pytest.raises(ValidationError, match="frozen"):
        finding.code = "b"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="extra"):
        Finding.model_validate({"code": "a", "severity": "info", "colour": "red"})


def test_an_error_says_its_code_and_parameters_in_one_line() -> None:
    error = TomoniError("too-large", limit=5, file=None)
    assert (error.code, error.params) == ("too-large", {"limit": 5, "file": None})
    assert str(error) == "too-large (limit=5, file=None)"
    assert str(TomoniError("empty")) == "empty"


def test_a_table_finds_its_columns_by_name() -> None:
    column = Column(name="区", type=ColumnType.TEXT)
    table = Table(name="許可", columns=(column,), frame=pl.DataFrame({"区": ["東"]}))
    assert table.column("区") is column
    assert table.column("町") is None
