"""A curriculum in words: its parts, what it still lacks, and what changed since a version."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tomoni.academy.cohorts.curricula import finding, forms, parts, writing
from tomoni.academy.cohorts.curricula.finding import Found
from tomoni.academy.cohorts.services import session_views
from tomoni.academy.cohorts.sessions import SessionView
from tomoni.academy.cohorts.worksheets import field_view
from tomoni.academy.ui.comparing import text_of
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.parts import ChangeView
from tomoni.academy.ui.wording import error_sentence, finding_view
from tomoni.academy.ui.wording.curricula import curriculum_place
from tomoni.engine import cases, documents
from tomoni.engine.core import Finding


@dataclass(frozen=True)
class PartView:
    """One entry of a list of parts."""

    at: str
    title: str
    about: str
    base: str
    below: tuple["PartView", ...] = ()


@dataclass(frozen=True)
class SectionView:
    """A list of parts: the address of the list, and what adding to it is called."""

    at: str
    title: str
    add: str
    entries: tuple[PartView, ...]


@dataclass(frozen=True)
class FindingLine:
    """What is to be put right, where, and the page on which that is done."""

    severity: str
    at: str
    place: str
    sentence: str
    url: str = ""


@dataclass(frozen=True)
class MaterialView:
    """A material in Markdown; `slides`: one by one, none of a text."""

    title: str
    about: str
    text: str
    slides: tuple[str, ...]


KINDS = {
    "title": gettext_lazy("題"),
    "skills": gettext_lazy("スキル"),
    "session": gettext_lazy("回"),
    "material": gettext_lazy("資料"),
    "step": gettext_lazy("手順"),
    "worksheet": gettext_lazy("ワークシート"),
    "field": gettext_lazy("欄"),
}
"""What a part is called."""


def url_of(found: Found, view: str, *more: str) -> str:
    """The address of a page of the curriculum."""
    return reverse(f"curricula:{view}", args=(found.municipality.pk, found.name, *more))


def sections(found: Found) -> tuple[SectionView, ...]:
    """Sessions with their materials, steps and worksheets, in their order."""
    content = found.content

    def view(at: str, title: str, about: str, below: tuple[PartView, ...] = ()) -> PartView:
        return PartView(at, title, about, parts.base_of(content, at), below)

    sessions = tuple(
        view(
            f"sessions.{each.number}",
            _("第%(number)s回 %(title)s") % {"number": each.number, "title": each.title},
            _("%(hours)s時間") % {"hours": f"{each.hours:g}"},
            tuple(
                view(f"sessions.{each.number}.{one.id}", one.title, _material(one))
                for one in each.materials
            ),
        )
        for each in found.curriculum.sessions
    )
    steps = tuple(
        view(f"steps.{each.id}", each.title, each.question) for each in found.curriculum.steps
    )
    worksheets = tuple(
        view(f"worksheets.{each.id}", each.title, _count(each))
        for each in found.curriculum.worksheets
    )
    return (
        SectionView("sessions", _("回"), _("回を足す"), sessions),
        SectionView("steps", _("手順"), _("手順を足す"), steps),
        SectionView("worksheets", _("ワークシート"), _("ワークシートを足す"), worksheets),
    )


def _material(material: cases.Material) -> str:
    kind = _("スライド") if material.kind == "slides" else _("文章")
    return _("%(kind)s（講師だけ）") % {"kind": kind} if material.for_lecturers else kind


def _count(worksheet: cases.Worksheet) -> str:
    number = len(worksheet.fields)
    return ngettext("欄 %(number)sつ", "欄 %(number)sつ", number) % {"number": number}


def finding_lines(found: Found) -> list[FindingLine]:
    """What the curriculum still lacks, errors first."""
    titles = parts.titles(found.content)
    lines = [_line(each, found=found, titles=titles) for each in finding.findings(found)]
    return sorted(lines, key=lambda line: line.severity != "error")


def _line(each: Finding, *, found: Found, titles: dict[str, str]) -> FindingLine:
    at, view = each.place.sheet, finding_view(each)
    is_page = at in parts.WHOLE or "." in at
    page = "part" if found.is_draft else "preview"
    is_shown = found.is_draft or at.startswith(("sessions.", "worksheets."))
    return FindingLine(
        severity=view.severity,
        at=at,
        place=titles.get(at, at),
        sentence=f"{view.sentence}{view.action}",
        url=url_of(found, page, _shown_at(at, page)) if is_page and is_shown else "",
    )


def _shown_at(at: str, page: str) -> str:
    return at if page == "part" else ".".join(at.split(".")[:2])


def file_mistakes(data: bytes) -> list[str]:
    """Every mistake that keeps a file from being a curriculum; empty: it is one."""
    try:
        cases.read_curriculum(data)
    except cases.CasesError as error:
        if error.code != "bad-curriculum":
            return [error_sentence(error)]
        return mistake_lines(cases.curriculum_mistakes(data))
    return []


def mistake_lines(mistakes: tuple[Finding, ...]) -> list[str]:
    """Every mistake of a file as one sentence with its place."""
    lines = []
    for each in mistakes:
        params = dict(each.params)
        if "where" in params:
            where, name = curriculum_place(str(params["where"])), params.pop("name", "")
            named = _("%(where)s（%(name)s）") % {"where": where, "name": name}
            params["where"] = named if name else where
        view = finding_view(each.model_copy(update={"params": params}))
        lines.append(f"{view.sentence}{view.action}")
    return lines


def session_view(found: Found, number: str) -> SessionView | None:
    """The agenda as participants see it."""
    for session, view in zip(
        found.curriculum.sessions, session_views(found.curriculum), strict=True
    ):
        if str(session.number) == number:
            return view
    return None


def session_texts(found: Found, number: str) -> tuple[str, tuple[MaterialView, ...]]:
    """A session's notes and its materials, in Markdown."""
    session = next(each for each in found.curriculum.sessions if str(each.number) == number)
    return session.notes, tuple(
        MaterialView(each.title, _material(each), each.text, _slides(each))
        for each in session.materials
    )


