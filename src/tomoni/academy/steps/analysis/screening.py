"""Which other columns seem to go with a column: looked at, never kept, begun as a claim."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.accounts.models import User
from tomoni.academy.steps.analysis import choices, claims, forms, offers, reading
from tomoni.academy.steps.analysis.exploring_reading import UNITS
from tomoni.academy.steps.analysis.kinds import DAYS, NUMBERS
from tomoni.academy.steps.analysis.reading import Desk
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import evidence
from tomoni.engine.core import Column, Quantity, show
from tomoni.engine.core import TomoniError as TomoniError
from tomoni.engine.evidence import ClaimKind, ScreenedGroup

ASKED = ("table", "column", "part", "categories")
_ROUNDS = 4
"""A table brings its columns, a column its parts, a part its values."""
_CHANCE = 0.05
_STRENGTHS = (
    (0.5, gettext_lazy("強い")),
    (0.3, gettext_lazy("中くらい")),
    (0.1, gettext_lazy("弱い")),
    (0.0, gettext_lazy("ごく弱い")),
)
"""How a strength is said, from which one on."""


@dataclass(frozen=True)
class ColumnView:
    """How one column goes with what is looked at. `strength` is empty where it may be chance."""

    name: str
    lowest: str
    highest: str
    strength: str
    q_value: str


@dataclass(frozen=True)
class ScreeningView:
    """All that the page shows of a screening."""

    what: str
    n: str
    columns: tuple[ColumnView, ...]
    skipped: str


def begin(opened: Opened, *, user: User) -> Desk:
    """The question with nothing chosen: a claim about shares in many groups that lacks groups."""
    desk = reading.blank(opened, user=user, key="")
    return desk.typed({"kind": ClaimKind.MANY_PROPORTIONS.value}, opened=opened)


def posted(post: QueryDict, *, opened: Opened, user: User) -> Desk:
    """The question as posted."""
    desk = begin(opened, user=user)
    for _each in range(_ROUNDS):
        before, values = desk, forms.typed(forms.read(post, fields=fields(desk)))
        desk = desk.typed(values, opened=opened)
        if desk.values == before.values:
            break
    return desk


def fields(desk: Desk) -> dict[str, FieldView]:
    """The questions that are asked, holding the values; of a number its values need no choosing."""
    every = forms.fields(desk.values, offers=offers.of(desk))
    if desk.table is None:
        return {"table": every["table"]}
    found = {name: every[name] for name in ASKED if name in every}
    found["column"] = replace(
        found["column"], label=_("何と関係する列を探しますか"), help=_("結果を表す列を選びます。")
    )
    if "categories" in found and not desk.values["column"]:
        del found["categories"]
    elif "categories" in found and _is_number(desk, desk.values["column"]):
        if not found["categories"].many:
            del found["categories"]
        else:
            words = _("選ぶと、その値である割合で見ます。選ばなければ、平均で見ます。")
            found["categories"] = replace(found["categories"], required=False, help=words)
    return found


def checked(desk: Desk) -> dict[str, FieldView]:
    """The fields, each with what it still lacks."""
    found = forms.checked(fields(desk), offers=offers.of(desk))
    values = found.get("categories")
    if values and values.many and len(set(values.value)) == len(values.choices) > 0:
        sentence = _("すべての値を選ぶと、割合は必ず100％になります。選ぶ値を減らしてください。")
        return forms.with_error(found, name="categories", sentence=sentence)
    return found


def look(desk: Desk) -> ScreeningView:
    """The other columns, likeliest first. Raises `EvidenceError` or `TablesError`."""
    assert desk.table is not None  # noqa: S101 - the form asks for it
    claim = claims.claim_of({**desk.values, "smallest": 1}, table=desk.table)
    found = evidence.screen(
        desk.table, column=claim.column, part=claim.part, categories=claim.categories
    )
    own = _column(desk, claim.column)
    unit = own.unit if own and own.unit in UNITS else ""
    unit = "割合" if claim.categories else unit
    return ScreeningView(
        what=found.what,
        n=f"{found.n:,}",
        columns=tuple(
            ColumnView(
                name=one.column,
                lowest=_said(one.lowest, unit=unit),
                highest=_said(one.highest, unit=unit),
                strength=_strength(one.strength) if one.q_value < _CHANCE else "",
                q_value=f"{one.q_value:.3f}" if one.q_value >= 0.001 else _("0.001未満"),
            )
            for one in found.columns
        ),
        skipped="、".join(f"「{name}」" for name in found.skipped),
    )


def claim_values(desk: Desk, *, column: str) -> dict[str, Any]:
    """What a claim begins with that says that the column goes with what was looked at."""
    kept = {name: desk.values[name] for name in ASKED}
    if _is_number(desk, column):
        if not kept["categories"]:
            return {**kept, "kind": ClaimKind.RELATION.value, "other_column": column}
        if len(kept["categories"]) == 1:
            return {
                "kind": ClaimKind.TWO_MEANS.value,
                "table": kept["table"],
                "column": column,
                "group_column": kept["column"],
                "group_part": kept["part"],
                "group_a": kept["categories"][0],
            }
    kind = ClaimKind.MANY_PROPORTIONS if kept["categories"] else ClaimKind.MANY_MEANS
    other = _column(desk, column)
    years = "fiscal_year" if other and other.type in DAYS else ""
    return {**kept, "kind": kind.value, "group_column": column, "group_part": years}


def _column(desk: Desk, name: str) -> Column | None:
    return choices.column_of(name, table=desk.table)


def _is_number(desk: Desk, name: str) -> bool:
    column = _column(desk, name)
    return column is not None and column.type in NUMBERS


def _said(group: ScreenedGroup | None, *, unit: str) -> str:
    if group is None:
        return "―"
    return _("%(group)s：%(value)s（%(rows)s件）") % {
        "group": group.label or _("（空らん）"),
        "value": show(Quantity(value=group.value, unit=unit)),
        "rows": f"{group.n:,}",
    }


def _strength(strength: float) -> str:
    return str(next(words for least, words in _STRENGTHS if strength >= least))
