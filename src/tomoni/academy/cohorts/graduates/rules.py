"""Who may do what with a graduation. `None`: yes; else the reason why not, for the reader."""

from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.graduates.models import Graduate


def may_tell(user: User, *, graduate: Graduate) -> str | None:
    """Only the graduate says whether they want to teach."""
    if graduate.user_id == user.pk:
        return None
    return _("講師の希望を書けるのは、本人だけです。")
