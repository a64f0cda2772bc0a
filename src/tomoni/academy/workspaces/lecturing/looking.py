"""One artifact as a lecturer reads it: its fields, the first review's remarks, what is said."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from tomoni.academy.accounts.models import User
from tomoni.academy.workspaces import models, talks, worksheets
from tomoni.academy.workspaces.desk import custody
from tomoni.academy.workspaces.reading import open_case


@dataclass(frozen=True)
class Look:
    """The newest version of an artifact."""

    title: str
    number: int
    made_by: str
    made_at: datetime
    lines: tuple[tuple[str, str, str], ...]
    """Name, label and text of each field of a worksheet; empty for another artifact."""
    talks: talks.Talks
    url: str
    """Where the group itself sees it."""


def look_at(row: models.Case, key: str, *, user: User) -> Look | None:
    """What there is to read; None while nothing was saved. Rows of persons ask for their leave."""
    opened = open_case(row)
    head = opened.case.head(key)
    said = talks.of_artifact(opened, key, user=user)
    if head is None or said is None:
        return None
    custody.enter(user, opened=opened, key=key)
    is_sheet = opened.case.artifacts[key].kind == "worksheet"
    lines = worksheets.named_lines(opened, key) if is_sheet else ()
    page = "workspaces:worksheet" if is_sheet else "workspaces:artifact"
    return Look(
        title=opened.title(key),
        number=head.number,
        made_by=head.made_by,
        made_at=head.made_at,
        lines=tuple(lines),
        talks=said,
        url=reverse(page, args=(row.pk, key)),
    )
