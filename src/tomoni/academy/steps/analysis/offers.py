"""What the form of a claim or of a count offers to choose from, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.steps.analysis import claims
from tomoni.academy.steps.analysis.questions import Offers, Pairs
from tomoni.academy.steps.analysis.reading import Desk
from tomoni.academy.steps.data.cells import TYPES
from tomoni.engine.core import Table
from tomoni.engine.evidence import Op, Part

PARTS = {
    Part.MONTH: gettext_lazy("月（1月から12月）"),
    Part.DAY_OF_WEEK: gettext_lazy("曜日"),
    Part.FISCAL_YEAR: gettext_lazy("年度"),
    Part.YEAR: gettext_lazy("年"),
    Part.DAY: gettext_lazy("日（1日から31日）"),
    Part.VALUE: gettext_lazy("値そのもの"),
}
OPS = {
    Op.IN: gettext_lazy("どれかと同じ"),
    Op.NOT_IN: gettext_lazy("どれとも違う"),
    Op.AT_LEAST: gettext_lazy("以上"),
    Op.AT_MOST: gettext_lazy("以下"),
    Op.BETWEEN: gettext_lazy("から・まで（2つ書く）"),
    Op.EMPTY: gettext_lazy("空らん"),
    Op.FILLED: gettext_lazy("空らんでない"),
}
_CHARTS = {
    "bar": gettext_lazy("棒グラフ"),
    "pie": gettext_lazy("円グラフ"),
    "dot": gettext_lazy("点と幅の図"),
}


def of(desk: Desk) -> Offers:
    """What can be chosen for the claim on the desk."""
    values, table = desk.values, desk.table
    first = claims.column_of(values["column"], table=table)
    second = claims.column_of(values["group_column"], table=table)
    return Offers(
        tables=desk.tables,
        columns=columns(table),
        parts=_named(claims.parts(first)),
        values=_choices(desk, column="column", part="part"),
        group_parts=_named(claims.parts(second)),
        group_values=_choices(desk, column="group_column", part="group_part"),
        charts=tuple((name, str(_CHARTS[name])) for name in claims.charts(values["kind"])),
        rest=_("それ以外のすべて"),
    )


def _choices(desk: Desk, *, column: str, part: str) -> Pairs | None:
    found = claims.choices(desk.table, column=desk.values[column], part=desk.values[part])
    return None if found is None else tuple(found)


def columns(table: Table | None) -> Pairs:
    """The columns of a table with their types."""
    if table is None:
        return ()
    text = _("%(name)s（%(type)s）")
    return tuple(
        (each.name, text % {"name": each.name, "type": TYPES[each.type]}) for each in table.columns
    )


def _named(parts: Iterable[Part]) -> Pairs:
    return tuple((part.value, str(PARTS[part])) for part in parts)
