"""A staff list is read whatever its headings, its spelling and its encoding are."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from academy.cohorts.people import csv, xlsx
from tomoni.academy.accounts import roster
from tomoni.academy.accounts.errors import AccountsError
from tomoni.engine.tables import TablesError


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_both_encodings_are_recognised(encoding: str) -> None:
    lines = roster.read(
        csv("00123,髙橋 直美,情報政策課,主査", encoding=encoding), file_name="a.csv"
    )
    assert [(each.staff_number, each.name, each.place, each.post) for each in lines] == [
        ("00123", "髙橋 直美", "情報政策課", "主査")
    ]


@pytest.mark.parametrize(
    "headings",
    [
        ("職員番号", "氏名", "所属", "職", "メール"),
        ("職員コード", "氏　名", "所属名", "補職名", "E-mail"),
        ("職員Ｎｏ", "職員氏名", "異動後所属", "役職", "メールアドレス"),
        ("番号", "名前", "課", "職名", "電子メール"),
    ],
)
def test_headings_may_be_called_in_many_ways(headings: tuple[str, ...]) -> None:
    data = xlsx(headings, ("00123", "森 葵", "市民課", "係長", "mori@example.jp"))
    (line,) = roster.read(data, file_name="名簿.xlsx")
    assert (line.staff_number, line.name, line.place, line.post, line.email) == (
        "00123", "森 葵", "市民課", "係長", "mori@example.jp",
    )  # fmt: skip


def test_a_title_above_the_table_is_no_line() -> None:
    data = xlsx(
        ("令和9年度 人事異動一覧", "", ""), ("職員番号", "氏名", "所属"),
        ("00123", "森 葵", "市民課"), ("00124", "林 空", "税務課"),
    )  # fmt: skip
    lines = roster.read(data, file_name="異動.xlsx")
    assert [line.row for line in lines] == [3, 4]


def test_department_division_and_section_become_one_path() -> None:
    data = xlsx(
        ("職員番号", "氏名", "部", "課", "係"),
        (1, "森 葵", "健康福祉部", "生活衛生課", "食品係"),
        (2, "林 空", "健康福祉部", "健康福祉部 介護保険課", None),
    )
    lines = roster.read(data, file_name="a.xlsx")
    assert [line.place for line in lines] == [
        "健康福祉部 生活衛生課 食品係", "健康福祉部 介護保険課",
    ]  # fmt: skip
    assert [line.staff_number for line in lines] == ["1", "2"]


@pytest.mark.parametrize(
    ("movement", "leaves"), [("退職", True), ("転出（県）", True), ("昇任", False), ("", False)]
)
def test_a_movement_says_who_leaves(movement: str, leaves: bool) -> None:
    data = xlsx(("職員番号", "氏名", "異動区分"), ("1", "森 葵", movement), ("2", "林 空", "異動"))
    assert roster.read(data, file_name="a.xlsx")[0].leaves is leaves


def test_a_column_that_is_not_there_says_nothing() -> None:
    data = xlsx(("職員番号", "氏名"), ("1", "森 葵"), ("2", "林 空"))
    line = roster.read(data, file_name="a.xlsx")[0]
    assert (line.post, line.email, line.place) == (None, None, "")


def test_a_file_that_is_no_staff_list_says_which_columns_it_lacks() -> None:
    data = xlsx(("氏名", "電話"), ("森 葵", "123"), ("林 空", "124"))
    with pytest.raises(AccountsError) as refused:
        roster.read(data, file_name="a.xlsx")
    assert refused.value.params == {"columns": "職員番号"}
    with pytest.raises(TablesError):
        roster.read(b"%PDF-1.7", file_name="a.pdf")


def test_the_template_can_be_filled_in_and_read() -> None:
    book = load_workbook(BytesIO(roster.template()))
    sheet = book["名簿"]
    sheet.append(["00123", "森 葵", "健康福祉部", "生活衛生課", "食品係", "係長", "", ""])
    sheet.append(["00124", "林 空", "市民部", "市民課", "", "主事", "", "退職"])
    buffer = BytesIO()
    book.save(buffer)
    lines = roster.read(buffer.getvalue(), file_name="ひな形.xlsx")
    assert [(line.staff_number, line.place, line.leaves) for line in lines] == [
        ("00123", "健康福祉部 生活衛生課 食品係", False), ("00124", "市民部 市民課", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"), [("00123", "123"), ("A007", "a007"), ("0", "0"), ("000", "0")]
)
def test_a_number_is_the_same_with_and_without_its_zeros(one: str, other: str) -> None:
    assert roster.plain_number(one) == roster.plain_number(other)
