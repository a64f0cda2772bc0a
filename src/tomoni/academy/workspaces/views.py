"""The first page, a group's task list and its worksheets."""

from collections.abc import Iterable
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts import notices
from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts import rules
from tomoni.academy.cohorts.calls.queries import open_calls
from tomoni.academy.cohorts.queries import cohorts_visible_to, groups_of, groups_visible_to
from tomoni.academy.ui import waiting
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import read_fields
from tomoni.academy.ui.uploads import files_of, too_large
from tomoni.academy.ui.wording import error_sentence
from tomoni.academy.workspaces import (
    models,
    pages,
    progress,
    queries,
    services,
    talks,
    worksheets,
)
from tomoni.academy.workspaces.desk import queries as desk
from tomoni.academy.workspaces.homework import reviewing
from tomoni.academy.workspaces.jobs import making
from tomoni.academy.workspaces.live import addresses, posting
from tomoni.academy.workspaces.merging import Clash
from tomoni.academy.workspaces.reading import Opened, open_case


@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    """What waits for the person first, then their groups and cohorts."""
    values = {
        "notices": notices.unread(request.user)[:10],
        "tasks": waiting.waiting_for(request),
        "calls": open_calls(request.user, today=timezone.localdate()),
        "groups": groups_of(request.user),
        "cohorts": cohorts_visible_to(request.user),
        "waiting": desk.waiting_requests(request.user)[:10],
        "uses": desk.waiting_uses(request.user)[:10],
    }
    return render(request, "workspaces/home.html", values)


@require_http_methods(["GET", "POST"])
def of_group(request: SignedInRequest, group_id: int) -> HttpResponse:
    """The group's case; while there is none, the page that begins it."""
    group = get_object_or_404(groups_visible_to(request.user), pk=group_id)
    row = models.Case.objects.filter(group=group).first()
    refusal = rules.may_edit_group(request.user, group=group)
    if row is None and request.method == "POST":
        pages.refuse(refusal)
        row = services.start_case(group, title=group.work, actor=request.user)
    if row is not None:
        return redirect("workspaces:case", row.pk)
    crumbs = [(_("自分の番"), "/"), (group.work, "")]
    values = {"group": group, "refusal": refusal, "crumbs": crumbs}
    return render(request, "workspaces/start.html", values)


@require_GET
def case(request: SignedInRequest, case_id: int) -> HttpResponse:
    row = pages.find_case(request, case_id=case_id)
    opened = open_case(row)
    standings = progress.standings(opened)
    views = pages.step_views(row, standings)
    values = {
        "case": row,
        "tasks": list(zip(standings, views, strict=True)),
        "done": sum(standing.state == "done" for standing in standings),
        "stale": opened.titles(opened.stale),
        "refusal": rules.may_edit_group(request.user, group=row.group),
        "comments": queries.waiting_in(row)[:5],
        "crumbs": pages.crumbs(row),
    }
    return render(request, "workspaces/case.html", values)


@require_GET
def step(request: SignedInRequest, case_id: int, step_id: str) -> HttpResponse:
    """A step of worksheets opens its first one; the others stand beside it."""
    page = pages.find_step(request, case_id=case_id, step_id=step_id, page=pages.WORKSHEET)
    if not page.step.worksheets:
        return render(request, "workspaces/step_page.html", page.values)
    return redirect("workspaces:worksheet", case_id, page.step.worksheets[0])


@require_http_methods(["GET", "POST"])
def worksheet(request: SignedInRequest, case_id: int, key: str) -> HttpResponse:
    row = pages.find_case(request, case_id=case_id)
    opened = open_case(row)
    found = pages.step_of(opened, worksheet=key)
    refusal = rules.may_edit_group(request.user, group=row.group)
    if request.method == "POST":
        pages.refuse(refusal)
        return _save(request, opened, key)
    draft = queries.draft_of(row, author=request.user, key=key)
    values = draft.values if draft else worksheets.values_of(opened, key)
    fields = worksheets.field_views(opened, key, values=values, disabled=bool(refusal))
    newest = len(opened.case.versions.get(key, ()))
    page = pages.StepPage(row=row, opened=opened, step=found, refusal=refusal)
    return _form(request, page, key, fields=fields, base=draft.base if draft else newest)


def _form(
    request: SignedInRequest,
    page: pages.StepPage,
    key: str,
    *,
    fields: tuple[FieldView, ...],
    base: int,
) -> HttpResponse:
    newest = len(page.opened.case.versions.get(key, ()))
    draft = queries.draft_of(page.row, author=request.user, key=key)
    values = page.values | {
        "key": key,
        "worksheet": page.opened.curriculum.worksheet(key),
        "fields": fields,
        "base": base,
        "newest": newest,
        "draft": draft,
        "behind": bool(draft and base < newest),
        "live": bool(addresses.address_of(request)) and page.refusal is None,
        "talks": talks.of_artifact(page.opened, key, user=request.user),
        "remarks": reviewing.of_worksheet(page.opened, key),
        "with_file": any(field.type == "file" for field in fields),
    }
    status = 422 if any(field.invalid for field in fields) else 200
    shown = render(request, "workspaces/worksheet.html", values, status=status)
    return addresses.allow(shown, request)


