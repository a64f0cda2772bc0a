"""One field of all groups side by side: to see how others put it, not to rank anybody."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from tomoni.academy.cohorts.models import Cohort, Group
from tomoni.academy.cohorts.services import curriculum_of
from tomoni.academy.workspaces import models, store, worksheets
from tomoni.academy.workspaces.lecturing import queries
from tomoni.academy.workspaces.reading import curriculum_in
from tomoni.engine import cases


@dataclass(frozen=True)
class Said:
    """What one group wrote into the field; no `version`: nothing was saved."""

    group: Group
    text: str = ""
    version: models.Version | None = None


@dataclass(frozen=True)
class _Titles:
    """The titles of a case's artifacts, for fields that refer to them."""

    case: int
    known: dict[tuple[int, str], str]

    def titles(self, keys: Iterable[str]) -> list[str]:
        return [self.known.get((self.case, key)) or key for key in keys]


def fields(cohort: Cohort) -> list[tuple[str, list[tuple[str, str]]]]:
    """By step: each field of its worksheets as pairs of `worksheet.field` and label."""
    curriculum = curriculum_of(cohort)
    return [
        (step.title, [
            (f"{key}.{field.name}", field.label)
            for key in step.worksheets
            for field in curriculum.worksheet(key).fields
        ])
        for step in curriculum.steps
        if step.worksheets
    ]  # fmt: skip


def side_by_side(groups: Sequence[Group], *, worksheet: str, field: str) -> list[Said]:
    """The field in the newest version of each group, in the order of the groups. Four queries."""
    rows = list(queries.cases_of(groups))
    newest = queries.newest_of(rows, key=worksheet)
    contents = store.DatabaseStore()
    contents.fetch(version.content_id for version in newest.values())
    titles = queries.titles_in(rows)
    by_group = {row.group_id: row for row in rows}
    found = []
    for group in groups:
        row = by_group.get(group.pk)
        version = newest.get(row.pk) if row else None
        if row is None or version is None:
            found.append(Said(group))
            continue
        values = json.loads(contents.read(version.content_id))["values"]
        text = _text(row, worksheet, field, values.get(field), titles)
        found.append(Said(group, text, version))
    return found


def _text(
    row: models.Case,
    worksheet: str,
    name: str,
    value: object,
    titles: dict[tuple[int, str], str],
) -> str:
    """In words; empty where the case's own curriculum has no such field."""
    field = _field(curriculum_in(row.curriculum_text).worksheets, worksheet, name)
    return worksheets.words(_Titles(row.pk, titles), field, value) if field else ""


def _field(known: Collection[cases.Worksheet], worksheet: str, name: str) -> cases.Field | None:
    fields = (field for each in known if each.id == worksheet for field in each.fields)
    return next((field for field in fields if field.name == name), None)
