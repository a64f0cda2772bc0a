"""How easily somebody is recognised before and after a table was changed, in words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import prod

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.ui.parts import Column, TableView
from tomoni.engine import privacy
from tomoni.engine.core import Table

K = 5
"""As many as are to look alike in what is proposed."""
_MOST_NODES, _MOST_WORK = 10_000, 200_000_000
"""Ways to generalise, and the same times rows: what is searched in less than two seconds."""
_MOST_WAYS = 3
_PERIODS = {
    "month": gettext_lazy("月"),
    "quarter": gettext_lazy("四半期"),
    "year": gettext_lazy("年"),
    "fiscal_year": gettext_lazy("年度"),
    "decade": gettext_lazy("10年"),
    "town_block": gettext_lazy("町丁目"),
    "town": gettext_lazy("町"),
    "city": gettext_lazy("市"),
}


@dataclass(frozen=True)
class Measured:
    """The clues and the risk before and after, whether it is small enough, and ways to less."""

    before: str
    after: str
    """The columns that are clues, named one after the other."""
    table: TableView
    enough: bool
    ways: tuple[str, ...]


def measured(before: Table, after: Table, *, unreadable: Collection[str]) -> Measured | None:
    """The risk by what the engine takes for clues; None where there are none.

    `unreadable`: columns whose values say nothing to who lacks the key.
    """
    clues = privacy.quasi_identifiers(before)
    left = [name for name in clues if after.column(name) and name not in unreadable]
    if not clues or not before.data_rows().frame.height:
        return None
    was = privacy.risk(before, quasi=clues)
    now = privacy.risk(after, quasi=left) if left else None
    enough = now is None or now.k >= K
    return Measured(
        before="、".join(clues),
        after="、".join(left),
        table=_table(was, now),
        enough=enough,
        ways=() if enough else _ways(after, left),
    )


def _table(was: privacy.Risk, now: privacy.Risk | None) -> TableView:
    columns = (
        Column(_("見分けられやすさ")),
        Column(_("加工の前"), number=True),
        Column(_("加工の後"), number=True),
    )
    labels = (
        _("いちばん少ないところで、同じに見える行の数"),
        _("ほかに同じもののない、一人だけの組み合わせ"),
        _("いちばん高い見分けられやすさ"),
    )
    rows = [list(each) for each in zip(labels, _said(was), _said(now), strict=True)]
    return TableView(
        caption=_("人の見分けられやすさ"),
        columns=columns,
        rows=rows,
        note=_(
            "手がかりになる列を知っている人が、その人の行を当てられる割合です。"
            "4人が同じに見えれば25％になります。"
        ),
        tight=True,
    )


def _said(risk: privacy.Risk | None) -> tuple[str, str, str]:
    if risk is None:
        return "―", "―", "―"
    return f"{risk.k:,}", f"{risk.uniques:,}", f"{risk.highest:.0%}"


def _ways(table: Table, clues: Sequence[str]) -> tuple[str, ...]:
    """Up to three ways to make every row look like at least `K`, where they are quickly found."""
    ladders = privacy.usual_ladders(table, columns=clues, given={})
    nodes = prod(len(ladder.rungs) + 2 for ladder in ladders.values())
    rows = table.frame.height
    if rows < K or nodes > _MOST_NODES or nodes * rows > _MOST_WORK:
        return ()
    found = privacy.generalise(table, quasi=clues, k=K)
    return tuple(_way(each) for each in found[:_MOST_WAYS])


def _way(found: privacy.Generalisation) -> str:
    changes = "、".join(_height(each) for each in found.heights if each.level)
    said = _("%(changes)s（%(k)s行以上が同じに見えます。残る細かさ：%(precision)s）")
    return said % {"changes": changes, "k": f"{found.k:,}", "precision": f"{found.precision:.0%}"}


def _height(height: privacy.Height) -> str:
    if height.level == height.top:
        return _("「%(column)s」を除く") % {"column": height.column}
    rung = height.ladder.rungs[height.level - 1]
    return _("「%(column)s」を%(step)s") % {"column": height.column, "step": _rung(rung)}


def _rung(rung: privacy.Rung) -> str:
    if isinstance(rung, privacy.BandRung):
        return _("%(width)sごとにまとめる") % {"width": f"{rung.width:,g}"}
    if isinstance(rung, privacy.PrefixRung):
        return _("はじめの%(letters)s文字までにする") % {"letters": rung.letters}
    if isinstance(rung, privacy.PeriodRung | privacy.AreaRung):
        return _("%(to)sまでにまとめる") % {"to": _PERIODS[str(rung.to)]}
    return _("まとめる")
