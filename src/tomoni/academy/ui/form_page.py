"""A page with one form."""

from collections.abc import Sequence
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
    base: str = "",
    mistakes: Sequence[str] = (),
    status: int = 0,
    **more: Any,
) -> HttpResponse:
    """The form with the way back; 422 when something in it is wrong.

    `base`: what the person saw when the form was opened, posted with it; `mistakes`: sentences on
    what stands in the first field, such as a file.
    """
    wrong = has_errors(fields) or bool(mistakes)
    values = {
        "fields": fields,
        "title": title,
        "button_text": button,
        "back": back,
        "lead": lead,
        "wrong": wrong,
        "base": base,
        "problems": [(fields[0].id, sentence) for sentence in mistakes],
        "crumbs": [*crumbs, (title, "")],
        "with_file": any(field.type == "file" for field in fields),
    }
    return render(request, page, values | more, status=status or (422 if wrong else 200))
