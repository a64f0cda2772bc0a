"""Which column of a file of boundaries holds the codes, and which the names."""

import re
from collections.abc import Iterable, Sequence

import polars as pl

_CODES = (
    "KEY_CODE", "KEYCODE", "N03_007", "administrativeAreaCode", "A27_005", "A32_005", "code",
    "全国地方公共団体コード", "団体コード", "市区町村コード", "町丁字コード", "町字ID", "コード",
    "meshcode", "MESH_CODE", "メッシュコード", "id",
)  # fmt: skip
_NAMES = (
    "S_NAME", "MOJI", "N03_004", "cityName", "A27_004", "A32_004", "name", "名称",
    "町丁・字等名", "町名", "地区名", "学校名", "学区名", "市区町村名", "CITY_NAME", "nam_ja",
    "prefectureName", "N03_001",
)  # fmt: skip
"""Columns of e-Stat's small areas, 国土数値情報 (N03, A27, A32) and what cities call theirs."""
_CODE = re.compile(r"[0-9]{2,13}")


def code_column(attributes: pl.DataFrame) -> str:
    """The column of codes: one that is called so, else the first of nothing but different codes."""
    known = _first(_CODES, attributes)
    if known:
        return known
    for name in attributes.columns:
        texts = attributes[name].drop_nulls().to_list()
        if texts and len(set(texts)) == attributes.height and all(map(_CODE.fullmatch, texts)):
            return name
    return ""


def name_column(attributes: pl.DataFrame, *, but: str) -> str:
    """The column of names: one that is called so, else the one with most different words."""
    known = _first([name for name in _NAMES if name != but], attributes)
    if known:
        return known
    words = {
        name: attributes[name].drop_nulls().n_unique()
        for name in attributes.columns
        if name != but and not _is_numeric(attributes[name].drop_nulls().to_list())
    }
    return max(words, key=lambda name: words[name]) if words else ""


def _first(names: Sequence[str], attributes: pl.DataFrame) -> str:
    """The first of the names that is a column, however its letters are written, with values."""
    columns = {name.lower(): name for name in reversed(attributes.columns)}
    for name in names:
        column = columns.get(name.lower(), "")
        if column and attributes[column].is_not_null().any():
            return column
    return ""


def _is_numeric(texts: Iterable[str]) -> bool:
    found = list(texts)
    return all(re.fullmatch(r"-?[0-9.]+(?:[eE][-+]?[0-9]+)?", text) for text in found)
