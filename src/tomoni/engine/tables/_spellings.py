"""How cells are spelled: the folding of wide characters and the marks that stand for no value."""

import polars as pl

_WIDE = {chr(0xFF01 + place): chr(0x21 + place) for place in range(94)}
_ERAS = {"㍾": "明治", "㍽": "大正", "㍼": "昭和", "㍻": "平成", "㋿": "令和"}
_FOLDS = {**_WIDE, "\u3000": " ", "\u00a0": " ", **_ERAS}
_SPACES = " \t\r\n\u3000\u00a0\ufeff\u200b"

REASONS = {
    **dict.fromkeys(("-", "--", "---", "ー", "―", "‐", "‑", "–", "—", "−", "─"), "absent"),
    **dict.fromkeys(
        ("…", "‥", "...", "・・・", "不明", "不詳", "未詳", "未定", "調査中"), "unknown"
    ),
    **dict.fromkeys(("X", "x", "χ", "Χ", "秘匿"), "secret"),
    **dict.fromkeys(("***", "****"), "nodata"),
    **dict.fromkeys(("不検出", "ND", "N.D."), "not_detected"),
    **dict.fromkeys(
        ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!"), "formula_error"
    ),
}
"""Spelling of a cell, wide characters folded → why there is no value; a blank is `blank`, what
cannot be read as the column's type is `invalid`. After 総務省「統計表における機械判読可能な
データの表記方法の統一ルール」 (2020) and the symbols of the statistical yearbooks."""


def trimmed(cell: pl.Expr) -> pl.Expr:
    """The text without blanks (full-width too) at its ends; a cell of blanks becomes null."""
    text = cell.str.strip_chars(_SPACES)
    return pl.when(text != "").then(text)


def folded(cell: pl.Expr) -> pl.Expr:
    """Full-width ASCII as ASCII and ㋿ ㍻ ㍼ ㍽ ㍾ as two characters; kana are left alone.

    Not Unicode's NFKC, which would read ② or 5² as digits.
    """
    return cell.str.replace_many(list(_FOLDS), list(_FOLDS.values()))


def reason(cell: pl.Expr) -> pl.Expr:
    """Why the (trimmed, folded) cell holds no value; null when it may hold one."""
    named = cell.replace_strict(REASONS, default=None, return_dtype=pl.String)
    return pl.when(cell.is_null()).then(pl.lit("blank")).otherwise(named)
