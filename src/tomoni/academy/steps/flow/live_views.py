"""One flow with two faces: what is typed is drawn, what is drawn is written into the table."""

from typing import Any

from django.http import JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.steps.flow import drawing, forms, live, places, sheets
from tomoni.academy.steps.flow.live import Live, TomoniError
from tomoni.academy.steps.flow.places import Place
from tomoni.academy.ui.wording import error_sentence


@require_POST
def draw(request: SignedInRequest, case_id: int, step_id: str, key: str) -> JsonResponse:
    """The picture of the table as it is typed; nothing is kept here (see `draft`)."""
    place = places.find(request, case_id=case_id, step_id=step_id, key=key, writes=True)
    values, _base = place.posted(request)
    try:
        return _answer(place, values, bpmn=drawing.bpmn_of(values))
    except TomoniError as error:
        return JsonResponse({"error": error_sentence(error)})


@require_POST
def read(request: SignedInRequest, case_id: int, step_id: str, key: str) -> JsonResponse:
    """The table of the picture as it is drawn; what the hand did not touch stays as typed."""
    place = places.find(request, case_id=case_id, step_id=step_id, key=key, writes=True)
    values, _base = place.posted(request)
    try:
        drawn = drawing.drawn(values, bpmn=forms.drawn(request.POST, "drawn"))
    except TomoniError as error:
        return JsonResponse({"error": error_sentence(error)})
    table = {
        "title": drawn["title"],
        "steps": sheets.texts_of(drawn["steps"]),
        "lanes": drawn["lanes"],
        forms.PICTURE: drawn[forms.PICTURE],
    }
    return _answer(place, drawn, bpmn=drawn[forms.PICTURE], table=table)


def values_of(found: Live) -> dict[str, Any]:
    """What `flow/_check.html` shows."""
    why_not = _("「1年の件数」を直してください。") if found.wrong_volume else ""
    return {"live": found, "why_not": error_sentence(found.error) if found.error else why_not}


def _answer(place: Place, values: dict[str, Any], *, bpmn: str, **more: Any) -> JsonResponse:
    found = live.live(place.page.opened, values, bpmn=bpmn if values[forms.PICTURE] else "")
    shapes = drawing.shapes_of(bpmn)
    return JsonResponse(
        {
            "bpmn": bpmn,
            "steps": found.steps,
            "shapes": [shapes.get(step, "") for step in found.steps],
            "numbers": found.numbers,
            "marks": [
                {
                    "row": mark.row,
                    "cell": mark.cell,
                    "severity": mark.view.severity,
                    "text": f"{mark.view.severity_label}：{mark.view.sentence}",
                }
                for mark in found.marks
            ],
            "check": render_to_string("flow/_check.html", values_of(found)),
            **more,
        }
    )
