"""The register (台帳): what was sent, found, sorted, and as a workbook."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import Division, User
from tomoni.academy.cohorts import workbooks
from tomoni.academy.proposals import queries, similar, words
from tomoni.academy.proposals.models import Call, Part, Proposal
from tomoni.academy.proposals.programme import Programme

SORTS = ("-sent", "sent", "number", "title")
_ORDERS = {
    "-sent": ("-sent_at", "-pk"),
    "sent": ("sent_at", "pk"),
    "number": ("number", "pk"),
    "title": ("title", "pk"),
}
_FILTERS = {
    "call": "call", "place": "place", "verdict": "verdict", "division": "division",
}  # fmt: skip
Asked = Mapping[str, str]


@dataclass(frozen=True)
class Options:
    """What the register can be narrowed by: pairs of value and label."""

    calls: list[tuple[str, str]]
    places: list[tuple[str, str]]
    verdicts: list[tuple[str, str]]
    divisions: list[tuple[str, str]]


def options(user: User) -> Options:
    """Calls, stages, verdicts and divisions of the municipalities whose office the person is."""
    municipalities = queries.municipalities_with(user, Part.OFFICE)
    calls = list(
        Call.objects.filter(edition__municipality__in=municipalities).select_related("edition")
    )
    programmes: dict[int, Programme] = {call.edition_id: call.programme for call in calls}
    places = {stage.id: stage.title for each in programmes.values() for stage in each.stages} | {
        place: str(title) for place, title in words.PLACES.items() if place != "draft"
    }
    verdicts = {
        verdict.id: verdict.title for each in programmes.values() for verdict in each.verdicts
    }
    used = Proposal.objects.filter(call__in=calls, division=OuterRef("pk"))
    divisions = Division.objects.filter(Exists(used)).order_by("name")
    return Options(
        calls=[(str(call.pk), call.title) for call in calls],
        places=list(places.items()),
        verdicts=list(verdicts.items()),
        divisions=[(str(pk), name) for pk, name in divisions.values_list("pk", "name")],
    )


def found_in(register: QuerySet[Proposal], *, asked: Asked) -> QuerySet[Proposal]:
    """What fits all that is asked; every word must stand in the number, title or text."""
    for name, column in _FILTERS.items():
        wanted = asked.get(name, "")
        is_key = name in {"call", "division"}
        if wanted and (not is_key or (wanted.isdecimal() and len(wanted) < 10)):
            register = register.filter(**{column: wanted})
    for word in asked.get("words", "").split():
        fits = Q(words__contains=similar.folded(word)) | Q(number__startswith=word)
        register = register.filter(fits)
    order = _ORDERS.get(asked.get("sort", ""), _ORDERS["-sent"])
    return register.order_by(*order).defer("values", "words", "signature")


def sheet(proposals: Iterable[Proposal]) -> bytes:
    """The register as a workbook, one row a proposal."""
    headings = (
        _("受付番号"), _("題名"), _("募集"), _("区分"), _("課"), _("提案者"), _("段階"), _("結果"),
        _("送った日"), _("結果の日"),
    )  # fmt: skip
    rows = [
        (
            each.number, each.title, each.call.title,
            each.programme.category(each.category).title, each.division.name,
            "、".join(person.display_name for person in each.proposers.all()),
            words.place_title(each), words.verdict_title(each), _day(each.sent_at),
            _day(each.decided_at),
        )
        for each in proposals
    ]  # fmt: skip
    return workbooks.workbook(_("提案の台帳"), headings=headings, rows=rows)


def _day(moment: datetime | None) -> str:
    return timezone.localdate(moment).isoformat() if moment else ""
