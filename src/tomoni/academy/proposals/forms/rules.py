"""Who may bring in forms. `None`: yes; else the reason why not, for the reader."""

from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import Municipality, User
from tomoni.academy.proposals.forms import queries


def may_change(user: User, *, municipality: Municipality) -> str | None:
    """The office of the municipality's proposals."""
    if queries.runs_forms(user, municipality=municipality):
        return None
    return _("様式を加えたり外したりできるのは、提案の事務局です。ここでは使うことができます。")
