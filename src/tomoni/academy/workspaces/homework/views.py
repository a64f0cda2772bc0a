"""A group's homework: what is due, what the first review says, handing in."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts.rules import may_edit_group
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.workspaces import models, pages
from tomoni.academy.workspaces.homework import forms, items, remarks, reviewing, rules, services
from tomoni.academy.workspaces.reading import Opened, open_case


@require_GET
def group(request: SignedInRequest, case_id: int) -> HttpResponse:
    """All homework of the group, what is due first on top."""
    row = pages.find_case(request, case_id=case_id)
    today = timezone.localdate()
    dues = _dues(row)
    found = reviewing.review(open_case(row)) if dues else {}
    left = {key: sum(map(reviewing.is_open, plain)) for key, plain in found.items()}
    now = items.pressing(dues, today=today)
    values = {
        "case": row,
        "now": now,
        "others": [due for due in dues if due not in now],
        "left": left,
        "crumbs": [*pages.crumbs(row), (_("宿題"), "")],
    }
    return render(request, "homework/group.html", values)


@dataclass(frozen=True)
class _Page:
    """One worksheet of one meeting's homework, as the group looks at it."""

    opened: Opened
    item: items.Item
    remarks: tuple[remarks.RemarkView, ...]
    refusal: str | None
    """Why this person may not write here."""

    @property
    def stop(self) -> str | None:
        """Why it cannot be handed in yet."""
        handed = self.item.hand_in.version.number if self.item.hand_in else None
        unanswered = sum(each.is_open for each in self.remarks)
        return rules.may_hand_in(newest=self.item.newest, unanswered=unanswered, handed=handed)


@require_GET
def item(request: SignedInRequest, case_id: int, number: int, key: str) -> HttpResponse:
    return _render(request, _find(request, case_id=case_id, number=number, key=key))


@require_POST
def answer(
    request: SignedInRequest, case_id: int, number: int, key: str, mark: str
) -> HttpResponse:
    """Why a remark is left as it is."""
    page = _find(request, case_id=case_id, number=number, key=key)
    pages.refuse(page.refusal)
    remark = next((each for each in page.remarks if each.mark == mark), None)
    if remark is None:  # somebody has mended it in the meantime
        messages.info(request, _("この指摘は、もう直っています。"))
        return redirect(page.item.url)
    field = forms.read_answer(request.POST, field=forms.answer_field(remark))
    if field.invalid:
        return _render(request, page, wrong={mark: field})
    services.answer(
        page.opened, artifact=remark.artifact, mark=mark, text=field.text, actor=request.user
    )
    messages.success(request, _("理由を書きました。") if field.text else _("取り消しました。"))
    return redirect(f"{page.item.url}#remark-{mark[:8]}")


@require_POST
def hand_in(request: SignedInRequest, case_id: int, number: int, key: str) -> HttpResponse:
    page = _find(request, case_id=case_id, number=number, key=key)
    pages.refuse(page.refusal)
    if page.stop:
        messages.warning(request, page.stop)
        return redirect(page.item.url)
    services.hand_in(page.opened, meeting=page.item.meeting, key=key, actor=request.user)
    messages.success(request, _("「%(title)s」を提出しました。") % {"title": page.item.title})
    return redirect("homework:group", page.opened.row.pk)


def _dues(row: models.Case) -> list[items.Due]:
    group = row.group
    known = items.books([group], cohorts=[group.cohort], today=timezone.localdate())
    return known.dues(group)


def _find(request: SignedInRequest, *, case_id: int, number: int, key: str) -> _Page:
    """`Http404` when the meeting gives no such worksheet to do."""
    row = pages.find_case(request, case_id=case_id)
    for due in _dues(row):
        for each in due.items:
            if (due.meeting.number, each.key) == (number, key):
                opened = open_case(row)
                return _Page(
                    opened=opened,
                    item=each,
                    remarks=reviewing.of_worksheet(opened, key),
                    refusal=may_edit_group(request.user, group=row.group),
                )
    raise Http404


def _render(
    request: SignedInRequest, page: _Page, *, wrong: dict[str, FieldView] | None = None
) -> HttpResponse:
    row, found = page.opened.row, wrong or {}
    homework = (_("宿題"), reverse("homework:group", args=(row.pk,)))
    values = {
        "case": row,
        "item": page.item,
        "refusal": page.refusal,
        "stop": page.stop,
        "remarks": [
            (each, found.get(each.mark) or forms.answer_field(each), each.mark in found)
            for each in page.remarks
        ],
        "wrong": tuple(found.values()),
        "kept": remarks.kept_remarks(page.item.hand_in) if page.item.hand_in else (),
        "crumbs": [*pages.crumbs(row), homework, (page.item.title, "")],
    }
    return render(request, "homework/item.html", values, status=422 if found else 200)
