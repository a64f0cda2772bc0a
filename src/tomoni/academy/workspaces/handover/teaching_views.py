"""Teaching cases: where they are listed, made, looked at by a second person and given."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.cohorts import queries as cohorts
from tomoni.academy.cohorts import rules as cohort_rules
from tomoni.academy.cohorts.models import Role
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import has_errors
from tomoni.academy.workspaces import pages as cases
from tomoni.academy.workspaces import queries as case_queries
from tomoni.academy.workspaces.desk import custody
from tomoni.academy.workspaces.handover import forms, pages, queries, rules, services
from tomoni.academy.workspaces.reading import open_case


@require_GET
def all_teaching(request: SignedInRequest) -> HttpResponse:
    """Every teaching case that the person may read."""
    values = {
        "found": queries.teaching_cases_visible_to(request.user),
        "crumbs": [(_("自分の番"), "/"), (_("教材ケース"), "")],
    }
    return render(request, "handover/all_teaching.html", values)


@require_GET
def of_cohort(request: SignedInRequest, cohort_id: int) -> HttpResponse:
    """What the cohort was given; for its secretariat also what can be given and made."""
    cohort = pages.find_cohort(request, cohort_id)
    runs = Role.SECRETARIAT in cohorts.roles_in_cohort(request.user, cohort=cohort)
    groups = cohorts.groups_visible_to(request.user).filter(cohort=cohort)
    values = {
        "cohort": cohort,
        "runs": runs,
        "given": queries.given_to(cohort, user=request.user),
        "offered": queries.to_be_given(cohort, user=request.user) if runs else (),
        "unfinished": queries.unfinished(cohort, user=request.user),
        "cases": case_queries.cases_visible_to(request.user).filter(group__in=groups),
        "crumbs": pages.cohort_crumbs(cohort, (_("教材ケース"), "")),
    }
    return render(request, "handover/of_cohort.html", values)


@require_POST
def begin(request: SignedInRequest, case_id: int) -> HttpResponse:
    """Begin to make a teaching case of a finished case."""
    row = cases.find_case(request, case_id=case_id)
    refuse(cohort_rules.may_comment(request.user, group=row.group))
    opened = open_case(row)
    for key, artifact in opened.case.artifacts.items():
        if artifact.kind in custody.RAW - {"source"} and opened.case.head(key) is not None:
            custody.enter(request.user, opened=opened, key=key)
    made = services.begin(opened, actor=request.user)
    return redirect("handover:check", made.pk)


@require_POST
def ask(request: SignedInRequest, teaching_id: int) -> HttpResponse:
    found = pages.find_prepared(request, teaching_id)
    refuse(rules.may_prepare(request.user, teaching=found))
    services.ask(found, actor=request.user)
    messages.success(request, _("事務局のほかの人に、確認を頼みました。"))
    return redirect(found)


@require_POST
def approve(request: SignedInRequest, teaching_id: int) -> HttpResponse:
    found = pages.find_prepared(request, teaching_id)
    refuse(rules.may_approve(request.user, teaching=found))
    services.approve(found, actor=request.user)
    messages.success(request, _("承認しました。期に渡すと、その期の人が読めます。"))
    return redirect(found)


@require_http_methods(["GET", "POST"])
def send_back(request: SignedInRequest, teaching_id: int) -> HttpResponse:
    found = pages.find_prepared(request, teaching_id)
    refuse(rules.may_approve(request.user, teaching=found))
    fields = forms.reason_fields()
    if request.method == "POST":
        fields = forms.read(request.POST, fields=fields)
        if not has_errors(fields):
            services.send_back(found, reason=forms.text(fields, "reason"), actor=request.user)
            messages.success(request, _("作った人に戻しました。"))
            return redirect(found)
    return form_page(
        request, fields=fields, title=_("教材ケースを戻す"), button=_("戻す"),
        back=found.get_absolute_url(), crumbs=pages.teaching_crumbs(found),
    )  # fmt: skip


@require_POST
def drop(request: SignedInRequest, teaching_id: int) -> HttpResponse:
    """One that is being made is given up."""
    found = pages.find_teaching(request, teaching_id)
    refuse(rules.may_prepare(request.user, teaching=found))
    cohort = found.case.group.cohort
    services.drop(found, actor=request.user)
    messages.info(request, _("作りかけの教材ケースをやめました。元のケースは変わりません。"))
    return redirect("handover:of_cohort", cohort.pk)


@require_POST
def give(request: SignedInRequest, cohort_id: int, teaching_id: int) -> HttpResponse:
    cohort = pages.find_run(request, cohort_id)
    found = pages.find_teaching(request, teaching_id)
    refuse(rules.may_give(request.user, teaching=found))
    services.give(found, cohort=cohort, actor=request.user)
    messages.success(request, _("渡しました。この期の人が読めます。"))
    return redirect("handover:of_cohort", cohort.pk)


@require_POST
def take(request: SignedInRequest, cohort_id: int, teaching_id: int) -> HttpResponse:
    cohort = pages.find_run(request, cohort_id)
    found = get_object_or_404(queries.given_to(cohort, user=request.user), pk=teaching_id)
    services.take(found, cohort=cohort, actor=request.user)
    messages.info(request, _("この期から外しました。"))
    return redirect(reverse("handover:of_cohort", args=(cohort.pk,)))
