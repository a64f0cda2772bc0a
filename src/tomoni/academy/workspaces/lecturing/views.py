"""For who leads groups: all of them on one page, what waits, one field side by side."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.cohorts import rules
from tomoni.academy.cohorts.models import Cohort, Group
from tomoni.academy.ui.attachments import WORKBOOK, attachment
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.workspaces.homework.remarks import kept_remarks
from tomoni.academy.workspaces.lecturing import comparing, queries, queue, screen, services
from tomoni.academy.workspaces.lecturing.looking import look_at
from tomoni.academy.workspaces.models import Case


def _led(request: SignedInRequest, cohort_id: int) -> tuple[Cohort, list[Group]]:
    """The cohort and those of its groups that the person leads; `Http404` for who leads none."""
    cohort = get_object_or_404(queries.cohorts_led_by(request.user), pk=cohort_id)
    groups = queries.groups_led_by(request.user).filter(cohort=cohort)
    return cohort, list(groups.order_by("number"))


def _crumbs(cohort: Cohort, *more: tuple[str, str]) -> list[tuple[str, str]]:
    lecturing = (_("講師の画面"), reverse("lecturing:screen", args=(cohort.pk,)))
    return [(_("自分の番"), "/"), (cohort.title, cohort.get_absolute_url()), lecturing, *more]


@require_GET
def all_groups(request: SignedInRequest, cohort_id: int) -> HttpResponse:
    """The lecturer's screen."""
    cohort, groups = _led(request, cohort_id)
    values = {
        "cohort": cohort,
        "screen": screen.of_cohort(cohort, groups=groups),
        "left": queries.left_in(groups),
        "legend": screen.legend(),
        "crumbs": _crumbs(cohort),
    }
    return render(request, "lecturing/screen.html", values)


@require_GET
def download(request: SignedInRequest, cohort_id: int) -> HttpResponse:
    """The lecturer's screen as an Excel workbook."""
    cohort, groups = _led(request, cohort_id)
    title = _("%(cohort)s 班のようす") % {"cohort": cohort.title}
    data = screen.workbook_of(title, shown=screen.of_cohort(cohort, groups=groups))
    return attachment(data, name=f"{title}.xlsx", kind=WORKBOOK)


@require_GET
def waiting(request: SignedInRequest, cohort_id: int) -> HttpResponse:
    """The queue: what is left to look at."""
    cohort, groups = _led(request, cohort_id)
    values = {
        "cohort": cohort,
        "items": queue.of_cohort(cohort, groups=groups),
        "crumbs": _crumbs(cohort, (_("見るもの"), "")),
    }
    return render(request, "lecturing/queue.html", values)


def _place(
    request: SignedInRequest, cohort_id: int, case_id: int, key: str
) -> tuple[Cohort, list[Group], Case]:
    """An artifact of a group that the person leads; `Http404` when there is none such."""
    cohort, groups = _led(request, cohort_id)
    cases = Case.objects.filter(group__in=groups, artifacts__key=key)
    row = get_object_or_404(cases.select_related("group__cohort", "group__division"), pk=case_id)
    return cohort, groups, row


@require_GET
def item(request: SignedInRequest, cohort_id: int, case_id: int, key: str) -> HttpResponse:
    """One thing to look at, with what is said about it."""
    cohort, groups, row = _place(request, cohort_id, case_id, key)
    found = look_at(row, key, user=request.user)
    if found is None:
        raise Http404
    items = queue.of_cohort(cohort, groups=groups)
    before, here, after = queue.around(items, case_id=case_id, key=key)
    values = {
        "cohort": cohort,
        "case": row,
        "key": key,
        "look": found,
        "item": here,
        "refusal": rules.may_mark(request.user, group=row.group),
        "remarks": kept_remarks(here.hand_in) if here and here.hand_in else (),
        "before": before,
        "after": after,
        "left": len(items),
        "crumbs": _crumbs(
            cohort,
            (_("見るもの"), reverse("lecturing:queue", args=(cohort.pk,))),
            (f"{row.group.work}　{found.title}", ""),
        ),
    }
    return render(request, "lecturing/item.html", values)


@require_POST
def looked(request: SignedInRequest, cohort_id: int, case_id: int, key: str) -> HttpResponse:
    """Through with it: on to the next, or back to the queue."""
    cohort, groups, row = _place(request, cohort_id, case_id, key)
    refuse(rules.may_mark(request.user, group=row.group))
    items = queue.of_cohort(cohort, groups=groups)
    _before, _here, after = queue.around(items, case_id=case_id, key=key)
    services.look(row, key=key, actor=request.user)
    messages.success(request, _("「見ました」を班に伝えました。"))
    return redirect(after.url if after else reverse("lecturing:queue", args=(cohort.pk,)))


@require_GET
def compare(request: SignedInRequest, cohort_id: int) -> HttpResponse:
    """One field of every group, side by side."""
    cohort, groups = _led(request, cohort_id)
    steps = comparing.fields(cohort)
    labels = {name: label for _step, names in steps for name, label in names}
    chosen = request.GET.get("field", "")
    if chosen and chosen not in labels:
        raise Http404
    chosen = chosen or next(iter(labels), "")
    worksheet, _dot, field = chosen.partition(".")
    values = {
        "cohort": cohort,
        "chooser": _chooser(steps, chosen=chosen),
        "label": labels.get(chosen, ""),
        "worksheet": worksheet,
        "said": comparing.side_by_side(groups, worksheet=worksheet, field=field),
        "crumbs": _crumbs(cohort, (_("見くらべる"), "")),
    }
    return render(request, "lecturing/compare.html", values)


def _chooser(steps: list[tuple[str, list[tuple[str, str]]]], *, chosen: str) -> FieldView:
    choices = tuple((name, f"{step}　{label}") for step, names in steps for name, label in names)
    return FieldView(
        name="field", label=_("どの欄を並べますか"), type="choice", choices=choices, value=chosen,
        required=True,
    )  # fmt: skip
