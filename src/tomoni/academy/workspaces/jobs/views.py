"""How far a job is, and an end to it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts import rules
from tomoni.academy.workspaces import pages
from tomoni.academy.workspaces.jobs import reading, services
from tomoni.academy.workspaces.jobs.models import Job


@require_GET
@never_cache
def job(request: SignedInRequest, case_id: int, job_id: int) -> HttpResponse:
    """The part of a page that asks again by itself while the job is open; else the way on."""
    row = pages.find_case(request, case_id=case_id)
    found = get_object_or_404(Job.objects.select_related("actor"), pk=job_id, case=row)
    if not request.headers.get("HX-Request"):
        return redirect(found.page)
    if not found.is_open:
        answer = HttpResponse()
        answer["HX-Refresh"] = "true"
        return answer
    refusal = rules.may_edit_group(request.user, group=row.group)
    return render(request, "jobs/_job.html", {"running": reading.view(found), "refusal": refusal})


@require_POST
def cancel(request: SignedInRequest, case_id: int, job_id: int) -> HttpResponse:
    row = pages.for_editing(request, case_id=case_id)
    found = get_object_or_404(Job, pk=job_id, case=row)
    services.cancel(found, actor=request.user)
    messages.info(request, _("計算をやめます。これまでの結果は、そのまま残っています。"))
    return redirect(found.page)
