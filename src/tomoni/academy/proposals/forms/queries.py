"""What is read of forms, always from what the person may see."""

from django.db.models import Q, QuerySet

from tomoni.academy.accounts.models import Municipality, User
from tomoni.academy.proposals.forms.models import CityForm
from tomoni.academy.proposals.models import Duty, Part, Proposal
from tomoni.academy.proposals.queries import proposals_visible_to


def municipalities_of(user: User) -> QuerySet[Municipality]:
    """The person's own, and those whose proposals they look after."""
    held = Duty.objects.filter(user=user, until_date=None)
    mine = user.division.municipality_id if user.division else None
    return Municipality.objects.filter(Q(pk=mine) | Q(pk__in=held.values("municipality")))


def forms_of(municipality: Municipality) -> QuerySet[CityForm]:
    """The municipality's own forms that are used, without their files."""
    found = CityForm.objects.filter(municipality=municipality, until_date=None)
    return found.defer("data").select_related("made_by")


def visible_to(user: User) -> QuerySet[CityForm]:
    """Forms that the person can fill."""
    found = CityForm.objects.filter(municipality__in=municipalities_of(user), until_date=None)
    return found.select_related("municipality", "made_by")


def fillable_by(user: User, *, municipality: Municipality) -> QuerySet[Proposal]:
    """What the person can read of the municipality's proposals, newest first."""
    found = proposals_visible_to(user).filter(call__edition__municipality=municipality)
    return found.select_related(
        "call__edition__municipality", "division", "case_version__artifact__case__group"
    )


def runs_forms(user: User, *, municipality: Municipality) -> bool:
    """Whether the person brings forms in and takes them away: the office."""
    held = Duty.objects.filter(user=user, municipality=municipality, until_date=None)
    return held.filter(part=Part.OFFICE).exists()
