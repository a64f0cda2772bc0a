"""What a flow can begin from: a template, another case's flow that the person may see, a file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.steps.flow import reading, sheets
from tomoni.academy.ui.wording import FindingView, finding_view
from tomoni.academy.workspaces import models, queries
from tomoni.academy.workspaces.reading import Opened, open_case
from tomoni.engine import cases, flows

Values = Mapping[str, Any]

_OF_ITS_OWN = (
    "volume_quote", "volume_value", "volume_low", "volume_high", "volume_grade", "volume_said_by",
)  # fmt: skip
"""How many cases a year there are each group finds out for itself."""
_DIGITS = 10


@dataclass(frozen=True)
class Beginning:
    """One of the choices. `group` says where it comes from."""

    value: str
    label: str
    group: str


def beginnings(opened: Opened, *, user: User) -> list[Beginning]:
    """All that the person may begin from."""
    return [*_templates(), *_other_cases(opened, user=user)]


def _templates() -> Iterator[Beginning]:
    for each in flows.templates():
        yield Beginning(
            value=f"template-{each.name}",
            label=_("%(title)s（作業%(steps)s）：%(about)s")
            % {"title": each.title, "steps": each.steps, "about": each.about},
            group=_("よくある仕事のひな形"),
        )


def _other_cases(opened: Opened, *, user: User) -> Iterator[Beginning]:
    rows = (
        models.Artifact.objects.filter(kind="flow", case__in=queries.cases_visible_to(user))
        .exclude(case=opened.row)
        .select_related("case__group__division")
        .order_by("case_id", "key")
    )
    for row in rows:
        if row.key in cases.FLOWS:
            yield Beginning(
                value=f"case-{row.case_id}-{row.key}",
                label=_("%(case)s（%(division)s）：%(flow)s")
                % {
                    "case": row.case.title,
                    "division": row.case.group.division.name,
                    "flow": cases.FLOWS[row.key],
                },
                group=_("ほかの班の業務フロー"),
            )


def values_of(choice: str, *, user: User) -> dict[str, Any] | None:
    """The values of a choice; None when there is none of that name for this person."""
    kind, _dash, name = choice.partition("-")
    found = _BEGINNINGS[kind](name, user) if kind in _BEGINNINGS else None
    if found is None:
        return None
    return {name: value for name, value in found.items() if name not in _OF_ITS_OWN}


def _of_template(name: str, _user: User) -> dict[str, Any] | None:
    if name not in {each.name for each in flows.templates()}:
        return None
    return {**sheets.values_of(flows.template(name)), "bpmn": ""}


def _of_case(name: str, user: User) -> dict[str, Any] | None:
    number, _dash, key = name.partition("-")
    known = number.isdecimal() and len(number) < _DIGITS
    row = queries.cases_visible_to(user).filter(pk=int(number) if known else 0).first()
    opened = open_case(row) if row else None
    head = opened.case.head(key) if opened and key in cases.FLOWS else None
    if opened is None or head is None:
        return None
    return reading.values_at(opened, key, head.number)


_BEGINNINGS = {"template": _of_template, "case": _of_case}


def read_bpmn(data: bytes) -> tuple[dict[str, Any], list[FindingView]]:
    """The values of a BPMN file, and what in it the table cannot show whole.

    Raises `FlowsError`, and `UnicodeDecodeError` when the file is not in UTF-8.
    """
    flow = flows.from_bpmn(data)
    values = {**sheets.values_of(flow), "bpmn": data.decode("utf-8-sig")}
    return values, [finding_view(finding) for finding in flows.unshown(data)]
