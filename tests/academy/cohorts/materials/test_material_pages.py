"""One material: shown, written anew, never written over; its files and its PDF."""

from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from academy.cohorts.materials import samples
from academy.conftest import City
from tomoni.academy.accounts.models import PeopleEntry
from tomoni.academy.cohorts.materials import services
from tomoni.academy.cohorts.materials.models import Material, MaterialVersion


def kept(tmp_path: Path) -> list[Path]:
    return [each for each in tmp_path.rglob("*") if each.is_file()]


def posted(**more: object) -> dict[str, object]:
    return {
        "number": "1", "title": "目標の書き方", "text": samples.SLIDES, "readers": "everybody",
    } | more  # fmt: skip


def test_notes_of_slides_reach_those_who_lead_only(client: Client, city: City) -> None:
    one = samples.slides(city)
    for who, seen in (("akari", False), ("recorder", False), ("lecturer", True)):
        client.force_login(getattr(city, who))
        page = client.get(one.get_absolute_url()).text
        assert "<h2>一枚め</h2>" in page
        assert "スライド 2 / 2" in page
        assert ("ひと息おく" in page) is seen


def test_a_material_is_added_with_its_first_version(client: Client, city: City) -> None:
    client.force_login(city.lecturer)
    address = reverse("materials:new", args=(city.cohort.pk, "slides"))
    answer = client.post(address, posted(readers="lecturers", step="problem"))
    one = Material.objects.get()
    assert answer.headers["Location"] == one.get_absolute_url()
    assert (one.number, one.step, one.for_lecturers) == (1, "problem", True)
    version = one.versions.get()
    assert (version.number, version.text, version.author) == (1, samples.SLIDES, city.lecturer)
    entry = PeopleEntry.objects.first()
    assert entry is not None
    assert (entry.action, entry.subject) == ("material-written", "目標の書き方")


@pytest.mark.parametrize("who", ["akari", "manager", "recorder"])
def test_slides_are_written_by_those_who_lead(client: Client, city: City, who: str) -> None:
    one = samples.slides(city)
    client.force_login(getattr(city, who))
    for address in (
        reverse("materials:new", args=(city.cohort.pk, "slides")),
        reverse("materials:edit", args=(one.pk,)),
    ):
        assert client.post(address, posted(text="別の文")).status_code == 403
    assert MaterialVersion.objects.get().text == samples.SLIDES


def test_who_draws_adds_and_mends_recordings(client: Client, city: City) -> None:
    client.force_login(city.recorder)
    answers = {
        "number": "2", "title": "話し合い", "alt": "長い列", "summary": "混む月",
        "file": SimpleUploadedFile("絵.png", samples.png()),
    }  # fmt: skip
    client.post(reverse("materials:new", args=(city.cohort.pk, "recording")), answers)
    one = Material.objects.get()
    answers |= {"alt": "窓口に長い列", "base": "1"}
    del answers["file"]
    client.post(reverse("materials:edit", args=(one.pk,)), answers)
    first, second = one.versions.all()
    assert (first.alt, second.alt) == ("長い列", "窓口に長い列")
    assert first.digest == second.digest != ""


def test_an_older_version_stays_and_says_that_there_is_a_newer_one(
    client: Client, city: City
) -> None:
    one = samples.slides(city)
    client.force_login(city.secretariat)
    address = reverse("materials:edit", args=(one.pk,))
    answer = client.post(address, posted(text="# 直した", base="1", note="例を足した"), follow=True)
    assert "例を足した" in answer.text
    assert [version.text for version in one.versions.all()] == [samples.SLIDES, "# 直した"]
    old = client.get(reverse("materials:version", args=(one.pk, 1))).text
    assert "いちばん新しいのは第2版です" in old
    assert "<h2>一枚め</h2>" in old


def test_what_somebody_else_saved_meanwhile_is_not_written_over(client: Client, city: City) -> None:
    one = samples.slides(city)
    client.force_login(city.secretariat)
    address = reverse("materials:edit", args=(one.pk,))
    client.post(address, posted(text="# 先に直した", base="1"))
    client.force_login(city.lecturer)
    answer = client.post(address, posted(text="# あとから直した", base="1"))
    assert answer.status_code == 422
    assert "じゅん（市民課） さんが第2版を保存しました" in answer.text
    assert "# あとから直した" in answer.text
    assert one.versions.count() == 2
    client.post(address, posted(text="# あとから直した", base="2"))
    assert services.newest_of(one).text == "# あとから直した"


