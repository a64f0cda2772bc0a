"""What is written about people and places."""

from django.contrib.auth.hashers import make_password

from tomoni.academy.accounts.models import Division, User


def add_person(
    account_name: str,
    *,
    display_name: str,
    password: str,
    division: Division | None = None,
    post: str = "",
) -> User:
    """A new account. The password is handed over in person, never sent."""
    user = User(
        account_name=account_name,
        display_name=display_name,
        password=make_password(password),
        division=division,
        post=post,
    )
    user.full_clean()
    user.save(force_insert=True)
    return user
