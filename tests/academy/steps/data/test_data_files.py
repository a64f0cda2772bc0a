import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from academy.conftest import City
from academy.steps.data.files import (
    BROKEN,
    PERMITS,
    PERMITS_FILE,
    PURPOSE,
    REGIONS,
    page_of,
    posted,
    source_of,
    table_of,
    workbook,
)
from tomoni.academy.steps.data import services as taking
from tomoni.academy.workspaces import models, services
from tomoni.academy.workspaces.reading import Opened, open_case
from tomoni.academy.workspaces.store import ConflictError
from tomoni.engine import cases


def assert_nothing_kept(case: models.Case) -> None:
    assert not models.Blob.objects.exists()
    assert not models.Artifact.objects.filter(case=case).exists()
    assert not case.audit_entries.filter(action="file-taken-in").exists()


def test_an_empty_page_teaches_and_offers_the_form(akari: Client, case: models.Case) -> None:
    page = akari.get(page_of(case)).text
    assert "データがまだありません" in page
    assert 'enctype="multipart/form-data"' in page
    assert "data-upload" in page
    assert "利用目的" in page


def test_a_file_becomes_a_source_and_its_table(akari: Client, case: models.Case) -> None:
    answer = akari.post(page_of(case), posted(PERMITS_FILE, retrieved_date="令和8年4月1日"))
    assert answer.headers["Location"] == table_of(case)
    opened = open_case(case)
    assert opened.content("file_1")["purpose"] == PURPOSE
    assert opened.content("file_1")["owner"] == "生活衛生課"
    assert opened.content("file_1")["retrieved_date"] == "2026-04-01"
    assert opened.title("file_1") == opened.title("table_1") == "許可一覧"
    assert opened.content("table_1")["rows"] == 3
    assert opened.case.artifacts["table_1"].plan is not None
    assert case.audit_entries.filter(action="file-taken-in", actor__account_name="akari").exists()


def test_every_table_of_a_workbook_becomes_an_artifact(akari: Client, case: models.Case) -> None:
    data = workbook(PERMITS, REGIONS)
    page = akari.post(page_of(case), posted(data, title="許可"), follow=True).text
    opened = open_case(case)
    assert [opened.content(key)["rows"] for key in ("table_1", "table_2")] == [3, 2]
    assert "2つの表にしました" in page
    assert opened.title("table_2") == "許可（表2）"


def test_the_list_shows_what_was_said_of_a_file(akari: Client, filled: models.Case) -> None:
    page = akari.get(page_of(filled)).text
    for text in ("許可一覧.xlsx", PURPOSE, "生活衛生課", "3行", table_of(filled)):
        assert text in page


@pytest.mark.parametrize("what", sorted(BROKEN))
def test_a_broken_file_gets_a_sentence_and_leaves_nothing(
    akari: Client, case: models.Case, what: str
) -> None:
    data, name, word = BROKEN[what]
    answer = akari.post(page_of(case), posted(data, name=name))
    assert answer.status_code == 422
    assert 'href="#field-file"' in answer.text  # the summary leads to the field
    assert word in answer.text[answer.text.index('id="field-file-errors"') :]
    assert PURPOSE in answer.text  # what was typed stays
    assert_nothing_kept(case)


def test_a_file_over_the_limit_is_refused_with_a_sentence(
    akari: Client, case: models.Case, settings: Settings
) -> None:
    settings.MAX_UPLOAD_BYTES = 1000
    answer = akari.post(page_of(case), posted(PERMITS_FILE))
    assert answer.status_code == 422
    assert "ファイルが大きすぎます" in answer.text
    assert_nothing_kept(case)


def test_file_and_purpose_are_asked_for(akari: Client, case: models.Case) -> None:
    answer = akari.post(page_of(case), posted(purpose=" "))
    assert answer.status_code == 422
    assert "ファイルを選んでください。" in answer.text
    assert "「利用目的」を書いてください" in answer.text


