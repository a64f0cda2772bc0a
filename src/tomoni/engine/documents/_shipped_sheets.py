"""The Excel forms of the house."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

_FONT = "BIZ UDゴシック"
_THIN = Side(style="thin", color="808080")
_FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_SHADE = PatternFill("solid", fgColor="EDF2F7")
_YEN = '#,##0;"▲"#,##0'
_SOURCES = ("番号", "数値", "値", "確かさ", "道すじ", "元のファイル")


def budget_estimate() -> bytes:
    sheet = _sheet("予算見積書", widths=(7, 26, 12, 8, 14, 16, 16))
    _title(sheet, "予算見積書", across="A1:G1")
    pairs = (
        ("年度", "{{ 予算年度 }}"), ("事業名", "{{ 題名 }}"), ("担当課", "{{ 課 }}"),
        ("款 項 目 節", "{{ 款 }}　{{ 項 }}　{{ 目 }}　{{ 節 }}"),
    )  # fmt: skip
    row = _pairs(sheet, pairs, row=3, last="G")
    row = _table(
        sheet, row + 1, "積算の基礎",
        ("", "品名", "数量", "単位", "単価（円）", "金額（円）", "説明"),
        ("", "{{ 積算.品名 }}", "{{ 積算.数量 | 数字 }}", "{{ 積算.単位 }}",
         "{{ 積算.単価 | 数字 }}", "=C{row}*E{row}", "{{ 積算.説明 }}"),
    )  # fmt: skip
    first = row - 1
    _row(sheet, row, ("", "計", "", "", "", f"=SUM(F{first}:F{first})", ""), bold=True)
    total = row
    row = _table(
        sheet, row + 2, "財源の内訳", ("", "財源", "金額（円）"),
        ("", "{{ 財源.種類 }}", "{{ 財源.金額 | 数字 }}"),
    )  # fmt: skip
    _row(sheet, row, ("", "計", f"=SUM(C{row - 1}:C{row - 1})"), bold=True)
    row += 2
    _heading(sheet, row, "前年度との比較（円）")
    _row(sheet, row + 1, ("", "本年度", "前年度", "", "増減"), bold=True)
    _row(sheet, row + 2, ("", f"=F{total}", "{{ 前年度額 | 数字 }}", "", f"=B{row + 2}-C{row + 2}"))
    return _finished(sheet, _sources(sheet, row + 4))


def work_review() -> bytes:
    sheet = _sheet("事務事業評価シート", widths=(7, 30, 15, 15, 15, 15, 18))
    _title(sheet, "事務事業評価シート", across="A1:G1")
    pairs = (
        ("事業名", "{{ 題名 }}"), ("担当課", "{{ 課 }}"), ("評価した日", "{{ 今日 }}"),
        ("目的", "{{ 現状と課題 }}"), ("内容", "{{ 提案の内容 }}"),
    )  # fmt: skip
    row = _pairs(sheet, pairs, row=3, last="G")
    for tall in (row - 2, row - 1):
        sheet.row_dimensions[tall].height = 90
    row = _table(
        sheet, row + 1, "指標（目標と実績）",
        ("", "指標", "現在値", "目標値", "実績", "時期", "くらべた結果"),
        ("", "{{ 実績.指標 }}", "{{ 実績.現在値 }}", "{{ 実績.目標値 }}", "{{ 実績.実績 }}",
         "{{ 実績.時期 }}", "{{ 実績.結果 }}"),
    )  # fmt: skip
    _heading(sheet, row + 1, "効果の見込み（1年。足し合わせません）")
    effects = (
        ("職員の時間", "{{ 職員の時間 | 幅 }}"), ("人件費に直した額", "{{ 円 | 千円 幅 }}"),
        ("市民の時間", "{{ 市民の時間 | 幅 }}"),
    )  # fmt: skip
    row = _pairs(sheet, effects, row=row + 2, last="G")
    _heading(sheet, row + 1, "評価")
    boxes = "　".join(f"{{{{ 評価 | ■ {word} }}}} {word}" for word in ("続ける", "直す", "やめる"))
    row = _pairs(sheet, (("今後", boxes), ("理由", "{{ 評価の理由 }}")), row=row + 2, last="G")
    return _finished(sheet, _sources(sheet, row + 1))


def _sheet(title: str, *, widths: Sequence[float]) -> Worksheet:
    sheet = openpyxl.Workbook().worksheets[0]
    sheet.title = title
    for letter, width in zip("ABCDEFG", widths, strict=False):
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer: Any = sheet.oddFooter
    footer.center.text = "&P / &N"
    sheet.print_options.horizontalCentered = True
    return sheet


def _title(sheet: Worksheet, title: str, *, across: str) -> None:
    sheet.merge_cells(across)
    sheet["A1"] = title
    sheet["A1"].font = Font(name=_FONT, size=16, bold=True)
    sheet["A1"].alignment = Alignment(horizontal="center")


def _heading(sheet: Worksheet, row: int, text: str) -> None:
    sheet.cell(row, 1, text).font = Font(name=_FONT, size=11, bold=True)


def _pairs(sheet: Worksheet, pairs: Sequence[tuple[str, str]], *, row: int, last: str) -> int:
    """A label and a field a row; the next free row."""
    for at, (label, said) in enumerate(pairs, start=row):
        sheet.merge_cells(f"A{at}:B{at}")
        sheet.merge_cells(f"C{at}:{last}{at}")
        for cell in sheet[f"A{at}:{last}{at}"][0]:
            _dress(cell)
        sheet[f"A{at}"], sheet[f"C{at}"] = label, said
        sheet[f"A{at}"].fill = _SHADE
    return row + len(pairs)


def _table(
    sheet: Worksheet, row: int, title: str, heads: Sequence[str], pattern: Sequence[str]
) -> int:
    """A heading, the heads and a row that is repeated; the next free row."""
    _heading(sheet, row, title)
    _row(sheet, row + 1, heads, bold=True)
    _row(sheet, row + 2, [text.replace("{row}", str(row + 2)) for text in pattern])
    return row + 3


def _row(sheet: Worksheet, row: int, texts: Sequence[str], *, bold: bool = False) -> None:
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(row, column, text or None)
        if column > 1 or text:
            _dress(cell, bold=bold)
        if text.startswith("=") or "数字" in text:
            cell.number_format = _YEN
            cell.alignment = Alignment(horizontal="right", vertical="center")


def _dress(cell: object, *, bold: bool = False) -> None:
    cell.font = Font(name=_FONT, size=10, bold=bold)  # type: ignore[attr-defined]
    cell.border = _FRAME  # type: ignore[attr-defined]
    cell.alignment = Alignment(vertical="center", wrap_text=True)  # type: ignore[attr-defined]


def _sources(sheet: Worksheet, row: int) -> int:
    return _table(
        sheet,
        row,
        "数値の根拠",
        _SOURCES,
        [f"{{{{ 主な数値の根拠.{name} }}}}" for name in _SOURCES],
    )


def _finished(sheet: Worksheet, row: int) -> bytes:
    sheet.print_area = f"A1:G{row - 1}"
    made = BytesIO()
    assert sheet.parent is not None  # noqa: S101 - a sheet of a book
    sheet.parent.save(made)
    return made.getvalue()