def _save(request: SignedInRequest, opened: Opened, key: str) -> HttpResponse:
    row, before = opened.row, worksheets.values_of(opened, key)
    fields = worksheets.field_views(opened, key, values=before)
    joined = posting.joined(request, opened, key)
    fields = read_fields(joined.post if joined else request.POST, fields=fields)
    base = joined.base if joined else _number(request.POST.get("base"))
    values = {field.name: field.value for field in fields}
    dropped = too_large(request)
    if dropped:
        fields = tuple(
            replace(field, errors=(dropped,)) if field.type == "file" else field for field in fields
        )
    if any(field.invalid for field in fields):
        step = pages.step_of(opened, worksheet=key)
        page = pages.StepPage(row=row, opened=opened, step=step, refusal=None)
        return _form(request, page, key, fields=fields, base=base)
    uploads = files_of(request)
    files = services.kept_files(opened, key) | {
        upload.name or name: upload.read() for name, upload in uploads.items()
    }
    values |= {name: upload.name or name for name, upload in uploads.items()}
    outdated = posting.save(
        row, actor=request.user, key=key, values=values, base=base, files=files, joined=joined
    )
    if outdated is not None:
        services.save_draft(row, actor=request.user, key=key, values=values, base=base)
        return redirect("workspaces:merge", row.pk, key)
    messages.success(request, _("保存しました。これまでの版も残っています。"))
    return redirect("workspaces:worksheet", row.pk, key)


@require_POST
def draft(request: SignedInRequest, case_id: int, key: str) -> HttpResponse:
    """Keeps what is typed; says when somebody else has saved in the meantime."""
    row = pages.for_editing(request, case_id=case_id)
    opened = open_case(row)
    pages.step_of(opened, worksheet=key)
    if posting.take_in(request, row, key):
        return JsonResponse({})
    fields = worksheets.field_views(opened, key, values={})
    read = read_fields(request.POST, fields=fields)
    base = _number(request.POST.get("base"))
    before = worksheets.values_of(opened, key)
    values = {
        field.name: before.get(field.name) if field.type == "file" else field.value
        for field in read
    }
    services.save_draft(row, actor=request.user, key=key, values=values, base=base)
    head = opened.case.head(key)
    if head is None or head.number == base:
        return JsonResponse({})
    message = _("下書きを保存しました。%(name)sさんが先に新しい版を保存しています。")
    return JsonResponse(
        {
            "message": message % {"name": head.made_by},
            "url": reverse("workspaces:merge", args=(row.pk, key)),
        }
    )


@require_POST
def drop(request: SignedInRequest, case_id: int, key: str) -> HttpResponse:
    """Throws the draft away and returns to the newest version."""
    row = pages.for_editing(request, case_id=case_id)
    services.drop_draft(row, actor=request.user, key=key)
    messages.info(request, _("下書きを捨て、最新の版に戻しました。"))
    return redirect("workspaces:worksheet", row.pk, key)


@require_http_methods(["GET", "POST"])
def merge(request: SignedInRequest, case_id: int, key: str) -> HttpResponse:
    """Two people wrote: field by field, one's own or the other's."""
    row = pages.for_editing(request, case_id=case_id)
    opened = open_case(row)
    step = pages.step_of(opened, worksheet=key)
    draft = queries.draft_of(row, author=request.user, key=key)
    if draft is None:
        return redirect("workspaces:worksheet", case_id, key)
    outdated = services.outdated(opened, key, values=draft.values, base=draft.base)
    if outdated is None:
        return redirect("workspaces:worksheet", case_id, key)
    if request.method == "POST" and _number(request.POST.get("newest")) == outdated.newest:
        chosen = _chosen(request, outdated.merge.clashes)
        posting.save(
            row,
            actor=request.user,
            key=key,
            values=outdated.merge.values | chosen,
            base=outdated.newest,
            files=services.kept_files(opened, key),
        )
        messages.success(request, _("2人の書いたものを合わせて保存しました。"))
        return redirect("workspaces:worksheet", row.pk, key)
    page = pages.StepPage(row=row, opened=opened, step=step, refusal=None)
    fields = {field.name: field.label for field in opened.curriculum.worksheet(key).fields}
    values = page.values | {
        "key": key,
        "outdated": outdated,
        "clashes": worksheets.clash_views(opened, key, outdated.merge.clashes),
        "taken": [fields[name] for name in outdated.merge.theirs if name in fields],
    }
    return render(request, "workspaces/merge.html", values)


def _chosen(request: SignedInRequest, clashes: Iterable[Clash]) -> dict[str, object]:
    return {
        clash.name: clash.theirs if request.POST.get(clash.name) == "right" else clash.mine
        for clash in clashes
    }


@require_POST
def recompute(request: SignedInRequest, case_id: int) -> HttpResponse:
    row = pages.for_editing(request, case_id=case_id)
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = reverse("workspaces:case", args=(row.pk,))
    done, later = making.recompute(row, actor=request.user, page=target)
    opened = open_case(row)
    for key, error in done.failed.items():
        sentence = _("「%(title)s」を計算できませんでした。%(why)s")
        messages.error(
            request, sentence % {"title": opened.title(key), "why": error_sentence(error)}
        )
    if later:
        sentence = _(
            "時間のかかる計算を%(count)s件始めました。終わると、それぞれのページに出ます。"
        )
        messages.info(request, sentence % {"count": later})
    if done.made or done.carried:
        messages.success(request, _("最新の内容で計算し直しました。"))
    elif not done.failed and not later:
        messages.info(request, _("すべて最新です。計算し直すものはありませんでした。"))
    return redirect(target)


def _number(text: str | None) -> int:
    if text is None or not text.isdecimal() or len(text) > 9:
        raise Http404
    return int(text)
