"""What a flow begins from: the other flow, another case's, a template, a file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.steps.flow import places, services, words
from tomoni.academy.steps.flow.places import Place
from tomoni.academy.steps.flow.services import TomoniError
from tomoni.academy.ui import uploads
from tomoni.academy.ui.wording import error_sentence


@require_POST
def copy(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """Begins the flow as it should be from the one as it is."""
    place = places.find(request, case_id=case_id, step_id=step_id, key=key, writes=True)
    services.copy_as_is(place.page.opened, actor=request.user, key=key)
    messages.success(
        request, _("現状の業務フローを写しました。変えたいところを直して、保存してください。")
    )
    return redirect(place.url)


@require_POST
def begin(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """Begins from a template or from another case's flow."""
    place = places.find(request, case_id=case_id, step_id=step_id, key=key, writes=True)
    choice = request.POST.get("beginning", "")
    if services.begin(place.page.opened, actor=request.user, key=key, choice=choice):
        messages.success(request, str(words.BEGUN))
    else:
        messages.error(request, str(words.NO_BEGINNING))
    return redirect(place.url)


@require_POST
def upload(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """Takes the flow of a sheet or a BPMN file; nothing changes when it cannot be read."""
    place = places.find(request, case_id=case_id, step_id=step_id, key=key, writes=True)
    file = request.FILES.get("sheet")
    if file is None or file.name is None:
        messages.error(request, uploads.too_large(request) or str(words.NO_FILE))
        return redirect(place.url)
    take_in = _bpmn if file.name.lower().endswith((".bpmn", ".xml")) else _sheet
    try:
        take_in(request, place, file.read(), file.name)
    except TomoniError as error:
        messages.error(request, error_sentence(error))
    return redirect(place.url)


def _sheet(request: SignedInRequest, place: Place, data: bytes, name: str) -> None:
    count = services.take_in_file(
        place.page.opened, actor=request.user, key=place.key, data=data, file_name=name
    )
    if count:
        text = _("%(count)s行を読み込みました。確かめてから保存してください。")
        messages.success(request, text % {"count": count})
    else:
        messages.error(request, str(words.NO_STEPS))


def _bpmn(request: SignedInRequest, place: Place, data: bytes, _name: str) -> None:
    try:
        findings = services.take_in_bpmn(
            place.page.opened, actor=request.user, key=place.key, data=data
        )
    except UnicodeDecodeError:
        messages.error(request, str(words.NOT_UTF8))
        return
    messages.success(request, str(words.READ_BPMN))
    for finding in findings:
        messages.warning(request, f"{finding.sentence}{finding.action}")
