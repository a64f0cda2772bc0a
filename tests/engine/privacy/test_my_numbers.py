"""個人番号 are found by their check digit, told from other numbers by share, and never kept."""

import random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.privacy.columns import table_of
from engine.privacy.residents import my_number
from tomoni.engine import privacy, tables
from tomoni.engine.core import Column, ColumnType, Table
from tomoni.engine.privacy import Confidence, Personal

# 平成26年総務省令第85号 第5条, worked by hand for 12345678901: from the right 1·2 + 0·3 + 9·4 + 8·5
# + 7·6 + 6·7 + 5·2 + 4·3 + 3·4 + 2·5 + 1·6 = 212 = 19·11 + 3, and 11 − 3 = 8.
WORKED = "123456789018"
# Remainders 0 and 1 give 0: 00000000000 (sum 0), and 00000000006 (6·2 = 12).
ZERO_CASES = ("000000000000", "000000000060")
SPELLINGS = [
    "123456789018",
    "１２３４５６７８９０１８",
    "1234-5678-9018",
    "１２３４－５６７８－９０１８",
    "1234 5678 9018",
    "1234　5678　9018",
    "1 2 3 4 5 6 7 8 9 0 1 8",
    "1234‐5678‐9018",
    "1234−5678−9018",
    "1234ー5678ー9018",
    "123-456-789-018",
    "1234\u200b5678\u200b9018",
    "123456789018-1",
]


def found(table: Table) -> Personal | None:
    return next((one for one in privacy.scan(table).findings if one.kind == "my_number"), None)


def random_numbers(count: int, *, seed: int) -> list[str]:
    numbers = random.Random(seed)  # noqa: S311
    return [f"{numbers.randrange(10**12):012d}" for _ in range(count)]


def real_numbers(count: int, *, seed: int) -> list[str]:
    numbers = random.Random(seed)  # noqa: S311
    return [my_number(numbers) for _ in range(count)]


@pytest.mark.parametrize("number", [WORKED, *ZERO_CASES])
def test_the_check_digit_is_that_of_the_ordinance(number: str) -> None:
    for last in "0123456789":
        one = found(table_of([number[:-1] + last], name="個人番号"))
        assert one is not None
        right = Confidence.HIGH if last == number[-1] else Confidence.MEDIUM
        assert one.confidence is right


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_it_is_found_in_every_spelling_and_taken_out_of_a_text(spelling: str) -> None:
    table = table_of([f"番号は{spelling}です", "電話 099-123-4567", None], name="備考")
    one = found(table)
    assert one is not None
    assert one.count == 1
    clean, record = privacy.strip_my_numbers(table)
    assert [done.step for done in record] == ["clean_my_number"]
    assert found(clean) is None
    assert clean.frame["備考"][0].startswith("番号は●")
    assert clean.frame["備考"].to_list()[1:] == ["電話 099-123-4567", None]


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-01 12:34:56",
        "090-1234-5678",
        "1234-5678-9018-3456",
        "12345678901",
        "1234567890189",
        "3,123,456,789",
        "2026.04.01 1234",
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    assert found(table_of([text] * 40)) is None


def test_a_column_of_numbers_is_dropped_whatever_its_name() -> None:
    table = table_of(real_numbers(50, seed=1), name="コード")
    one = found(table)
    assert one is not None
    assert (one.confidence, one.count, one.example) == (Confidence.HIGH, 50, "*" * 12)
    clean, record = privacy.strip_my_numbers(table)
    assert clean.columns == ()
    assert [(done.step, done.column, done.rows) for done in record] == [
        ("drop_my_number", "コード", 50)
    ]


def test_numbers_of_which_one_in_ten_passes_are_told_apart_and_kept() -> None:
    table = table_of(random_numbers(2_000, seed=2), name="計器番号")
    assert found(table) is None
    kept, record = privacy.strip_my_numbers(table)
    assert kept.frame.equals(table.frame)
    assert [done.step for done in record] == ["keep_by_chance"]


