"""The gallery: every component with its states, for those who build and check the pages."""

from collections.abc import Callable
from functools import wraps
from importlib import resources

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tomoni.academy.ui import gallery as samples
from tomoni.academy.ui.reading import read_fields, require

View = Callable[[HttpRequest], HttpResponseBase]


def for_builders(view: View) -> View:
    """Open while developing, else to signed-in staff; to others the page is not there."""

    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponseBase:
        if settings.DEBUG or getattr(request.user, "is_staff", False):
            return view(request)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise Http404

    return guarded


@for_builders
def gallery(request: HttpRequest) -> HttpResponse:
    fields = samples.fields()
    if request.method == "POST":
        fields = tuple(require(each) for each in read_fields(request.POST, fields=fields))
    values = samples.values() | {"fields": fields, "posted": request.method == "POST"}
    return render(request, "ui/gallery.html", values)


@for_builders
@require_GET
def sample_flow(request: HttpRequest) -> HttpResponse:
    flow = resources.files("tomoni.academy.ui") / "gallery.bpmn"
    return HttpResponse(flow.read_bytes(), content_type="application/xml")


_CHART_TYPES = {"json": "application/json", "svg": "image/svg+xml"}


@for_builders
@require_GET
def sample_chart(request: HttpRequest) -> HttpResponse:
    """The sample picture, as `?form=` says: its specification or the picture itself."""
    form = "svg" if request.GET.get("form") == "svg" else "json"
    chart = resources.files("tomoni.academy.ui") / f"gallery-chart.{form}"
    return HttpResponse(chart.read_bytes(), content_type=_CHART_TYPES[form])


@for_builders
@require_POST
def sample_draft(request: HttpRequest) -> HttpResponse:
    """Answers as a page that saves drafts does; nothing is kept."""
    base = request.POST.get("base", "")
    return JsonResponse({"values": {"base": str(int(base) + 1 if base.isdecimal() else 1)}})


@for_builders
@require_POST
def sample_upload(request: HttpRequest) -> HttpResponse:
    """Answers as a page that takes a file does; nothing is kept."""
    uploaded = request.FILES.get("upload")
    if uploaded is None:
        messages.error(request, _("ファイルを選んでから送ってください。"))
    else:
        messages.success(request, _("%(size)sバイトを受け取りました。") % {"size": uploaded.size})
    return redirect("ui:gallery")
