"""Surveys: the list, the reply, the result, one's own growth."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.cohorts.errors import CohortsError
from tomoni.academy.cohorts.forms import text
from tomoni.academy.cohorts.models import Cohort, Role
from tomoni.academy.cohorts.queries import cohorts_run_by, roles_in_cohort
from tomoni.academy.cohorts.surveys import forms, queries, questions, results, rules, services
from tomoni.academy.cohorts.surveys.models import SKILL_KINDS, Kind, Survey
from tomoni.academy.ui.attachments import WORKBOOK, attachment
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import fitting, has_errors, read_fields, require, with_error
from tomoni.academy.ui.wording import error_sentence

_LONGEST = {"long_text": questions.LONGEST}


@require_GET
def surveys(request: SignedInRequest, cohort_id: int) -> HttpResponse:
    cohort = get_object_or_404(queries.cohorts_with_surveys_for(request.user), pk=cohort_id)
    roles = roles_in_cohort(request.user, cohort=cohort)
    today = timezone.localdate()
    mine = request.user.replies.filter(survey__cohort=cohort)
    replied = set(mine.values_list("survey", flat=True))
    rows = [
        (survey, survey.is_open(today), survey.pk in replied)
        for survey in queries.with_counts(cohort)
    ]
    values = {
        "cohort": cohort,
        "rows": rows,
        "runs": Role.SECRETARIAT in roles,
        "takes_part": Role.PARTICIPANT in roles,
        "asked": queries.asked_people(cohort).count(),
        "crumbs": [*_crumbs(cohort)[:-1], (_("アンケート"), "")],
    }
    return render(request, "surveys/surveys.html", values)


@require_http_methods(["GET", "POST"])
def open_survey(request: SignedInRequest, cohort_id: int) -> HttpResponse:
    cohort = get_object_or_404(cohorts_run_by(request.user), pk=cohort_id)
    today = timezone.localdate()
    fields = forms.open_fields(services.session_choices(cohort), today=today)
    if request.method == "POST":
        fields = forms.read_open(request.POST, fields=fields, today=today)
        if not has_errors(fields):
            kind = Kind(text(fields, "kind"))
            number = int(text(fields, "number")) if kind == Kind.SESSION else 0
            closes_date = date.fromisoformat(text(fields, "closes_date"))
            try:
                services.open_survey(
                    cohort, kind=kind, number=number, closes_date=closes_date, actor=request.user
                )
                messages.success(request, _("アンケートを始めて、受講者に知らせました。"))
                return redirect("surveys:surveys", cohort.pk)
            except CohortsError as error:
                fields = with_error(fields, name="kind", sentence=error_sentence(error))
    return form_page(
        request,
        fields=fields,
        title=_("アンケートを始める"),
        button=_("始めて受講者に知らせる"),
        back=reverse("surveys:surveys", args=(cohort.pk,)),
        crumbs=_crumbs(cohort),
    )


@require_http_methods(["GET", "POST"])
def reply(request: SignedInRequest, survey_id: int) -> HttpResponse:
    """One's own reply, to be changed until the survey closes."""
    survey = _find_survey(request, survey_id)
    today = timezone.localdate()
    roles = roles_in_cohort(request.user, cohort=survey.cohort)
    refusal = rules.may_reply(survey, roles=roles, today=today)
    mine = request.user.replies.filter(survey=survey).first()
    fields = questions.fields(
        survey.kind,
        skills=services.skills_of(survey.cohort),
        values=mine.values if mine else {},
        disabled=refusal is not None,
    )
    if request.method == "POST":
        refuse(refusal)
        posted = read_fields(request.POST, fields=fields)
        fields = tuple(fitting(require(each), longest=_LONGEST) for each in posted)
        if not has_errors(fields):
            return _save(request, survey, values={each.name: each.text for each in fields})
    values = {
        "survey": survey,
        "fields": fields,
        "refusal": refusal,
        "replied_at": mine.replied_at if mine else None,
        "is_skills": survey.kind in SKILL_KINDS,
        "crumbs": [*_crumbs(survey.cohort), (str(survey), "")],
    }
    status = 422 if has_errors(fields) else 200
    return render(request, "surveys/reply.html", values, status=status)


