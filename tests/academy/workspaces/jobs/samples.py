"""Jobs to be tested: the trial of a small flow, and work that a test makes up."""

from collections.abc import Mapping
from typing import Any

from academy.conftest import City
from academy.whole_case import whole_case
from tomoni.academy.accounts.models import User
from tomoni.academy.workspaces.jobs import services
from tomoni.academy.workspaces.jobs.making import KIND
from tomoni.academy.workspaces.jobs.models import Job

SUBJECT = "to_be_run"


def plan(*, subject: str = SUBJECT, **parameters: Any) -> dict[str, Any]:
    """What says to try out the flow as it should be."""
    few = {"cases": 20, "replications": 3}
    return {
        "id": subject,
        "kind": "run",
        "title": "",
        "plan": {
            "function": "flows.simulate",
            "inputs": {"flow": "to_be"},
            "parameters": few | parameters,
        },
    }


def start(
    city: City,
    *,
    kind: str = KIND,
    subject: str = SUBJECT,
    actor: User | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> Job:
    """A job of Akari's in her group's case."""
    row = whole_case(city)
    return services.start(
        row,
        actor=actor or city.akari,
        kind=kind,
        subject=subject,
        parameters=plan(subject=subject) if parameters is None else parameters,
        page=f"/cases/{row.pk}/flow/flow/to_be/trial/",
    )
