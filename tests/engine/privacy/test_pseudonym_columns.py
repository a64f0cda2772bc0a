"""A column of pseudonyms is nothing but that, whichever digits stand together in it."""

import random

from engine.privacy.columns import table_of
from engine.privacy.residents import my_number
from tomoni.engine import privacy

NUMBERS = random.Random(5)  # noqa: S311 - made-up numbers, the same ones every time


def _pseudonyms() -> list[object]:
    """Some in which a telephone number or a right 個人番号 stands by chance."""
    rows: list[object] = [f"{NUMBERS.getrandbits(128):032x}" for _ in range(300)]
    rows[3] = f"ab07012345678{'c' * 19}"
    rows[7:12] = [f"ab{my_number(NUMBERS)}{'d' * 18}" for _ in range(5)]
    return rows


def test_digits_of_pseudonyms_are_no_numbers_of_persons() -> None:
    found = privacy.scan(table_of(_pseudonyms(), name="宛名番号")).findings
    assert [one.kind for one in found] == ["pseudonym"]


def test_pseudonyms_come_in_again_as_they_are() -> None:
    table = table_of(_pseudonyms(), name="番号")
    made, done = privacy.strip_my_numbers(table)
    assert not done
    assert made.frame.equals(table.frame)


def test_towns_that_begin_like_a_surname_are_no_names() -> None:
    towns = ["野口町水足", "平岡町新田", "川上町寺の前", "大野町北条"] * 30
    found = privacy.scan(table_of(towns, name="住所")).findings
    assert [one.kind for one in found] == ["area"]
