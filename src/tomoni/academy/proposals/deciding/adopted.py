"""What came of groups' proposals, for the report of a year."""

from collections.abc import Collection

from tomoni.academy.cohorts.models import Group
from tomoni.academy.proposals import words
from tomoni.academy.proposals.models import Proposal
from tomoni.academy.proposals.stages import DRAFT


def of_groups(groups: Collection[Group]) -> dict[int, str]:
    """By group: the verdict on what it sent last, or the stage that it stands at. One query."""
    sent = Proposal.objects.filter(case_version__artifact__case__group__in=groups)
    found = sent.exclude(place=DRAFT).select_related(
        "call__edition", "case_version__artifact__case"
    )
    return {
        each.case_version.artifact.case.group_id: words.verdict_title(each)
        or words.place_title(each)
        for each in found.order_by("pk")
        if each.case_version is not None
    }
