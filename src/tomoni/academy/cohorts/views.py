"""A cohort."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts import cohort_pages, queries, services
from tomoni.academy.cohorts.models import Membership, Role
from tomoni.academy.ui.parts import Column, TableView


@require_GET
def cohort(request: SignedInRequest, cohort_id: int) -> HttpResponse:
    found = get_object_or_404(queries.cohorts_visible_to(request.user), pk=cohort_id)
    roles = queries.roles_in_cohort(request.user, cohort=found)
    values = {
        "cohort": found,
        "runs": Role.SECRETARIAT in roles,
        "curriculum": services.curriculum_of(found),
        "groups": queries.groups_visible_to(request.user).filter(cohort=found),
        "sessions": services.sessions_of(found),
        "staff": _people(queries.staff_of(found), caption=_("事務局、講師、審査員")),
        "links": cohort_pages.links(found, roles=roles),
        "crumbs": [(_("自分の番"), "/"), (found.title, "")],
    }
    return render(request, "cohorts/cohort.html", values)


def _people(memberships: Iterable[Membership], *, caption: str) -> TableView:
    columns = (Column(_("氏名")), Column(_("役割")), Column(_("所属")), Column(_("職")))
    rows = [[str(each.user), each.label, each.user.place, each.user.post] for each in memberships]
    return TableView(caption=caption, columns=columns, rows=rows)
