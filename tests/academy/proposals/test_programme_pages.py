"""The pages on which an office writes its programme, gives duties and makes calls."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from academy.conftest import City
from academy.proposals import programmes, samples
from tomoni.academy.proposals import duties, programme, programme_parts
from tomoni.academy.proposals.models import Part, ProgrammeEdition


@pytest.fixture
def office(client: Client, city: City) -> Client:
    samples.duties(city)
    client.force_login(city.secretariat)
    return client


def address(edition: ProgrammeEdition, view: str, *more: str) -> str:
    return reverse(f"proposals:{view}", args=(edition.municipality_id, edition.name, *more))


def page(city: City, view: str, *more: object) -> str:
    return reverse(f"proposals:{view}", args=(city.municipality.pk, *more))


def test_a_programme_is_copied_written_previewed_and_published(office: Client, city: City) -> None:
    assert "自分たちの制度は、まだありません" in office.get(page(city, "programmes")).text
    start = page(city, "start_programme", "two_categories")
    assert "写しを作りました" in office.post(start, follow=True).text
    edition = ProgrammeEdition.objects.get()
    said = programmes.form(edition, "title") | {"title": "あさひ市職員提案制度"}
    assert office.post(address(edition, "programme_part", "title"), said).status_code == 302
    shown = office.get(address(edition, "programme_preview", "category-new")).text
    assert "道具の名前から始めません。" in shown
    assert "改善の前" not in shown
    sheet = office.get(address(edition, "programme_preview", "scoring")).text
    assert "満点は50点です" in sheet
    assert "原因まで確かめた" in sheet
    assert "1か所が変わりました" in office.get(address(edition, "programme_changes")).text
    base = {"base": programmes.base(edition)}
    published = office.post(address(edition, "publish_programme"), base, follow=True).text
    assert "公開しました" in published
    assert office.get(address(edition, "programme_part", "title")).status_code == 403
    assert "disabled" in office.get(address(edition, "programme_preview", "part-rubric")).text
    assert "第2版" in office.post(address(edition, "revise_programme"), follow=True).text


@pytest.mark.parametrize("part", programme_parts.PARTS)
def test_every_part_is_saved_by_its_form_as_it_was(office: Client, city: City, part: str) -> None:
    edition = programmes.draft(city, "whole_chain")
    before = programmes.content(edition)
    answer = office.post(address(edition, "programme_part", part), programmes.form(edition, part))
    assert answer.status_code == 302
    assert programmes.content(edition) == before


def test_what_is_wrong_in_a_part_stands_at_its_cell_and_nothing_is_saved(
    office: Client, city: City
) -> None:
    edition = programmes.draft(city)
    before = programmes.content(edition)
    said = programmes.form(edition, "stages")
    said |= {"stages-1-title": "", "stages-2-days": "三十", "stages-3-kind": "vote"}
    answer = office.post(address(edition, "programme_part", "stages"), said)
    assert answer.status_code == 422
    for sentence in ("「名前」を書いてください", "「日数」は数字で", "「すること」を選び直して"):
        assert sentence in answer.text
    assert "三十" in answer.text
    assert programmes.content(edition) == before


def test_what_keeps_a_draft_from_being_published_stands_at_its_part(
    office: Client, city: City
) -> None:
    edition = programmes.draft(city)
    said = programmes.form(edition, "budget") | {"budget-0-from": "2月30日"}
    office.post(address(edition, "programme_part", "budget"), said)
    for shown in (edition.get_absolute_url(), address(edition, "programme_part", "budget")):
        assert "毎年ある月日ではありません" in office.get(shown).text
    base = {"base": programmes.base(edition)}
    refused = office.post(address(edition, "publish_programme"), base, follow=True).text
    assert "直すところが残っているので、公開できません" in refused


def test_days_are_written_the_way_people_write_them(office: Client, city: City) -> None:
    edition = programmes.draft(city)
    said = programmes.form(edition, "budget")
    said |= {"budget-0-from": "８／１５", "budget-0-until": "10月1日"}
    office.post(address(edition, "programme_part", "budget"), said)
    first = programmes.content(edition)["budget"][0]
    assert (first["from"], first["until"]) == ("8-15", "10-1")


def test_who_saves_second_sees_both_texts_and_saves_again(office: Client, city: City) -> None:
    edition = programmes.draft(city)
    said = programmes.form(edition, "notices") | {"accepted": "私の文 {title}"}
    programmes.save(edition, city, "notices", accepted="先に保存された文 {title}")
    answer = office.post(address(edition, "programme_part", "notices"), said)
    assert answer.status_code == 409
    assert "私の文 {title}" in answer.text
    assert "先に保存" in answer.text
    again = said | {"base": programmes.base(edition, "notices")}
    assert again["base"] in answer.text
    assert office.post(address(edition, "programme_part", "notices"), again).status_code == 302
    assert programmes.content(edition)["notices"]["accepted"] == "私の文 {title}"


def test_who_saves_after_the_draft_was_published_loses_no_word(office: Client, city: City) -> None:
    edition = programmes.draft(city)
    said = programmes.form(edition, "title") | {"title": "書きかけの名前"}
    programmes.publish(edition, city)
    answer = office.post(address(edition, "programme_part", "title"), said)
    assert answer.status_code == 409
    assert "公開した版は変えられません" in answer.text
    assert "書きかけの名前" in answer.text


def test_a_programme_goes_out_and_comes_in_as_yaml(office: Client, city: City) -> None:
    edition = programmes.draft(city)
    file = office.get(address(edition, "download_programme"))
    assert file["Content-Disposition"] == 'attachment; filename="two_categories-1.yaml"'
    said: dict[str, Any] = {"file": SimpleUploadedFile("a.yaml", file.content)}
    assert "ファイルから作りました" in office.post(
        page(city, "take_in_programme"), said, follow=True
    ).text  # fmt: skip
    text = file.content.replace(b"days: 21", b"days: many")
    said = {"file": SimpleUploadedFile("a.yaml", text), "base": programmes.base(edition)}
    answer = office.post(address(edition, "replace_programme"), said)
    assert answer.status_code == 422
    assert "「2番目の段階 › 日数（days）」：整数ではありません。" in answer.text
    assert office.post(page(city, "take_in_programme"), {}).status_code == 422


@pytest.mark.parametrize(
    ("view", "more"),
    [
        ("programme", ("two_categories@9",)), ("programme", ("two_categories",)),
        ("programme_part", ("two_categories@1", "nothing")),
        ("programme_preview", ("two_categories@1", "category-nothing")),
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(
    office: Client, city: City, view: str, more: tuple[str, ...]
) -> None:
    programmes.draft(city)
    assert office.get(page(city, view, *more)).status_code == 404


def test_lists_cost_the_same_for_any_number(office: Client, city: City) -> None:
    def count(view: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            office.get(page(city, view))
        return len(seen)

    samples.call(city)
    programmes.draft(city)
    before = [count(view) for view in ("programmes", "calls", "duties")]
    for name in programme.SHIPPED:
        programmes.draft(city, name)
        samples.call(city, name)
    duties.give(
        city.chihiro, part=Part.OFFICE, municipality=city.municipality, actor=city.secretariat
    )
    assert [count(view) for view in ("programmes", "calls", "duties")] == before
