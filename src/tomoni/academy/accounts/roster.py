"""A staff list (名簿) as a personnel division keeps it: its lines, whatever the headings."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from tomoni.academy.accounts.errors import AccountsError
from tomoni.engine import tables
from tomoni.engine.core import Table

HEADINGS = {
    "staff_number": (
        "職員番号", "職員no", "職員コード", "職員id", "社員番号", "職番", "番号", "no",
    ),
    "name": ("氏名", "職員名", "職員氏名", "名前", "漢字氏名", "氏名(漢字)"),
    "department": ("部", "部名", "部局", "部局名", "所属部", "所属部局"),
    "division": (
        "所属", "所属名", "所属課", "所属先", "課", "課名", "課室", "課所名", "部署", "部署名",
        "配属先", "新所属", "異動後所属", "異動先",
    ),
    "section": ("係", "係名", "所属係", "担当", "担当名", "班"),
    "post": ("職", "職名", "役職", "役職名", "職位", "補職", "補職名", "新職名", "異動後職名"),
    "email": ("メール", "メールアドレス", "eメール", "電子メール", "mail", "email", "e-mail"),
    "account_name": ("アカウント", "アカウント名", "ログインid", "ユーザーid", "ユーザid"),
    "movement": ("区分", "異動区分", "異動種別", "異動の種類", "異動内容"),
}  # fmt: skip
"""What a column may be called, without blanks and in small letters; the first is the usual one."""
NEEDED = ("staff_number", "name")
LEAVING = ("退職", "転出", "離職", "失職", "死亡")
_TEMPLATE = ("職員番号", "氏名", "部", "課", "係", "職", "メール", "異動区分")
_NOTES = (
    (
        "職員番号",
        "かならず書きます。改姓や異動があっても同じ人だと分かります。前のゼロはなくてもかまいません。",
    ),
    ("氏名", "かならず書きます。姓と名のあいだの空白は、あってもなくてもかまいません。"),
    (
        "部・課・係",
        "「所属」の1列に「健康福祉部 生活衛生課 食品係」と続けて書いてもかまいません。",
    ),
    ("職", "係長、主査など。列ごとなくすと、いまの職のまま変わりません。"),
    ("メール", "なくてもかまいません。"),
    ("異動区分", "「退職」「転出」「離職」「失職」「死亡」で始まる人は、退職として扱います。"),
    ("例", "00123、見本 花子、健康福祉部、生活衛生課、食品係、係長、hanako@example.jp、（空）"),
)


@dataclass(frozen=True)
class Line:
    """One person as the list has them; None where the list has no such column."""

    sheet: str
    row: int | None
    staff_number: str
    name: str
    place: str
    """The division's path as it is written, its parts with a blank between."""
    post: str | None
    email: str | None
    account_name: str
    leaves: bool


def read(data: bytes, *, file_name: str) -> tuple[Line, ...]:
    """The lines of every sheet that is a staff list.

    Raises `TablesError` when the file cannot be read, `AccountsError("no-roster")` when no sheet
    has the columns that are needed.
    """
    found: list[Line] = []
    lacking = set(NEEDED)
    for table in tables.read(data, file_name=file_name).tables:
        columns = _columns(table)
        missing = set(NEEDED) - set(columns)
        if missing:
            lacking = min(lacking, missing, key=len)
        else:
            lacking = set()
            found += _lines(table.data_rows(), columns)
    if not found:
        names = "、".join(HEADINGS[name][0] for name in NEEDED if name in (lacking or NEEDED))
        raise AccountsError("no-roster", columns=names)
    return tuple(found)


def template() -> bytes:
    """An empty list as a workbook, and beside it how to fill it in."""
    book = Workbook(write_only=True)
    sheet, notes = book.create_sheet("名簿"), book.create_sheet("書き方")
    sheet.freeze_panes = "A2"
    for number, _name in enumerate(_TEMPLATE, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = 18
    sheet.column_dimensions["A"].number_format = "@"  # a staff number keeps its zeros
    sheet.append(_TEMPLATE)
    notes.column_dimensions["A"].width, notes.column_dimensions["B"].width = 14, 100
    for note in _NOTES:
        notes.append(note)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def plain_number(number: str) -> str:
    """A staff number as lists compare it: half-width, small letters, without leading zeros."""
    return number.casefold().lstrip("0") or number[:1]


def plain_name(name: str) -> str:
    """A name without blanks."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name))


def _columns(table: Table) -> dict[str, str]:
    """Which column of the table is which; of two that could be, the one called more usually."""
    loose = {_loose(name): name for name in table.frame.columns}
    return {
        key: loose[next(name for name in names if name in loose)]
        for key, names in HEADINGS.items()
        if any(name in loose for name in names)
    }


def _lines(table: Table, columns: dict[str, str]) -> Iterator[Line]:
    texts = {
        key: [_text(value) for value in table.frame[name].to_list()]
        for key, name in columns.items()
    }
    numbers = table.row_numbers.to_list() if table.row_numbers is not None else None
    blank = [""] * table.frame.height
    places = [texts.get(key, blank) for key in ("department", "division", "section")]
    for index in range(table.frame.height):
        yield Line(
            sheet=table.sheet,
            row=numbers[index] if numbers else None,
            staff_number=texts["staff_number"][index],
            name=texts["name"][index],
            place=_place([each[index] for each in places]),
            post=texts["post"][index] if "post" in texts else None,
            email=texts["email"][index] if "email" in texts else None,
            account_name=texts.get("account_name", blank)[index],
            leaves=texts.get("movement", blank)[index].startswith(LEAVING),
        )


def _place(parts: list[str]) -> str:
    """The parts in one line; a part that the next one already begins with is not said twice."""
    kept: list[str] = []
    for part in (each for each in parts if each):
        while kept and part.startswith(kept[-1]):
            kept.pop()
        kept.append(part)
    return " ".join(kept)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", str(value))).strip()


def _loose(heading: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", heading)).casefold()
