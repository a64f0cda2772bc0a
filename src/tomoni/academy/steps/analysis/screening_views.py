"""Which columns seem to go with one: looked at, and one of them begun as a claim."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.steps.analysis import forms, screening, services
from tomoni.academy.steps.analysis.reading import Desk
from tomoni.academy.steps.analysis.screening import ScreeningView, TomoniError
from tomoni.academy.steps.analysis.views import Fields, find, values_of
from tomoni.academy.ui.wording import error_sentence
from tomoni.academy.workspaces import pages
from tomoni.academy.workspaces.desk import custody
from tomoni.academy.workspaces.desk.models import Action


@require_http_methods(["GET", "POST"])
def screen(request: SignedInRequest, case_id: int, step_id: str) -> HttpResponse:
    page = find(request, case_id=case_id, step_id=step_id, writes=True)
    if request.method == "GET":
        desk = screening.begin(page.opened, user=request.user)
        return _page(request, page, desk, screening.fields(desk))
    desk = screening.posted(request.POST, opened=page.opened, user=request.user)
    if "begin" in request.POST:
        given = screening.claim_values(desk, column=request.POST["begin"])
        key = services.start(page.opened, actor=request.user, given=given)
        return redirect("analysis:claim", case_id, step_id, key)
    if request.POST.get("do") != "look":
        return _page(request, page, desk, screening.fields(desk))
    fields = screening.checked(desk)
    if any(field.invalid for field in fields.values()):
        return _page(request, page, desk, fields)
    custody.enter(request.user, opened=page.opened, key=desk.values["table"], action=Action.ASKED)
    try:
        return _page(request, page, desk, fields, found=screening.look(desk))
    except TomoniError as error:
        name = forms.place_of(error.code, error.params, values=desk.values)
        name = name if name in fields else "column"
        fields = forms.with_error(fields, name=name, sentence=error_sentence(error))
        return _page(request, page, desk, fields)


def _page(
    request: SignedInRequest,
    page: pages.StepPage,
    desk: Desk,
    fields: Fields,
    *,
    found: ScreeningView | None = None,
) -> HttpResponse:
    wrong = any(field.invalid for field in fields.values())
    values = values_of(page, title=_("どの列と関係がありそうか")) | {
        "tables": desk.tables,
        "fields": [(field, name in forms.CHANGES) for name, field in fields.items()],
        "every": tuple(fields.values()),
        "shown": " ".join(fields),
        "found": found,
        "wrong": wrong,
    }
    return render(request, "analysis/screening.html", values, status=422 if wrong else 200)
