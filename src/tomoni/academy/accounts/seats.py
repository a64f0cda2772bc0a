"""Where people sit: in a 課, or in a 係 of one, which stays theirs however it is moved."""

from datetime import date

from django.db.models import F, Q

from tomoni.academy.accounts.models import Division, Municipality, Posting, User


def post_to(user: User, *, division: Division, post: str, day: date) -> None:
    """The person works there as that from the day on."""
    user.postings.filter(until_date=None, from_date__gte=day).delete()
    user.postings.filter(until_date=None).update(until_date=day)
    Posting.objects.create(user=user, division=division, post=post, from_date=day)
    seat(user, division)
    user.post = post
    user.save(update_fields=["division", "section", "post"])


def seat(user: User, unit: Division) -> None:
    """The person works there, not yet saved: a 係 is a seat in its 課."""
    office = unit.office()
    user.division, user.section = office, unit if unit.pk != office.pk else None


def working_in(division: Division) -> Q:
    """Everybody whose lowest division it is."""
    return Q(division=division, section=None) | Q(section=division)


def reseat(municipality: Municipality) -> None:
    """People of a 係 that now belongs to another 課 go with it."""
    seated = User.objects.filter(section__municipality=municipality)
    for user in seated.exclude(division=F("section__parent")).select_related("section"):
        assert user.section is not None  # noqa: S101 - as filtered
        seat(user, user.section)
        user.save(update_fields=["division", "section"])
