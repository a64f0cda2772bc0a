"""Where a page finds the live process."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port

PATH = "/ws/"


def address_of(request: HttpRequest) -> str:
    """The address for this page: as configured, else another port of its host; "": there is none.

    A path stands for the page's own host and scheme.
    """
    if settings.LIVE_URL or not settings.LIVE_PORT:
        return settings.LIVE_URL
    scheme = "wss" if request.is_secure() else "ws"
    host, _port = split_domain_port(request.get_host())
    return f"{scheme}://{host}:{settings.LIVE_PORT}{PATH}"


def allow(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    """Let the page speak to the live process, and to nobody else."""
    address = address_of(request)
    if "://" in address:
        origin = "/".join(address.split("/")[:3])
        response._csp_update = {"connect-src": origin}  # type: ignore[attr-defined]
    return response
