"""The report of a fiscal year: cohort by cohort, group by group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.accounts.models import Municipality
from tomoni.academy.cohorts.calendar.models import Meeting
from tomoni.academy.cohorts.models import Cohort, Group
from tomoni.academy.workspaces.models import Version
from tomoni.academy.workspaces.overview import adoptions, queries
from tomoni.engine.core import Quantity, range_text, show

EFFECTS = {
    "staff_hours": gettext_lazy("職員の時間（年）"),
    "yen": gettext_lazy("円（年）"),
    "citizen_hours": gettext_lazy("市民の時間（年）"),
}
"""What of an effect the report shows; they are never added up."""


@dataclass(frozen=True)
class GroupLine:
    """One group: who, on what, how often they were there, what they propose and what it brings."""

    group: Group
    people: int
    there: int
    """Times that its people were at a meeting that is over."""
    most: int
    """Times that they could have been."""
    has_proposal: bool
    adoption: str
    effects: Mapping[str, Quantity]

    @property
    def attendance(self) -> str:
        return f"{self.there}/{self.most}" if self.most else ""

    def effect(self, name: str) -> str:
        """The effect with its range; empty where nothing is estimated."""
        quantity = self.effects.get(name)
        if quantity is None:
            return ""
        reach = range_text(quantity)
        return f"{show(quantity)}（{reach}）" if reach else show(quantity)


@dataclass(frozen=True)
class CohortPart:
    """One cohort of the year."""

    cohort: Cohort
    lines: tuple[GroupLine, ...]
    held: int
    """How many sessions are over."""
    hours: float
    """How long they were together."""
    person_hours: float
    """The same for each person who was there."""
    graduates: int

    @property
    def people(self) -> int:
        return sum(line.people for line in self.lines)

    @property
    def divisions(self) -> int:
        return len({line.group.division_id for line in self.lines})

    @property
    def proposals(self) -> int:
        return sum(line.has_proposal for line in self.lines)

    @property
    def there(self) -> int:
        return sum(line.there for line in self.lines)

    @property
    def most(self) -> int:
        return sum(line.most for line in self.lines)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """The cohort in a few numbers, each in words."""
        groups = {"n": len(self.lines), "divisions": self.divisions}
        there = {"there": self.there, "most": self.most}
        held = {"n": self.held, "hours": f"{self.hours:g}"}
        facts = [
            (_("班"), _("%(n)s班（%(divisions)s課）") % groups),
            (_("受講者"), _("%(n)s人") % {"n": self.people}),
            (_("終わった回"), _("%(n)s回、%(hours)s時間") % held),
            (_("出席"), _("延べ%(there)s人（%(most)s人のうち）") % there),
            (_("学んだ時間"), _("延べ%(hours)s時間") % {"hours": f"{self.person_hours:g}"}),
            (_("提案"), _("%(n)s件") % {"n": self.proposals}),
        ]
        if self.graduates:
            facts.append((_("修了生"), _("%(n)s人") % {"n": self.graduates}))
        return facts


@dataclass(frozen=True)
class Report:
    """The fiscal year of a municipality."""

    municipality: Municipality
    fiscal_year: int
    parts: tuple[CohortPart, ...]

    @property
    def title(self) -> str:
        return _("データアカデミー %(year)s年度の報告") % {"year": self.fiscal_year}


def report(municipality: Municipality, *, fiscal_year: int, now: datetime) -> Report:
    """All that ran in the year, as it stands now. Eight queries for any number of groups."""
    cohorts = list(queries.cohorts_in(municipality, fiscal_year=fiscal_year))
    groups = [group for cohort in cohorts for group in cohort.groups.all()]
    made = _made(queries.newest(groups, kinds=("effect", "document")))
    adopted = adoptions.of_groups(groups)
    there = queries.there_at(cohorts)
    over: dict[int, list[Meeting]] = {cohort.pk: [] for cohort in cohorts}
    for meeting in queries.meetings_of(cohorts):
        if meeting.ends_at <= now:
            over[meeting.cohort_id].append(meeting)
    parts = (
        _part(cohort, over=over[cohort.pk], there=there, made=made, adopted=adopted)
        for cohort in cohorts
    )
    return Report(municipality, fiscal_year, tuple(parts))


Made = Mapping[int, Mapping[str, Version]]
"""By group and kind: the newest version."""


def _made(versions: Iterable[Version]) -> Made:
    made: dict[int, dict[str, Version]] = {}
    for version in versions:
        artifact = version.artifact
        made.setdefault(artifact.case.group_id, {})[artifact.kind] = version
    return made


def _part(
    cohort: Cohort,
    *,
    over: list[Meeting],
    there: set[tuple[int, int]],
    made: Made,
    adopted: Mapping[int, str],
) -> CohortPart:
    hours = {each.pk: (each.ends_at - each.starts_at).total_seconds() / 3600 for each in over}
    people = {user.pk for group in cohort.groups.all() for user in group.participants()}
    return CohortPart(
        cohort=cohort,
        lines=tuple(
            _line(group, over=over, there=there, made=made.get(group.pk, {}), adopted=adopted)
            for group in cohort.groups.all()
        ),
        held=len(over),
        hours=sum(hours.values()),
        person_hours=sum(hours.get(meeting, 0) for meeting, user in there if user in people),
        graduates=sum(each.withdrawn_date is None for each in cohort.graduates.all()),
    )


def _line(
    group: Group,
    *,
    over: list[Meeting],
    there: set[tuple[int, int]],
    made: Mapping[str, Version],
    adopted: Mapping[int, str],
) -> GroupLine:
    people = [user.pk for user in group.participants()]
    quantities = made["effect"].quantities if "effect" in made else {}
    return GroupLine(
        group=group,
        people=len(people),
        there=sum((meeting.pk, user) in there for meeting in over for user in people),
        most=len(over) * len(people),
        has_proposal="document" in made,
        adoption=adopted.get(group.pk, ""),
        effects={
            name: Quantity.model_validate(quantities[name])
            for name in EFFECTS
            if name in quantities
        },
    )


def headings() -> list[str]:
    """What stands above a group's line, in the order of `cells`."""
    first = [_("班"), _("課"), _("業務"), _("テーマ"), _("人数"), _("出席"), _("提案"), _("結果")]
    return [*first, *map(str, EFFECTS.values())]


def cells(line: GroupLine) -> list[str | int]:
    group = line.group
    return [
        group.number,
        group.place,
        group.work,
        group.theme,
        line.people,
        line.attendance,
        _("あり") if line.has_proposal else _("まだ"),
        line.adoption,
        *(line.effect(name) for name in EFFECTS),
    ]
