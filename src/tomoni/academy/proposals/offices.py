"""Whose proposals a person looks after, and the way back from its pages."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import Municipality, User
from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts.queries import municipalities_run_by
from tomoni.academy.proposals import queries
from tomoni.academy.proposals.models import Part


def find_office(request: SignedInRequest, municipality_id: int) -> Municipality:
    """A municipality in whose office the person works; `Http404` for everybody else."""
    offices = queries.municipalities_with(request.user, Part.OFFICE)
    return get_object_or_404(offices, pk=municipality_id)


def may_give_duties(user: User) -> QuerySet[Municipality]:
    """Where the person works in the office, or runs the academy: somebody gives the first duty."""
    offices = queries.municipalities_with(user, Part.OFFICE).values("pk")
    run = municipalities_run_by(user).values("pk")
    return Municipality.objects.filter(Q(pk__in=offices) | Q(pk__in=run))


def links(user: User, *, municipality: Municipality) -> list[tuple[str, str]]:
    """Label and address of the pages with which an office sets up and follows its proposals."""
    pages = [(_("提案の係"), "proposals:duties")]
    if queries.municipalities_with(user, Part.OFFICE).filter(pk=municipality.pk).exists():
        pages += [
            (_("制度"), "proposals:programmes"),
            (_("募集"), "proposals:calls"),
            (_("実施と効果の一覧"), "followup:followings"),
        ]
    return [(label, reverse(name, args=(municipality.pk,))) for label, name in pages]
