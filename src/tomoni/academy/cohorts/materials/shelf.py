"""The materials of a cohort as a person finds them: session by session."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.calendar.models import Meeting
from tomoni.academy.cohorts.materials import queries
from tomoni.academy.cohorts.materials.models import Kind, Material, MaterialVersion
from tomoni.academy.cohorts.models import Cohort
from tomoni.academy.cohorts.services import curriculum_of


@dataclass(frozen=True)
class Line:
    """A material on the shelf. `read_by`: how many participants have opened its newest version."""

    material: Material
    version: MaterialVersion
    step: str = ""
    is_new: bool = False
    read_by: int = 0


@dataclass(frozen=True)
class Part:
    """What belongs to one session; the recordings first."""

    number: int
    title: str
    lines: tuple[Line, ...] = ()

    @property
    def recordings(self) -> tuple[Line, ...]:
        return tuple(each for each in self.lines if each.material.kind == Kind.RECORDING)

    @property
    def others(self) -> tuple[Line, ...]:
        return tuple(each for each in self.lines if each.material.kind != Kind.RECORDING)


def parts_of(cohort: Cohort, *, user: User, counts: Mapping[int, int]) -> tuple[Part, ...]:
    """Every session of the curriculum with what the person may see of it. Three queries.

    `counts`: how many have opened a version, by its key.
    """
    curriculum = curriculum_of(cohort)
    steps = {step.id: step.title for step in curriculum.steps}
    lines = _lines(_of(cohort, user=user), user=user, steps=steps, counts=counts)
    titles = {each.number: session_title(each.number, each.title) for each in curriculum.sessions}
    for line in lines:
        titles.setdefault(line.material.number, session_title(line.material.number))
    return tuple(
        Part(number, title, tuple(each for each in lines if each.material.number == number))
        for number, title in sorted(titles.items())
    )


def lines_of(cohort: Cohort, *, user: User, number: int) -> list[Line]:
    """What the person may see of one session. Three queries."""
    return _lines(_of(cohort, user=user).filter(number=number), user=user, steps={}, counts={})


def _of(cohort: Cohort, *, user: User) -> QuerySet[Material]:
    return queries.visible_to(user).filter(cohort=cohort)


def _lines(
    found: QuerySet[Material], *, user: User, steps: Mapping[str, str], counts: Mapping[int, int]
) -> list[Line]:
    materials = list(queries.with_newest(found))
    versions = [newest_in(each) for each in materials]
    read = queries.read_by(user, versions=versions)
    return [
        Line(
            material=material,
            version=version,
            step=steps.get(material.step, ""),
            is_new=version.pk not in read and version.author_id != user.pk,
            read_by=counts.get(version.pk, 0),
        )
        for material, version in zip(materials, versions, strict=True)
    ]


def last_recordings(cohort: Cohort, *, parts: Sequence[Part]) -> Part | None:
    """The last session that has begun and was drawn; None while there is none."""
    begun = Meeting.objects.filter(cohort=cohort, starts_at__lte=timezone.now())
    numbers = set(begun.values_list("number", flat=True))
    drawn = [part for part in parts if part.recordings]
    last = [part for part in drawn if part.number in numbers] or drawn
    return last[-1] if last else None


def newest_in(material: Material) -> MaterialVersion:
    """The version that `queries.with_newest` has fetched."""
    found: MaterialVersion = material.newest_versions[0]  # type: ignore[attr-defined]
    return found


def session_title(number: int, title: str = "") -> str:
    said = _("第%(number)s回 %(title)s") if title else _("第%(number)s回")
    return said % {"number": number, "title": title}
