"""What the pages of reviewing begin with: who reads which proposal, as what, behind which mask."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.proposals import blind
from tomoni.academy.proposals import pages as proposal_pages
from tomoni.academy.proposals.models import Call, Part, Proposal
from tomoni.academy.proposals.programme import Stage
from tomoni.academy.proposals.queries import parts_of
from tomoni.academy.proposals.reviewing import (
    figures,
    paper_views,
    papers,
    queries,
    rules,
)
from tomoni.academy.proposals.reviewing.models import (
    Assignment,
    Opinion,
    OpinionVersion,
    StaffComment,
)


@dataclass(frozen=True)
class Reader:
    """Somebody who reads a proposal, and what they are to it."""

    user: User
    proposal: Proposal
    parts: frozenset[Part]
    mask: blind.Mask

    @property
    def is_office(self) -> bool:
        return Part.OFFICE in self.parts

    @cached_property
    def paper(self) -> papers.Paper:
        return papers.paper_of(self.proposal, mask=self.mask)

    @property
    def title(self) -> str:
        return self.mask.text(self.proposal.title)

    @property
    def stage(self) -> Stage | None:
        return queries.stage_of(self.proposal)

    @property
    def is_proposer(self) -> bool:
        return self.proposal.proposers.filter(pk=self.user.pk).exists()

    def crumbs(self, *more: tuple[str, str]) -> list[tuple[str, str]]:
        there = (self.title, self.proposal.get_absolute_url())
        return proposal_pages.crumbs(there, *more)


@dataclass(frozen=True)
class OpinionView:
    """An opinion as it is read: without who asks and who wrote, where that tells who proposes."""

    opinion: Opinion
    division: str
    versions: tuple[tuple[OpinionVersion, str], ...]
    """Each with its text as it may be read; the newest last."""


def reader_of(user: User, *, proposal: Proposal) -> Reader:
    """The person before the proposal; nothing is looked up of what they may not see."""
    parts = parts_of(user, municipality=proposal.call.edition.municipality)
    mask = blind.mask_for(user, proposal=proposal, parts=parts)
    return Reader(user, proposal, parts, mask)


def find(request: SignedInRequest, proposal_id: int) -> Reader:
    """A proposal that the person may see; else 404."""
    proposal = proposal_pages.find_proposal(request, proposal_id)
    return reader_of(request.user, proposal=proposal)


def find_for_office(request: SignedInRequest, proposal_id: int) -> Reader:
    """The same; only the office goes on."""
    reader = find(request, proposal_id)
    refuse(rules.may_look_after(reader.parts))
    return reader


def find_assignment(request: SignedInRequest, assignment_id: int) -> tuple[Assignment, Reader]:
    """What the person is to review; else 404."""
    found = queries.assignments_of(request.user)
    assignment = get_object_or_404(found, pk=assignment_id)
    return assignment, reader_of(request.user, proposal=assignment.proposal)


def find_call(request: SignedInRequest, call_id: int) -> Call:
    return get_object_or_404(queries.committee_calls(request.user), pk=call_id)


def find_scored(request: SignedInRequest, proposal_id: int) -> Reader:
    """A proposal whose scores the person may see once they are there; else 404.

    The office and its reviewers; the proposers when the verdict is spoken.
    """
    reader = find(request, proposal_id)
    if is_judge(reader) or (reader.is_proposer and reader.proposal.verdict):
        return reader
    raise Http404


def is_judge(reader: Reader) -> bool:
    """The office, and who reviews it now: they see each other's words."""
    reviews = reader.proposal.assignments.filter(reviewer=reader.user, ended_at=None)
    return reader.is_office or reviews.exists()


def find_for_judges(request: SignedInRequest, proposal_id: int) -> Reader:
    """The same without the proposers; else 404."""
    reader = find_scored(request, proposal_id)
    if not is_judge(reader):
        raise Http404
    return reader


def paper_values(reader: Reader) -> dict[str, Any]:
    """What the left half of a page needs: the text with its numbers, and what to doubt."""
    programme = reader.proposal.programme
    return {
        "proposal": reader.proposal,
        "title": reader.title,
        "category": programme.category(reader.proposal.category).title,
        "blocks": paper_views.blocks(reader.paper, proposal_id=reader.proposal.pk),
        "doubts": figures.doubts(reader.paper, mask=reader.mask),
        "from_case": reader.paper.opened is not None,
        "hides": reader.mask.hides(),
    }


def opinion_views(reader: Reader) -> list[OpinionView]:
    """What the divisions said, for whoever reads them."""
    return [
        OpinionView(
            opinion=each,
            division=reader.mask.text(each.division.name),
            versions=tuple((said, reader.mask.text(said.text)) for said in each.versions.all()),
        )
        for each in queries.opinions_on(reader.proposal)
    ]


@dataclass(frozen=True)
class CommentView:
    """What somebody of the staff said; `author` is empty where names are not shown."""

    comment: StaffComment
    text: str
    author: str


def comment_views(reader: Reader) -> list[CommentView]:
    """What the person may read of what staff said; somebody near the proposers stays hidden."""
    programme = reader.proposal.programme
    found = queries.comments_on(reader.proposal, user=reader.user, is_office=reader.is_office)
    return [
        CommentView(
            comment=each,
            text=reader.mask.text(each.text),
            author=reader.mask.text(each.author.signature)
            if programme.stage(each.place).named
            else "",
        )
        for each in found.select_related("author__division")
    ]


def office_links(reader: Reader) -> list[tuple[str, str]]:
    """What the office can do where the proposal stands."""
    stage = reader.stage
    if stage is None:
        return []
    by_kind = {
        "opinion": [(_("所管課に意見を聞く"), "opinions"), (_("次の段階へ進める"), "go_on")],
        "comments": [(_("全職員の意見を見る"), "comments"), (_("次の段階へ進める"), "go_on")],
        "review": [
            (_("審査員を決める"), "reviewers"),
            (_("採点のまとまりを見る"), "scores"),
            (_("次の段階へ進める"), "go_on"),
        ],
    }
    links = by_kind.get(stage.kind.value, [])
    pk = reader.proposal.pk
    return [(text, reverse(f"reviewing:{name}", args=(pk,))) for text, name in links]
