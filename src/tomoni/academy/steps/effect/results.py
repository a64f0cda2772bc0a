"""The effect over the years, what becomes of the hours, and what decides it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl
from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.academy.ui.parts import Column, TableView
from tomoni.academy.workspaces.downloads import sheet
from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import cases, effects
from tomoni.engine.core import Column as TableColumn
from tomoni.engine.core import ColumnType, Quantity, Table, range_text, show

EFFECT = "effect"
_SHORT = {"円": "万円"}


@dataclass(frozen=True)
class Result:
    """All that stands below the three effects; empty where an older effect does not have it."""

    years: tuple[TableView, ...]
    influences: TableView | None
    tornado: str
    """The address of the picture; empty when nothing is in doubt."""
    split: tuple[tuple[str, str], ...]
    freed_time_use: str
    level: int
    draws: int
    never_paid_back: str


def result(opened: Opened) -> Result | None:
    """What the newest effect says; None while there is none."""
    found = estimate(opened)
    head = opened.case.head(EFFECT)
    if found is None or head is None:
        return None
    tornado = cases.TORNADO in head.files
    where = (opened.row.pk, EFFECT, head.number, cases.TORNADO)
    share = Quantity(value=found.never_paid_back, unit="割合")
    return Result(
        years=_year_tables(found),
        influences=_influences(found) if found.influences else None,
        tornado=reverse("workspaces:file", args=where) if tornado else "",
        split=tuple((each.label, show(each)) for each in found.split.values()),
        freed_time_use=found.freed_time_use,
        level=round(found.level * 100),
        draws=found.draws,
        never_paid_back=show(share) if found.never_paid_back else "",
    )


def estimate(opened: Opened) -> effects.Estimate | None:
    content = opened.content(EFFECT)
    return None if content is None else effects.Estimate.model_validate(content)


_HOURS, _YEN = ("staff_hours", "citizen_hours"), ("yen", "cost_yen", "balance_yen")
"""What stands in the two tables of the years: hours and 円 are never added up."""


def _years(found: effects.Estimate, names: Sequence[str], *, title: str, note: str) -> TableView:
    columns, rows = [Column(_("年"))], [[cases.year_words(year)] for year in found.years]
    for name in names:
        columns += [Column(found.years[0].quantities[name].label, number=True)]
        columns += [Column(_("幅"), number=True)]
        for row, year in zip(rows, found.years, strict=True):
            quantity = year.quantities[name]
            display = "万円" if quantity.unit == "円" else ""
            row += [show(quantity, display), range_text(quantity, display)]
    return TableView(caption=title, columns=tuple(columns), rows=rows, note=note, tight=True)


def _year_tables(found: effects.Estimate) -> tuple[TableView, ...]:
    if not found.years:
        return ()
    note = _(
        "差し引きの累計は、人件費に直した額から費用を引いて、初めの年から足した額です。"
        "支出がその分すぐに減るわけではありません。"
    )
    return (
        _years(found, _HOURS, title=_("5年の見込み（時間）"), note=""),
        _years(found, _YEN, title=_("5年の見込み（円）"), note=note),
    )


def _influences(found: effects.Estimate) -> TableView:
    heads = (_("職員の時間（時間）"), _("市民の時間（時間）"), _("5年の差し引き（万円）"))
    rows = [
        (
            each.label,
            "、".join(_ends(ends, each.unit) for ends in each.ends),
            *(_swing(found, each, name) for name in effects.RESULTS),
            each.grade.value,
        )
        for each in found.influences
        if any(swing.width for swing in each.results.values())
    ]
    return TableView(
        caption=_("効果を左右する前提"),
        columns=(
            Column(_("前提")),
            Column(_("低い場合～高い場合"), number=True),
            *(Column(head, number=True) for head in heads),
            Column(_("根拠の確かさ")),
        ),
        rows=rows,
        note=_(
            "前提を一つずつ、低い端と高い端に動かしたときの結果です（ほかは見込みのまま）。"
            "5年の差し引きを大きく変えるものから並べています。"
        ),
        tight=True,
    )


def _ends(ends: effects.Ends, unit: str) -> str:
    return "～".join(show(Quantity(value=end, unit=unit)) for end in (ends.low, ends.high))


def _swing(found: effects.Estimate, influence: effects.Influence, name: str) -> str:
    swing = influence.results[name]
    if swing.width == 0:
        return "―"
    unit = found.quantities[name].unit
    ends = (swing.at_low, swing.at_high)
    shown = (show(Quantity(value=end, unit=unit), _SHORT.get(unit, "")) for end in ends)
    return " → ".join(text.removesuffix(_SHORT.get(unit, unit)) for text in shown)


def download(opened: Opened, *, part: str, form: str) -> bytes | None:
    """The years or the assumptions as a sheet of numbers; None where there is nothing."""
    found = estimate(opened)
    if found is None or not found.years:
        return None
    rows = _year_rows(found) if part == "years" else _influence_rows(found)
    name = _("5年の見込み") if part == "years" else _("効果を左右する前提")
    return sheet(_table(name, rows), form=form) if rows else None


def _year_rows(found: effects.Estimate) -> list[dict[str, str | float | None]]:
    rows = []
    for year in found.years:
        row: dict[str, str | float | None] = {_("年"): cases.year_words(year)}
        for name in (*_HOURS, *_YEN):
            quantity = year.quantities[name]
            head = f"{quantity.label}（{quantity.unit}）"
            row |= {
                head: quantity.value,
                _("%(head)sの低い場合") % {"head": head}: quantity.low,
                _("%(head)sの高い場合") % {"head": head}: quantity.high,
            }
        rows.append(row)
    return rows


def _influence_rows(found: effects.Estimate) -> list[dict[str, str | float | None]]:
    rows = []
    for each in found.influences:
        row: dict[str, str | float | None] = {
            _("前提"): each.label,
            _("低い場合"): each.ends[0].low,
            _("見込み"): each.ends[0].likely,
            _("高い場合"): each.ends[0].high,
            _("単位"): each.unit,
        }
        for name in effects.RESULTS:
            label = found.quantities[name].label
            row[_("前提が低いときの、%(label)s") % {"label": label}] = each.results[name].at_low
            row[_("前提が高いときの、%(label)s") % {"label": label}] = each.results[name].at_high
        rows.append(row)
    return rows


def _table(name: str, rows: Sequence[Mapping[str, str | float | None]]) -> Table:
    texts = {key for key, value in rows[0].items() if isinstance(value, str)}
    schema = {key: pl.String if key in texts else pl.Float64 for key in rows[0]}
    kinds = {key: ColumnType.TEXT if key in texts else ColumnType.NUMBER for key in rows[0]}
    return Table(
        name=name,
        columns=tuple(TableColumn(name=key, type=kind) for key, kind in kinds.items()),
        frame=pl.DataFrame({key: [row[key] for row in rows] for key in rows[0]}, schema=schema),
    )
