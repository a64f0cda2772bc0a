"""Files that are sent: kept only when they are what they say, and pictures without their place."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from academy.cohorts.materials import samples
from tomoni.academy.cohorts.errors import CohortsError
from tomoni.academy.cohorts.materials import intake
from tomoni.engine.documents import text_pdf

OUTSIDE = (
    b'<Relationships><Relationship Id="r1" TargetMode="External" Target="http://x.example/t" '
    b'Type="http://schemas.openxmlformats.org/x/attachedTemplate"/></Relationships>'
)


def refusal(data: bytes, *, name: str) -> str:
    with pytest.raises(CohortsError) as refused:
        intake.receive(data, name=name)
    return refused.value.code


@pytest.mark.parametrize(
    ("name", "make", "code"),
    [
        ("絵.png", lambda: b"", "empty-file"),
        ("絵.png", lambda: b"<html><script>alert(1)</script></html>", "broken-file"),
        ("絵.png", lambda: samples.png()[:60], "broken-file"),
        ("絵.jpg", lambda: b"GIF89a" + bytes(40), "broken-file"),
        ("絵.svg", lambda: b"<svg><script>alert(1)</script></svg>", "unknown-file"),
        ("頁.html", lambda: b"<html></html>", "unknown-file"),
        ("動く.pptm", samples.pptx, "unknown-file"),
        ("名前なし", samples.png, "unknown-file"),
        ("表.xlsx", samples.pptx, "broken-file"),
        ("文.docx", lambda: b"PK\x03\x04 not a package", "broken-file"),
        ("文.docx", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "locked-file"),
        ("図.pptx", lambda: samples.pptx(also={"ppt/vbaProject.bin": b"x"}), "active-file"),
        ("図.pptx", lambda: samples.pptx(also={"ppt/activeX/activeX1.xml": b"x"}), "active-file"),
        ("図.pptx", lambda: samples.pptx(also={"ppt/_rels/x.rels": OUTSIDE}), "active-file"),
        ("文.pdf", lambda: b"%PDF-1.7 cut off", "broken-file"),
        ("文.pdf", lambda: b"%PDF-1.7\n/Encrypt 5 0 R\n%%EOF", "locked-file"),
        ("文.pdf", lambda: b"%PDF-1.7\n/S /JavaScript\n%%EOF", "active-file"),
    ],
)  # fmt: skip
def test_what_is_not_what_it_says_is_refused(
    name: str, make: Callable[[], bytes], code: str
) -> None:
    assert refusal(make(), name=name) == code


@pytest.mark.parametrize(
    ("name", "make", "media_type"),
    [
        ("図.pptx", samples.pptx,
         "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        ("文.PDF", lambda: text_pdf("本文", title="題"), "application/pdf"),
    ],
)  # fmt: skip
def test_a_document_is_kept_as_it_came(
    name: str, make: Callable[[], bytes], media_type: str
) -> None:
    data = make()
    kept = intake.receive(data, name=name)
    assert (kept.name, kept.media_type, kept.data) == (name, media_type, data)


def test_a_photo_stands_upright_and_says_no_longer_where_it_was_taken() -> None:
    assert b"TELEPHONE" in samples.photo()
    kept = intake.receive(samples.photo(), name="現場.JPG")
    with Image.open(BytesIO(kept.data)) as picture:
        assert picture.size == (20, 40)
        assert dict(picture.getexif()) == {}
    assert b"TELEPHONE" not in kept.data
    assert (kept.name, kept.media_type) == ("現場.jpg", "image/jpeg")


def test_a_picture_is_called_what_it_is() -> None:
    kept = intake.receive(samples.png(), name="絵.jpg")
    assert (kept.name, kept.media_type) == ("絵.png", "image/png")


def test_a_large_picture_is_made_smaller_and_a_huge_one_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = intake.receive(samples.png(size=(6000, 30)), name="絵.png")
    with Image.open(BytesIO(kept.data)) as picture:
        assert picture.size == (3000, 15)
    monkeypatch.setattr(intake, "MOST_PIXELS", 100)
    assert refusal(samples.png(), name="絵.png") == "huge-picture"


def test_a_name_leads_nowhere() -> None:
    kept = intake.receive(samples.png(), name="..\\..\\a/../絵\n.png")
    assert kept.name == "絵_.png"
