"""A map as it is read: the picture, its table, what did not match, the funnel."""

from dataclasses import dataclass

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.steps.analysis.map_services import LEAVE_OUT
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.parts import Column, TableView
from tomoni.academy.workspaces.reading import NumberView, Opened, numbers_of
from tomoni.engine import cases, maps
from tomoni.engine.core import Column as TableColumn
from tomoni.engine.core import ColumnType, Table

PICTURES = {"map": cases.MAP_FILE, "funnel": cases.FUNNEL_FILE}
_MOST_ASKED = 50
_MOST_ROWS = 400
_SPREAD = 2.0
"""φ from which the areas differ throughout and the limits mean little."""
_SHOWN = {
    maps.Shown.RATE: "",
    maps.Shown.FEW: gettext_lazy("n が少ない"),
    maps.Shown.NONE: gettext_lazy("データなし"),
}
_STANDINGS = {
    maps.Standing.VERY_HIGH: gettext_lazy("高い（99.8％の範囲の外）"),
    maps.Standing.HIGH: gettext_lazy("高い（95％の範囲の外）"),
    maps.Standing.LOW: gettext_lazy("低い（95％の範囲の外）"),
    maps.Standing.VERY_LOW: gettext_lazy("低い（99.8％の範囲の外）"),
}


@dataclass(frozen=True)
class MapView:
    """All that the page of a map shows."""

    key: str
    title: str
    number: int
    stale: bool
    label: str
    table: TableView
    hidden: int
    without: tuple[str, ...]
    """Names of the areas of which there is nothing on the first map."""
    numbers: tuple[NumberView, ...]
    fields: tuple[FieldView, ...]
    unmatched: int
    more_unmatched: int
    funnel: TableView | None
    spread: bool


def drawn(opened: Opened, key: str) -> cases.Drawn | None:
    """The newest version of a map."""
    artifact = opened.case.artifacts.get(key)
    if artifact is None or artifact.kind != "map" or opened.case.head(key) is None:
        return None
    return cases.Drawn.model_validate(opened.content(key))


def view(opened: Opened, key: str) -> MapView | None:
    """The map of that key; None when there is none."""
    found = drawn(opened, key)
    if found is None:
        return None
    shown, names = found.map, keys_asked(opened, key, found)
    return MapView(
        key=key,
        title=opened.title(key),
        number=len(opened.case.versions[key]),
        stale=key in opened.stale,
        label=_label(shown),
        table=_table_view(shown),
        hidden=max(0, len(shown.areas) - _MOST_ROWS),
        without=tuple(
            area.name
            for area in shown.areas
            if area.values and area.values[0].shown is maps.Shown.NONE
        ),
        numbers=numbers_of(opened, key),
        fields=_fields(opened, key, shown, names=names),
        unmatched=len(shown.unmatched),
        more_unmatched=max(0, len(shown.unmatched) - _MOST_ASKED),
        funnel=_funnel_view(found.funnel) if found.funnel else None,
        spread=found.funnel is not None and found.funnel.dispersion > _SPREAD,
    )


def _label(shown: maps.Map) -> str:
    text = _("地図「%(title)s」。同じ内容は下の表にあります。")
    return text % {"title": shown.title}


def keys_asked(opened: Opened, key: str, found: cases.Drawn) -> list[str]:
    """The names that a person is asked about: those that fit no area, and those once put right."""
    plan = opened.case.artifacts[key].plan
    chosen = plan.parameters.get("chosen", {}) if plan else {}
    unmatched = [each.key for each in found.map.unmatched[:_MOST_ASKED]]
    return [*unmatched, *(name for name in chosen if name not in unmatched)]


def _fields(
    opened: Opened, key: str, shown: maps.Map, *, names: list[str]
) -> tuple[FieldView, ...]:
    plan = opened.case.artifacts[key].plan
    chosen = plan.parameters.get("chosen", {}) if plan else {}
    near = {each.key: each.candidates for each in shown.unmatched}
    areas = {area.code: area.name for area in shown.areas}
    return tuple(
        FieldView(
            name=f"area-{place}",
            label=name,
            type="choice",
            choices=_choices(areas, near=near.get(name, ())),
            value=(chosen[name] or LEAVE_OUT) if name in chosen else "",
            id_prefix="area",
        )
        for place, name in enumerate(names)
    )


