"""A case taken out of the database, ready to be read."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.urls import reverse

from tomoni.academy.workspaces import models, store
from tomoni.academy.workspaces.desk.models import Holding
from tomoni.engine import cases
from tomoni.engine.core import range_text, show

Step = cases.Step


@dataclass(frozen=True)
class Opened:
    """A case: its row, its graph, its bytes, its curriculum."""

    row: models.Case
    case: cases.Case
    store: store.DatabaseStore
    curriculum: cases.Curriculum

    def content(self, key: str) -> Any:
        """Content of the newest version, or None."""
        head = self.case.head(key)
        return None if head is None else cases.content_of(head, store=self.store)

    def content_at(self, key: str, number: int) -> Any:
        """Content of one version. Raises `cases.CasesError("unknown-version")`."""
        version = self.case.version(cases.Reference(artifact=key, version=number))
        return cases.content_of(version, store=self.store)

    def references(self, key: str, number: int) -> list[tuple[str, str, int]]:
        """What a version was made from: title, key and number."""
        found = self.case.version(cases.Reference(artifact=key, version=number)).references
        return [(self.title(ref.artifact), ref.artifact, ref.version) for ref in found.values()]

    @cached_property
    def stale(self) -> dict[str, tuple[str, ...]]:
        """What is out of date, and the artifacts upstream where that shows."""
        return cases.stale(self.case)

    @cached_property
    def holdings(self) -> dict[str, Holding]:
        """How the files of the case are kept, by their key."""
        return {each.key: each for each in self.row.holdings.select_related("division")}

    @cached_property
    def drafts(self) -> frozenset[str]:
        """Keys in which somebody has a draft."""
        return frozenset(self.row.drafts.values_list("key", flat=True))

    def titles(self, keys: Iterable[str]) -> list[str]:
        """The titles of artifacts; the key where there is no title."""
        return [self.title(key) for key in keys]

    def title(self, key: str) -> str:
        """The title of an artifact; the key where there is none."""
        artifact = self.case.artifacts.get(key)
        return artifact.title if artifact and artifact.title else key

    def missing(self, key: str) -> int:
        """How many required fields of the worksheet are still empty."""
        content = self.content(key) or {"worksheet": key, "values": {}}
        filled = cases.WorksheetContent.model_validate(content)
        return len(cases.missing_fields(filled, curriculum=self.curriculum))


def open_case(row: models.Case) -> Opened:
    """Take the case out of the database, the newest of what people wrote with it: three queries."""
    case, contents = store.load(row), store.DatabaseStore()
    heads = (versions[-1] for versions in case.versions.values())
    contents.fetch(head.content for head in heads if head.function is None)
    return Opened(
        row=row,
        case=case,
        store=contents,
        curriculum=curriculum_in(row.curriculum_text),
    )


@dataclass(frozen=True)
class NumberView:
    """A number of an artifact as it is shown, and the address of its trace."""

    name: str
    label: str
    shown: str
    range: str
    grade: str
    url: str

    @property
    def estimated(self) -> bool:
        return self.grade in {"推定", "探索"}


def numbers_of(opened: Opened, key: str) -> tuple[NumberView, ...]:
    """The numbers that the newest version of an artifact offers."""
    head = opened.case.head(key)
    if head is None:
        return ()
    return tuple(
        NumberView(
            name=f"{key}.{name}",
            label=quantity.label or name,
            shown=show(quantity),
            range=range_text(quantity),
            grade=quantity.grade.value,
            url=reverse("workspaces:trace", args=(opened.row.pk, f"{key}.{name}")),
        )
        for name, quantity in head.quantities.items()
    )


@lru_cache(maxsize=64)
def curriculum_in(text: str) -> cases.Curriculum:
    """The curriculum that a case or cohort began with, read once a process."""
    return cases.read_curriculum(text.encode())
