"""What stands on every proposal's page: what it says, its numbers, who proposes, the history."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.academy.proposals import reading, sections, words
from tomoni.academy.proposals.blind import Mask
from tomoni.academy.proposals.models import Happening, Part, Proposal
from tomoni.academy.proposals.sections import Reader, Section
from tomoni.academy.workspaces.models import Version
from tomoni.academy.workspaces.queries import cases_visible_to


@dataclass(frozen=True)
class Told:
    """One line of the history."""

    at: datetime
    action: str
    who: str
    reason: str
    about: str


def register() -> None:
    sections.register("answers", section=_answers, order=sections.ANSWERS)
    sections.register("numbers", section=_numbers, order=sections.ANSWERS + 10)
    sections.register("history", section=_history, order=sections.HISTORY)


def masked_answers(
    proposal: Proposal, *, quoted: reading.Quoted, mask: Mask
) -> list[reading.Answer]:
    """What the proposal says, without what is hidden from the reader."""
    return [
        reading.Answer(
            each.name, each.label, tuple(_masked(line, mask=mask) for line in each.lines)
        )
        for each in reading.answers(proposal, quoted=quoted)
    ]


def _masked(line: reading.Line, *, mask: Mask) -> reading.Line:
    spans = tuple(replace(span, text=mask.text(span.text)) for span in line.spans)
    figures = (each.model_copy(update=_words_of(each, mask=mask)) for each in line.figures)
    return reading.Line(spans, tuple(figures))


def _words_of(figure: reading.Figure, *, mask: Mask) -> dict[str, str]:
    return {"alt": mask.text(figure.alt), "caption": mask.text(figure.caption)}


def _answers(reader: Reader, proposal: Proposal) -> Section:
    quoted = reading.quoted_by(proposal.case_version)
    values = {
        "proposal": proposal,
        "answers": masked_answers(proposal, quoted=quoted, mask=reader.mask),
        "lacks": reading.lacks(proposal.values, quoted=quoted),
    }
    return Section(_("提案の内容"), "proposals/_answers.html", values)


def _numbers(reader: Reader, proposal: Proposal) -> Section | None:
    """The way of each number; to the case itself for who may see it and the names."""
    version = proposal.case_version
    if version is None:
        return None
    quoted = reading.quoted_by(version)
    said = reading.quoted_names(proposal, quoted=quoted)
    entries = [entry for name, entry in quoted.traces.items() if name in said]
    if not entries:
        return None
    case = version.artifact.case
    visible = cases_visible_to(reader.request.user).filter(pk=case.pk)
    opens = not reader.mask.words and visible.exists()
    traces = [
        (
            entry.name,
            reader.mask.value(entry.model_dump()),
            _url(version, entry.name) if opens else "",
        )
        for entry in entries
    ]
    return Section(_("数値の根拠"), "proposals/_numbers.html", {"traces": traces})


def _url(version: Version, name: str) -> str:
    """The way of the number in the very version that the proposal quotes."""
    artifact = name.partition(".")[0]
    numbers = {each["artifact"]: each["version"] for each in version.references.values()}
    trace = reverse("workspaces:trace", args=(version.artifact.case_id, name))
    return f"{trace}?version={numbers[artifact]}"


def _history(reader: Reader, proposal: Proposal) -> Section:
    found = proposal.happenings.select_related("actor").order_by("pk")
    own = set(proposal.proposers.values_list("pk", flat=True))
    told = [_told(each, reader=reader, proposal=proposal, own=own) for each in found]
    return Section(_("経過"), "proposals/_history.html", {"told": told})


def _told(each: Happening, *, reader: Reader, proposal: Proposal, own: set[int]) -> Told:
    hidden = bool(reader.mask.words) and each.actor_id in own
    told_reason = Part.OFFICE in reader.parts or reader.request.user.pk in own
    programme = proposal.programme
    about = ""
    if each.details.get("ground"):
        about = programme.ground(each.details["ground"]).title
    elif each.details.get("verdict"):
        about = programme.verdict(each.details["verdict"]).title
    elif each.details.get("number"):
        about = _("受付番号 %(number)s") % {"number": each.details["number"]}
    return Told(
        at=each.at,
        action=words.action_title(each.action),
        who=_("提案者") if hidden else reader.mask.text(str(each.actor)),
        reason=""
        if each.details.get("verdict") and not told_reason
        else reader.mask.text(each.reason),
        about=about,
    )