def _choices(areas: dict[str, str], *, near: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The likeliest first, then every area in its order."""
    likely = _("%(name)s（近い名前）")
    return (
        (LEAVE_OUT, _("地図の地域ではない（市外など）")),
        *((code, likely % {"name": areas[code]}) for code in near if code in areas),
        *((code, _named(code, name)) for code, name in areas.items() if code not in near),
    )


def _named(code: str, name: str) -> str:
    return name if code == name else f"{name}（{code}）"


def _table_view(shown: maps.Map) -> TableView:
    columns = [Column(_("番号")), Column(_("地域"))]
    for title in shown.layers:
        front = f"{title} " if title else ""
        columns += [Column(f"{front}{shown.unit}", number=True), Column(f"{front}n", number=True)]
    rows = [
        [area.code, area.name, *(text for one in area.values for text in _cells(one))]
        for area in shown.areas[:_MOST_ROWS]
    ]
    note = _("n は、率のもとになった数です。")
    if shown.few:
        told = _(
            "1～9件から計算した率が%(count)sあります。外に出すときは、公開用の表にしてください。"
        )
        note += told % {"count": shown.few}
    return TableView(caption=shown.title, columns=tuple(columns), rows=rows, note=note, tight=True)


def _cells(one: maps.MapValue) -> tuple[str, str]:
    if one.value is None or one.n is None:
        return str(_SHOWN[one.shown]), ""
    return f"{one.value:,.2f}", f"{one.n:,.10g}"


def _funnel_view(funnel: maps.Funnel) -> TableView:
    beyond = [each for each in funnel.points if each.standing in _STANDINGS]
    beyond.sort(key=lambda point: -point.value)
    return TableView(
        caption=_("偶然の幅の外にある地域"),
        columns=(
            Column(_("地域")),
            Column(_("どう違うか")),
            Column(funnel.unit, number=True),
            Column("n", number=True),
        ),
        rows=[
            (each.name, str(_STANDINGS[each.standing]), f"{each.value:,.2f}", f"{each.n:,.10g}")
            for each in beyond
        ],
        tight=True,
    )


def table(opened: Opened, key: str) -> Table | None:
    """The map's table, to be taken away."""
    found = drawn(opened, key)
    if found is None:
        return None
    shown = found.map
    columns = [_column(_("番号")), _column(_("地域"))]
    for place, title in enumerate(shown.layers, start=1):
        front = f"{title} " if title else (f"{place} " if len(shown.layers) > 1 else "")
        columns += [
            TableColumn(name=f"{front}{shown.unit}", type=ColumnType.NUMBER),
            TableColumn(name=f"{front}n", type=ColumnType.NUMBER),
            _column(f"{front}{_('備考')}"),
        ]
    rows = [
        (
            area.code,
            area.name,
            *(
                cell
                for one in area.values
                for cell in (one.value, one.n, str(_SHOWN[one.shown]) or None)
            ),
        )
        for area in shown.areas
    ]
    types = {ColumnType.NUMBER: pl.Float64, ColumnType.TEXT: pl.String}
    schema = {column.name: types[column.type] for column in columns}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return Table(name=shown.title, columns=tuple(columns), frame=frame)


def _column(name: str) -> TableColumn:
    return TableColumn(name=name, type=ColumnType.TEXT)


def picture(opened: Opened, key: str, *, what: str, form: str) -> bytes | None:
    """The map or its funnel as `svg` or `png`; None where there is no such picture."""
    head = opened.case.head(key)
    if what not in PICTURES or head is None or PICTURES[what] not in head.files:
        return None
    svg = cases.files_of(head, store=opened.store)[PICTURES[what]]
    return maps.map_png(svg.decode()) if form == "png" else svg
