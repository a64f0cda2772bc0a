"""次の期を開く, and what somebody took over."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts.errors import CohortsError
from tomoni.academy.cohorts.graduates.queries import willing_in
from tomoni.academy.cohorts.models import Cohort, Stage
from tomoni.academy.ui.reading import has_errors, with_error
from tomoni.academy.ui.wording import error_sentence
from tomoni.academy.workspaces.handover import following, forms, pages, queries, services, taking


@require_http_methods(["GET", "POST"])
def next_cohort(request: SignedInRequest, cohort_id: int) -> HttpResponse:
    """A new cohort from this one, on one page."""
    source = pages.find_run(request, cohort_id)
    graduates = list(willing_in(source.municipality))
    offered = list(queries.approved_in(source.municipality))
    fields = forms.next_fields(following.proposal(source))
    stages = {}
    chosen = {each.pk for each in offered}
    if request.method == "POST":
        fields = forms.read_next(request.POST, fields=fields)
        stages = forms.stages_chosen(request.POST, graduates=graduates)
        chosen = {int(each) for each in request.POST.getlist("teaching") if each.isdecimal()}
        if not has_errors(fields):
            try:
                made = following.next_cohort(
                    source, plan=_plan(fields), lecturers=stages, actor=request.user,
                    teaching=[each for each in offered if each.pk in chosen],
                )  # fmt: skip
            except CohortsError as error:
                fields = with_error(fields, name="number", sentence=error_sentence(error))
            else:
                return _opened(request, made)
    wrong = has_errors(fields)
    values = {
        "cohort": source,
        "fields": fields,
        "wrong": wrong,
        "graduates": [(each, stages.get(each, forms.NOT_ASKED)) for each in graduates],
        "stages": Stage.choices,
        "teaching": [(each, each.pk in chosen) for each in offered],
        "crumbs": pages.cohort_crumbs(source, (_("次の期を開く"), "")),
    }
    return render(request, "handover/next_cohort.html", values, status=422 if wrong else 200)


@require_GET
def taken_over(request: SignedInRequest) -> HttpResponse:
    """What the person took over: groups with their case, what waits there, what is unsaved."""
    values = {
        "parts": taking.parts_for(request.user),
        "crumbs": [(_("自分の番"), "/"), (_("引き継いだもの"), "")],
    }
    return render(request, "handover/taken_over.html", values)


@require_POST
def adopt_drafts(request: SignedInRequest, held_id: int) -> HttpResponse:
    """The unsaved drafts of who handed over become one's own."""
    held = taking.find(request.user, held_id=held_id)
    count = services.adopt_drafts(held.user, successor=request.user)
    said = _("下書きを%(count)s件引き継ぎました。ワークシートを開くと、続きから書けます。")
    messages.success(request, said % {"count": count})
    return redirect("handover:taken_over")


def _plan(fields: forms.Fields) -> following.Plan:
    return following.Plan(
        number=int(forms.text(fields, "number")),
        title=forms.text(fields, "title"),
        starts_date=date.fromisoformat(forms.text(fields, "starts_date")),
        ends_date=date.fromisoformat(forms.text(fields, "ends_date")),
    )


def _opened(request: SignedInRequest, made: Cohort) -> HttpResponse:
    said = _("「%(title)s」を開きました。次は、募集を知らせるか、日程を決めます。")
    messages.success(request, said % {"title": made.title})
    return redirect(made)
