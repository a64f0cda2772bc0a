"""The two flows side by side, ready to be read."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.steps.flow import trial_reading, trials
from tomoni.academy.steps.flow.reading import AS_IS, TO_BE, quantities
from tomoni.academy.steps.flow.trial_reading import ChartView, ends, long
from tomoni.academy.steps.flow.trial_services import COMPARISON
from tomoni.academy.ui.parts import Column, TableView
from tomoni.academy.workspaces.reading import NumberView, Opened, numbers_of
from tomoni.engine import cases, flows
from tomoni.engine.core import Quantity, TomoniError, range_text, show
from tomoni.engine.flows import Change

CHANGES = {
    Change.REMOVED: gettext_lazy("なくす"),
    Change.ADDED: gettext_lazy("加える"),
    Change.MOVED: gettext_lazy("担当が変わる"),
    Change.MINUTES: gettext_lazy("時間が変わる"),
    Change.VISITS: gettext_lazy("回数が変わる"),
    Change.RENAMED: gettext_lazy("名前が変わる"),
}
_PARTS = {
    "gone_hours": (gettext_lazy("減る"), gettext_lazy("なくす作業の時間"), 1),
    "moved_hours": (gettext_lazy("移る"), gettext_lazy("ほかの担当に移る時間"), 1),
    "received_hours": (gettext_lazy("移る"), gettext_lazy("うち、職員が引き受ける時間"), -1),
    "freed_hours": (gettext_lazy("空く"), gettext_lazy("残る作業が短くなる時間"), 1),
    "grown_hours": (gettext_lazy("増える"), gettext_lazy("残る作業が長くなる時間"), -1),
    "added_hours": (gettext_lazy("増える"), gettext_lazy("新しい作業の時間"), -1),
}
_CITIZENS = {
    "citizen_hours": gettext_lazy("市民の時間（1年）"),
    "citizen_trips": gettext_lazy("市民が足を運ぶ回数（1年）"),
}


@dataclass(frozen=True)
class ComparisonView:
    """All that the page shows of the two flows; without `charts` while they were not tried out."""

    sentences: tuple[str, ...]
    changes: TableView
    hours: TableView
    citizens: TableView
    waits: TableView | None
    charts: tuple[ChartView, ...]
    overloaded: tuple[str, ...]
    about: str
    numbers: tuple[NumberView, ...]


@dataclass(frozen=True)
class Compared:
    """The view, or why there is none."""

    view: ComparisonView | None = None
    error: TomoniError | None = None


def compared(opened: Opened) -> Compared:
    """The two flows as they were last tried out together; before that, as they stand."""
    content = opened.content(COMPARISON)
    if content is not None:
        tried = cases.Tried.model_validate(content)
        return Compared(_view(opened, tried.comparison, tried.runs))
    try:
        comparison = _as_they_stand(opened)
    except TomoniError as error:
        return Compared(error=error)
    return Compared(None if comparison is None else _view(opened, comparison, None))


def _as_they_stand(opened: Opened) -> flows.Comparison | None:
    """None while one of them is missing. Raises why they cannot be counted."""
    before, after = (trials.flow_of(opened, key) for key in (AS_IS, TO_BE))
    if before is None or after is None:
        return None
    volume, _name = cases.yearly_cases(before, quantities(opened))
    return flows.compare(before, after, cases=volume)


def sheet(opened: Opened, *, form: str) -> bytes:
    """The figures of the comparison that is kept, as a sheet. Raises `TablesError`."""
    tried = cases.Tried.model_validate(opened.content(COMPARISON))
    figures = {**tried.comparison.quantities, **tried.runs.differences}
    found = [("", each) for each in figures.values()]
    return trial_reading.figures_sheet(found, title=opened.title(COMPARISON), form=form)


def picture(opened: Opened, key: str) -> str | None:
    """One of the two flows as it was compared, with signs at the steps that change.

    None while there is none.
    """
    head = opened.case.head(COMPARISON) or opened.case.head(key)
    if head is None:
        return None
    content = opened.content(key)
    comparison = _countable(opened)
    if head.artifact == COMPARISON:
        content = opened.content_at(key, head.references[key].version)
        comparison = cases.Tried.model_validate(opened.content(COMPARISON)).comparison
    marks = {} if comparison is None else _marks(comparison, key)
    return flows.draw_svg(flows.Flow.model_validate(content), marks=marks)


def _countable(opened: Opened) -> flows.Comparison | None:
    try:
        return _as_they_stand(opened)
    except TomoniError:
        return None


def _marks(comparison: flows.Comparison, key: str) -> dict[str, tuple[Change, ...]]:
    return comparison.marks_as_is if key == AS_IS else comparison.marks_to_be


def _view(
    opened: Opened, comparison: flows.Comparison, runs: flows.BothRuns | None
) -> ComparisonView:
    sentences = tuple(_sentences(comparison.quantities, runs))
    return ComparisonView(
        sentences=sentences,
        changes=_changes(comparison),
        hours=_hours(comparison.quantities),
        citizens=_citizens(comparison.quantities),
        waits=None if runs is None else _waits(runs),
        charts=trial_reading.charts(opened, COMPARISON, alt=" ".join(sentences)),
        overloaded=() if runs is None else (*runs.as_is.overloaded, *runs.to_be.overloaded),
        about="" if runs is None else trial_reading.about(runs.as_is),
        numbers=numbers_of(opened, COMPARISON),
    )


def _sentences(found: dict[str, Quantity], runs: flows.BothRuns | None) -> list[str]:
    words = {
        "before": show(found["staff_hours_as_is"]),
        "after": show(found["staff_hours_to_be"]),
        "gone": show(found["gone_hours"]),
        "moved": show(found["moved_hours"]),
        "freed": show(found["freed_hours"]),
    }
    sentence = _(
        "職員の時間は、1年に%(before)sから%(after)sになります。"
        "減る時間は%(gone)s、移る時間は%(moved)s、空く時間は%(freed)sです。"
    )
    sentences = [sentence % words]
    if runs is not None:
        means = [run.quantities["throughput_minutes"] for run in (runs.as_is, runs.to_be)]
        saved = runs.differences["throughput_minutes"]
        sentence = _(
            "1件が終わるまでの時間は、平均%(before)sから%(after)sになります"
            "（差の95％の区間 %(range)s）。"
        )
        words = {"before": long(means[0]), "after": long(means[1]), "range": ends(saved)}
        sentences.append(sentence % words)
    return sentences


def _changes(comparison: flows.Comparison) -> TableView:
    rows = [
        (
            "、".join(str(CHANGES[change]) for change in pair.changes),
            *_about(pair.as_is),
            *_about(pair.to_be),
        )
        for pair in comparison.pairs
        if pair.changes
    ]
    flow_columns = (
        (_("現状：何をする"), _("現状：誰が"), _("現状の1年")),
        (_("あるべき姿：何をする"), _("あるべき姿：誰が"), _("あるべき姿の1年")),
    )
    return TableView(
        caption=_("変わる作業"),
        columns=(
            Column(_("変わること")),
            *(
                Column(label, number=place == 2)
                for labels in flow_columns
                for place, label in enumerate(labels)
            ),
        ),
        rows=rows,
        note=_("番号と名前が同じか、名前がよく似たものを、同じ作業として比べています。"),
        tight=True,
    )


def _about(step: flows.StepCost | None) -> tuple[str, str, str]:
    return ("―", "―", "―") if step is None else (step.name, step.lane, show(step.hours))


def _hours(found: dict[str, Quantity]) -> TableView:
    rows = [
        (str(word), str(what), _signed(found[name], sign), range_text(found[name]))
        for name, (word, what, sign) in _PARTS.items()
    ]
    total = found["staff_hours_saved"]
    rows.append((_("差し引き"), _("職員の時間の差"), show(total), range_text(total)))
    return TableView(
        caption=_("職員の時間の行き先（1年）"),
        columns=(
            Column(_("行き先")),
            Column(_("何の時間か")),
            Column(_("時間"), number=True),
            Column(_("幅"), number=True),
        ),
        rows=rows,
        note=_("空く時間は、少しずつ生まれる手すきです。そのまま人件費が減るわけではありません。"),
        tight=True,
    )


def _signed(quantity: Quantity, sign: int) -> str:
    return show(quantity.model_copy(update={"value": quantity.value * sign}))


def _citizens(found: dict[str, Quantity]) -> TableView:
    rows = [
        (str(label), show(found[f"{name}_as_is"]), show(found[f"{name}_to_be"]))
        for name, label in _CITIZENS.items()
    ]
    moved = found["moved_to_citizen_hours"]
    rows.append((_("職員から市民に移る時間（1年）"), "―", show(moved)))
    return TableView(
        caption=_("市民の時間と足を運ぶ回数"),
        columns=(
            Column(_("何が")),
            Column(_("現状"), number=True),
            Column(_("あるべき姿"), number=True),
        ),
        rows=rows,
        note=_("職員の時間とは足し合わせません。"),
        tight=True,
    )


def _waits(runs: flows.BothRuns) -> TableView:
    rows = [
        (
            runs.as_is.quantities[name].label,
            long(runs.as_is.quantities[name]),
            long(runs.to_be.quantities[name]),
            long(saved),
            ends(saved),
        )
        for name, saved in runs.differences.items()
    ]
    return TableView(
        caption=_("終わるまでの時間"),
        columns=(
            Column(_("何が")),
            Column(_("現状"), number=True),
            Column(_("あるべき姿"), number=True),
            Column(_("差"), number=True),
            Column(_("差の95％の区間"), number=True),
        ),
        rows=rows,
        note=_(
            "同じ件が、同じ運で両方の流れを通ったとして比べています。"
            "区間が0をまたがなければ、差はたまたまではありません。"
        ),
        tight=True,
    )
