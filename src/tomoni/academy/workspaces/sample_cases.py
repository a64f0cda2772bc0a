"""The cases of the other three groups of the sample city: problem, hypotheses, proposal."""

from importlib import resources
from typing import Any

import yaml

from tomoni.academy.cohorts.models import Group
from tomoni.academy.workspaces import models, services


def fill(group: Group) -> None:
    """The group's case with what it wrote, and the proposal made of it; once."""
    written = _written().get(group.number)
    if written is None or models.Case.objects.filter(group=group).exists():
        return
    writer = group.participants()[0]
    row = services.start_case(group, title=group.work, actor=writer)
    for key, values in written.items():
        services.save_worksheet(row, actor=writer, key=key, values=values, base=0)
    services.recompute(row, actor=writer)


def _written() -> dict[int, dict[str, dict[str, Any]]]:
    """By the group's number and the worksheet."""
    place = resources.files("tomoni.academy.workspaces") / "sample_cases.yaml"
    found: dict[int, dict[str, dict[str, Any]]] = yaml.safe_load(place.read_text(encoding="utf-8"))
    return found