def _save(request: SignedInRequest, survey: Survey, *, values: dict[str, str]) -> HttpResponse:
    try:
        services.reply(survey, actor=request.user, values=values, today=timezone.localdate())
        messages.success(request, _("回答を受け取りました。締め切りまでは書き直せます。"))
    except CohortsError as error:
        messages.error(request, error_sentence(error))
    return redirect("surveys:surveys", survey.cohort_id)


@require_GET
def growth(request: SignedInRequest, cohort_id: int) -> HttpResponse:
    """One's own levels before and after: for oneself only."""
    cohort = get_object_or_404(queries.cohorts_joined_by(request.user), pk=cohort_id)
    levels = queries.skill_replies(request.user, cohort=cohort)
    values = {
        "cohort": cohort,
        "skills": results.growth(levels, skills=services.skills_of(cohort)),
        "replied": bool(levels),
        "crumbs": [*_crumbs(cohort), (_("自分の伸び"), "")],
    }
    return render(request, "surveys/growth.html", values)


@require_GET
def result(request: SignedInRequest, survey_id: int) -> HttpResponse:
    survey, refusal = _find_result(request, survey_id)
    found = [] if refusal else services.result(survey, today=timezone.localdate())
    values = {
        "survey": survey,
        "refusal": refusal,
        "questions": found,
        "compares": any(len(question.strips) > 1 for question in found),
        "texts": [] if refusal else services.texts(survey),
        "width": results.WIDTH,
        "crumbs": [*_crumbs(survey.cohort), (str(survey), "")],
    }
    return render(request, "surveys/result.html", values)


@require_GET
def download(request: SignedInRequest, survey_id: int) -> HttpResponse:
    """The counts as a workbook; what was written in one's own words stays on the page."""
    survey, refusal = _find_result(request, survey_id)
    refuse(refusal)
    title = f"{survey.cohort} {survey}"
    found = services.result(survey, today=timezone.localdate())
    data = services.workbook(found, title=str(survey))
    return attachment(data, name=f"{title}.xlsx", kind=WORKBOOK)


@require_POST
def close(request: SignedInRequest, survey_id: int) -> HttpResponse:
    survey = get_object_or_404(queries.surveys_run_by(request.user), pk=survey_id)
    services.close(survey, actor=request.user)
    messages.success(request, _("「%(survey)s」を締め切りました。") % {"survey": survey})
    return redirect("surveys:surveys", survey.cohort_id)


@require_POST
def remind(request: SignedInRequest, survey_id: int) -> HttpResponse:
    survey = get_object_or_404(queries.surveys_run_by(request.user), pk=survey_id)
    if survey.is_open(timezone.localdate()):
        count = services.remind(survey, actor=request.user)
        messages.success(request, _("まだの%(count)s人に、もう一度頼みました。") % {"count": count})
    return redirect("surveys:surveys", survey.cohort_id)


def _find_survey(request: SignedInRequest, survey_id: int) -> Survey:
    return get_object_or_404(queries.surveys_for(request.user), pk=survey_id)


def _find_result(request: SignedInRequest, survey_id: int) -> tuple[Survey, str | None]:
    """The survey, when the person asks, and why its result is not to be seen."""
    survey = get_object_or_404(queries.surveys_run_by(request.user), pk=survey_id)
    count = survey.replies.count()
    return survey, rules.may_see_result(survey, count=count, today=timezone.localdate())


def _crumbs(cohort: Cohort) -> list[tuple[str, str]]:
    listed = (_("アンケート"), reverse("surveys:surveys", args=(cohort.pk,)))
    return [(_("自分の番"), "/"), (cohort.title, cohort.get_absolute_url()), listed]
