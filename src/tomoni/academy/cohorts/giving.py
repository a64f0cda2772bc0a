"""Roles given, taken and handed over, each with its audit row; people who leave."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from tomoni.academy.accounts import divisions, notices, roster, sealing, staff
from tomoni.academy.accounts.changes import Transfer
from tomoni.academy.accounts.comparing import compare
from tomoni.academy.accounts.errors import AccountsError
from tomoni.academy.accounts.models import Municipality, Roster, User, entry
from tomoni.academy.cohorts.errors import CohortsError
from tomoni.academy.cohorts.models import (
    COHORT_ROLES,
    GROUP_ROLES,
    Cohort,
    Group,
    Membership,
    Role,
    Stage,
)
from tomoni.engine import tables
from tomoni.engine.core import sha256

REFUSALS = (AccountsError, tables.TablesError)
"""Why a staff list cannot be taken in."""


@transaction.atomic
def give_role(
    user: User,
    *,
    role: Role,
    cohort: Cohort,
    group: Group | None = None,
    stage: Stage = Stage.LEAD,
    actor: User | None = None,
) -> Membership:
    """A part in the whole cohort or in one group of it; `stage`: how far a lecturer goes.

    Raises `CohortsError`: participant-needs-a-group, cohort-needs-the-whole, has-a-part-here,
    account-closed, other-place.
    """
    if role in GROUP_ROLES and group is None:
        raise CohortsError("participant-needs-a-group")
    if role in COHORT_ROLES and group is not None:
        raise CohortsError("cohort-needs-the-whole")
    if not user.is_active:
        raise CohortsError("account-closed")
    if user.division is not None and not _takes_part(user.division.municipality, cohort):
        raise CohortsError("other-place")
    place = {"group": group} if group else {"cohort": cohort}
    held = Membership.objects.filter(user=user, **place)
    same = held.filter(role=role).first()
    if same is not None:
        return same
    if group is not None and held.exists():
        raise CohortsError("has-a-part-here")
    _write(cohort, "role-given", user, actor=actor, role=role, group=group)
    if actor not in (None, user):
        where = group or cohort
        notices.send([user], code="role-given", url=where.get_absolute_url(), place=str(where))
    return Membership.objects.create(user=user, role=role, stage=stage, **place)


@transaction.atomic
def change_stage(held: Membership, *, stage: Stage, actor: User) -> None:
    """A lecturer goes a stage further, or back."""
    held.stage = stage
    held.save(update_fields=["stage"])
    cohort = held.cohort or held.place.cohort  # type: ignore[union-attr]
    entry(
        cohort.municipality, actor=actor, action="stage-changed", subject=held.user.account_name,
        to=str(stage.label),
    ).save()  # fmt: skip


@transaction.atomic
def take_role(held: Membership, *, day: date, actor: User) -> None:
    """The part ends; that it was held stays. Raises `CohortsError("last-secretariat")`."""
    cohort = held.cohort or held.place.cohort  # type: ignore[union-attr]
    if held.role == Role.SECRETARIAT:
        others = cohort.memberships.filter(role=Role.SECRETARIAT, user__is_active=True)
        if not others.exclude(pk=held.pk).exists():
            raise CohortsError("last-secretariat")
    held.until_date = day
    held.save(update_fields=["until_date"])
    _write(cohort, "role-taken", held.user, actor=actor, role=Role(held.role), group=held.group)


@transaction.atomic
def let_in(cohort: Cohort, *, code: str, name: str, actor: User) -> Municipality:
    """Another municipality whose people may take part."""
    municipality, _new = Municipality.objects.get_or_create(code=code, defaults={"name": name})
    cohort.partners.add(municipality)
    entry(cohort.municipality, actor=actor, action="place-joined", subject=municipality.name).save()
    return municipality


@transaction.atomic
def hand_over(user: User, *, successor: User, today: date, actor: User) -> int:
    """The successor takes over every part in a cohort that still runs; how many there were.

    Raises `CohortsError`: own-successor, account-closed.
    """
    if successor.pk == user.pk:
        raise CohortsError("own-successor")
    if not successor.is_active:
        raise CohortsError("account-closed")
    parts = [
        part
        for part in Membership.ever.filter(user=user, successor=None).select_related(
            "cohort__municipality", "group__cohort__municipality"
        )
        if part.until_date in (None, user.left_date) and not part.ends_by_itself(today)
    ]
    for part in parts:
        place = {"group": part.group} if part.group else {"cohort": part.cohort}
        part.until_date, part.successor = part.until_date or today, successor
        part.save(update_fields=["until_date", "successor"])
        held = Membership.objects.filter(user=successor, **place)
        if not (held.exists() if part.group else held.filter(role=part.role).exists()):
            Membership.objects.create(user=successor, role=part.role, stage=part.stage, **place)
        cohort = part.group.cohort if part.group else part.cohort
        assert cohort is not None  # noqa: S101 - a part is held somewhere
        entry(
            cohort.municipality, actor=actor, action="handed-over", subject=user.account_name,
            to=successor.account_name, role=part.role,
        ).save()  # fmt: skip
    if parts:
        notices.send(
            [successor], code="taken-over", url=reverse("handover:taken_over"), name=str(user),
            count=len(parts),
        )  # fmt: skip
    return len(parts)


@transaction.atomic
def leave(user: User, *, day: date, actor: User, successor: User | None = None) -> int:
    """The account is closed and its parts end; the work stays with the groups.

    How many parts the successor takes over. Raises `AccountsError("already-left")`, and
    `CohortsError` as `hand_over`: nothing is changed then.
    """
    staff.leave(user, day=day, actor=actor)
    _end_parts((user,), day=day)
    return hand_over(user, successor=successor, today=day, actor=actor) if successor else 0


def hand_in(
    municipality: Municipality,
    *,
    data: bytes,
    file_name: str,
    day: date,
    whole: bool,
    grow: bool,
    actor: User,
) -> Roster:
    """Keep a staff list, sealed, until it is confirmed; the one handed in before goes.

    Raises `TablesError`, `AccountsError("no-roster")`: nothing is kept then.
    """
    roster.read(data, file_name=file_name)
    with transaction.atomic():
        Roster.objects.filter(municipality=municipality, actor=actor).delete()
        return Roster.objects.create(
            municipality=municipality, actor=actor, file_name=file_name,
            data=sealing.seal(data, digest=sha256(file_name.encode())),
            sealed=sealing.is_on(), day=day, whole=whole, grow=grow,
        )  # fmt: skip


def transfer_of(kept: Roster) -> Transfer:
    """What the list would change as things stand now."""
    data = bytes(kept.data)
    if kept.sealed:
        data = sealing.unseal(data, digest=sha256(kept.file_name.encode()))
    lines = roster.read(data, file_name=kept.file_name)
    return compare(
        kept.municipality, lines, day=kept.day, whole=kept.whole, grow=kept.grow,
        actor=kept.actor,
    )  # fmt: skip


@transaction.atomic
def confirm(kept: Roster, *, seen: str, today: date) -> Transfer | None:
    """Make the changes that were seen, all or none; None when they are no longer the same."""
    Roster.objects.select_for_update().get(pk=kept.pk)
    divisions.settle(kept.municipality, today=today)
    transfer = transfer_of(kept)
    if transfer.fingerprint != seen:
        return None
    left = staff.take_over(kept.municipality, transfer, day=kept.day, actor=kept.actor)
    _end_parts(left, day=kept.day)
    kept.delete()
    return transfer


def _end_parts(users: tuple[User, ...], *, day: date) -> None:
    """Parts in cohorts that are over stay: who took part took part."""
    held = Membership.objects.filter(user__in=[user.pk for user in users])
    for part in held.select_related("cohort", "group__cohort"):
        if not part.ends_by_itself(day):
            part.until_date = day
            part.save(update_fields=["until_date"])


def _takes_part(municipality: Municipality, cohort: Cohort) -> bool:
    own = municipality.pk == cohort.municipality_id
    return own or cohort.partners.filter(pk=municipality.pk).exists()


def _write(
    cohort: Cohort, action: str, user: User, *, actor: User | None, role: Role, group: Group | None
) -> None:
    entry(
        cohort.municipality, actor=actor, action=action, subject=user.account_name,
        role=role, cohort=cohort.number, group=group.number if group else None,
    ).save()  # fmt: skip
