"""A curriculum by its name: shipped with Tomoni, or one of a municipality's own versions."""

from dataclasses import dataclass
from functools import lru_cache

from tomoni.academy.accounts.models import Municipality
from tomoni.academy.cohorts.curricula import parts, queries
from tomoni.academy.cohorts.curricula.models import Edition
from tomoni.engine import cases
from tomoni.engine.core import Finding, Severity

SHIPPED = ("policy", "service", "mini")
"""The curricula that come with Tomoni, by identity."""


@dataclass(frozen=True)
class Found:
    """A curriculum by its name; `edition` is None for one that comes with Tomoni."""

    municipality: Municipality
    curriculum: cases.Curriculum
    edition: Edition | None = None

    @property
    def name(self) -> str:
        return self.edition.name if self.edition else self.curriculum.name

    @property
    def title(self) -> str:
        return self.curriculum.title

    @property
    def is_draft(self) -> bool:
        return self.edition is not None and self.edition.is_draft

    @property
    def content(self) -> parts.Content:
        return parts.content_of(self.curriculum)


def curricula_for(municipality: Municipality) -> list[Found]:
    """What a new cohort may begin with: its own curricula as last published, then the shipped."""
    published = queries.editions_of(municipality).filter(published_at__isnull=False)
    newest: dict[str, Edition] = {}
    for edition in published:
        newest.setdefault(edition.key, edition)
    own = [found_of(edition, municipality) for edition in newest.values()]
    return own + shipped(municipality)


def shipped(municipality: Municipality) -> list[Found]:
    """The curricula that come with Tomoni."""
    return [Found(municipality, cases.shipped_curriculum(key)) for key in SHIPPED]


def find(municipality: Municipality, name: str) -> Found | None:
    """The curriculum of that name, shipped or the municipality's own."""
    key, _, number = name.partition("@")
    if key in SHIPPED and number == str(cases.shipped_curriculum(key).version):
        return Found(municipality, cases.shipped_curriculum(key))
    if not number.isdecimal() or len(number) > 9:
        return None
    edition = queries.editions_of(municipality).filter(key=key, number=int(number)).first()
    return found_of(edition, municipality) if edition else None


def earlier(found: Found) -> Found | None:
    """The version before; of a first one the curriculum that it was copied from."""
    if found.edition is None:
        return None
    before = queries.editions_of(found.municipality).filter(
        key=found.edition.key, number__lt=found.edition.number
    )
    edition = before.first()
    if edition is None:
        return find(found.municipality, found.edition.source)
    return found_of(edition, found.municipality)


def findings(found: Found) -> tuple[Finding, ...]:
    """What the curriculum still lacks."""
    return cases.check_curriculum(found.curriculum)


def blocking(found: Found) -> bool:
    """Whether something keeps the curriculum from being published."""
    return any(each.severity is Severity.ERROR for each in findings(found))


def yaml_of(found: Found) -> bytes:
    """The whole curriculum as one file."""
    return cases.write_curriculum(found.curriculum)


def found_of(edition: Edition, municipality: Municipality) -> Found:
    """The curriculum of a version."""
    return Found(municipality, _read(edition.text), edition)


@lru_cache(maxsize=32)
def _read(text: str) -> cases.Curriculum:
    return cases.read_curriculum(text.encode())
