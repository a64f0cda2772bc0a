"""A trial ready to be read: the fact as a sentence, its tables, its pictures, what limits."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl
from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.academy.ui.parts import Column, TableView
from tomoni.academy.workspaces import downloads
from tomoni.academy.workspaces.reading import NumberView, Opened, numbers_of
from tomoni.engine import cases, flows
from tomoni.engine.core import Column as TableColumn
from tomoni.engine.core import ColumnType, Quantity, Table, range_text, show

_BUSY, _IDLE = 0.8, 0.5
"""From here on waiting grows fast; up to here nobody has to wait for people."""
_MEAN = "throughput_minutes"
_SHARES = {f"throughput_{share}": share for share in ("50", "80", "90", "95")}


@dataclass(frozen=True)
class ChartView:
    """A picture, and what it shows in words."""

    url: str
    alt: str


@dataclass(frozen=True)
class RunView:
    """All that the page of a trial shows of its result."""

    key: str
    sentences: tuple[str, ...]
    charts: tuple[ChartView, ...]
    tables: tuple[TableView, ...]
    overloaded: tuple[str, ...]
    limit: str
    about: str
    numbers: tuple[NumberView, ...]


def run_view(opened: Opened, key: str) -> RunView | None:
    """The newest trial kept under this key; None while there is none."""
    content = opened.content(key)
    if content is None:
        return None
    run = flows.Run.model_validate(content)
    return RunView(
        key=key,
        sentences=tuple(_sentences(run)),
        charts=charts(opened, key, alt=" ".join(_sentences(run))),
        tables=(_times(run), _lanes(run), _steps(run)),
        overloaded=run.overloaded,
        limit=_limit(run),
        about=about(run),
        numbers=numbers_of(opened, key),
    )


def charts(opened: Opened, key: str, *, alt: str) -> tuple[ChartView, ...]:
    """The pictures that the newest version of a trial has."""
    head = opened.case.head(key)
    names = [name for name in cases.RUN_CHARTS if head and name in head.files]
    number = head.number if head else 0
    place = (opened.row.pk, key, number)
    return tuple(
        ChartView(url=reverse("workspaces:file", args=(*place, name)), alt=alt) for name in names
    )


def about(run: flows.Run) -> str:
    """How it was tried out, in one line."""
    sentence = _(
        "%(cases)s件を%(replications)s回試しました（その前に助走%(warmup)s件、種%(seed)s）。"
        "幅は、くり返しから求めた95％の区間です。"
    )
    words = {"cases": f"{run.cases:,}", "replications": run.replications, "seed": run.seed}
    return sentence % (words | {"warmup": f"{run.warmup:,}"})


def long(quantity: Quantity) -> str:
    """A time in minutes, hours or days, whichever reads best."""
    return show(flows.readable(quantity))


def ends(quantity: Quantity) -> str:
    return range_text(flows.readable(quantity))


def _sentences(run: flows.Run) -> Iterator[str]:
    found = run.quantities
    words = {"mean": long(found[_MEAN]), "range": ends(found[_MEAN])}
    words["most"] = long(found["throughput_80"])
    sentence = _(
        "1件が来てから終わるまで、平均%(mean)s（%(range)s）です。80％の件は%(most)sまでに終わります。"
    )
    yield sentence % words
    kept = found.get("within_deadline")
    if kept is not None and run.settings.deadline is not None:
        sentence = _("期限までに終わるのは%(share)s（%(range)s）です。")
        yield sentence % {"share": show(kept), "range": range_text(kept)}


def _limit(run: flows.Run) -> str:
    """Which lane keeps cases waiting, and what to do about it."""
    counted = [lane for lane in run.lanes if lane.people is not None]
    if not counted or run.overloaded:
        return ""
    busiest = max(counted, key=lambda lane: lane.utilisation.value)
    words = {
        "lane": busiest.lane,
        "busy": show(busiest.utilisation),
        "wait": long(busiest.wait),
        "queue": show(busiest.queue),
    }
    fact = _(
        "いちばん手がふさがるのは「%(lane)s」で、時間の%(busy)sです。"
        "1回に平均%(wait)s待ち、いつも平均%(queue)sが待っています。"
    )
    if busiest.utilisation.value >= _BUSY:
        advice = _("少し忙しくなるだけで待ちが急に伸びます。時間か人数か順番を見直します。")
    elif busiest.utilisation.value > _IDLE:
        advice = _("待ちを短くするなら、ここからです。")
    else:
        advice = _("人手は足りています。待ちは、時刻や返事を待つことから生まれています。")
    return fact % words + advice + _longest_wait(run)


def _longest_wait(run: flows.Run) -> str:
    """The step at which a case waits longest in all."""
    step = max(run.steps, key=lambda step: step.wait.value * step.visits.value)
    if not step.wait.value:
        return ""
    sentence = _("いちばん長く待つ作業は「%(step)s」です（1回に平均%(wait)s）。")
    return sentence % {"step": step.name, "wait": long(step.wait)}


def _times(run: flows.Run) -> TableView:
    labels = {_MEAN: _("平均")}
    labels |= {name: _("%(share)s％の件") % {"share": share} for name, share in _SHARES.items()}
    labels["within_deadline"] = _("期限までに終わる割合")
    rows = [
        (label, long(run.quantities[name]), ends(run.quantities[name]))
        for name, label in labels.items()
        if name in run.quantities
    ]
    return TableView(
        caption=_("来てから終わるまでの時間"),
        columns=(Column(_("何が")), Column(_("いつまでに"), number=True), _range()),
        rows=rows,
        note=_("夜や休みの日も入れた時間です。"),
        tight=True,
    )


def _lanes(run: flows.Run) -> TableView:
    rows = [
        (
            lane.lane,
            "" if lane.people is None else _("%(people)s人") % {"people": lane.people},
            "" if lane.people is None else show(lane.utilisation),
            "" if lane.people is None else ends(lane.utilisation),
            long(lane.wait),
            ends(lane.wait),
            show(lane.queue),
            show(lane.longest, "整数"),
        )
        for lane in run.lanes
    ]
    return TableView(
        caption=_("担当ごとの忙しさと待ち"),
        columns=(
            Column(_("誰が")),
            Column(_("人数"), number=True),
            Column(_("手のふさがる割合"), number=True),
            _range(),
            Column(_("1回の待ち"), number=True),
            _range(),
            Column(_("待っている件数"), number=True),
            Column(_("最も多いとき"), number=True),
        ),
        rows=rows,
        note=_("人数が空の担当は、待たずに始められるとしています。"),
        tight=True,
    )


def _steps(run: flows.Run) -> TableView:
    rows = [
        (step.name, step.lane, f"{step.visits.value:.2f}", long(step.wait), ends(step.wait))
        for step in run.steps
    ]
    return TableView(
        caption=_("作業ごとの待ち"),
        columns=(
            Column(_("何をする")),
            Column(_("誰が")),
            Column(_("1件が通る回数"), number=True),
            Column(_("1回の待ち"), number=True),
            _range(),
        ),
        rows=rows,
        tight=True,
    )


def _range() -> Column:
    return Column(_("95％の区間"), number=True)


def run_sheet(opened: Opened, key: str, *, form: str) -> bytes:
    """The figures of the newest trial as a sheet. Raises `TablesError`."""
    run = flows.Run.model_validate(opened.content(key))
    found = [("", quantity) for quantity in run.quantities.values()]
    for lane in run.lanes:
        figures = (lane.utilisation, lane.wait, lane.queue, lane.longest)
        found += [(lane.lane, each) for each in figures if lane.people is not None]
    for step in run.steps:
        found += [(step.lane, each) for each in (step.visits, step.wait, step.queue)]
    return figures_sheet(found, title=opened.title(key), form=form)


def figures_sheet(found: list[tuple[str, Quantity]], *, title: str, form: str) -> bytes:
    """Quantities one below the other, each with the lane it belongs to."""
    texts = (_("何の数か"), _("誰が"), _("単位"), _("根拠の確かさ"))
    numbers = (_("値"), _("幅の下"), _("幅の上"))
    frame = pl.DataFrame(
        {
            texts[0]: [each.label for _lane, each in found],
            texts[1]: [lane for lane, _each in found],
            numbers[0]: [each.value for _lane, each in found],
            numbers[1]: [each.low for _lane, each in found],
            numbers[2]: [each.high for _lane, each in found],
            texts[2]: [each.unit for _lane, each in found],
            texts[3]: [each.grade.value for _lane, each in found],
        },
        schema_overrides=dict.fromkeys(numbers, pl.Float64),
    )
    columns = tuple(
        TableColumn(name=name, type=ColumnType.NUMBER if name in numbers else ColumnType.TEXT)
        for name in frame.columns
    )
    return downloads.sheet(Table(name=title, columns=columns, frame=frame), form=form)
