"""The door through which a worksheet's page joins those who write in it."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.workspaces import pages
from tomoni.academy.workspaces.live import addresses, services, tickets
from tomoni.academy.workspaces.reading import open_case


@require_POST
def door(request: SignedInRequest, case_id: int, key: str) -> HttpResponse:
    """A ticket and where to show it.

    409 where there is no live process, or while an older draft waits for the person's choice.
    """
    row = pages.for_editing(request, case_id=case_id)
    opened = open_case(row)
    pages.step_of(opened, worksheet=key)
    address = addresses.address_of(request)
    document = services.ready(opened, key, actor=request.user) if address else None
    if document is None:
        return JsonResponse({}, status=409)
    ticket = tickets.give(tickets.Ticket(user=request.user.pk, case=row.pk, key=key))
    return JsonResponse({"address": address, "epoch": document.epoch, "ticket": ticket})
