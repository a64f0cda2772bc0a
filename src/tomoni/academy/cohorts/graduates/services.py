"""What is written of graduates: who finished a cohort, and whether they want to teach."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from tomoni.academy.accounts import notices
from tomoni.academy.accounts.models import Municipality, User, entry
from tomoni.academy.cohorts.graduates.models import Closing, Graduate, Willingness
from tomoni.academy.cohorts.models import Cohort, Membership, Role
from tomoni.academy.cohorts.workbooks import workbook


@transaction.atomic
def close(
    cohort: Cohort, *, chosen: Collection[int], issued_date: date, signatory: str, actor: User
) -> tuple[int, int]:
    """The chosen participants (by the key of the person) graduate, all others do not.

    May be decided anew: how many graduations are new, and how many were taken back. Who had one
    already keeps its number and its day.
    """
    members = Membership.objects.filter(group__cohort=cohort, role=Role.PARTICIPANT)
    Closing.objects.update_or_create(
        cohort=cohort,
        defaults={"issued_date": issued_date, "signatory": signatory, "decided_by": actor},
    )
    known = {each.user_id: each for each in cohort.graduates.all()}
    new = [
        member
        for member in members.select_related("user", "group__division").order_by(
            "group__number", "user__account_name"
        )
        if member.user_id in chosen and not _stands(known.get(member.user_id))
    ]
    back = [each for each in known.values() if _stands(each) and each.user_id not in chosen]
    for member in new:
        _graduate(member, cohort, known.get(member.user_id), issued_date=issued_date, actor=actor)
    for each in back:
        each.withdrawn_date = issued_date
        each.save(update_fields=["withdrawn_date"])
        _write(cohort, "graduation-withdrawn", actor=actor, subject=each.user.account_name)
    _write(cohort, "cohort-closed", actor=actor, subject=cohort.title)
    return len(new), len(back)


def _stands(graduate: Graduate | None) -> bool:
    return graduate is not None and graduate.withdrawn_date is None


def _graduate(
    member: Membership, cohort: Cohort, known: Graduate | None, *, issued_date: date, actor: User
) -> None:
    group = member.group
    assert group is not None  # noqa: S101 - participants are of a group
    highest = cohort.graduates.aggregate(most=Max("number"))["most"] or 0
    graduate = known or Graduate(cohort=cohort, user=member.user, number=highest + 1)
    graduate.group, graduate.name = group, member.user.display_name
    graduate.division_name = group.division_name or group.division.name
    graduate.theme = group.theme or group.work
    graduate.issued_date, graduate.withdrawn_date = issued_date, None
    graduate.save()
    _write(cohort, "graduated", actor=actor, subject=member.user.account_name)
    url = reverse("graduates:graduate", args=(graduate.pk,))
    notices.send([member.user], code="graduated", url=url, cohort=cohort.title)


@transaction.atomic
def tell(graduate: Graduate, *, willing: Willingness, line: str, actor: User) -> None:
    """What the graduate says of teaching."""
    graduate.willing, graduate.line = willing, line
    graduate.save(update_fields=["willing", "line"])
    subject = graduate.user.account_name
    _write(graduate.cohort, "willingness-told", actor=actor, subject=subject, to=str(willing.label))


def register_workbook(municipality: Municipality, graduates: Collection[Graduate]) -> bytes:
    """The register as an Excel workbook."""
    headings = (
        "修了証の番号", "氏名", "期", "修了の日", "そのときの課", "いまの課", "テーマ",
        "講師の希望", "ひとこと",
    )  # fmt: skip
    rows = [
        (
            each.certificate_number, each.user.display_name, each.cohort.title,
            each.issued_date.isoformat(), each.division_name, division_now(each), each.theme,
            str(each.get_willing_display()), each.line,
        )
        for each in graduates
    ]  # fmt: skip
    return workbook(f"{municipality.name} 修了生名簿", headings=headings, rows=rows)


def division_now(graduate: Graduate) -> str:
    """Where the graduate works today; empty for somebody who left."""
    user = graduate.user
    return str(user.division) if user.is_active and user.division else ""


def _write(cohort: Cohort, action: str, *, actor: User, subject: str, **more: str) -> None:
    entry(
        cohort.municipality, actor=actor, action=action, subject=subject, cohort=cohort.number,
        **more,
    ).save()  # fmt: skip
