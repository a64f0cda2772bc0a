"""Who graduates; a graduate's own page; certificates, badges and whether a badge is right."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tomoni.academy.accounts.errors import AccountsError
from tomoni.academy.accounts.models import Municipality
from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.cohorts import queries as cohorts
from tomoni.academy.cohorts.graduates import certifying, forms, queries, rules, services
from tomoni.academy.cohorts.graduates.keys import has_issuer_key
from tomoni.academy.cohorts.graduates.models import Closing, Graduate, Willingness
from tomoni.academy.cohorts.models import Cohort
from tomoni.academy.ui import uploads
from tomoni.academy.ui.attachments import attachment
from tomoni.academy.ui.reading import has_errors, with_error
from tomoni.academy.ui.wording import error_sentence

_MOST_BADGE_BYTES = 200_000


@require_http_methods(["GET", "POST"])
def closing(request: SignedInRequest, cohort_id: int) -> HttpResponse:
    """The secretariat chooses who graduates, attendance beside each name."""
    cohort = _find_cohort(request, cohort_id)
    decided = Closing.objects.filter(cohort=cohort).first()
    attended = queries.attended(cohort, now=timezone.now())
    known = {each.user_id: each for each in queries.graduates_of(cohort)}
    fields = forms.closing_fields(decided, day=min(cohort.ends_date, timezone.localdate()))
    chosen = set(known) if decided else {each.held.user_id for each in attended if each.is_enough}
    if request.method == "POST":
        fields = forms.read(request.POST, fields=fields)
        chosen = {int(each) for each in request.POST.getlist("graduate") if each.isdecimal()}
        if not has_errors(fields):
            return _close(request, cohort, chosen, fields)
    wrong = has_errors(fields)
    values = {
        "cohort": cohort,
        "decided": decided,
        "fields": fields,
        "wrong": wrong,
        "rows": [
            (each, each.held.user_id in chosen, known.get(each.held.user_id)) for each in attended
        ],
        "graduates": len(known),
        "crumbs": _crumbs(cohort, (_("修了を決める"), "")),
    }
    return render(request, "graduates/closing.html", values, status=422 if wrong else 200)


@require_GET
def own(request: SignedInRequest, cohort_id: int) -> HttpResponse:
    """One's own certificate of the cohort, or that there is none yet."""
    cohort = get_object_or_404(cohorts.cohorts_visible_to(request.user), pk=cohort_id)
    found = queries.own_graduation(request.user, cohort=cohort)
    if found is not None:
        return redirect("graduates:graduate", found.pk)
    crumbs = _crumbs(cohort, (_("自分の修了証"), ""))
    return render(request, "graduates/not_yet.html", {"cohort": cohort, "crumbs": crumbs})


@require_http_methods(["GET", "POST"])
def graduate(request: SignedInRequest, graduate_id: int) -> HttpResponse:
    """One entry of the register: the certificate, and whether its holder wants to teach."""
    found = _find(request, graduate_id)
    refusal = rules.may_tell(request.user, graduate=found)
    fields = forms.willingness_fields(found)
    if request.method == "POST":
        refuse(refusal)
        fields = forms.read(request.POST, fields=fields)
        if not has_errors(fields):
            willing = Willingness(forms.text(fields, "willing"))
            line = forms.text(fields, "line")
            services.tell(found, willing=willing, line=line, actor=request.user)
            messages.success(request, _("講師の希望を書きました。事務局に見えます。"))
            return redirect("graduates:graduate", found.pk)
    wrong = has_errors(fields)
    values = {
        "graduate": found,
        "fields": fields if refusal is None else (),
        "wrong": wrong,
        "division_now": services.division_now(found),
        "crumbs": _crumbs(found.cohort, (_("修了証"), "")),
    }
    return render(request, "graduates/graduate.html", values, status=422 if wrong else 200)


@require_GET
def certificate(request: SignedInRequest, graduate_id: int) -> HttpResponse:
    found = _find(request, graduate_id)
    name = f"{certifying.file_stem(found)}.pdf"
    return _made(
        request, lambda: certifying.certificate_pdf(found), name=name, kind="application/pdf",
        back=reverse("graduates:graduate", args=(found.pk,)),
    )  # fmt: skip


