"""What is written about people and places."""

from django.contrib.auth.hashers import make_password

from tomoni.academy.accounts.divisions import BEGINNING
from tomoni.academy.accounts.models import Division, User
from tomoni.academy.accounts.seats import seat


def add_person(
    account_name: str,
    *,
    display_name: str,
    password: str | None,
    division: Division | None = None,
    post: str = "",
    staff_number: str = "",
    email: str = "",
) -> User:
    """A new account. The password is handed over in person, never sent; None: there is none yet."""
    user = User(
        account_name=account_name,
        display_name=display_name,
        password=make_password(password),
        post=post,
        staff_number=staff_number,
        email=email,
    )
    if division is not None:
        seat(user, division)
    user.full_clean()
    user.save(force_insert=True)
    if division is not None:
        user.postings.create(division=division, post=post, from_date=BEGINNING)
    return user
