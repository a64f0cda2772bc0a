"""The code on the slide, and the page on which somebody says that they are there."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.cohorts.calendar import attending, codes, forms, pages, queries, reading, rules
from tomoni.academy.cohorts.calendar.models import Meeting, Presence
from tomoni.academy.cohorts.errors import CohortsError
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import has_errors, with_error
from tomoni.academy.ui.wording import error_sentence


@require_GET
def slide(request: SignedInRequest, meeting_id: int) -> HttpResponse:
    """For the projector: a QR and six digits, shown by the secretariat or a lecturer."""
    meeting = pages.find_meeting(request, meeting_id)
    if not pages.roles(request, meeting.cohort) & queries.KEEPERS:
        raise Http404
    path = reverse("calendar:attend_by_token", args=(codes.token_of(meeting),))
    values = {
        "meeting": meeting,
        "title": reading.title_of(reading.session_of(meeting)),
        "qr": codes.qr(request.build_absolute_uri(path)),
        "digits": codes.digits_of(meeting),
        "opens_at": meeting.starts_at - rules.OPENS_BEFORE,
        "is_over": meeting.ends_at < timezone.now(),
    }
    return render(request, "calendar/slide.html", values)


@require_http_methods(["GET", "POST"])
def attend(request: SignedInRequest, meeting_id: int) -> HttpResponse:
    """The six digits are typed."""
    meeting = pages.find_meeting(request, meeting_id)
    return _attend(request, meeting, fields=(forms.digits_field(), forms.presence_field()))


@require_http_methods(["GET", "POST"])
def attend_by_token(request: SignedInRequest, token: str) -> HttpResponse:
    """The QR was read: one button is left."""
    meeting_id = codes.meeting_id_of(token)
    if meeting_id is None:
        raise Http404
    meeting = pages.find_meeting(request, meeting_id)
    if not codes.is_current(token, meeting=meeting):
        raise Http404
    return _attend(request, meeting, fields=(forms.presence_field(),))


def _attend(
    request: SignedInRequest, meeting: Meeting, *, fields: tuple[FieldView, ...]
) -> HttpResponse:
    """Says of the person who asks, and of nobody else, that they are there."""
    refuse(rules.may_attend(request.user, meeting=meeting, now=pages.now()))
    if request.method == "POST":
        fields = _checked(request, meeting, forms.read(request.POST, fields=fields))
        if not has_errors(fields):
            presence = Presence(forms.text(fields, "presence"))
            attending.attend(meeting, user=request.user, presence=presence)
            said = _("「%(presence)s」と記録しました。") % {"presence": presence.label}
            messages.success(request, said)
            return redirect(meeting)
    return form_page(
        request, fields=fields, title=_("出席する"), button=_("出席を記録する"),
        back=meeting.get_absolute_url(), crumbs=pages.meeting_crumbs(meeting),
        lead=_("%(name)s さんの出席を、%(title)sに記録します。") % {
            "name": request.user, "title": reading.title_of(reading.session_of(meeting)),
        },
    )  # fmt: skip


def _checked(
    request: SignedInRequest, meeting: Meeting, fields: tuple[FieldView, ...]
) -> tuple[FieldView, ...]:
    if has_errors(fields) or fields[0].name != forms.DIGITS:
        return fields
    try:
        attending.check_digits(
            meeting, user=request.user, digits=forms.plain_digits(forms.text(fields, forms.DIGITS))
        )
    except CohortsError as error:
        return with_error(fields, name=forms.DIGITS, sentence=error_sentence(error))
    return fields
