"""A short column of plain spellings is understood the short way; a long one is looked at closely.

Both must give the same: the same cells, once and many times over.
"""

import csv
from io import StringIO

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tomoni.engine import tables
from tomoni.engine.core import Table

LONG = 401
NUMBERS = ["0", "7", "-3", "1200", "44483", "20210401", "2020", "0.5", "-12.25", "100.0"]
WORDS = ["高松市", "一般職員", "千葉県", "補助", "区分（甲）", "カタカナ", "abc", "甲・乙", "％"]
NAMES = [
    "件数",
    "区分",
    "構成比",
    "年",
    "年月日",
    "団体コード",
    "電話",
    "決算額（千円）",
    "割合(％)",
]
CELLS = st.one_of(
    st.lists(st.sampled_from([*NUMBERS, "-", ""]), min_size=1, max_size=12),
    st.lists(st.sampled_from([*WORDS, ""]), min_size=1, max_size=12),
)


def read(cells: list[str], name: str) -> Table:
    buffer = StringIO()
    rows = [[name, "印"], *([cell, f"印{place}"] for place, cell in enumerate(cells))]
    csv.writer(buffer).writerows(rows)
    recipe = tables.Recipe(header_rows=(1,))
    return tables.read(buffer.getvalue().encode(), file_name="a.csv", recipe=recipe).tables[0]


@settings(max_examples=80, deadline=None)
@given(CELLS, st.sampled_from(NAMES))
@example(["1", "-", ""], "件数")
@example(["0.5", "0.25", "1"], "率(％)")
@example(["高松市", "", "丸亀市"], "区分")
def test_the_same_comes_out(cells: list[str], name: str) -> None:
    times = -(-LONG // len(cells))
    short, long = read(cells, name), read(cells * times, name)
    mine, theirs = short.columns[0], long.columns[0]
    assert (mine.type, mine.unit, mine.marks) == (theirs.type, theirs.unit, theirs.marks)
    assert {reason: count * times for reason, count in mine.reasons.items()} == theirs.reasons
    assert short.frame[name].to_list() == long.frame[name].to_list()[: len(cells)]
