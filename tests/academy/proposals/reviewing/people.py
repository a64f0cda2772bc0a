"""Proposals on their way through opinions, comments and review, for the tests of reviewing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from academy.conftest import City
from academy.proposals import samples
from tomoni.academy.accounts import divisions
from tomoni.academy.accounts.models import User
from tomoni.academy.proposals.models import Proposal
from tomoni.academy.proposals.reviewing import judging, services
from tomoni.academy.proposals.reviewing.models import Assignment, Opinion, Score, StaffComment

MARKS = {
    "reviewer": {"problem": 5, "citizen": 3, "effect": 4, "feasible": 2},
    "chihiro": {"problem": 3, "citizen": 3, "effect": 2, "feasible": 4},
    "daichi": {"problem": 1, "citizen": 3, "effect": 3, "feasible": 3},
}


def owner(city: City) -> User:
    """The head of the division that would do it."""
    found = User.objects.filter(account_name="nushi").first()
    if found is not None:
        return found
    division = divisions.open_division(city.municipality, name="道路保全課")
    return User.objects.create(
        account_name="nushi", display_name="ぬし", division=division, post="課長"
    )


def at_opinion(city: City, **said: Any) -> Proposal:
    return samples.at_stage(city, "opinion", **said)


def asked(city: City, proposal: Proposal | None = None) -> Opinion:
    """The owner's division is asked for its opinion."""
    proposal = proposal or at_opinion(city)
    division = owner(city).division
    assert division is not None
    services.ask_opinions(
        proposal, divisions=[division], person=None, actor=city.secretariat,
        due_date=timezone.localdate() + timedelta(days=7),
    )  # fmt: skip
    return proposal.opinions.get()


def at_review(city: City, **said: Any) -> Proposal:
    return samples.at_stage(city, "committee", **said)


def assigned(city: City, proposal: Proposal | None = None) -> list[Assignment]:
    """Three review it."""
    proposal = proposal or at_review(city)
    judging.assign(
        proposal, reviewers=[getattr(city, name) for name in samples.REVIEWERS],
        due_date=timezone.localdate() + timedelta(days=7), actor=city.secretariat,
    )  # fmt: skip
    return list(proposal.assignments.select_related("reviewer", "proposal").order_by("pk"))


def send(assignment: Assignment, name: str) -> Score:
    """The score that the reviewer of that name gives."""
    return judging.send_score(
        assignment, marks=MARKS[name], words={"problem": f"{name}のわけ"}, remark=""
    )


def scored(city: City, proposal: Proposal | None = None) -> Proposal:
    """All three have sent their scores."""
    found = assigned(city, proposal)
    for assignment, name in zip(found, samples.REVIEWERS, strict=True):
        send(assignment, name)
    return found[0].proposal


def commented(city: City) -> StaffComment:
    """Chihiro says something at the stage of all staff."""
    proposal = samples.at_stage(city, "comments", "whole_chain")
    return services.comment(proposal, text="雨の日も考えてほしい。", actor=city.chihiro)


def at_asked(city: City) -> tuple[object, ...]:
    return (asked(city).proposal_id,)


def at_its_opinion(city: City) -> tuple[object, ...]:
    opinion = asked(city)
    return (opinion.proposal_id, opinion.pk)


def at_opinion_of_chihiro(city: City) -> tuple[object, ...]:
    """An opinion that Chihiro is asked for by name."""
    proposal = at_opinion(city)
    assert city.chihiro.division is not None
    services.ask_opinions(
        proposal, divisions=[city.chihiro.division], person=city.chihiro,
        actor=city.secretariat, due_date=timezone.localdate() + timedelta(days=7),
    )  # fmt: skip
    return (proposal.opinions.get().pk,)


def at_comments(city: City) -> tuple[object, ...]:
    return (commented(city).proposal_id,)


def at_comment(city: City) -> tuple[object, ...]:
    found = commented(city)
    return (found.proposal_id, found.pk)


def at_assigned(city: City) -> tuple[object, ...]:
    return (assigned(city)[0].proposal_id,)


def at_assignment(city: City) -> tuple[object, ...]:
    """The assignment of the person called reviewer."""
    return (assigned(city)[0].pk,)


def at_its_assignment(city: City) -> tuple[object, ...]:
    found = assigned(city)[0]
    return (found.proposal_id, found.pk)


def at_scored(city: City) -> tuple[object, ...]:
    return (scored(city).pk,)


def at_assigned_with(form: str) -> Callable[[City], tuple[object, ...]]:
    return lambda city: (*at_assigned(city), form)


def at_case(*more: str | int) -> Callable[[City], tuple[object, ...]]:
    """A proposal out of a case, under review."""

    def make(city: City) -> tuple[object, ...]:
        proposal = samples.from_case(city)
        while proposal.place != "committee":
            samples.go_on(proposal, actor=city.secretariat)
        assigned(city, proposal)
        return (proposal.pk, *more)

    return make


def at_committee(city: City) -> tuple[object, ...]:
    return (scored(city).call_id,)
