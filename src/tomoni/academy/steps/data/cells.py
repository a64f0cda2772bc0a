"""The cells and columns of a table in words."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.ui.parts import Column, TableView
from tomoni.engine.core import Column as TableColumn
from tomoni.engine.core import ColumnType, Table

MOST_COLUMNS = 30
"""Of a preview; the list of columns and the downloads hold all."""
_LONGEST_CELL = 80

TYPES = {
    ColumnType.TEXT: gettext_lazy("文字"),
    ColumnType.INTEGER: gettext_lazy("整数"),
    ColumnType.NUMBER: gettext_lazy("数"),
    ColumnType.DATE: gettext_lazy("日付"),
    ColumnType.DATETIME: gettext_lazy("日付と時刻"),
}
_NUMBERS = {ColumnType.INTEGER, ColumnType.NUMBER}
REASONS = {
    "blank": gettext_lazy("空白"),
    "absent": gettext_lazy("該当なしの印"),
    "unknown": gettext_lazy("不明"),
    "pending": gettext_lazy("未定"),
    "secret": gettext_lazy("秘匿"),
    "nodata": gettext_lazy("データなし"),
    "below_limit": gettext_lazy("下限未満"),
    "not_detected": gettext_lazy("不検出"),
    "range": gettext_lazy("範囲"),
    "not_computable": gettext_lazy("計算できない"),
    "formula_error": gettext_lazy("計算式の誤り"),
    "invalid": gettext_lazy("読み取れない"),
}
ROW_KINDS = {
    "data": gettext_lazy("データ"),
    "total": gettext_lazy("合計"),
    "subtotal": gettext_lazy("小計"),
    "part": gettext_lazy("内訳・再掲"),
    "cumulative": gettext_lazy("累計"),
    "average": gettext_lazy("平均"),
    "rate": gettext_lazy("率・増減"),
}


def rows_view(table: Table, *, title: str, first: int, most: int) -> TableView:
    """Some of the table's rows, each with the number of its row in the file where it is known."""
    shown = table.columns[:MOST_COLUMNS]
    rows = table.frame.select(column.name for column in shown).slice(first, most).rows()
    last = first + len(rows)
    caption = _("%(title)s　%(rows)s行のうち%(first)s〜%(last)s行目")
    known = table.row_numbers
    numbers = known.slice(first, most).to_list() if known is not None else None
    return TableView(
        caption=caption
        % {
            "title": title,
            "rows": f"{table.frame.height:,}",
            "first": f"{min(first + 1, last):,}",
            "last": f"{last:,}",
        },
        columns=(
            Column(_("行"), number=True),
            *((Column(_("元の行"), number=True),) if numbers else ()),
            *(Column(heading(each), number=each.type in _NUMBERS) for each in shown),
        ),
        rows=[
            [
                f"{first + place + 1:,}",
                *((f"{numbers[place]:,}",) if numbers else ()),
                *(cell_text(value) for value in row),
            ]
            for place, row in enumerate(rows)
        ],
        tight=True,
    )


def heading(column: TableColumn) -> str:
    """The column's name with its unit."""
    if not column.unit or column.unit in column.name:
        return column.name
    return f"{column.name}（{column.unit}）"


def cell_text(value: Any) -> str:
    """A cell as it is shown; an empty one is empty."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = str(value)
    return text if len(text) <= _LONGEST_CELL else f"{text[:_LONGEST_CELL]}…"


def columns_view(columns: tuple[TableColumn, ...]) -> TableView:
    """All columns with their types, units and empty cells."""
    return TableView(
        caption=_("列の一覧"),
        columns=(Column(_("列")), Column(_("型")), Column(_("単位")), Column(_("空らん"))),
        rows=[
            [each.name, str(TYPES[each.type]), each.unit or "―", reasons_text(each.reasons)]
            for each in columns
        ],
        tight=True,
    )


def reasons_text(reasons: Mapping[str, int]) -> str:
    """How many cells hold no value, and why, e.g. 3件（空白2、不明1）."""
    if not reasons:
        return _("なし")
    part = _("%(reason)s%(count)s")
    parts = "、".join(
        part % {"reason": REASONS.get(name, name), "count": f"{count:,}"}
        for name, count in reasons.items()
    )
    return _("%(count)s件（%(parts)s）") % {"count": f"{sum(reasons.values()):,}", "parts": parts}


def reason_text(reason: str | None) -> str:
    """An empty cell with why it is empty, and what bounds it where that is known."""
    name, _blank, bound = (reason or "").partition(" ")
    if not name:
        return _("空らん")
    word = str(REASONS.get(name, name))
    return _("空らん（%(reason)s）") % {"reason": f"{word} {bound}".strip()}


def said_cell(table: Table, *, row: int, column: str) -> str:
    """A cell of the table in words, an empty one with why it is empty."""
    value = table.frame[column][row]
    if value is not None:
        return cell_text(value)
    known = table.said is not None and column in table.said.columns
    return reason_text(table.said[column][row] if table.said is not None and known else None)
