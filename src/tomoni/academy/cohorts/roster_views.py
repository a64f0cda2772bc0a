"""A staff list handed in, looked through, and made to hold."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts import roster as lists
from tomoni.academy.accounts.changes import Change, Kind, Transfer
from tomoni.academy.accounts.models import Municipality, Roster
from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.accounts.words import KINDS, reason
from tomoni.academy.cohorts import forms, giving
from tomoni.academy.cohorts.people_pages import (
    Fields,
    find_municipality,
    people_crumbs,
    today,
)
from tomoni.academy.ui import uploads
from tomoni.academy.ui.attachments import WORKBOOK, attachment
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import has_errors, with_error
from tomoni.academy.ui.wording import error_sentence

_SHOWN = 500


@dataclass(frozen=True)
class Section:
    """The people of whom one thing becomes; at most `_SHOWN` of them are shown."""

    kind: Kind
    title: str
    count: int
    changes: tuple[Change, ...]
    unclear: tuple[tuple[Change, tuple[str, str]], ...] = ()

    @property
    def more(self) -> int:
        return self.count - len(self.changes)


@require_http_methods(["GET", "POST"])
def hand_in(request: SignedInRequest, municipality_id: int) -> HttpResponse:
    municipality = find_municipality(request, municipality_id)
    fields = forms.roster_fields(today=today())
    if request.method == "POST":
        fields = _checked(request, fields)
        if not has_errors(fields):
            fields, kept = _keep(request, municipality, fields)
            if kept is not None:
                return redirect("cohorts:roster", municipality.pk, kept.pk)
    waiting = Roster.objects.filter(municipality=municipality, actor=request.user).first()
    return form_page(
        request, fields=fields, title=_("名簿を取り込む"), button=_("送って、変わるところを見る"),
        back=reverse("cohorts:people", args=(municipality.pk,)),
        crumbs=people_crumbs(municipality),
        lead=_("人事異動の一覧や職員名簿を、そのまま送れます。確定するまで、何も変わりません。"),
        page="cohorts/hand_in.html",
        template=reverse("cohorts:template", args=(municipality.pk,)),
        waiting=waiting, municipality=municipality,
    )  # fmt: skip


@require_GET
def template(request: SignedInRequest, municipality_id: int) -> HttpResponse:
    find_municipality(request, municipality_id)
    return attachment(lists.template(), name=_("職員名簿のひな形.xlsx"), kind=WORKBOOK)


@require_GET
def roster(request: SignedInRequest, municipality_id: int, roster_id: int) -> HttpResponse:
    """What the list would change; nothing has changed yet."""
    municipality, kept = _find(request, municipality_id, roster_id)
    try:
        transfer = giving.transfer_of(kept)
    except giving.REFUSALS as error:
        messages.error(request, error_sentence(error))
        return redirect("cohorts:hand_in", municipality.pk)
    return _preview(request, municipality, kept, transfer)


@require_POST
def confirm(request: SignedInRequest, municipality_id: int, roster_id: int) -> HttpResponse:
    municipality, kept = _find(request, municipality_id, roster_id)
    if kept.day > today():
        messages.warning(request, _("確定できるのは、異動の日が来てからです。"))
        return redirect("cohorts:roster", municipality.pk, kept.pk)
    transfer = giving.transfer_of(kept)
    if transfer.is_drastic and not request.POST.get("sure"):
        messages.warning(request, _("退職になる人が多すぎます。全員の名簿か、確かめてください。"))
        return redirect("cohorts:roster", municipality.pk, kept.pk)
    done = giving.confirm(kept, seen=request.POST.get("seen", ""), today=today())
    if done is None:
        said = _("見ているあいだに、職員か所属が変わりました。もう一度見てから確定してください。")
        messages.warning(request, said)
        return redirect("cohorts:roster", municipality.pk, kept.pk)
    messages.success(request, _("取り込みました。変わったところは「変更の記録」に残っています。"))
    return redirect("cohorts:people", municipality.pk)


@require_POST
def drop_roster(request: SignedInRequest, municipality_id: int, roster_id: int) -> HttpResponse:
    municipality, kept = _find(request, municipality_id, roster_id)
    kept.delete()
    messages.success(request, _("取りやめました。名簿は消しました。何も変わっていません。"))
    return redirect("cohorts:people", municipality.pk)


def _find(
    request: SignedInRequest, municipality_id: int, roster_id: int
) -> tuple[Municipality, Roster]:
    """A list that the person handed in: nobody confirms what they have not sent."""
    municipality = find_municipality(request, municipality_id)
    found = Roster.objects.select_related("municipality", "actor")
    return municipality, get_object_or_404(
        found, pk=roster_id, municipality=municipality, actor=request.user
    )


def _preview(
    request: SignedInRequest, municipality: Municipality, kept: Roster, transfer: Transfer
) -> HttpResponse:
    values = {
        "municipality": municipality,
        "roster": kept,
        "transfer": transfer,
        "sections": list(_sections(transfer)),
        "new_places": [" ".join(path) for path in transfer.new_places],
        "sure": FieldView(
            "sure", _("確かめたこと"), "choice", many=True, required=True,
            choices=(("yes", _("全員が載った名簿であることを確かめました")),),
        ),
        "early": kept.day > today(),
        "left": transfer.counts.get(Kind.LEFT, 0),
        "crumbs": people_crumbs(municipality, (_("変わるところ"), "")),
    }  # fmt: skip
    return render(request, "cohorts/roster.html", values)


def _sections(transfer: Transfer) -> Iterator[Section]:
    for kind, title in KINDS.items():
        changes = transfer.of(kind)
        if not changes:
            continue
        shown = changes[:_SHOWN]
        unclear = tuple((change, reason(change)) for change in shown if change.reason)
        yield Section(kind, str(title), len(changes), shown, unclear)


def _checked(request: SignedInRequest, fields: Fields) -> Fields:
    """The answers with the file's name at its field."""
    file = uploads.files_of(request).get("file")
    name = file.name if file else ""
    named = tuple(replace(each, value=name) if each.name == "file" else each for each in fields)
    read = forms.read(request.POST, fields=named)
    too_large = uploads.too_large(request)
    if too_large is None:
        return read
    return tuple(
        replace(each, errors=(too_large,)) if each.name == "file" else each for each in read
    )


def _keep(
    request: SignedInRequest, municipality: Municipality, fields: Fields
) -> tuple[Fields, Roster | None]:
    file = uploads.files_of(request)["file"]
    try:
        return fields, giving.hand_in(
            municipality, data=file.read(), file_name=file.name or "", day=forms.day_of(fields),
            whole=forms.text(fields, "scope") == "whole",
            grow=forms.text(fields, "grow") == "yes", actor=request.user,
        )  # fmt: skip
    except giving.REFUSALS as error:
        return with_error(fields, name="file", sentence=error_sentence(error)), None
