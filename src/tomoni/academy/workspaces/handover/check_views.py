"""The guided check: every word that gives somebody away, decided one by one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.ui.reading import has_errors, with_error
from tomoni.academy.ui.wording import error_sentence
from tomoni.academy.workspaces.handover import forms, pages, preparing, rules, services
from tomoni.academy.workspaces.handover.models import TeachingCase
from tomoni.academy.workspaces.handover.preparing import Decision, Line, Rows
from tomoni.academy.workspaces.reading import Opened


@require_http_methods(["GET", "POST"])
def check(request: SignedInRequest, teaching_id: int) -> HttpResponse:
    """Accept, change or keep each word; then see what comes of it."""
    teaching = pages.find_teaching(request, teaching_id)
    refuse(rules.may_prepare(request.user, teaching=teaching))
    opened = preparing.opened_for(teaching)
    chosen = teaching.with_rows if teaching.content_id else None
    decided = preparing.decisions_of(teaching)
    if request.method == "POST":
        chosen = request.POST.getlist("rows")
    rows = preparing.rows_of(opened, chosen=chosen)
    with_rows = [each.key for each in rows if each.chosen]
    lines = preparing.lines_of(opened, decided=decided, with_rows=with_rows)
    fields = forms.about_fields(title=teaching.title, summary=teaching.summary)
    problem = ""
    if request.method == "POST":
        fields = forms.read(request.POST, fields=fields)
        lines = forms.decided(request.POST, lines=lines)
        fields, more = forms.added(fields, known=[each.decision.found for each in lines])
        decisions = [*(each.decision for each in lines), *more]
        fields = _without_names(fields, opened, decisions)
        if not has_errors(fields) and not any(each.error for each in lines):
            problem = _prepare(teaching, opened, fields, decisions, with_rows)
            if not problem:
                messages.success(request, _("置きかえました。読んで確かめてください。"))
                return redirect(teaching)
    return _page(request, teaching, fields=fields, lines=lines, rows=rows, problem=problem)


def _page(
    request: SignedInRequest,
    teaching: TeachingCase,
    *,
    fields: forms.Fields,
    lines: list[Line],
    rows: list[Rows],
    problem: str,
) -> HttpResponse:
    problems = [
        (f"replacement-{place}", _("「%(word)s」：%(error)s") % {
            "word": line.decision.found, "error": line.error,
        })
        for place, line in enumerate(lines, start=1)
        if line.error
    ]  # fmt: skip
    wrong = has_errors(fields) or bool(problems) or bool(problem)
    values = {
        "teaching": teaching,
        "fields": fields[:2],
        "more": fields[2],
        "lines": lines,
        "rows": rows,
        "problems": problems,
        "problem": problem,
        "wrong": has_errors(fields) or bool(problems),
        "new": sum(line.new for line in lines),
        "crumbs": pages.teaching_crumbs(teaching, (_("名前を確かめる"), "")),
    }
    return render(request, "handover/check.html", values, status=422 if wrong else 200)


def _prepare(
    teaching: TeachingCase,
    opened: Opened,
    fields: forms.Fields,
    decisions: list[Decision],
    with_rows: list[str],
) -> str:
    """Makes it; else why it cannot be made."""
    try:
        services.prepare(
            teaching, opened, title=forms.text(fields, "title"),
            summary=forms.text(fields, "summary"), decisions=decisions, with_rows=with_rows,
        )  # fmt: skip
    except preparing.TomoniError as error:
        return error_sentence(error)
    return ""


def _without_names(fields: forms.Fields, opened: Opened, decisions: list[Decision]) -> forms.Fields:
    """The fields, with an error where title or summary still say a name."""
    for name in ("title", "summary"):
        left = preparing.names_told(opened, forms.text(fields, name), decisions=decisions)
        if left:
            sentence = _("人や場所の名前（%(words)s）が入っています。") % {"words": "、".join(left)}
            fields = with_error(fields, name=name, sentence=sentence)
    return fields
