"""Programmes, calls, duties and proposals of the small city, for every test of proposals."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from academy.conftest import City
from academy.whole_case import whole_case
from tomoni.academy.accounts.models import User
from tomoni.academy.proposals import intake, services, submitting
from tomoni.academy.proposals.models import Call, Duty, Part, ProgrammeEdition, Proposal
from tomoni.academy.proposals.programme import StageKind, Who, parsed, shipped_programme
from tomoni.academy.proposals.stages import Action
from tomoni.academy.workspaces.models import Version

REVIEWERS = ("reviewer", "chihiro", "daichi")
VALUES = {
    "situation": "更新の月は窓口で平均40分待たせている。",
    "measures": "更新の月を分け、はがきの番号で届け出られるようにする。",
    "effect": "職員の時間が減る。",
    "cost": "様式づくりだけ。",
    "indicators": "待つ時間を毎月数える。",
}


def edition(city: City, name: str = "two_categories") -> ProgrammeEdition:
    """The shipped programme of that name, as the city's; the same at every call."""
    text = shipped_programme(name)
    found, _made = ProgrammeEdition.objects.get_or_create(
        municipality=city.municipality, key=name, version=1,
        defaults={"title": parsed(text).title, "text": text, "made_by": city.secretariat},
    )  # fmt: skip
    return found


def call(city: City, name: str = "two_categories") -> Call:
    """A call that is open today; the same at every call. Duties are there with it."""
    duties(city)
    today = timezone.localdate()
    found, _made = Call.objects.get_or_create(
        edition=edition(city, name), title="職員提案の募集", fiscal_year=2026,
        defaults={
            "opens_date": today - timedelta(days=7), "closes_date": today + timedelta(days=30)
        },
    )  # fmt: skip
    return found


def duties(city: City) -> None:
    """The secretariat is the office, three review, the auditor is finance."""
    held = [(city.secretariat, Part.OFFICE), (city.auditor, Part.FINANCE)]
    held += [(getattr(city, name), Part.REVIEWER) for name in REVIEWERS]
    for user, part in held:
        Duty.objects.get_or_create(municipality=city.municipality, user=user, part=part)


def draft(
    city: City,
    name: str = "two_categories",
    *,
    actor: User | None = None,
    title: str = "更新の月を分ける",
    who: Who = Who.PERSON,
    values: Mapping[str, Any] = VALUES,
) -> Proposal:
    """A plain proposal with everything written, not sent; by akari unless said otherwise."""
    actor = actor or city.akari
    assert actor.division is not None
    where = call(city, name)
    category = where.programme.categories[0].id
    proposal = submitting.begin(
        where, category=category, who=who, division=actor.division, actor=actor
    )
    asked = {each.name for each in where.programme.questions(category)}
    said = {key: value for key, value in values.items() if key in asked}
    submitting.write(proposal, title=title, values=said, base=proposal.changes)
    return proposal


def sent(city: City, name: str = "two_categories", **said: Any) -> Proposal:
    """The same, sent by its first proposer: it stands at the intake."""
    proposal = draft(city, name, **said)
    submitting.send(proposal, actor=said.get("actor") or city.akari)
    return proposal


def accepted(city: City, name: str = "two_categories", **said: Any) -> Proposal:
    """The same, taken in with a number: it stands at the stage after the intake."""
    proposal = sent(city, name, **said)
    intake.accept(proposal, actor=city.secretariat)
    return proposal


def at_stage(city: City, stage: str, name: str = "two_categories", **said: Any) -> Proposal:
    """The same, gone on to the stage of that id (or `done`) by the office; adopted in part."""
    proposal = sent(city, name, **said)
    while proposal.place != stage:
        go_on(proposal, actor=city.secretariat)
    return proposal


def go_on(proposal: Proposal, *, actor: User) -> None:
    """One stage further, whichever way its kind takes."""
    kind = proposal.programme.stage(proposal.place).kind
    if kind == StageKind.INTAKE:
        intake.accept(proposal, actor=actor)
    elif kind == StageKind.VERDICT:
        services.act(proposal, Action.DECIDE, actor=actor, verdict="partly", reason="一部から")
    else:
        action = Action.FINISH if kind == StageKind.AFTERCARE else Action.GO_ON
        services.act(proposal, action, actor=actor)


def from_case(city: City, *, send: bool = True) -> Proposal:
    """A proposal of the first group out of its case, with live numbers; sent by akari."""
    case, where = whole_case(city), call(city)
    proposal = submitting.begin(
        where, category="new", who=Who.GROUP, division=city.group.division, actor=city.akari,
        case=case,
    )  # fmt: skip
    values = {**VALUES, **proposal.values, "effect": "年に {{ effect.staff_hours }} が減る。"}
    values = {key: value for key, value in values.items() if key != "indicators"}
    submitting.write(proposal, title=proposal.title or "提案", values=values, base=proposal.changes)
    if send:
        submitting.send(proposal, actor=city.akari)
    return proposal


def decided(city: City, **said: Any) -> Proposal:
    """The same, with the verdict 一部採用: everybody of the city reads it."""
    return at_stage(city, "aftercare", **said)


def at_call(city: City) -> tuple[object, ...]:
    """What fills in the address of a call, and so on below."""
    return (call(city).pk,)


def at_draft(city: City) -> tuple[object, ...]:
    return (draft(city).pk,)


def at_sent(city: City) -> tuple[object, ...]:
    return (sent(city).pk,)


def at_accepted(city: City) -> tuple[object, ...]:
    return (accepted(city).pk,)


def at_decided(city: City) -> tuple[object, ...]:
    return (decided(city).pk,)


def with_duties(city: City) -> tuple[object, ...]:
    """For an address without anything in it, once people have their duties."""
    duties(city)
    return ()


def with_figure(city: City) -> Proposal:
    """A proposal whose case's proposal carries the picture `map.svg`; it stands at the intake."""
    proposal = from_case(city)
    assert proposal.case_version is not None
    drawn = Version.objects.get(artifact__case=whole_case(city), artifact__key="map_1", number=1)
    digest = next(each for name, each in drawn.files.items() if name.endswith(".svg"))
    proposal.case_version.files = {"map.svg": digest}
    proposal.case_version.save()
    return proposal


def at_figure(city: City) -> tuple[object, ...]:
    return (with_figure(city).pk, "map.svg")
