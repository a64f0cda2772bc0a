"""A table made to say less, with the record of what was done to it and what it is by law now."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pydantic import Field

from tomoni.engine import privacy, tables
from tomoni.engine.cases._errors import CasesError
from tomoni.engine.cases._kinds import TABLE_FILE, TableContent
from tomoni.engine.cases._recompute import Inputs, Made
from tomoni.engine.core import Quantity, Value

_DONE: Mapping[str, str] = {
    "leave_totals": "合計などの行を除いた",
    "drop": "列を除いた",
    "pseudonym": "鍵を使って仮の番号に置きかえた",
    "age_band": "{width}歳ごとの年齢階級にした",
    "coarser": "{to}にまとめた",
    "area": "{to}までにした",
    "clip": "上下の端をまとめた",
    "merge_rare": "{below}件未満の区分をまとめた",
    "join_neighbour": "{below}件未満の地域を隣と合わせた",
}
_DETAILS: Mapping[str, str] = {
    "as_of": "{as_of}の年齢",
    "top": "{top}歳以上は一つに",
    "low": "{low}以下は一つに",
    "high": "{high}以上は一つに",
}
_TO: Mapping[str, str] = {
    "month": "月",
    "quarter": "四半期",
    "year": "年",
    "fiscal_year": "年度",
    "town_block": "町丁目",
    "town": "町",
    "district": "地区",
    "city": "市",
}
_LABELS: Mapping[privacy.Label, str] = {
    privacy.Label.MY_NUMBER: "特定個人情報（マイナンバーを含みます）",
    privacy.Label.PERSONAL: "個人情報（だれのことか分かる列が残っています）",
    privacy.Label.PSEUDONYMISED: (
        "仮名化済みの個人情報（元の表を持つ人にはだれのことか分かるので、個人情報のままです）"
    ),
    privacy.Label.NOTHING_FOUND: "個人情報は見つかっていません（人の目でも確かめてください）",
}


class _TransformParameters(Value):
    """What `privacy.transform` is told; `title` is the name of the table that comes of it."""

    steps: tuple[privacy.Step, ...] = Field(min_length=1)
    title: str = ""


def transform(inputs: Inputs) -> Made:
    """The table `table` after the steps, in order; its notes are the record, and hold no value.

    Which row of a file a row came from is left out too. Raises what `privacy.transform` does, and
    `CasesError("no-columns-left")`.
    """
    given = _TransformParameters.model_validate(inputs.parameters)
    table = tables.read_parquet(inputs.file("table", TABLE_FILE))
    done = privacy.transform(table, given.steps, key=inputs.key)
    if not done.table.columns:
        raise CasesError("no-columns-left")
    made = replace(
        done.table,
        name=given.title or table.name,
        sheet="",
        range="",
        row_kinds={},
        notes=tuple(_notes(done)),
        proofs=(),
        row_numbers=None,
    )
    rows = made.frame.height
    content = TableContent(name=made.name, columns=made.columns, rows=rows, notes=made.notes)
    return Made(
        content=content.model_dump(mode="json"),
        files={TABLE_FILE: tables.write_parquet(made)},
        quantities={"rows": Quantity(value=rows, unit="件", label="データの件数")},
    )


def _notes(done: privacy.Transformed) -> Iterator[str]:
    yield f"この表の区分：{_LABELS[done.label]}"
    for one in done.record:
        yield _note(one)


def _note(one: privacy.Done) -> str:
    """One step in a sentence, e.g. 「年齢」：10歳ごとの年齢階級にした（300行）."""
    told = {name: _said(each) for name, each in one.settings.items()}
    details = [_DETAILS[name].format_map(told) for name in _DETAILS if name in told]
    details.append(f"{one.rows:,}行")
    if one.emptied:
        details.append(f"うち読めずに空にした{one.emptied:,}行")
    if one.after:
        details.append(f"{one.before:,}種類から{one.after:,}種類へ")
    done = f"{_DONE[one.step].format_map(told)}（{'、'.join(details)}）"
    return done if one.step == "leave_totals" else f"「{one.column}」：{done}"


def _said(told: str | float) -> str:
    if isinstance(told, str):
        return _TO.get(told, told)
    return f"{told:,.10f}".rstrip("0").rstrip(".")