def test_a_day_that_is_none_is_refused(akari: Client, case: models.Case) -> None:
    answer = akari.post(page_of(case), posted(PERMITS_FILE, retrieved_date="そのうち"))
    assert answer.status_code == 422
    assert_nothing_kept(case)


def test_a_long_name_is_shortened_and_can_be_fetched(akari: Client, case: models.Case) -> None:
    akari.post(page_of(case), posted(PERMITS_FILE, name=f"{'長' * 220}.xlsx"))
    (name,) = models.Version.objects.get(artifact__key="file_1").files
    assert len(name) < 200
    address = reverse("workspaces:file", args=(case.pk, "file_1", 1, name))
    assert akari.get(address).content == PERMITS_FILE


def test_a_newer_file_is_a_new_version_and_makes_what_was_built_on_it_stale(
    akari: Client, city: City, filled: models.Case
) -> None:
    counted = reverse("analysis:new_count", args=(filled.pk, "analysis"))
    akari.post(counted, {"label": "許可の件数"})
    newer = [*PERMITS, ["0004", "喫茶店営業", "令和8年11月30日", 9600]]
    page = akari.post(source_of(filled), posted(workbook(newer), name="新.xlsx"), follow=True).text
    opened = open_case(filled)
    assert len(opened.case.versions["file_1"]) == len(opened.case.versions["table_1"]) == 2
    assert opened.content("table_1")["rows"] == 4
    assert opened.title("table_1") == "許可一覧"
    assert set(opened.stale) == {"count_1"}
    assert "許可の件数" in page  # the notice names it


def test_the_same_file_again_makes_no_version(akari: Client, filled: models.Case) -> None:
    page = akari.post(source_of(filled), posted(PERMITS_FILE), follow=True).text
    assert "前と同じ内容" in page
    assert len(open_case(filled).case.versions["file_1"]) == 1


def test_a_newer_file_that_lacks_a_table_is_refused_whole(akari: Client, case: models.Case) -> None:
    both = workbook(PERMITS, REGIONS)
    akari.post(page_of(case), posted(both))
    before = models.Blob.objects.count()
    answer = akari.post(source_of(case), posted(PERMITS_FILE))
    assert answer.status_code == 422
    assert len(open_case(case).case.versions["file_1"]) == 1
    assert models.Blob.objects.count() == before


def test_two_new_files_at_once_do_not_take_each_others_place(city: City, case: models.Case) -> None:
    data = PERMITS_FILE
    first = taking.take_in(
        case, actor=city.akari, data=data, file_name="a.xlsx", about={"purpose": PURPOSE}
    )
    second = taking.take_in(
        case, actor=city.botan, data=data, file_name="b.xlsx", about={"purpose": PURPOSE}
    )
    assert (first.key, second.key) == ("file_1", "file_2")
    assert second.tables == ("table_2",)
    assert open_case(case).content("file_2")["file_name"] == "b.xlsx"


def test_who_saves_second_is_told_and_takes_nothing_from_the_first(
    city: City, case: models.Case
) -> None:
    def grow(opened: Opened) -> cases.Case:
        taking.take_in(
            case, actor=city.botan, data=PERMITS_FILE, file_name="b.xlsx", about={"purpose": "b"}
        )
        return services.write(
            opened,
            opened.case,
            cases.Artifact(id="file_1", kind="source", title="a"),
            content={"file_name": "a.csv", "sha256": "0" * 64, "size": 1},
            actor=city.akari,
        )

    with pytest.raises(ConflictError):
        services.change(case, actor=city.akari, action="any", subject="", grow=grow)
    opened = open_case(case)
    assert opened.content("file_1")["file_name"] == "b.xlsx"
    assert opened.title("file_1") == "b"
    assert not case.audit_entries.filter(action="any").exists()
    digests = {
        digest
        for version in models.Version.objects.all()
        for digest in (version.content_id, *version.files.values())
    }
    assert set(models.Blob.objects.values_list("digest", flat=True)) == digests
