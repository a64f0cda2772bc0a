"""Slides and texts written in Markdown, and their PDF."""

import re
from collections.abc import Iterator

from tomoni.engine.core import Value
from tomoni.engine.documents._limits import check_text
from tomoni.engine.documents._marked import blocks_of
from tomoni.engine.documents._setting import set_pdf

_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_PARTING, _NOTES = "---", "???"


class Slide(Value):
    """One slide in Markdown; `notes` (Markdown) are for who shows it, not for who sees it."""

    text: str
    notes: str = ""


def slides_of(text: str) -> tuple[Slide, ...]:
    """The slides of a text: parted by lines of `---`; after a line of `???` come its notes.

    Such lines within a block of code part nothing. What is empty is no slide.
    """
    return tuple(slide for part in _parts(text, _PARTING) if (slide := _slide(part)) is not None)


def slides_pdf(text: str, *, title: str) -> bytes:
    """The slides of a Markdown text as PDF/UA-1, a slide a page of 16:9, without their notes.

    A slide with much on it is set smaller; what does not even fit then goes on on the next page.
    Raises `DocumentsError`: `too-large`, `not-set`.
    """
    check_text(text)
    slides = [blocks_of(slide.text) for slide in slides_of(text)]
    return set_pdf("marked", "slides", data={"title": title, "slides": slides})


def text_pdf(text: str, *, title: str, byline: str = "") -> bytes:
    """A Markdown text as PDF/UA-1 on A4, below its title and one line that says whose it is.

    Raises `DocumentsError`: `too-large`, `not-set`.
    """
    check_text(text)
    data = {"title": title, "byline": byline, "blocks": blocks_of(text)}
    return set_pdf("marked", "text", data=data)


def _slide(part: str) -> Slide | None:
    text, *notes = _parts(part, _NOTES)
    if not text.strip():
        return None
    return Slide(text=text.strip("\n"), notes="\n".join(notes).strip("\n"))


def _parts(text: str, line: str) -> Iterator[str]:
    """The text cut at such lines, those within a block of code left alone."""
    found: list[str] = []
    fence = ""
    for each in text.splitlines():
        opened = _FENCE.match(each)
        if opened and not fence:
            fence = opened[1]
        elif opened and opened[1].startswith(fence):
            fence = ""
        if each.strip() == line and not fence:
            yield "\n".join(found)
            found = []
        else:
            found.append(each)
    yield "\n".join(found)
