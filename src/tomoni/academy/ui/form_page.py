"""A page with one form."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import has_errors


def form_page(
    request: HttpRequest,
    *,
    fields: tuple[FieldView, ...],
    title: str,
    button: str,
    back: str,
    crumbs: list[tuple[str, str]],
    lead: str = "",
    page: str = "ui/form_page.html",
    **more: Any,
) -> HttpResponse:
    """The form with the way back; 422 when something in it is wrong."""
    wrong = has_errors(fields)
    values = {
        "fields": fields,
        "title": title,
        "button_text": button,
        "back": back,
        "lead": lead,
        "wrong": wrong,
        "crumbs": [*crumbs, (title, "")],
        "with_file": any(field.type == "file" for field in fields),
    }
    return render(request, page, values | more, status=422 if wrong else 200)
