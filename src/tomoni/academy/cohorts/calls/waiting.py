"""What waits for a person about calls, on the first page."""

from collections import Counter
from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.calls import queries
from tomoni.academy.ui.waiting import Waiting


def waiting(request: HttpRequest) -> Iterator[Waiting]:
    """Approvals, drafts before the last day, applications to go through after it. Three queries."""
    user, today = request.user, timezone.localdate()
    if not isinstance(user, User):
        return
    for each in queries.to_approve(user):
        due = each.call.until_date
        yield Waiting(
            _("「%(work)s」の応募を承認するか決める") % {"work": each.work},
            reverse("calls:approval", args=(each.pk,)),
            about=f"{each.division.name}　{each.call.cohort.title}", due_date=due,
            late=due < today,
        )  # fmt: skip
    for each in queries.drafts_of(user, today=today):
        yield Waiting(
            _("「%(work)s」の応募を書き上げて送る") % {"work": each},
            reverse("calls:edit_application", args=(each.pk,)),
            about=each.call.cohort.title, due_date=each.call.until_date,
        )  # fmt: skip
    counts = Counter(each.call for each in queries.to_decide(user, today=today))
    for call, count in counts.items():
        said = ngettext("%(count)s件の応募を選考する", "%(count)s件の応募を選考する", count)
        url = reverse("calls:applications", args=(call.pk,))
        yield Waiting(said % {"count": count}, url, about=call.cohort.title)
