"""What was noticed while reading: grouped, filtered, and one click from where it stood."""

import re

from django.test import Client
from django.utils.html import escape

from academy.steps.data.files import cells_of, page_of, posted, table_of
from tomoni.academy.workspaces import models

MIXED = "区,件数,人数\n東,１２,3\n西,12、34,4\n南,5,６\n北,7,8\n中,9,10\n" + "".join(
    f"区{n},{n},{n}\n" for n in range(30)
)


def sent(akari: Client, case: models.Case) -> str:
    akari.post(page_of(case), posted(MIXED.encode("cp932"), name="混ざった表.csv"))
    return akari.get(table_of(case)).text


def groups(page: str) -> list[str]:
    return re.findall(r'<details class="disclosure group-(\w+)"', page)


def test_findings_stand_in_groups_the_gravest_first(akari: Client, case: models.Case) -> None:
    found = groups(sent(akari, case))
    order = ["error", "warning", "info"]
    assert found == sorted(found, key=order.index)
    assert len(set(found)) > 1


def test_a_finding_shows_where_it_stood_how_and_what_became_of_it(
    akari: Client, case: models.Case
) -> None:
    page = sent(akari, case)
    row = next(row for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if "12、34" in row)
    assert ">B3</a>" in row
    assert "件数" in row


def test_each_row_of_the_table_says_its_row_of_the_file(akari: Client, case: models.Case) -> None:
    page = sent(akari, case)
    assert "元の行" in page
    assert re.search(r'<th scope="row" class="number">1</th><td class="number">2</td>', page)


def test_findings_are_filtered_by_weight_column_and_content(
    akari: Client, case: models.Case
) -> None:
    sent(akari, case)
    address = table_of(case)
    assert set(groups(akari.get(address, {"severity": "info"}).text)) == {"info"}
    of_column = akari.get(address, {"column": "件数"}).text
    assert (
        "人数」"
        not in of_column[of_column.index('id="finding-list"') : of_column.index("列の一覧")]
    )
    none = akari.get(address, {"severity": "info", "code": "column-mixed"}).text
    assert "この条件に合うものはありません" in none
    assert "すべて表示" in none
    assert groups(akari.get(address, {"code": "<script>"}).text) == []


def test_one_click_leads_to_the_rows_around_the_cell(akari: Client, case: models.Case) -> None:
    page = sent(akari, case)
    row = next(row for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if "12、34" in row)
    link = re.search(r'href="([^"]+)"', row)
    assert link
    around = akari.get(link[1].replace("&amp;", "&")).text
    assert '<td class="grid-marked"><mark>12、34</mark></td>' in around
    assert "この行から読み取った値（表の2行目）" in around
    assert "西" in around


def test_a_row_that_is_no_data_says_so(akari: Client, case: models.Case) -> None:
    sent(akari, case)
    page = akari.get(cells_of(case), {"row": "1", "column": "2"}).text
    assert "表のデータにはなっていません" in page


def test_a_place_that_is_none_is_not_found_or_shows_the_end(
    akari: Client, case: models.Case
) -> None:
    sent(akari, case)
    for query in ({}, {"row": "0"}, {"row": "x"}, {"row": "2", "sheet": "無い"}):
        assert akari.get(cells_of(case), query).status_code == 404
    assert akari.get(cells_of(case), {"row": "9999999", "column": "9999999"}).status_code == 200
    assert akari.get(cells_of(case, "file_1"), {"row": "1"}).status_code == 404


def test_what_stands_in_a_file_is_never_read_as_markup(akari: Client, case: models.Case) -> None:
    text = "<b>区</b>,数\n<i>東</i>,1\n西,<u>x</u>\n"
    akari.post(page_of(case), posted(text.encode(), name="表.csv"))
    for address in (table_of(case), cells_of(case) + "?row=3&column=2"):
        page = akari.get(address).text
        assert "<i>東</i>" not in page
        assert escape("<i>東</i>") in page
