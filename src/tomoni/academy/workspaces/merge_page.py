"""Two people wrote at the same time: place by place, one's own words or the other's."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.workspaces.merging import Clash


class Merged(Protocol):
    """What came out of a merge."""

    @property
    def clashes(self) -> tuple[Clash, ...]: ...


def merge_page(
    request: SignedInRequest,
    *,
    merged: Merged,
    newest: int,
    keep: Callable[[frozenset[str]], None],
    url: str,
    values: Mapping[str, Any],
) -> HttpResponse:
    """The choices to make; what was chosen is kept, unless a still newer version has come."""
    if request.method == "POST" and request.POST.get("newest") == str(newest):
        names = (clash.name for clash in merged.clashes)
        keep(frozenset(name for name in names if request.POST.get(name) == "right"))
        messages.success(request, _("2人の書いたものを合わせました。確かめて保存してください。"))
        return redirect(url)
    shown = {**values, "url": url, "worksheets": []}
    return render(request, "workspaces/merge_draft.html", shown)
