"""Small files that show the findings of `tables`: the reference page is made by reading them."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from unicodedata import normalize
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference

from tomoni.engine import tables
from tomoni.engine.core import ColumnType, Finding, Table

Rows = Sequence[Sequence[object]]

TEXTS = (
    "区,件数,日\n東,1,2024-04-01\n西,2,4月3日\n",
    "区,件数,件数\n東,1,2\n西,3,4\n",
    "区,,数\n東,1,2\n西,3,4\n",
    "区,日\n" + "".join(f"{n}区,2024-04-0{n % 9 + 1}\n" for n in range(30)) + "東,未記入\n",
    "区,日\n東,昭和65年1月7日\n西,平成元年5月1日\n",
    "区,日\n東,11/1/2018\n西,12/5/2018\n",
    "区,日\n東,11/13/2018\n西,12/5/2018\n",
    "区,日\n東,2021-10-14\n西,44483\n南,2021-10-15\n",
    "市区町村コード,市\n11002,札幌市\n12025,函館市\n372013,高松市\n131016,千代田区\n",
    "郵便番号,区\n600001,東\n7608571,西\n",
    "区,件数\n東,10\n西,20\n合計,31\n",
    "区,件数\n東,10\n西,20\n合計,30\n注：速報値\n",
    "区,件数\n東,10\n西,20\n\n南,5\n",
    "東,1\n西,2\n",
    '区,番号\n東,="1-42"\n西,="2-10"\n',
    "区,件数\r\n東,1\n西,2\r\n",
    "区,件数\n東,1,2\n西,3\n",
    "区,増減\n東,(11.3)\n西,5\n",
    "区,割合（％）\n東,0.25\n西,0.75\n",
    "区,名\n東,\ue000田\n西,山\n",
    "区,名\n　東,1H?1H30\n西,2H?2H30\n",
    "区,件数\n東,約30\n西,2000以上\n南,<1.3\n北,10\n",
    "区,件数\n東,三億千二百\n西,4\n",
    "区,年度\n東,平成30年度\n西,令和元年度\n",
    "区,数\n東,9 μSv/h\n西,8 μSv/h\n",
    "区,数\n東,38人\n西,5円\n南,3人\n",
    "団体コード,市\n01100,札幌市\n37201,高松市\n131016,千代田区\n",
    "団体コード,市\n011002,札幌市\n372014,高松市\n131016,千代田区\n",
    "法人番号,名\n7000012050002,国税庁\n7000012050003,別\n",
    "令和元年度の届出\n区,届出日\n東,01.08.01\n西,01.09.30\n",
    "区,日\n東,2月25日\n西,3月1日\n",
    "区,時刻\n東,78:30\n西,8:30\n南,9:00\n",
    "区,件数\n東,1\n区,件数\n西,2\n",
    "区,件数\n東,10\n西,20\n南,30\n全部,60\n",
    "区,(A),(B)\n(1),(2),(3)\n東,1,2\n西,3,4\n",
    "区,件数\n例）中央区,10\n東,1\n西,2\n",
    "課,,,\n市民課,1,2,3\n税務課,4,5,6\n",
    "区,件数\n東,5\n西,約30\n南,7\n",
    "区,件数\n東,5\n西,<1.3\n南,7\n",
    "区,値\n東,5\n西,(11.3)\n南,7\n",
    "法人番号,名\n7.00001E+12,甲\n7000012050002,乙\n",
    "区,件数,色\n東,3,赤\n西,4\n南,5,青\n北,6\n中,7,白\n",
    "団体コード,市\n372013,高松市\n13102,中央区\n37202,丸亀市\n",
    "区,額\n東,1.2億円\n西,500万円\n",
    "区,席\n東,12(3)\n西,15(4)\n",
    "区,届出日\n東,二〇二一年十月十四日\n西,令和三年十月十五日\n",
    "区,届出年月日\n東,20211014\n西,20211015\n",
)
BOOKS: tuple[Rows, ...] = (
    [["区", "件数", "倍"], ["東", 3, "=B2*2"], ["西", 4, "=B3*2"]],
    [["部", "数（件）"], ["　東", "1,200"], ["〃", 5], ["西", "12、34"], ["①南", "…"], ["北", 7]],
    [["県", "令和3年"], ["東京", 1], ["大阪", 2], ["香川", 3]],
    [["表1"], ["区", "件数"], ["東", 1], ["西", 2], [None], ["表2"], ["区", "件数"], ["東", 3]],
    [["区", "件数"], ["東", 1], [None, None], ["西", 2]],
    [
        ["許可の件数", None, None, "検査"],
        ["区", "件数", None, "月", "回数"],
        ["東", 3, None, "4月", 10],
        ["西", 4, None, "5月", 20],
    ],
    [
        ["許可の件数"],
        ["区", "件数"],
        ["東", 3],
        ["西", 4],
        [None],
        ["検査の回数"],
        ["月", "回数", "率"],
        ["4月", 10, 0.5],
        ["5月", 20, 1],
    ],
    [["区", "件数"], ["東", 3], [None], ["区", "件数"], ["西", 4]],
    [
        ["町", "人口", None, "町", "人口"],
        ["甲町", 100, None, "丙町", 300],
        ["乙町", 200, None, "丁町", 400],
    ],
    [
        ["No", "施設名", "席数"],
        ["例", "○○食堂", 20],
        [1, "甲食堂", 10],
        [2, "乙食堂", 30],
        [3, None, None],
        [4, None, None],
    ],
    [
        ["区", "世帯", "住民票（", "人口"],
        ["名", "数", "国内）", "総数"],
        ["東", 1, 2, 3],
        ["西", 4, 5, 6],
    ],
    [
        ["区", "収入", "支出", "差引"],
        [None, "(Ａ)", "(Ｂ)", "(A)"],
        ["東", 9, 2, 7],
        ["西", 8, 5, 3],
    ],
    [["区", "収入", "支出", "差引"], [1, 2, 3, 4], ["東", 9, 2, 7], ["西", 8, 5, 3]],
    [["区", None, None, None, "件数"], ["東", "a", "b", "c", 3], ["西", "a", "b", "c", 4]],
    [
        ["区", "件数", "額", "人数"],
        *([f"{n}区", 1000 * n, 3000 * n, 7000 * n] for n in range(1, 7)),
        ["市民局", 21000, 63000, 147000],
    ],
    [
        ["給与（単位：人、千円）"],
        ["課", "職員数", "給与費"],
        ["市民課", 3, 900],
        ["税務課", 4, 1200],
    ],
    [["状況（単位：人、千円）"], ["課", "甲", "乙"], ["市民課", 3, 900], ["税務課", 4, 1200]],
    [["状況（単位：人、千円、件）"], ["課", "甲", "乙"], ["市民課", 3, 9], ["税務課", 4, 12]],
    [["課", "件数"], ["市民課", "1500"], ["税務課", "(1234)"], ["注：（　）は前年の数値である。"]],
    [["区", "施設"], ["東", normalize("NFD", "バスガス")], ["西", "駅"]],
)
SHEETS: tuple[Mapping[str, Rows], ...] = (
    {"4月": [["区", "件数"], ["東", 3], ["西", 4]], "5月": [["区", "件数"], ["東", 5], ["西", 6]]},
    {"記入例": [["区", "件数"], ["東", 3]], "回答": [["区", "件数"], ["東", 5], ["西", 6]]},
    {
        "4月": [["区", "件数"], ["東", 3], ["西", 4]],
        "5月": [["区", "件数"], ["東", "未"], ["西", "済"]],
    },
)
AED = (
    "都道府県コード又は市区町村コード,NO,名称,住所,緯度,経度,設置の位置,小児対応設備の有無\n"
    "372013,1,市役所,高松市番町1,134.34,134.04,1階,有\n372013,2,,高松市番町2,34.3,134.0,玄関,無\n"
)
MONTHS = (
    ("コード,区,日,数（円）,前\n01,東,2024-04-01,3,a\n02,西,2024-04-02,4,b\n",
     "区,コード,日,後,数（千円）\n東,1,不定,a,3\n西,2,不定,b,4\n"),
    ("区,数,日\n東,1,2024-04-01\n西,2,2024-04-02\n", "数,区,日\n1,東,あ\n2,西,い\n"),
    ("区画,数\n01,1\n02,2\n", "区画,数\n1,1\n2,2\n"),
)  # fmt: skip


def findings() -> Iterator[Finding]:
    """What reading, checking, matching and comparing the examples finds."""
    for text in TEXTS:
        yield from _of_file(text.encode(), name="例.csv")
    for rows in BOOKS:
        yield from _of_file(_workbook(rows), name="例.xlsx")
    for sheets in SHEETS:
        yield from _of_file(_book(sheets), name="例.xlsx")
    yield from _of_file(normalize("NFD", "区,名\n東,バス\n西,ガス\n").encode(), name="例.csv")
    yield from _of_file(_drawn(), name="例.xls")
    yield from _of_file(_with_macros(), name="例.xlsm")
    wrong = tables.Recipe(columns={"区": tables.ColumnRecipe(type=ColumnType.INTEGER)})
    yield from tables.read(
        "区,数\n東,1\n西,2\n".encode(), file_name="例.csv", recipe=wrong
    ).findings
    fixed = tables.Recipe(range="A1:B3")
    yield from tables.read(
        "区,数\n東,1\n西,2\n南,3\n".encode(), file_name="例.csv", recipe=fixed
    ).findings
    aed = tables.match(_table(AED))
    yield from aed.findings if aed else ()
    ages = _population()
    population = tables.match(_table(ages))
    yield from population.findings if population else ()
    short = tables.match(_table(AED.replace("設置の位置", "室")))
    yield from short.findings if short else ()
    for before, after in MONTHS:
        yield from tables.drift(_table(before), _table(after))
    yield from tables.drift(_unit("円"), _unit("千円"))


def _of_file(data: bytes, *, name: str) -> Iterator[Finding]:
    try:
        yield from tables.read(data, file_name=name).findings
    except tables.TablesError as error:
        if error.code != "no-table":
            raise
    yield from tables.check(data, file_name=name).findings


def _table(text: str) -> Table:
    return tables.read(text.encode(), file_name="例.csv").tables[0]


def _unit(unit: str) -> Table:
    recipe = tables.Recipe(columns={"金額": tables.ColumnRecipe(unit=unit)})
    data = "区,金額\n東,1\n西,2\n".encode()
    return tables.read(data, file_name="例.csv", recipe=recipe).tables[0]


def _population() -> str:
    ages = [f"{age}-{age + 4}歳" for age in range(0, 85, 5)] + ["85歳以上"]
    names = [f"{age}の{sex}性" for age in ages for sex in "男女"]
    head = ["全国地方公共団体コード", "調査年月日", "地域名", "総人口", "男性", "女性", *names]
    row = ["372013", "2018-11-01", "東町", "91", "36", "54", *(["2", "3"] * 18)]
    return "\n".join(",".join(line) for line in (head, row, row)) + "\n"


def _workbook(rows: Rows) -> bytes:
    return _book({"Sheet": rows})


def _book(sheets: Mapping[str, Rows]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return _saved(book)


def _drawn() -> bytes:
    """A sheet with merged cells and a chart, hidden parts and a hidden sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["区", "件数", "人数"], ["東", 1, 3], [None, 2, 4], ["西", 5, 6]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=4))
    sheet.add_chart(chart, "E2")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("古い表").sheet_state = "hidden"
    book.create_sheet("空のシート")
    return _saved(book)


def _with_macros() -> bytes:
    buffer = BytesIO(_workbook([["区", "件数"], ["東", 1], ["西", 2]]))
    with ZipFile(buffer, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"")
    return buffer.getvalue()


def _saved(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()
