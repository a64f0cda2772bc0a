"""The way of a number as it is shown: from where it stands, back to the file."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import cases
from tomoni.engine.core import Source, range_text, show

BY_HAND = _("手で記入")
HOW = {
    "source": _("受け取ったファイル"),
    "tables.read": _("ファイルを表として読み取り"),
    "privacy.transform": _("だれのことか分かりにくいように表を加工"),
    "privacy.publish": _("少ない数が分からないようにして公開用の表を作る"),
    "evidence.run": _("主張を表のデータで確かめる"),
    "evidence.count": _("表の行を条件で数える"),
    "questions.ask": _("表に問いをたずねる（探索）"),
    "maps.boundaries": _("地域の境界を読み取り"),
    "maps.draw": _("地域ごとの率を地図に表す"),
    "flows.cost": _("業務フローから年間の時間を計算"),
    "effects.estimate": _("現状とあるべき姿の差を計算"),
    "documents.proposal": _("本文に数値を引用"),
}


@dataclass(frozen=True)
class StepView:
    """One step of the walk, and the steps that it was made from."""

    title: str
    label: str
    shown: str
    range: str
    grade: str
    how: str
    made_by: str
    made_at: str
    number: int
    newest: bool
    url: str
    told_above: bool
    """What it was made from stands further up already."""
    steps: tuple["StepView", ...]


@dataclass(frozen=True)
class SourceView:
    """A file at the end of the walk."""

    source: Source
    rows: int | None
    url: str


@dataclass(frozen=True)
class TraceView:
    """A number, the walk as a tree, and the files it ends in."""

    name: str
    label: str
    shown: str
    range: str
    grade: str
    root: StepView
    sources: tuple[SourceView, ...]


def trace_view(opened: Opened, name: str, *, version: int | None = None) -> TraceView | None:
    """The walk of `artifact.quantity`, in its newest version unless one is given; else None."""
    try:
        found = cases.trace(opened.case, name, store=opened.store, version=version)
    except cases.CasesError:
        return None
    return TraceView(
        name=name,
        label=found.quantity.label or name,
        shown=show(found.quantity),
        range=range_text(found.quantity),
        grade=found.quantity.grade.value,
        root=_step(opened, found, 0, shown=set()),
        sources=tuple(_source(opened, each) for each in found.sources),
    )


def _step(opened: Opened, found: cases.Trace, place: int, *, shown: set[int]) -> StepView:
    """The step with all below it; what stands elsewhere in the tree already is not told again."""
    step = found.steps[place]
    quantity = step.quantity
    again = place in shown
    shown.add(place)
    below = () if again else step.made_from
    return StepView(
        title=step.title or step.artifact,
        label=quantity.label if quantity else "",
        shown=show(quantity) if quantity else "",
        range=range_text(quantity) if quantity else "",
        grade=quantity.grade.value if quantity else "",
        how=str(HOW.get(step.function or step.kind, step.function or BY_HAND)),
        made_by=step.made_by,
        made_at=step.made_at[:10],
        number=step.version,
        newest=step.newest,
        url=reverse("workspaces:version", args=(opened.row.pk, step.artifact, step.version)),
        told_above=again and bool(step.made_from),
        steps=tuple(_step(opened, found, each, shown=shown) for each in below),
    )


def _source(opened: Opened, each: cases.TracedSource) -> SourceView:
    for key, versions in opened.case.versions.items():
        for version in versions:
            if each.source.sha256 in version.files.values():
                name = next(n for n, d in version.files.items() if d == each.source.sha256)
                url = reverse("workspaces:file", args=(opened.row.pk, key, version.number, name))
                return SourceView(source=each.source, rows=each.rows, url=url)
    return SourceView(source=each.source, rows=each.rows, url="")
