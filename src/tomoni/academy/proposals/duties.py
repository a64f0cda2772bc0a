"""Who is office, reviewer or finance of a municipality's proposals: given and taken back."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tomoni.academy.accounts import notices
from tomoni.academy.accounts.models import Municipality, User, entry
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.models import Duty, Part

MAY: Mapping[Part, Promise] = {
    Part.OFFICE: _(
        "制度と募集を作り、提案を受け付け、段階を進めます。提案者の氏名が、はじめから見えます。"
    ),
    Part.REVIEWER: _(
        "審査の段階の提案を読んで採点します。自分の課の提案は採点できません。"
        "氏名を秘す制度では、結果が決まるまで提案者が分かりません。"
    ),
    Part.FINANCE: _("採用された提案の予算の要求を見て、査定の結果を書きます。"),
}
"""What each part may do, in one sentence or two."""


def duties_in(municipality: Municipality) -> QuerySet[Duty]:
    """Who has which part today."""
    found = Duty.objects.filter(municipality=municipality, until_date=None)
    return found.select_related("user__division__municipality").order_by("part", "user__pk")


@transaction.atomic
def give(user: User, *, part: Part, municipality: Municipality, actor: User) -> Duty:
    """The person has the part from now on, and is told.

    Raises `ProposalsError`: duty-held, account-closed, other-place. Somebody from outside every
    municipality can be a reviewer.
    """
    _one_at_a_time(municipality)
    if not user.is_active:
        raise ProposalsError("account-closed")
    place = user.division.municipality_id if user.division else None
    if place != municipality.pk and (place is not None or part is not Part.REVIEWER):
        raise ProposalsError("other-place")
    if duties_in(municipality).filter(user=user, part=part).exists():
        raise ProposalsError("duty-held")
    held = Duty.objects.create(municipality=municipality, user=user, part=part)
    _write(held, "duty-given", actor=actor)
    return held


@transaction.atomic
def take(held: Duty, *, day: date, actor: User) -> None:
    """The part ends; that it was held stays. Raises `ProposalsError("last-office")`."""
    _one_at_a_time(held.municipality)
    others = duties_in(held.municipality).filter(part=Part.OFFICE, user__is_active=True)
    if held.part == Part.OFFICE and not others.exclude(pk=held.pk).exists():
        raise ProposalsError("last-office")
    if not Duty.objects.filter(pk=held.pk, until_date=None).update(until_date=day):
        return
    _write(held, "duty-taken", actor=actor)


def _one_at_a_time(municipality: Municipality) -> None:
    """Two who take the last two of an office away wait for one another."""
    Municipality.objects.select_for_update().get(pk=municipality.pk)


def _write(held: Duty, action: str, *, actor: User) -> None:
    municipality, part = held.municipality, str(held.get_part_display())
    entry(
        municipality, actor=actor, action=action, subject=held.user.account_name, part=part
    ).save()
    if actor != held.user:
        notices.send(
            [held.user], code=action, url=reverse("proposals:home"), part=part,
            place=municipality.name,
        )  # fmt: skip