@require_GET
def badge(request: SignedInRequest, graduate_id: int) -> HttpResponse:
    found = _find(request, graduate_id)
    name = f"{certifying.file_stem(found)}.{certifying.BADGE_ENDING}"
    return _made(
        request, lambda: certifying.badge_of(found), name=name, kind="text/plain; charset=ascii",
        back=reverse("graduates:graduate", args=(found.pk,)),
    )  # fmt: skip


@require_GET
def all_certificates(request: SignedInRequest, cohort_id: int) -> HttpResponse:
    cohort = _find_cohort(request, cohort_id)
    name = _("%(cohort)s 修了証.zip") % {"cohort": cohort.title}
    return _made(
        request, lambda: certifying.all_certificates(cohort), name=name, kind="application/zip",
        back=reverse("graduates:closing", args=(cohort.pk,)),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def verify(request: SignedInRequest) -> HttpResponse:
    """Whether a badge is right: one clear sentence."""
    fields = forms.verify_fields()
    checked, refused = None, ""
    if request.method == "POST":
        file = uploads.files_of(request).get("badge")
        named = tuple(
            replace(each, value=file.name) if file and each.name == "badge" else each
            for each in fields
        )
        fields = forms.read(request.POST, fields=named)
        too_large = uploads.too_large(request)
        if too_large is not None:
            fields = with_error(fields, name="badge", sentence=too_large)
        if file is not None and not has_errors(fields):
            data = file.read(_MOST_BADGE_BYTES)
            try:
                checked = certifying.check(
                    data, name=forms.text(fields, "name"), now=timezone.now()
                )
            except certifying.DocumentsError as error:
                refused = error_sentence(error)
    wrong = has_errors(fields)
    values = {
        "fields": fields,
        "wrong": wrong,
        "checked": checked,
        "refused": refused,
        "crumbs": [(_("自分の番"), "/"), (_("デジタル修了証を確かめる"), "")],
    }
    return render(request, "graduates/verify.html", values, status=422 if wrong else 200)


@require_GET
def issuer(request: SignedInRequest, municipality_id: int) -> HttpResponse:
    """The public half of the key with which the municipality signs, for whoever checks badges;
    `Http404` while it has signed none."""
    found = get_object_or_404(Municipality, pk=municipality_id)
    if not has_issuer_key(found):
        raise Http404
    return _made(
        request, lambda: certifying.public_key_of(found), name=f"{found.name}.jwk.json",
        kind="application/json", back="/",
    )  # fmt: skip


def _made(
    request: SignedInRequest, make: Callable[[], bytes], *, name: str, kind: str, back: str
) -> HttpResponse:
    """The file, or the way back with why it cannot be made."""
    try:
        return attachment(make(), name=name, kind=kind)
    except (certifying.DocumentsError, AccountsError) as error:
        messages.error(request, error_sentence(error))
        return redirect(back)


def _close(
    request: SignedInRequest, cohort: Cohort, chosen: set[int], fields: forms.Fields
) -> HttpResponse:
    new, back = services.close(
        cohort,
        chosen=chosen,
        issued_date=date.fromisoformat(forms.text(fields, "issued_date")),
        signatory=forms.text(fields, "signatory"),
        actor=request.user,
    )
    said = _("修了を決めました。新しい修了生 %(new)s人、取り消し %(back)s人。")
    messages.success(request, said % {"new": new, "back": back})
    return redirect("graduates:closing", cohort.pk)


def _find_cohort(request: SignedInRequest, cohort_id: int) -> Cohort:
    """A cohort whose secretariat the person is; `Http404` for everybody else."""
    return get_object_or_404(cohorts.cohorts_run_by(request.user), pk=cohort_id)


def _find(request: SignedInRequest, graduate_id: int) -> Graduate:
    found = queries.graduates_visible_to(request.user).select_related("cohort__closing")
    return get_object_or_404(found, pk=graduate_id)


def _crumbs(cohort: Cohort, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("自分の番"), "/"), (cohort.title, cohort.get_absolute_url()), *more]
