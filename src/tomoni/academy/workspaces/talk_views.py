"""Comments are sent, talks are settled and opened again."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts import rules
from tomoni.academy.workspaces import artifact_views, models, pages, phrases, queries, talking
from tomoni.academy.workspaces.forms import CommentForm, Said
from tomoni.academy.workspaces.reading import open_case
from tomoni.academy.workspaces.talks import label_of


@require_POST
def comment(request: SignedInRequest, case_id: int, key: str, number: int) -> HttpResponse:
    """A comment on the version or one of its fields; with `parent` an answer."""
    row = pages.find_case(request, case_id=case_id)
    pages.refuse(rules.may_comment(request.user, group=row.group))
    found = get_object_or_404(queries.versions_of(row, key=key), number=number)
    form = CommentForm(request.POST)
    is_right = form.is_valid()
    given = form.cleaned_data
    label = _label(row, key, given.get("field", ""))
    text = _text(request, form, label=label)
    if not is_right or not text:
        errors = form.errors.get("text") or [_("コメントを書いてから送ってください。")]
        said = Said(
            request.POST.get("text", ""), request.POST.get("field", ""), tuple(map(str, errors))
        )
        return artifact_views.version_page(
            request, case_id=case_id, key=key, number=number, said=said
        )
    if given["parent"]:
        talk = get_object_or_404(
            queries.comments_in(row), pk=given["parent"], version__artifact__key=key
        )
        made = talking.answer(talk, actor=request.user, text=text)
    else:
        row_number = given["row"] if given["field"] else None
        made = talking.comment(
            found, actor=request.user, text=text, field=given["field"], row=row_number
        )
    messages.success(request, _("コメントを送りました。"))
    return _back(request, made)


def _label(row: models.Case, key: str, field: str) -> str:
    """The label of the field; `Http404` for a field that the worksheet has not."""
    if not field:
        return ""
    label = label_of(open_case(row), key, field)
    if not label:
        raise Http404
    return label


def _text(request: SignedInRequest, form: CommentForm, *, label: str) -> str:
    """What is said: the phrase that was chosen, then what was typed."""
    offered = {each.key: each.text for each in phrases.offered_to(request.user)}
    chosen = offered.get(form.cleaned_data.get("phrase", ""), "")
    typed = form.cleaned_data.get("text", "")
    text = "\n".join(part for part in (chosen, typed) if part)
    return phrases.filled_in(text, label=label or _("この内容"))


@require_POST
def settle(request: SignedInRequest, case_id: int, comment_id: int) -> HttpResponse:
    """The talk is settled."""
    found = _found(request, case_id=case_id, comment_id=comment_id)
    talking.settle(found, actor=request.user)
    messages.success(request, _("このコメントを「済み」にしました。"))
    return _back(request, found)


@require_POST
def reopen(request: SignedInRequest, case_id: int, comment_id: int) -> HttpResponse:
    """The talk goes on."""
    found = _found(request, case_id=case_id, comment_id=comment_id)
    talking.reopen(found, actor=request.user)
    messages.success(request, _("このコメントをもう一度開きました。"))
    return _back(request, found)


def _found(request: SignedInRequest, *, case_id: int, comment_id: int) -> models.Comment:
    row = pages.find_case(request, case_id=case_id)
    pages.refuse(rules.may_comment(request.user, group=row.group))
    found = queries.comments_in(row).select_related("version__artifact__case__group")
    talk: models.Comment = get_object_or_404(found, pk=comment_id)
    return talk


def _back(request: SignedInRequest, made: models.Comment) -> HttpResponse:
    """To the page that was left, at the comment."""
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        return redirect(f"{target}#comment-{made.pk}")
    place = made.version
    return redirect("workspaces:version", place.artifact.case_id, place.artifact.key, place.number)
