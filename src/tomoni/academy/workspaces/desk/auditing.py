"""Who opens what, when and how much: what an auditor looks at."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

import jpholiday
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.ui.parts import Column, TableView
from tomoni.academy.workspaces.desk.models import Action, Opening

OPENS, CLOSES = time(8, 30), time(17, 15)
"""Office hours."""
MANY_TIMES = 3
"""A person who takes out this many times the median of all is shown as unusual."""
_SATURDAY = 5
_SHOWN = 200


@dataclass(frozen=True)
class Watch:
    """One person's openings, and what is unusual in them."""

    name: str
    division: str
    opened: int
    downloaded: int
    refused: int
    rows: int
    remarks: tuple[str, ...]


def is_unusual(at: datetime) -> bool:
    """Whether the moment lies outside office hours, on a weekend or a holiday."""
    local = timezone.localtime(at)
    free = local.weekday() >= _SATURDAY or jpholiday.is_holiday(local.date())
    return free or not OPENS <= local.time() <= CLOSES


def watches(openings: Iterable[Opening]) -> list[Watch]:
    """Everybody who opened something, the unusual first."""
    of_user: dict[int, list[Opening]] = defaultdict(list)
    for opening in openings:
        of_user[opening.user_id].append(opening)
    volumes = sorted(_rows(each) for each in of_user.values())
    middle = volumes[len(volumes) // 2] if volumes else 0
    found = [_watch(each, middle=middle) for each in of_user.values()]
    return sorted(found, key=lambda watch: (-len(watch.remarks), -watch.rows, watch.name))


def _rows(openings: Iterable[Opening]) -> int:
    return sum(each.rows for each in openings if each.action == Action.DOWNLOADED)


def _watch(openings: list[Opening], *, middle: int) -> Watch:
    counts = Counter(each.action for each in openings)
    late = sum(is_unusual(each.at) for each in openings)
    rows = _rows(openings)
    remarks = []
    if late:
        remarks.append(_("勤務時間の外に%(count)s回") % {"count": f"{late:,}"})
    if middle and rows > MANY_TIMES * middle:
        remarks.append(
            _("取り出した行が、ほかの人の%(times)s倍") % {"times": f"{rows / middle:.0f}"}
        )
    if counts[Action.REFUSED]:
        remarks.append(_("断られたのに%(count)s回開こうとした") % {"count": counts[Action.REFUSED]})
    user = openings[0].user
    return Watch(
        name=str(user),
        division=str(user.division or ""),
        opened=counts[Action.OPENED] + counts[Action.ASKED],
        downloaded=counts[Action.DOWNLOADED],
        refused=counts[Action.REFUSED],
        rows=rows,
        remarks=tuple(remarks),
    )


def summary(found: list[Watch]) -> TableView:
    """The persons as a table."""
    return TableView(
        caption=_("人ごとの記録"),
        columns=(
            Column(_("氏名")), Column(_("所属")), Column(_("開いた"), number=True),
            Column(_("取り出した"), number=True), Column(_("取り出した行"), number=True),
            Column(_("断られた"), number=True), Column(_("気になるところ")),
        ),
        rows=[
            [
                each.name, each.division or "―", f"{each.opened:,}", f"{each.downloaded:,}",
                f"{each.rows:,}", f"{each.refused:,}", "、".join(each.remarks) or "―",
            ]
            for each in found
        ],
    )  # fmt: skip


def entries(openings: list[Opening]) -> TableView:
    """The newest entries, one a line."""
    return TableView(
        caption=_("記録（新しい順に%(most)s件まで）") % {"most": _SHOWN},
        columns=(
            Column(_("いつ")), Column(_("だれが")), Column(_("何をした")), Column(_("データ")),
            Column(_("保有課")), Column(_("根拠")), Column(_("行数"), number=True),
        ),
        rows=[_entry(each) for each in openings[:_SHOWN]],
        tight=True,
    )  # fmt: skip


def _entry(opening: Opening) -> list[str]:
    at = timezone.localtime(opening.at).strftime("%Y-%m-%d %H:%M")
    if opening.action == Action.REFUSED:
        basis = "―"
    elif opening.use is None:
        basis = _("保有課")
    else:
        basis = _("申請 %(use)s") % {"use": opening.use}
    return [
        f"{at} ★" if is_unusual(opening.at) else at,
        str(opening.user),
        str(opening.get_action_display()),
        f"{opening.holding.case} / {opening.holding}",
        str(opening.holding.division),
        basis,
        f"{opening.rows:,}" if opening.rows else "―",
    ]
