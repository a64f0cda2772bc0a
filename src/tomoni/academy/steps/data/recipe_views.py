"""How a table is read: correcting it, taking it away, and accepting a file of another shape."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.steps.data import answers, attempts, correcting, services
from tomoni.academy.steps.data.choices import Said
from tomoni.academy.steps.data.correcting import ChangePage, CorrectionPage
from tomoni.academy.steps.data.services import ConflictError, TomoniError
from tomoni.academy.steps.data.views import around, find_table, number
from tomoni.academy.ui.uploads import files_of, too_large
from tomoni.academy.ui.wording import error_sentence
from tomoni.academy.workspaces import pages
from tomoni.academy.workspaces.downloads import attachment


def _page(request: SignedInRequest, *, case_id: int, step_id: str, key: str) -> pages.StepPage:
    page = find_table(request, case_id=case_id, step_id=step_id, key=key)[0]
    if not attempts.source_of(page.opened.case, key):
        raise Http404
    return page


@require_http_methods(["GET", "POST"])
def correct(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """What was understood, beside the sheet; tried as often as one likes, then saved."""
    page = _page(request, case_id=case_id, step_id=step_id, key=key)
    saved = attempts.way_of(page.opened.case, key)
    if request.method == "GET":
        first = number(request, "first")
        found = correcting.correction_page(page.opened, key, way=saved, first=first)
        return _correction(request, page, found)
    if request.POST.get("action") == "upload":
        return _upload(request, page, key, saved=saved)
    way, said = answers.read(request.POST, known=saved)
    found = correcting.correction_page(
        page.opened,
        key,
        way=way,
        said=said,
        chosen=request.POST.get("layout") == correcting.layout_of(way.recipe),
        tried=True,
    )
    if request.POST.get("action") == "save" and found is not None and found.complete:
        if request.POST.get("base") == str(found.base):
            return _save(request, page, found)
        messages.error(request, meanwhile())
    return _correction(request, page, found)


def meanwhile() -> str:
    """Somebody else was quicker."""
    return _("ほかの人が同時に保存しました。最新の内容を確かめて、もう一度直してください。")


def _correction(
    request: SignedInRequest, page: pages.StepPage, found: CorrectionPage | None
) -> HttpResponse:
    if found is None:
        raise Http404
    values = around(page, title=_("読み取り方を直す"), table=(found.key, found.title))
    return render(
        request,
        "data/correct.html",
        values | {"found": found},
        status=422 if found.problems and request.method == "POST" else 200,
    )


def _upload(
    request: SignedInRequest, page: pages.StepPage, key: str, *, saved: attempts.Way
) -> HttpResponse:
    """A recipe from a file, tried and not yet kept."""
    file = files_of(request).get("recipe")
    sentence = too_large(request) or (_("ファイルを選んでください。") if not file else "")
    way, chosen = saved, True
    if file and not sentence:
        try:
            recipe = correcting.read_text(file.read())
            way, chosen = attempts.Way(recipe=recipe, place=saved.place), False
        except TomoniError as error:
            sentence = error_sentence(error)
    said = Said(errors={"recipe": (sentence,)} if sentence else {})
    found = correcting.correction_page(
        page.opened, key, way=way, said=said, chosen=chosen, tried=not sentence
    )
    return _correction(request, page, found)


def _save(request: SignedInRequest, page: pages.StepPage, found: CorrectionPage) -> HttpResponse:
    try:
        way = attempts.anew(found.way)
        changed = services.save_way(page.row, actor=request.user, key=found.key, way=way)
    except TomoniError as error:
        messages.error(request, error_sentence(error))
        return _correction(request, page, found)
    except ConflictError:
        messages.error(request, meanwhile())
        return _correction(request, page, found)
    if changed:
        messages.success(request, _("この読み方で読み直し、新しい版にしました。"))
    else:
        messages.info(request, _("読み方は前と同じなので、新しい版は作りませんでした。"))
    return redirect("data:table", page.row.pk, page.step.id, found.key)


@require_GET
def recipe(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """How the table is read, as its small YAML."""
    page = _page(request, case_id=case_id, step_id=step_id, key=key)
    text = correcting.recipe_text(page.opened, key)
    name = f"{page.opened.title(key)}_{_('読み方')}.yaml"
    return attachment(text.encode(), name=name, kind="application/yaml; charset=utf-8")


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """Where a newer file differs in shape: accepted, corrected, or put back."""
    page = _page(request, case_id=case_id, step_id=step_id, key=key)
    found = correcting.change_page(page.opened, key)
    if found is None:
        return redirect("data:table", case_id, step_id, key)
    if request.method == "POST":
        answer = _decide(request, page, found)
        if answer is not None:
            return answer
    values = around(page, title=_("形の違いを確かめる"), table=(key, found.title))
    return render(request, "data/change.html", values | {"found": found})


def _decide(
    request: SignedInRequest, page: pages.StepPage, found: ChangePage
) -> HttpResponse | None:
    """What a person decides about a newer file; None when it could not be done."""
    if request.POST.get("file") != str(found.now):
        messages.error(request, meanwhile())
        return None
    try:
        if request.POST.get("action") == "back":
            services.put_back(page.row, actor=request.user, key=found.source, number=found.was)
            messages.success(
                request, _("前のファイルに戻しました。新しいファイルも版として残っています。")
            )
        else:
            way = attempts.way_of(page.opened.case, found.key)
            services.save_way(page.row, actor=request.user, key=found.key, way=way)
            messages.success(request, _("新しい形を受け入れ、新しい版にしました。"))
    except TomoniError as error:
        messages.error(request, error_sentence(error))
        return None
    except ConflictError:
        messages.error(request, meanwhile())
        return None
    return redirect("data:table", page.row.pk, page.step.id, found.key)
