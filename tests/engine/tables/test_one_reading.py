"""A file is read once for all that is made from it."""

import pytest

from engine.tables.workbooks import workbook
from tomoni.engine import tables

FILE = workbook([["区", "件数"], ["東", 3]], [["町", "人口"], ["西", 4]])


def test_the_same_file_is_read_once() -> None:
    reader = tables.Reader()
    first = reader.read(FILE, file_name="a.xlsx")
    assert first.tables[1].frame.rows() == [("西", 4)]
    assert reader.read(bytes(bytearray(FILE)), file_name="a.xlsx") is first


@pytest.mark.parametrize("name", ["が.xlsx", "か\u3099.xlsx"])
def test_a_name_spelled_in_two_ways_is_one_file(name: str) -> None:
    reader = tables.Reader()
    assert reader.read(FILE, file_name="が.xlsx") is reader.read(FILE, file_name=name)


def test_another_name_or_recipe_is_another_reading() -> None:
    reader = tables.Reader()
    plain = reader.read(FILE, file_name="a.xlsx")
    wish = tables.Recipe(columns={"件数": tables.ColumnRecipe(unit="件")})
    wished = reader.read(FILE, file_name="a.xlsx", recipe=wish)
    assert (plain.tables[0].columns[1].unit, wished.tables[0].columns[1].unit) == ("", "件")
    assert reader.read(FILE, file_name="a.xlsx") is plain
    assert reader.read(FILE, file_name="b.xlsx").source.file_name == "b.xlsx"


def test_a_refused_file_is_refused_again() -> None:
    reader = tables.Reader()
    for _ in range(2):
        with pytest.raises(tables.TablesError, match="empty-file"):
            reader.read(b"", file_name="a.csv")
