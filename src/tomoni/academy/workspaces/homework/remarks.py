"""A remark of the first review as people read it; also when it was kept with a hand-in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.academy.ui.wording.remarks import remark_words
from tomoni.academy.workspaces.homework.models import HandIn

SEVERE = "error"


@dataclass(frozen=True)
class RemarkView:
    """What a rule saw and why it matters, the place it leads to, and what the group says to it."""

    mark: str
    """By which the remark is known."""
    artifact: str
    severe: bool
    """Whether it is to be mended or answered before the worksheet is handed in."""
    place: str
    """The field and the row in words, or the title of what was made."""
    url: str
    what: str
    why: str
    seen: str
    example: str
    answer: str
    answered_by: str

    @property
    def is_open(self) -> bool:
        """Whether it is to be mended or answered, and is neither."""
        return self.severe and not self.answer


def remark_views(plain: Iterable[Mapping[str, Any]], *, case_id: int) -> tuple[RemarkView, ...]:
    """Plain remarks (see `reviewing.Reviewed`) in words: severe ones first, answered ones last."""
    found = [_view(each, case_id=case_id) for each in plain]
    return tuple(sorted(found, key=lambda each: (bool(each.answer), not each.severe)))


def kept_remarks(hand_in: HandIn) -> tuple[RemarkView, ...]:
    """The remarks as they were when the version was handed in; no engine runs."""
    return remark_views(hand_in.remarks, case_id=hand_in.version.artifact.case_id)


def _view(plain: Mapping[str, Any], *, case_id: int) -> RemarkView:
    what, why = remark_words(plain["rule"], plain["params"])
    return RemarkView(
        mark=plain["mark"],
        artifact=plain["artifact"],
        severe=plain["severity"] == SEVERE,
        place=_place(plain),
        url=_url(plain, case_id=case_id),
        what=what,
        why=why,
        seen=plain["seen"],
        example=plain["example"],
        answer=plain["answer"],
        answered_by=plain["answered_by"],
    )


def _place(plain: Mapping[str, Any]) -> str:
    parts = [plain["label"] or plain["title"]]
    if plain["row"] is not None:
        parts.append(_("%(row)s行目") % {"row": plain["row"]})
    if plain["column_label"]:
        parts.append(plain["column_label"])
    return "　".join(parts)


def _url(plain: Mapping[str, Any], *, case_id: int) -> str:
    """The field of the worksheet, else the page of the step on which the thing is made."""
    if plain["kind"] == "worksheet":
        page = reverse("workspaces:worksheet", args=(case_id, plain["artifact"]))
        place = [plain["field"]] if plain["field"] else []
        if plain["column"] and plain["row"] is not None:
            place += [str(plain["row"] - 1), plain["column"]]
        return f"{page}#field-{'-'.join(place)}" if place else page
    if not plain["step"]:
        return reverse("workspaces:artifact", args=(case_id, plain["artifact"]))
    return reverse(f"{plain['page']}:step", args=(case_id, plain["step"]))
