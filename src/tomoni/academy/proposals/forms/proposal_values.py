"""What a form can ask of the proposal itself: what it says, who proposes, how it went."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.proposals import reading, stages, words
from tomoni.academy.proposals.forms.values import Asked
from tomoni.academy.proposals.models import Proposal
from tomoni.academy.proposals.programme import Programme, Question, Who
from tomoni.academy.proposals.stages import Action

WHO = {Who.PERSON: "個人", Who.GROUP: "グループ", Who.DIVISION: "所属"}


def find(asked: Asked) -> dict[str, Any]:
    """The values of all `names.PROPOSAL`, and of every question by its label."""
    proposal, programme = asked.proposal, asked.proposal.programme
    people = list(proposal.proposers.select_related("division"))
    return {
        **_answers(proposal, programme),
        "自治体": proposal.call.edition.municipality.name,
        "今日": timezone.localdate(),
        "年度": str(proposal.call.fiscal_year),
        "制度": programme.title,
        "募集": proposal.call.title,
        "題名": proposal.title,
        "区分": _title(programme.categories, proposal.category),
        "だれの提案": WHO.get(Who(proposal.who)) if proposal.who else None,
        "受付番号": proposal.number or None,
        "提出日": _day(proposal.sent_at),
        "提案者": "、".join(person.display_name for person in people) or None,
        "課": proposal.division.name,
        "提案者の一覧": [
            {"氏名": each.display_name, "課": each.division and each.division.name, "職": each.post}
            for each in people
        ],
        **_course(proposal, programme),
    }


def _answers(proposal: Proposal, programme: Programme) -> dict[str, Any]:
    """What the proposal says by the labels of its questions, its numbers filled in."""
    texts = reading.plain_texts(proposal, quoted=reading.quoted_by(proposal.case_version))
    return {
        question.label: _answer(question, texts.get(question.name)) for question in programme.fields
    }


def _answer(question: Question, text: str | None) -> Any:
    if text and question.type == "date":
        return date.fromisoformat(text)
    return text or None


def _course(proposal: Proposal, programme: Programme) -> dict[str, Any]:
    """How it went, and how it ended."""
    happened = list(proposal.happenings.select_related("actor"))
    decided = [each for each in happened if each.action == Action.DECIDE]
    refused = [each for each in happened if each.action == Action.REFUSE]
    return {
        "段階": _place(proposal, programme),
        "結果": _title(programme.verdicts, proposal.verdict),
        "結果の理由": decided[-1].reason if decided else None,
        "結果の日": _day(proposal.decided_at),
        "不受理の理由": _refusal(refused[-1], programme) if refused else None,
        "表彰": _title(programme.prizes, proposal.prize),
        "経過": [
            {
                "日": _day(each.at), "したこと": words.action_title(each.action),
                "人": each.actor.display_name, "理由": each.reason,
            }
            for each in happened
        ],
    }  # fmt: skip


def _refusal(happening: Any, programme: Programme) -> str:
    ground = _title(programme.grounds, happening.details.get("ground", ""))
    return "。".join(part for part in (ground, happening.reason) if part)


def _place(proposal: Proposal, programme: Programme) -> str:
    ends = {
        stages.DRAFT: _("下書き"), stages.WITHDRAWN: _("取り下げ"), stages.REFUSED: _("不受理"),
        stages.DONE: _("終わり"),
    }  # fmt: skip
    return ends.get(proposal.place) or _title(programme.stages, proposal.place) or proposal.place


def _title(parts: Iterable[Any], part_id: str) -> str | None:
    return next((part.title for part in parts if part.id == part_id), None)


def _day(moment: Any) -> date | None:
    return None if moment is None else timezone.localtime(moment).date()
