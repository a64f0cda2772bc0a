"""What is read of people. Whose people somebody may look after, `cohorts` says."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from tomoni.academy.accounts.models import Division, Municipality, PeopleEntry, User
from tomoni.academy.accounts.roster import plain_name, plain_number


def people_in(municipality: Municipality) -> QuerySet[User]:
    """Everybody with an account who works or worked there, with their divisions. One query."""
    return User.objects.filter(division__municipality=municipality).select_related(
        "division__municipality", "division__parent", "section"
    )


def found(people: QuerySet[User], *, words: str, unit: str, state: str) -> QuerySet[User]:
    """People in whose data every word stands; of one division or those right below; by state."""
    for word in words.split():
        people = people.filter(
            Q(display_name__icontains=word)
            | Q(account_name__icontains=word)
            | Q(staff_number__icontains=word)
            | Q(division__name__icontains=word)
            | Q(section__name__icontains=word)
            | Q(post__icontains=word)
        )
    if unit:
        number = int(unit)
        people = people.filter(Q(division=number) | Q(section=number) | Q(division__parent=number))
    return people.filter(is_active=state != "left").order_by("division__code", "account_name")


def find_person(text: str, *, municipalities: Iterable[Municipality]) -> list[User]:
    """Who is meant by an account name, staff number or name: one person when it is clear.

    Of the municipalities' people, and of those who come from outside any.
    """
    within = Q(division__municipality__in=list(municipalities)) | Q(division=None)
    people = User.objects.filter(within, is_active=True)
    by_account = list(people.filter(account_name=text))
    if by_account:
        return by_account
    wanted, number = plain_name(text), plain_number(text)
    return [
        user
        for user in people.filter(
            Q(display_name__contains=text[:1]) | Q(staff_number__contains=number)
        )
        if plain_name(user.display_name) == wanted
        or (user.staff_number and plain_number(user.staff_number) == number)
    ]


def divisions_of(municipality: Municipality) -> QuerySet[Division]:
    """Every division there is or was."""
    return municipality.divisions.select_related("parent", "successor")


def entries_of(municipality: Municipality) -> QuerySet[PeopleEntry]:
    """What was done to people, divisions and roles, newest first."""
    return municipality.people_entries.select_related("actor")
