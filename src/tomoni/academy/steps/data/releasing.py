"""公開用の表: a table in which nobody can be recognised, as it is tried, kept and shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.steps.data import reading
from tomoni.academy.ui.parts import Column, TableView
from tomoni.academy.ui.wording import exposure_sentence
from tomoni.academy.workspaces import models, services
from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import cases, privacy, tables
from tomoni.engine.core import Column as TableColumn
from tomoni.engine.core import ColumnType, Table

STEM = "release"
CHART = "chart.svg"
_TOTAL = "計"
_MOST_EXPOSURES = 100
_SUMMABLE = {ColumnType.INTEGER, ColumnType.NUMBER}


@dataclass(frozen=True)
class ReleaseView:
    """A release: its cells with the mark for what is hidden, and what can be worked out of them."""

    key: str
    title: str
    of: str
    number: int
    table: TableView
    hidden: int
    rule: str
    source: str
    exposures: tuple[tuple[str, str], ...]
    """Pairs of the cell's labels and the sentence."""
    joints: tuple[str, ...]
    gap: int
    has_chart: bool
    stale: bool


@dataclass(frozen=True)
class OfferView:
    """Labels of a column that could stand together, and what would still be hidden then."""

    column: str
    joined: tuple[tuple[str, ...], ...]
    still_hidden: int

    @property
    def words(self) -> str:
        return "；".join("、".join(labels) for labels in self.joined)


def columns_of(content: cases.TableContent) -> tuple[TableColumn, ...]:
    """The columns by which a table can be counted or of which sums can be made."""
    return tuple(each for each in content.columns if each.name != "row_kind")


def choices(opened: Opened, key: str) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """Columns to count by, columns to sum, and the rules with their titles."""
    content = cases.TableContent.model_validate(opened.content(key))
    columns = columns_of(content)
    by = [each.name for each in columns if each.type is not ColumnType.NUMBER]
    sums = [each.name for each in columns if each.type in _SUMMABLE]
    rules = [(name, f"{name}：{rule.title}") for name, rule in privacy.RULES.items()]
    return by, sums, rules


def attempt(
    opened: Opened, *, table: str, said: Mapping[str, Any], actor: User
) -> tuple[ReleaseView, tuple[OfferView, ...]]:
    """The release as it would be, and how to hide less; nothing is kept.

    Raises `PrivacyError`, `CasesError`.
    """
    case, key = _grown(opened, table=table, said=said, actor=actor)
    view, rows = _view(opened, case, key), reading.table_of(opened, table)
    if not view.hidden or rows is None or said["value"]:
        return view, ()
    release = _content(opened, case, key)
    return view, tuple(
        OfferView(offer.column, tuple(one.labels for one in offer.joined), offer.still_hidden)
        for offer in privacy.offers(rows, release=release)
    )


def keep(row: models.Case, *, table: str, said: Mapping[str, Any], actor: User) -> str:
    """Publishes: the release becomes an artifact of the case. Raises as `attempt`."""
    made: list[str] = []

    def grow(opened: Opened) -> cases.Case:
        case, key = _grown(opened, table=table, said=said, actor=actor)
        made.append(key)
        return case

    services.change(row, actor=actor, action="published", subject=table, grow=grow)
    return made[-1]


def _grown(
    opened: Opened, *, table: str, said: Mapping[str, Any], actor: User
) -> tuple[cases.Case, str]:
    key = reading.next_key(opened.case.artifacts, STEM)
    plan = cases.Plan(function="privacy.publish", inputs={"table": table}, parameters=dict(said))
    title = said["layout"]["title"]
    artifact = cases.Artifact(id=key, kind="release", title=title, plan=plan)
    done = services.recomputed(opened, cases.place(opened.case, artifact), actor=actor, only=(key,))
    for error in done.failed.values():
        raise error
    return done.case, key


def releases_of(opened: Opened) -> list[tuple[str, str]]:
    """The releases of the case: key and title."""
    return [(key, opened.title(key)) for key in reading.keys_of(opened.case, "release")]


def release(opened: Opened, key: str) -> ReleaseView | None:
    """The newest version of a release; None when there is none."""
    if key not in reading.keys_of(opened.case, "release"):
        return None
    return _view(opened, opened.case, key)


def release_table(opened: Opened, key: str) -> Table | None:
    """Its released cells as a table for a file; None when there is none."""
    head = opened.case.head(key)
    if head is None or opened.case.artifacts[key].kind != "release":
        return None
    return tables.read_parquet(cases.files_of(head, store=opened.store)[cases.TABLE_FILE])


def _content(opened: Opened, case: cases.Case, key: str) -> privacy.Release:
    head = case.head(key)
    assert head is not None  # noqa: S101 - it was just made, or is among those that have a version
    return privacy.Release.model_validate(cases.content_of(head, store=opened.store))


def _view(opened: Opened, case: cases.Case, key: str) -> ReleaseView:
    head = case.head(key)
    assert head is not None  # noqa: S101 - see above
    found = _content(opened, case, key)
    return ReleaseView(
        key=key,
        title=found.title,
        of=head.references["table"].artifact,
        number=head.number,
        table=_table(found),
        hidden=int(found.hidden.sum()),
        rule=found.rule.title or found.rule.name,
        source=found.rule.source,
        exposures=tuple(
            ("・".join(each.at) or _TOTAL, exposure_sentence(each))
            for each in found.exposures[:_MOST_EXPOSURES]
        ),
        joints=tuple(_joint(each) for each in found.joints()),
        gap=0 if found.optimal else max(found.gap, 1),
        has_chart=CHART in head.files,
        stale=key in opened.stale,
    )


def _table(found: privacy.Release) -> TableView:
    """The cells: the last side across where there are two or more, the others down."""
    across = found.axes[-1] if len(found.axes) > 1 else None
    width = len(across.nodes) if across else 1
    heads = [axis.column for axis in (found.axes[:-1] if across else found.axes)]
    what = found.value or _("件数")
    labels = [node.label or _TOTAL for node in across.nodes] if across else [what]
    nodes = list(found.nodes())
    rows = []
    for first in range(0, len(nodes), width):
        names = nodes[first][:-1] if across else nodes[first]
        rows.append(
            [
                *(node.label or _TOTAL for node in names),
                *(_cell(value) for value in found.values[first : first + width]),
            ]
        )
    caption = found.title
    if across:
        sides = _("%(title)s（横：%(across)s）")
        caption = sides % {"title": found.title, "across": across.column}
    return TableView(
        caption=caption,
        columns=(
            *(Column(head) for head in heads),
            *(Column(label, number=True) for label in labels),
        ),
        rows=rows,
        note=_("%(mark)sは、少ない数から人が分からないように出していないところです。")
        % {"mark": privacy.MARK},
        tight=True,
    )


def _cell(value: float | None) -> str:
    return privacy.MARK if value is None else f"{value:,g}"


def _joint(joint: privacy.Joint) -> str:
    where = "・".join(each for each in joint.at if each)
    names = "、".join(joint.labels)
    said = _("%(names)sを合わせると%(value)s") % {"names": names, "value": f"{joint.value:,g}"}
    return f"{where}：{said}" if where else said
