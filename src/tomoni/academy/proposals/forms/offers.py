"""The section of a proposal's page that leads to the forms it can be put into."""

from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.academy.proposals.forms import queries, services
from tomoni.academy.proposals.models import Proposal
from tomoni.academy.proposals.sections import HISTORY, Reader, Section

ORDER = HISTORY - 50


def section(reader: Reader, proposal: Proposal) -> Section:
    """The city's own forms, then the house's, each with the proposal chosen already."""
    municipality = proposal.call.edition.municipality
    found = [
        (each.title, each.get_kind_display(), each.get_absolute_url())
        for each in queries.forms_of(municipality)
    ]
    found += [
        (about.title, about.kind, reverse("forms:shipped", args=(key,)))
        for key, about in services.SHIPPED.items()
    ]
    chosen = f"?proposal={proposal.pk}"
    lines = [(title, kind, url + chosen) for title, kind, url in found]
    return Section(_("様式に入れて受け取る"), "forms/_section.html", {"forms": lines})
