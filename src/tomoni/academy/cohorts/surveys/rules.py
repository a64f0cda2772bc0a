"""Who may do what with surveys. `None`: yes; else the reason why not, for the reader."""

from datetime import date

from django.utils.translation import gettext as _

from tomoni.academy.cohorts.models import Role
from tomoni.academy.cohorts.surveys.models import Survey

FEWEST = 5
"""Below so many replies nothing is told of them."""


def may_reply(survey: Survey, *, roles: frozenset[Role], today: date) -> str | None:
    if Role.PARTICIPANT not in roles:
        return _("回答できるのは、この期の受講者だけです。")
    if not survey.is_open(today):
        return _("このアンケートは締め切りました。")
    return None


def may_see_result(survey: Survey, *, count: int, today: date) -> str | None:
    """Closed, and by enough people."""
    if survey.is_open(today):
        return _(
            "結果は、締め切ったあとに見られます。途中で見ると、だれの回答か分かることがあります。"
        )
    if count < FEWEST:
        return _("回答が%(fewest)s人に満たないので、結果は出しません。") % {"fewest": FEWEST}
    return None