def test_another_title_makes_no_version(client: Client, city: City) -> None:
    one = samples.slides(city)
    client.force_login(city.secretariat)
    client.post(reverse("materials:edit", args=(one.pk,)), posted(title="題", base="1"))
    assert (Material.objects.get().title, one.versions.count()) == ("題", 1)


def test_what_is_written_can_be_looked_at_before_it_is_saved(client: Client, city: City) -> None:
    client.force_login(city.lecturer)
    address = reverse("materials:new", args=(city.cohort.pk, "text"))
    answer = client.post(address, posted(text="# 見出し\n<b>x</b>", preview="1"))
    assert "見本（まだ保存していません）" in answer.text
    assert "<h3>見出し</h3>" in answer.text
    assert "&lt;b&gt;x&lt;/b&gt;" in answer.text
    assert not Material.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("絵.png", b"", "空（0バイト）です"),
        ("絵.png", b"<html><script>alert(1)</script>", "png / jpg として読めません"),
        ("絵.svg", b"<svg/>", "受け取れない種類のファイルです"),
        ("表.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(99), "パスワードがかかっているか"),
        ("絵.png", samples.png() + bytes(400), "ファイルが大きすぎます"),
    ],
)
def test_a_file_that_cannot_be_kept_leaves_nothing(
    client: Client,
    city: City,
    settings: Settings,
    tmp_path: Path,
    name: str,
    data: bytes,
    said: str,
) -> None:
    settings.MAX_UPLOAD_BYTES = 400
    client.force_login(city.lecturer)
    file = SimpleUploadedFile(name, data)
    address = reverse("materials:new", args=(city.cohort.pk, "file"))
    answer = client.post(
        address, {"number": "1", "title": "題", "readers": "everybody", "file": file}
    )
    assert answer.status_code == 422
    assert said in answer.text
    assert not Material.objects.exists()
    assert kept(tmp_path) == []


def test_a_file_goes_out_as_a_file_and_a_picture_is_shown(client: Client, city: City) -> None:
    client.force_login(city.lecturer)
    data = samples.pptx()
    client.post(reverse("materials:new", args=(city.cohort.pk, "file")), {
        "number": "1", "title": "配る資料", "readers": "everybody",
        "file": SimpleUploadedFile("配る.pptx", data, content_type="text/html"),
    })  # fmt: skip
    client.force_login(city.akari)
    sent = Material.objects.get()
    for one, begins in ((sent, "attachment"), (samples.recording(city), "inline")):
        answer = client.get(reverse("materials:file", args=(one.pk, 1)))
        assert answer.headers["Content-Disposition"].startswith(begins)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Type"] == one.versions.get().media_type
    assert client.get(reverse("materials:file", args=(one.pk, 1))).content[:4] == b"\x89PNG"
    assert client.get(reverse("materials:file", args=(sent.pk, 1))).content == data


def test_where_there_is_a_key_the_bytes_lie_encrypted(
    client: Client, city: City, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_KEY = bytes(32)
    one = samples.recording(city)
    [file] = kept(tmp_path)
    assert b"PNG" not in file.read_bytes()
    assert services.bytes_of(one.versions.get()).startswith(b"\x89PNG")


def test_slides_and_texts_come_as_pdf_without_the_notes(client: Client, city: City) -> None:
    one = samples.slides(city)
    client.force_login(city.akari)
    answer = client.get(reverse("materials:pdf", args=(one.pk, 1)))
    assert answer.headers["Content-Type"] == "application/pdf"
    pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(answer.content)).pages]
    assert len(pages) == 2
    assert "一枚め" in pages[0]
    assert "ひと息" not in "".join(pages)
    picture = samples.recording(city)
    assert client.get(reverse("materials:pdf", args=(picture.pk, 1))).status_code == 404


def test_a_drawing_can_be_withdrawn_from_all_but_those_who_lead(client: Client, city: City) -> None:
    one = samples.recording(city)
    answers = {
        "number": "1", "title": "話し合い", "alt": "長い列", "summary": "混む月",
        "readers": "lecturers", "base": "1",
    }  # fmt: skip
    client.force_login(city.secretariat)
    client.post(reverse("materials:edit", args=(one.pk,)), answers)
    for address in (one.get_absolute_url(), reverse("materials:file", args=(one.pk, 1))):
        for who, status in (("lecturer", 200), ("akari", 404), ("recorder", 404)):
            client.force_login(getattr(city, who))
            assert client.get(address).status_code == status
