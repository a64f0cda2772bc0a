"""Files as divisions keep them, broken ones, and where they are sent."""

from collections.abc import Sequence
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from tomoni.academy.workspaces import models

PURPOSE = "更新の案内を送る時期を決めるため"

PERMITS: list[Sequence[object]] = [
    ["食品営業許可の一覧", None, None, None],
    ["許可番号", "業種", "許可終了日", "手数料（円）"],
    ["0001", "飲食店営業", "令和8年5月31日", 16000],
    ["0002", "菓子製造業", "令和8年8月31日", 14000],
    ["0003", "飲食店営業", "不明", 16000],
]


def workbook(*sheets: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(list(row))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


REGIONS: list[Sequence[object]] = [["区", "件数"], ["東", 3], ["西", 4]]


def long_csv(rows: int) -> bytes:
    lines = ["番号,区", *(f"{number},{'東西'[number % 2]}" for number in range(1, rows + 1))]
    return "\r\n".join(lines).encode("cp932")


PERMITS_FILE = workbook(PERMITS)
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
BROKEN = {
    "nothing in it": (b"", "permits.xlsx", "中身が空です"),
    "a web page named .xlsx": (
        b"<!DOCTYPE html><html><table></table></html>",
        "permits.xlsx",
        "ウェブページ",
    ),
    "a password on it": (LOCKED, "permits.xlsx", "パスワードで保護"),
    "the end cut off": (PERMITS_FILE[:2000], "permits.xlsx", "途中で切れています"),
    "a strange encoding": (b"\x83,\xff\xff\n\x80\x81,1\n", "permits.csv", "文字コード"),
    "no table": (workbook([["ひとこと"]]), "permits.xlsx", "表が見つかりませんでした"),
}


def page_of(case: models.Case) -> str:
    return reverse("data:step", args=(case.pk, "data"))


def source_of(case: models.Case, key: str = "file_1") -> str:
    return reverse("data:source", args=(case.pk, "data", key))


def table_of(case: models.Case, key: str = "table_1") -> str:
    return reverse("data:table", args=(case.pk, "data", key))


def file_of(case: models.Case, form: str, key: str = "table_1") -> str:
    return reverse("data:download", args=(case.pk, "data", key, form))


def posted(
    data: bytes | None = None, *, name: str = "許可一覧.xlsx", **said: str
) -> dict[str, object]:
    found: dict[str, object] = {"purpose": PURPOSE, "owner": "生活衛生課", **said}
    if data is not None:
        found["file"] = SimpleUploadedFile(name, data)
    return found


CHILDREN: list[Sequence[object]] = [
    ["保育施設の利用状況", None, None, None],
    ["地区", "施設コード", "利用者数（人）", "開設日"],
    ["東部", "0101", "１２", "平成12年4月1日"],
    ["東部", "0102", "-", "H20.4.1"],
    ["西部", "0201", "欠測", "令和元年5月7日"],
    ["西部", "0202", 9, "R3.10.14"],
    ["合計", None, 21, None],
]
"""Two marks, a total, dates in the years of eras."""


def next_month(*, header: Sequence[object] = (), column: bool = False) -> list[Sequence[object]]:
    """The same table a month later, with a header of its own or one column more."""
    rows = [list(row) for row in CHILDREN]
    rows[2][2] = "１３"
    rows[6][2] = 22
    if header:
        rows[1] = list(header)
    if column:
        rows = [[*row, "備考" if place == 1 else "改修中"] for place, row in enumerate(rows)]
        rows[0][-1] = None
    return list(rows)


def correct_of(case: models.Case, key: str = "table_1") -> str:
    return reverse("data:correct", args=(case.pk, "data", key))


def change_of(case: models.Case, key: str = "table_1") -> str:
    return reverse("data:change", args=(case.pk, "data", key))


def recipe_of(case: models.Case, key: str = "table_1") -> str:
    return reverse("data:recipe", args=(case.pk, "data", key))


def cells_of(case: models.Case, key: str = "table_1") -> str:
    return reverse("data:cells", args=(case.pk, "data", key))