def test_some_real_numbers_among_others_are_not_hidden_by_them() -> None:
    mixed = random_numbers(900, seed=3) + real_numbers(100, seed=4)
    one = found(table_of(mixed))
    assert one is not None
    assert one.confidence is Confidence.MEDIUM
    assert privacy.strip_my_numbers(table_of(mixed))[0].columns == ()


def test_a_name_alone_does_not_make_a_number_of_the_house_one_of_the_state() -> None:
    table = table_of([f"{number:08d}" for number in range(50)], name="個人番号")
    assert found(table) is None
    assert privacy.scan(table).of("個人番号")[0].kind == "addressee_number"


def test_zeros_that_a_spreadsheet_ate_hide_nothing() -> None:
    values = [int(number) for number in ["000000000060", *real_numbers(40, seed=5)]]
    table = table_of(values, name="住民")
    one = found(table)
    assert one is not None
    assert one.confidence is Confidence.HIGH
    assert privacy.strip_my_numbers(table)[0].columns == ()


def test_large_amounts_are_no_numbers_of_persons() -> None:
    table = table_of([123_456_789_018, 5_000, 7_200_000, 90_000], name="歳出額")
    assert found(table) is None
    assert privacy.strip_my_numbers(table)[0].frame.equals(table.frame)


def test_names_and_notes_are_cleaned_too() -> None:
    table = Table(
        name=f"{WORKED}の表",
        columns=(Column(name=WORKED, type=ColumnType.TEXT),),
        frame=pl.DataFrame({WORKED: ["あ", "い"]}),
        notes=(f"本人の番号 {WORKED}",),
    )
    clean, record = privacy.strip_my_numbers(table)
    assert WORKED not in f"{clean}{record}"
    assert clean.frame.columns == ["列1"]
    assert clean.frame["列1"].to_list() == ["あ", "い"]


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("7000012050002", True),  # 国税庁
        ("8000012010038", True),  # デジタル庁
        ("2000012020001", True),  # 総務省
        ("7000012050001", False),
    ],
)
def test_a_corporate_number_is_said_and_is_not_personal(number: str, right: bool) -> None:
    assert tables.is_corporate_number(pl.Series([number])).to_list() == [right]
    kinds = {one.kind for one in privacy.scan(table_of([number] * 3)).findings}
    assert ("corporate_number" in kinds) is right
    assert privacy.KINDS["corporate_number"].personal is False


digits = st.lists(st.integers(0, 9), min_size=11, max_size=11)


@given(st.lists(digits, min_size=4, max_size=30), st.sampled_from(["", "-", "　", "－"]))
def test_a_table_of_generated_numbers_is_found_and_nothing_of_it_is_left(
    given_digits: list[list[int]], between: str
) -> None:
    numbers = []
    for row in given_digits:
        # 第5条 as it is written: n counts the eleven digits from the right.
        total = sum(
            digit * (n + 1 if n <= 6 else n - 5) for n, digit in enumerate(reversed(row), start=1)
        )
        last = 0 if total % 11 <= 1 else 11 - total % 11
        text = "".join(map(str, row)) + str(last)
        numbers.append(between.join((text[:4], text[4:8], text[8:])))
    table = table_of(numbers)
    one = found(table)
    assert one is not None
    assert (one.confidence, one.count) == (Confidence.HIGH, len(numbers))
    clean, record = privacy.strip_my_numbers(table)
    left = f"{clean.frame.rows()}{record}{one}"
    assert not any(number in left for number in numbers)


@given(st.text(alphabet="0123456789０１-－ 　あ\u200b.", max_size=40), st.booleans())
def test_no_right_number_survives_in_any_text(text: str, before: bool) -> None:
    cell = f"{text} {WORKED}" if before else f"{WORKED}/{text}"
    clean, _ = privacy.strip_my_numbers(table_of([cell, "ほか"], name="備考"))
    assert found(clean) is None


def test_what_a_finding_quotes_can_be_cleaned() -> None:
    assert (
        privacy.hide_my_numbers("番号１２３４－５６７８－９０１８、以上")
        == "番号●●●●●●●●●●●●、以上"
    )
    assert privacy.hide_my_numbers("電話 099-123-4567") == "電話 099-123-4567"
