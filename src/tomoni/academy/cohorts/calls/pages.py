"""What the pages of a call share: what is found, the way back, an application as it is shown."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts.calls import queries, rules
from tomoni.academy.cohorts.calls.models import Application, Call
from tomoni.academy.cohorts.people_pages import Fields
from tomoni.academy.ui.reading import has_errors

Crumbs = list[tuple[str, str]]


@dataclass(frozen=True)
class Section:
    """A form on the page of an application."""

    title: str
    fields: Fields
    button: str
    url: str
    lead: str = ""


def today() -> date:
    return timezone.localdate()


def find_call(request: SignedInRequest, call_id: int) -> Call:
    """A call that the person may see; `Http404` otherwise."""
    return get_object_or_404(queries.calls_visible_to(request.user), pk=call_id)


def find_own_call(request: SignedInRequest, call_id: int) -> Call:
    """A call that the person runs; `Http404` otherwise."""
    return get_object_or_404(queries.calls_run_by(request.user), pk=call_id)


def find_application(request: SignedInRequest, application_id: int) -> Application:
    """An application that the person may see; `Http404` otherwise."""
    return get_object_or_404(queries.applications_visible_to(request.user), pk=application_id)


def crumbs(*more: tuple[str, str]) -> Crumbs:
    """From the first page to the calls and further."""
    return [(_("自分の番"), "/"), (_("募集"), reverse("calls:calls")), *more]


def application_crumbs(application: Application, *more: tuple[str, str]) -> Crumbs:
    """From the first page over the call to the application and further."""
    call = application.call
    this = (str(application), application.get_absolute_url())
    return crumbs((str(call), call.get_absolute_url()), this, *more)


def application_page(
    request: SignedInRequest, application: Application, *, section: Section | None = None
) -> HttpResponse:
    """The application with what the person may do next; `section`: what they are asked."""
    user, call = request.user, application.call
    runs = rules.may_run(user, call=call) is None
    wrong = section is not None and has_errors(section.fields)
    values: dict[str, Any] = {
        "application": application,
        "call": call,
        "runs": runs,
        "show_result": application.is_live
        and application.decision
        and (runs or call.results_at is not None),
        "may_change": not rules.may_change(user, application=application, today=today()),
        "may_withdraw": not rules.may_withdraw(user, application=application),
        "may_approve": not rules.may_approve(user, application=application),
        "may_record": runs and not rules.may_record_approval(user, application=application),
        "refusal": rules.may_decide(user, application=application, today=today()) if runs else "",
        "section": section,
        "wrong": wrong,
        "crumbs": application_crumbs(application),
    }
    return render(request, "calls/application.html", values, status=422 if wrong else 200)