def _slides(material: cases.Material) -> tuple[str, ...]:
    is_slides = material.kind == "slides"
    return tuple(each.text for each in documents.slides_of(material.text)) if is_slides else ()


def worksheet_view(found: Found, key: str) -> tuple[str, tuple[FieldView, ...]] | None:
    """Title and fields of a worksheet exactly as a participant gets it."""
    for worksheet in found.curriculum.worksheets:
        if worksheet.id == key:
            return worksheet.title, tuple(field_view(each) for each in worksheet.fields)
    return None


def changes(before: Found, after: Found) -> list[ChangeView]:
    """What differs between two versions, part by part."""
    left, right = _lines(before), _lines(after)
    return [
        ChangeView(
            label=(right.get(at) or left[at])[0],
            left=left.get(at, ("", ""))[1],
            right=right.get(at, ("", ""))[1],
        )
        for at in dict.fromkeys((*right, *left))
        if left.get(at, ("", ""))[1] != right.get(at, ("", ""))[1]
    ]


def _lines(found: Found) -> dict[str, tuple[str, str]]:
    """Every part that is compared: its title and what it says."""
    content = found.content
    titles = parts.titles(content)
    lines = {"title": (_("カリキュラムの題"), content["title"])}
    for at, title in titles.items():
        if "." in at:
            lines[at] = (title, _words(content, at))
    for each in content["skills"]:
        lines[f"skills.{each['id']}"] = (each["title"], "\n".join(each["levels"]))
    return lines


def _words(content: parts.Content, at: str) -> str:
    """What stands in the form of a part, line by line; the fields of a worksheet are parts."""
    fields = writing.fields_of(content, at)
    if parts.kind_of(at) == "worksheet":
        fields = fields[:1]
    lines = ((field.label, text_of(field)) for field in fields)
    return "\n".join(f"{label}：{text}" for label, text in lines if text)


def below(found: Found, at: str) -> tuple[PartView, ...]:
    """The parts below a part that have a page of their own: materials, fields."""
    content = found.content
    if parts.kind_of(at) == "worksheet":
        named = [
            (each["name"], each["label"], str(forms.TYPES[each["type"]]))
            for each in parts.part(content, at)["fields"]
        ]
    elif parts.kind_of(at) == "session":
        number = at.partition(".")[2]
        session = next(each for each in found.curriculum.sessions if str(each.number) == number)
        named = [(each.id, each.title, _material(each)) for each in session.materials]
    else:
        return ()
    return tuple(
        PartView(f"{at}.{key}", title, about, parts.base_of(content, f"{at}.{key}"))
        for key, title, about in named
    )


def preview_url(found: Found, at: str) -> str:
    """Where the part is shown as people see it; empty for one that they do not see alone."""
    shown = at.startswith(("sessions.", "worksheets."))
    return url_of(found, "preview", ".".join(at.split(".")[:2])) if shown else ""
