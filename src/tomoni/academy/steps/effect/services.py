"""The effect ready to be shown, what it still lacks, and its table as a file."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl
from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.steps.effect import logic, results, reviewing, writing
from tomoni.academy.steps.effect.results import EFFECT
from tomoni.academy.ui.parts import Column, TableView
from tomoni.academy.workspaces.downloads import sheet
from tomoni.academy.workspaces.pages import step_url
from tomoni.academy.workspaces.reading import NumberView, Opened, numbers_of
from tomoni.engine import cases
from tomoni.engine.core import Column as TableColumn
from tomoni.engine.core import ColumnType, Quantity, Table

SEPARATE = ("staff_hours", "yen", "citizen_hours")
"""Three kinds of effect: shown side by side, never added up."""
COSTS = ("initial_yen", "yearly_yen", "payback_years", "paid_back_share")


@dataclass(frozen=True)
class Lack:
    """Something that has to be there before the effect can be reckoned, and where to make it."""

    text: str
    action: str
    url: str


@dataclass(frozen=True)
class Card:
    """One of the three effects with its ends."""

    number: NumberView
    low: str
    high: str
    worse: bool
    """Time or money would be lost, not saved."""


def lacks(opened: Opened) -> list[Lack]:
    """What is missing, in the order in which it is made."""
    found = [lack for key in cases.FLOWS if (lack := _flow_lack(opened, key))]
    titles = {worksheet.id: worksheet.title for worksheet in opened.curriculum.worksheets}
    if cases.ASSUMPTIONS not in titles:
        text = _(
            "カリキュラムに、前提のワークシート（assumptions）がありません。事務局に伝えてください。"
        )
        found.append(Lack(text, "", ""))
    elif opened.case.head(cases.ASSUMPTIONS) is None or opened.missing(cases.ASSUMPTIONS):
        text = _("ワークシート「%(title)s」に、まだ書いていない必要な欄があります。")
        url = reverse("workspaces:worksheet", args=(opened.row.pk, cases.ASSUMPTIONS))
        found.append(Lack(text % {"title": titles[cases.ASSUMPTIONS]}, _("前提を書く"), url))
    return found


def _flow_lack(opened: Opened, key: str) -> Lack | None:
    if opened.case.head(f"{key}_cost") is not None:
        return None
    title = {"title": cases.FLOWS[key]}
    text = _("「%(title)s」がまだありません。") % title
    if opened.case.head(key) is not None:
        text = _("「%(title)s」の時間が、まだ数えられていません。") % title
    step = next((step for step in opened.curriculum.steps if step.page == "flow"), None)
    url = f"{step_url(opened.row, step)}?flow={key}" if step else ""
    return Lack(text, _("業務フローを書く"), url)


def cards(opened: Opened) -> list[Card]:
    """Hours of staff, yen and hours of citizens; nothing while no effect was reckoned."""
    views = {view.name: view for view in numbers_of(opened, EFFECT)}
    return [
        _card(views[f"{EFFECT}.{name}"], quantity)
        for name, quantity in _quantities(opened).items()
        if name in SEPARATE
    ]


def _card(number: NumberView, quantity: Quantity) -> Card:
    low, _sign, high = number.range.partition("～")
    return Card(number=number, low=low, high=high, worse=quantity.value < 0)


def costs(opened: Opened) -> list[NumberView]:
    """The costs and what follows from them."""
    return _named(opened, lambda name: name in COSTS)


def five_years(opened: Opened) -> list[NumberView]:
    """The five years together: each kind by itself."""
    return _named(opened, lambda name: name.startswith("five_year_"))


def _named(opened: Opened, wanted: Callable[[str], bool]) -> list[NumberView]:
    views = numbers_of(opened, EFFECT)
    return [view for view in views if wanted(view.name.partition(".")[2])]


def part(opened: Opened, *, part: str, form: str, user: User) -> bytes | None:
    """One part of the pages as a sheet; None where there is nothing. Raises `TablesError`."""
    if part == "logic_model":
        values = writing.sheet(opened, user=user, form=logic.FORM).values
        return logic.download(values, form=form) if values.get("rows") else None
    if part == "review_plan":
        return reviewing.download(opened, form=form)
    return results.download(opened, part=part, form=form)


def table(opened: Opened) -> TableView | None:
    """Every number of the effect with its ends, its grade and what it was made from."""
    views = numbers_of(opened, EFFECT)
    if not views:
        return None
    columns = (
        Column(_("項目")),
        Column(_("見込み"), number=True),
        Column(_("幅"), number=True),
        Column(_("根拠の確かさ")),
    )
    rows = [(view.label, view.shown, view.range, view.grade) for view in views]
    return TableView(caption=_("効果と費用の一覧"), columns=columns, rows=rows)


def download(opened: Opened, *, form: str) -> bytes:
    """The effect as a sheet: numbers as numbers. Raises `TablesError`."""
    return sheet(_sheet(_quantities(opened)), form=form)


def _sheet(quantities: dict[str, Quantity]) -> Table:
    texts = (_("項目"), _("単位"), _("根拠の確かさ"))
    numbers = (_("見込み"), _("低い場合"), _("高い場合"))
    found = quantities.items()
    columns = {
        texts[0]: [quantity.label or name for name, quantity in found],
        numbers[0]: [quantity.value for _name, quantity in found],
        numbers[1]: [quantity.low for _name, quantity in found],
        numbers[2]: [quantity.high for _name, quantity in found],
        texts[1]: [quantity.unit for _name, quantity in found],
        texts[2]: [quantity.grade.value for _name, quantity in found],
    }
    kinds = {name: ColumnType.NUMBER if name in numbers else ColumnType.TEXT for name in columns}
    return Table(
        name=_("効果の見込み"),
        columns=tuple(TableColumn(name=name, type=kind) for name, kind in kinds.items()),
        frame=pl.DataFrame(
            columns,
            schema={
                name: pl.Float64 if kind is ColumnType.NUMBER else pl.String
                for name, kind in kinds.items()
            },
        ),
    )


def _quantities(opened: Opened) -> dict[str, Quantity]:
    head = opened.case.head(EFFECT)
    return {} if head is None else dict(head.quantities)
