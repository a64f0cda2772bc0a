"""How cells are spelled: the folding of wide characters and the marks that stand for no value."""

import polars as pl

_WIDE = {chr(0xFF01 + place): chr(0x21 + place) for place in range(94)}
_ERAS = {"㍾": "明治", "㍽": "大正", "㍼": "昭和", "㍻": "平成", "㋿": "令和"}
_FOLDS = {**_WIDE, "\u3000": " ", "\u00a0": " ", **_ERAS}
_SPACES = " \t\r\n\u3000\u00a0\ufeff\u200b"
_SHORT = 20

_SPELLINGS = {
    "absent": "- -- --- ー ― ‐ ‑ – — − ─ ‒ ━ / ／ ＼ なし 無し 該当なし N/A n/a NULL null",
    "unknown": "… ‥ ... .. ・・・ ････ 不明 不詳 未詳 未回答 無回答 未記入 記入なし ? ??",
    "pending": "未定 調査中 集計中 計算中 確認中 調整中 精査中 未確定 未集計 照会中 後日公表",
    "secret": "X x χ Χ Ｘ 秘匿 非公表 非公開",
    "nodata": "*** **** ** 欠測 欠 未実施 未測定 データなし",
    "below_limit": "検出下限未満 検出限界未満 検出下限値未満 検出限界値未満 "
    "定量下限未満 定量下限値未満 単位未満",
    "not_detected": "不検出 検出せず 検出されず ND N.D. N.D nd n.d.",
    "not_computable": "皆増 皆減 計算不能 算出不能 算定不能",
    "formula_error": "#N/A #REF! #DIV/0! #VALUE! #NAME? #NULL! #NUM! #SPILL! #CALC!",
}
REASONS = {mark: reason for reason, marks in _SPELLINGS.items() for mark in marks.split()}
"""Spelling of a cell, wide characters folded → why there is no value; a blank is `blank`, what
cannot be read as the column's type is `invalid`. After 総務省「統計表における機械判読可能な
データの表記方法の統一ルール」 (2020) and the symbols of the statistical yearbooks."""


def trimmed(cell: pl.Expr) -> pl.Expr:
    """The text without blanks (full-width too) at its ends; a cell of blanks becomes null."""
    text = cell.str.strip_chars(_SPACES)
    return pl.when(text != "").then(text)


def trim(cells: pl.DataFrame) -> pl.DataFrame:
    """The cells trimmed; columns that need none of it are kept as they lie in memory."""
    if not cells.width:
        return cells
    if cells.height <= _SHORT:
        return _trim_short(cells)
    spaced = pl.all().str.contains_any(list(_SPACES)) | (pl.all() == "")
    names = _which(cells, spaced)
    loose = pl.all().str.contains(rf"^(?:[{_SPACES}]|$)|[{_SPACES}]$")
    names = _which(cells.select(names), loose) if names else []
    return cells.with_columns(trimmed(pl.col(names))) if names else cells


def _trim_short(cells: pl.DataFrame) -> pl.DataFrame:
    """The same, text by text: sooner for a few rows."""
    changed = []
    for column in cells:
        texts = column.to_list()
        bare = [(text.strip(_SPACES) or None) if text is not None else None for text in texts]
        if bare != texts:
            changed.append(pl.Series(column.name, bare, dtype=pl.String))
    return cells.with_columns(changed) if changed else cells


def _which(cells: pl.DataFrame, test: pl.Expr) -> list[str]:
    """The columns in which any cell passes the test."""
    found = cells.select(test.any()).row(0)
    return [name for name, at in zip(cells.columns, found, strict=True) if at]


def is_filled(cell: pl.Expr) -> pl.Expr:
    """Whether the cell holds more than blanks."""
    return cell.str.contains(rf"[^{_SPACES}]")


def folded(cell: pl.Expr) -> pl.Expr:
    """Full-width ASCII as ASCII and ㋿ ㍻ ㍼ ㍽ ㍾ as two characters; kana are left alone.

    Not Unicode's NFKC, which would read ② or 5² as digits.
    """
    return cell.str.replace_many(list(_FOLDS), list(_FOLDS.values()))


def is_ascii(cells: pl.Series) -> bool:
    """Whether there is nothing to fold."""
    return bool((cells.str.len_bytes() == cells.str.len_chars()).all())


def reason(cell: pl.Expr) -> pl.Expr:
    """Why the (trimmed, folded) cell holds no value; null when it may hold one."""
    named = cell.replace_strict(REASONS, default=None, return_dtype=pl.String)
    return pl.when(cell.is_null()).then(pl.lit("blank")).otherwise(named)
