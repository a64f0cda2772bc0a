"""Codes, times and characters: what is no number however it looks."""

import pytest

from engine.tables.single_columns import codes, column


def test_digits_of_other_scripts_are_no_numbers() -> None:
    assert column(["٣٤", "५"])[1] == ["٣٤", "५"]


def test_five_digit_area_codes_without_check_digit_are_left_alone() -> None:
    reading, values = column(["37201", "37202", "37203", "37204"], name="市町村コード")
    assert values == ["37201", "37202", "37203", "37204"]
    assert "code-zeros-restored" not in codes(reading)


@pytest.mark.parametrize(
    ("name", "seen", "code"),
    [
        ("郵便番号", "600001", "0600001"),
        ("電話番号", "878391111", "0878391111"),
        ("携帯電話", "9012345678", "09012345678"),
    ],
)
def test_zeros_that_a_spreadsheet_ate_come_back_and_that_is_said(
    name: str, seen: str, code: str
) -> None:
    reading, values = column([seen], name=name)
    assert values == [code]
    assert codes(reading) & {"postcode-zeros-restored", "telephone-zeros-restored"}


def test_area_codes_without_check_digit_get_it_beside_proven_ones() -> None:
    reading, values = column(["372013", "37202", "37203"], name="団体コード")
    assert values == ["372013", "372021", "372030"]
    assert "code-check-digit-added" in codes(reading)


def test_area_codes_of_five_digits_are_told_one_by_one_beside_proven_ones() -> None:
    """札幌市 and 函館市 lost their zero; 高松市 and 千代田区 have no check digit."""
    reading, values = column(["372013", "11002", "37202", "12025", "13101"], name="団体コード")
    assert values == ["372013", "011002", "372021", "012025", "131016"]
    found = {f.code: f.params.get("cells") for f in reading.findings}
    assert (found["code-zeros-restored"], found["code-check-digit-added"]) == ("B3 B5", "B4 B6")


def test_an_area_code_that_may_be_either_stays_and_is_said() -> None:
    """13102 is 中央区 of 東京都, but the check digit of 013102 is right too."""
    reading, values = column(["372013", "13102", "37202"], name="団体コード")
    assert values == ["372013", "13102", "372021"]
    (found,) = [f for f in reading.findings if f.code == "code-digits-unsure"]
    assert found.seen == "13102"


def test_an_area_code_whose_check_digit_is_wrong_is_reported() -> None:
    reading, values = column(["372013", "372021", "372039"], name="団体コード")
    assert values == ["372013", "372021", "372039"]
    (found,) = [f for f in reading.findings if f.code == "code-check-digit-wrong"]
    assert found.seen == "372039"


def test_corporate_numbers_are_proven_by_their_first_digit() -> None:
    """7000012050002 is the 国税庁's own."""
    reading, values = column(["7000012050002", "7000012050003"], name="法人番号")
    assert values == ["7000012050002", "7000012050003"]
    (found,) = [f for f in reading.findings if f.code == "corporate-number-wrong"]
    assert found.seen == "7000012050003"


def test_codes_that_a_spreadsheet_made_powers_of_ten_are_reported() -> None:
    reading, _ = column(["7.00001E+12", "7000012050002"], name="法人番号")
    assert "code-digits-lost" in codes(reading)


def test_lost_and_private_characters_are_reported() -> None:
    reading, values = column(["1H?1H30", "https://example.com/?b=c", "\ue000田", "渡〓"])
    assert values == ["1H?1H30", "https://example.com/?b=c", "\ue000田", "渡〓"]
    lost = next(f for f in reading.findings if f.code == "characters-lost")
    private = next(f for f in reading.findings if f.code == "characters-private")
    assert (lost.params["cells"], private.params["cells"]) == ("B2 B5", "B4")


def test_times_that_no_clock_shows_are_reported() -> None:
    reading, values = column(["9:00", "25:30", "78：30"])
    assert values == ["9:00", "25:30", "78：30"]
    (found,) = [f for f in reading.findings if f.code == "time-impossible"]
    assert found.seen == "78：30"
