"""Large files as divisions keep them, made on the spot, and plainer ways to read them."""

import random
import re
from datetime import date

import pandas as pd  # type: ignore[import-untyped]

from engine.tables.workbooks import NAMESPACE, repacked, sheet_xml, workbook
from tomoni.engine.core import Place

_WIDE = str.maketrans("0123456789,.-", "０１２３４５６７８９，．－")
_NARROW = str.maketrans("０１２３４５６７８９，．－", "0123456789,.-")
_NAMES = "整理番号,都道府県,市区町村,届出日,許可日,件数,金額,人口,割合,区分,電話番号,備考"
_PLACES = ("香川県,高松市", "北海道,札幌市中央区", "東京都,千代田区", "沖縄県,那覇市")
_ERAS = {"R": 2018, "令和": 2018, "H": 1988, "平成": 1988}
_DAY = re.compile(r"(R|令和|H|平成)(\d+)[.年](\d+)[.月](\d+)日?")


def permits(rows: int) -> bytes:
    """A CP932 CSV of 12 columns with days in the Japanese calendar and full-width numbers."""
    dice = random.Random(1)  # noqa: S311 -- rows to measure with
    lines = [_NAMES]
    for row in range(rows):
        filed = f"R{dice.randint(2, 7):02}.{dice.randint(1, 12):02}.{dice.randint(1, 28):02}"
        granted = f"令和{dice.randint(2, 7)}年{dice.randint(1, 12)}月{dice.randint(1, 28)}日"
        amount = f"{dice.randint(0, 999_999):,}".replace(",", "").translate(_WIDE)
        people = str(dice.randint(0, 99_999)).translate(_WIDE)
        phone = f"087-{dice.randint(100, 999)}-{dice.randint(1000, 9999)}"
        kind = "新規" if row % 3 else "更新"
        note = "X" if row % 97 == 0 else "-"
        lines.append(
            f"{row + 1},{_PLACES[row % 4]},{filed},{granted},{dice.randint(0, 999)},{amount},"
            f"{people},{dice.random() * 100:.1f},{kind},{phone},{note}"
        )
    return ("\r\n".join(lines) + "\r\n").encode("cp932")


def with_pandas(path: str) -> pd.DataFrame:
    """What a person writes: everything as text, then a function for the cells of each column."""
    frame = pd.read_csv(path, encoding="cp932", dtype=str)
    for name in ("届出日", "許可日"):
        frame[name] = frame[name].apply(_day)
    for name in ("件数", "金額", "人口"):
        frame[name] = frame[name].apply(lambda text: int(text.translate(_NARROW)))
    frame["割合"] = frame["割合"].apply(lambda text: float(text.translate(_NARROW)))
    return frame


def _day(text: str) -> date | None:
    match = _DAY.fullmatch(text.translate(_NARROW))
    if match is None:
        return None
    return date(_ERAS[match[1]] + int(match[2]), int(match[3]), int(match[4]))


def large_workbook(rows: int, columns: int) -> bytes:
    """An .xlsx of numbers, shared texts and days, as spreadsheets write it."""
    dice = random.Random(2)  # noqa: S311 -- rows to measure with
    texts = [f"高松市{number}丁目" for number in range(2_000)]
    shared = "".join(f"<si><t>{text}</t></si>" for text in [*_heads(columns), *texts])
    names = [Place(row=1, column=column).cell[:-1] for column in range(1, columns + 1)]
    parts = ['<row r="1">']
    parts += [f'<c r="{name}1" t="s"><v>{n}</v></c>' for n, name in enumerate(names)]
    parts.append("</row>")
    for row in range(2, rows + 2):
        parts.append(f'<row r="{row}">')
        for column, name in enumerate(names):
            place = f'<c r="{name}{row}"'
            if column % 4 == 0:
                parts.append(f'{place} t="s"><v>{columns + dice.randrange(2_000)}</v></c>')
            elif column % 4 == 1:
                parts.append(f"{place}><v>{dice.random() * 1000:.2f}</v></c>")
            else:
                parts.append(f"{place}><v>{dice.randint(0, 100_000)}</v></c>")
        parts.append("</row>")
    sst = f"<sst {NAMESPACE}>{shared}</sst>".encode()
    return repacked(workbook([["a"]]), sheet1=sheet_xml("".join(parts)), sharedStrings=sst)


def _heads(columns: int) -> list[str]:
    return [f"列の名前{number}" for number in range(columns)]
