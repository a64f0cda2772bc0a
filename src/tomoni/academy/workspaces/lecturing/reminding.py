"""On a lecturer's first page: how much there is to look at, cohort by cohort."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.models import Role
from tomoni.academy.ui.waiting import Waiting
from tomoni.academy.workspaces.lecturing import queries, queue


def find(request: HttpRequest) -> Iterator[Waiting]:
    """One line a cohort in which the person is a lecturer. One query for all others."""
    user = request.user
    if not isinstance(user, User):
        return
    lecturer = (Role.LECTURER,)
    for cohort in queries.cohorts_led_by(user, roles=lecturer):
        groups = queries.groups_led_by(user, roles=lecturer).filter(cohort=cohort)
        items = queue.of_cohort(cohort, groups=list(groups))
        if items:
            yield Waiting(
                text=_("見るものが%(n)s件あります") % {"n": len(items)},
                url=reverse("lecturing:queue", args=(cohort.pk,)),
                about=cohort.title,
            )
