"""Rules about whole tables: merged cells, left-out labels, units, years, areas, gaps, objects."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from tomoni.engine.tables._blocks import Block, folded
from tomoni.engine.tables._codes import is_code_name
from tomoni.engine.tables._rules_of_cells import Hit
from tomoni.engine.tables._units import bare_unit, is_unit, unit_of
from tomoni.engine.tables._view import Position, SheetView

_DITTO = frozenset({"〃", "同上", "同", "々", "″", '"', "''", "”", "ゞ"})
_ERA = re.compile(
    r"(?:明治|大正|昭和|平成|令和)\s*(?:元|[0-9]{1,2})\s*年?|(?<![A-Za-z])[MTSHR][0-9]{1,2}[.年/]"
)
_YEAR = re.compile(r"(?<![0-9])(?:18|19|20)[0-9]{2}(?![0-9])")
_UNITLESS = re.compile(
    r"緯度|経度|番号|コード|ＩＤ|ID$|^no\.?$|年$|年度$|^月$|順位|西暦|和暦|指数|電話|郵便|率$",
    re.IGNORECASE,
)
_STATED = re.compile(r"単位")
_AREA_LABEL = re.compile(r"都道府県|市区町村|市町村|自治体|団体")
_PREFECTURE = re.compile(
    "青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|東京"
    "|神奈川|新潟|富山|石川|福井|山梨|長野|岐阜|静岡|愛知|三重|滋賀"
    "|京都|大阪|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川"
    "|愛媛|高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄"
)
_SUFFIXES = {"東京": "都", "京都": "府", "大阪": "府"}
_ENOUGH = 3
_SHARE = 5
"""A label column is filled down by the eye when one row in so many leaves its label out."""
_NEAR = 3


def merged_cells(view: SheetView, tables: Sequence[Block]) -> Iterator[Hit]:
    """項目1-4: cells merged into one, inside or above a table."""
    for area in view.merges:
        size = (area.bottom - area.top + 1) * (area.right - area.left + 1)
        yield Hit((area.top, area.left), seen=view.text(area.top, area.left), count=size)


def labels_left_out(block: Block) -> Iterator[Hit]:
    """項目1-6: 〃 and 同上, a column without a label, a label said once for several rows."""
    view = block.view
    for place, cell in block.filled:
        text = cell.text.strip()
        if text in _DITTO:
            yield Hit(place, seen=text, mended=_above(block, place))
    for column in block.area.columns:
        if not block.labels(column) and any((row, column) in view.cells for row in block.body):
            yield Hit((block.last_header(), column))
    for column in block.text_columns():
        left_out = list(_said_once(block, column))
        if len(left_out) * _SHARE < len(block.body):
            break
        yield from left_out


def formulas(view: SheetView, tables: Sequence[Block]) -> Iterator[Hit]:
    """項目1-7: formulas where numbers should be; `mended` is the value they show."""
    for place, cell in view.cells.items():
        if cell.formula:
            yield Hit(place, mended=cell.text)


def objects(view: SheetView, tables: Sequence[Block]) -> Iterator[Hit]:
    """項目1-8: pictures, charts, shapes and comments over the cells. `seen`: kinds and counts."""
    by_place: dict[Position | None, Counter[str]] = {}
    for place, kind in view.objects:
        by_place.setdefault(place, Counter())[kind] += 1
    for place, kinds in by_place.items():
        seen = " ".join(f"{kind}:{count}" for kind, count in sorted(kinds.items()))
        yield Hit(place, seen=seen, count=sum(kinds.values()))


def units_missing(block: Block) -> Iterator[Hit]:
    """項目1-9: columns of numbers of which neither header nor title says the unit."""
    view, area = block.view, block.area
    around = range(max(1, area.top - _NEAR), block.body.start)
    lines = [text.text for (row, _), text in view.cells.items() if row in around]
    if any(_STATED.search(line) for line in lines):
        return
    for column in sorted(block.numeric):
        labels = block.labels(column)
        known = any(is_unit(bare_unit(label)) or unit_of(label) for label in labels)
        plain = any(_UNITLESS.search(folded(label)) or is_code_name(label) for label in labels)
        if labels and not known and not plain:
            yield Hit((block.last_header(), column), seen=labels[-1])


def time_axis(block: Block) -> Iterator[Hit]:
    """項目1-11: a Japanese year without the western one beside it."""
    for row in block.header:
        for column in block.area.columns:
            text = block.view.text(row, column)
            near = [block.view.text(row + step, column) for step in (-1, 0, 1)]
            if _ERA.search(folded(text)) and not any(_YEAR.search(folded(one)) for one in near):
                yield Hit((row, column), seen=text.strip())
    western = {column for column in block.area.columns if _has_western(block, column)}
    for column in block.area.columns:
        found = [row for row in block.body if _ERA.search(folded(block.view.text(row, column)))]
        if found and not western & {column - 1, column, column + 1}:
            first = (found[0], column)
            yield Hit(first, seen=block.view.text(*first).strip(), count=len(found))


def area_names(block: Block) -> Iterator[Hit]:
    """項目1-12: prefectures without 都道府県, area codes that lost their first zero."""
    for column in block.area.columns:
        texts = [(row, folded(block.view.text(row, column)).strip()) for row in block.body]
        short = [(row, text) for row, text in texts if _PREFECTURE.fullmatch(text)]
        if len(short) >= _ENOUGH and len(short) * 2 > sum(bool(text) for _, text in texts):
            for row, text in short:
                yield Hit((row, column), seen=text, mended=text + _SUFFIXES.get(text, "県"))
        labels = "".join(block.labels(column))
        if _AREA_LABEL.search(labels) and is_code_name(labels):
            for row, text in texts:
                if re.fullmatch(r"[0-9]{5}", text) and any(len(other) == 6 for _, other in texts):
                    yield Hit((row, column), seen=text, mended=text.zfill(6))


def split_table(block: Block) -> Iterator[Hit]:
    """項目1-14: blank rows or columns, or the header once more, in the middle of a table."""
    area = block.area
    cells = {place for place, _ in block.filled} | block.view.merged.keys()
    for row in range(block.area.top + 1, area.bottom):
        if not any((row, column) in cells for column in area.columns):
            yield Hit((row, area.left))
    for column in range(area.left + 1, area.right):
        if not any((row, column) in cells for row in area.rows):
            yield Hit((area.top, column))
    labels = [block.view.text(block.last_header(), column) for column in area.columns]
    if len(block.header) == 1 and sum(map(bool, labels)) > 1:
        for row in block.body:
            if [block.view.text(row, column) for column in area.columns] == labels:
                yield Hit((row, area.left), seen=labels[0])


def several_tables(view: SheetView, tables: Sequence[Block]) -> Iterator[Hit]:
    """項目1-15: every table of a sheet but its first."""
    for block in tables[1:]:
        yield Hit((block.area.top, block.area.left), count=len(tables))


def _above(block: Block, place: Position) -> str:
    """The nearest text above that is said in full."""
    row, column = place
    for upper in range(row - 1, block.area.top - 1, -1):
        text = block.view.text(upper, column).strip()
        if text and text not in _DITTO:
            return text
    return ""


def _said_once(block: Block, column: int) -> Iterator[Hit]:
    """Blank cells under a label, in rows that hold values; none where a label ever repeats."""
    view = block.view
    seen = ""
    left_out = []
    for row in block.body:
        text = view.text(row, column).strip()
        if text and text == seen:
            return
        if text:
            seen = text
        elif seen and (row, column) not in view.merged and _has_value(block, row):
            left_out.append(Hit((row, column), mended=seen))
    yield from left_out


def _has_value(block: Block, row: int) -> bool:
    return any((row, column) in block.view.cells for column in block.numeric)


def _has_western(block: Block, column: int) -> bool:
    texts = [folded(block.view.text(row, column)) for row in block.body]
    return sum(bool(_YEAR.search(text)) for text in texts) * 2 >= max(1, sum(map(bool, texts)))
