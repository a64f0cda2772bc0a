"""The audit rows of what is followed, and where its page is."""

from django.urls import reverse

from tomoni.academy.accounts.models import User, entry
from tomoni.academy.proposals.followup.models import Following


def url_of(following: Following) -> str:
    return reverse("followup:following", args=(following.proposal_id,))


def note(following: Following, action: str, *, actor: User, **values: object) -> None:
    proposal = following.proposal
    subject = proposal.number or str(proposal.pk)
    municipality = proposal.call.edition.municipality
    entry(municipality, actor=actor, action=action, subject=subject, **values).save()
