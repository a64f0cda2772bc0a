from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from academy.conftest import City
from academy.steps.data.files import BROKEN, PERMITS, PERMITS_FILE, REGIONS, long_csv, workbook
from tomoni.academy.steps.data import services as taking
from tomoni.academy.workspaces import models, services
from tomoni.academy.workspaces.reading import Opened, open_case
from tomoni.academy.workspaces.store import ConflictError
from tomoni.engine import cases

PURPOSE = "更新の案内を送る時期を決めるため"


def page_of(case: models.Case) -> str:
    return reverse("data:step", args=(case.pk, "data"))


def source_of(case: models.Case, key: str = "file_1") -> str:
    return reverse("data:source", args=(case.pk, "data", key))


def table_of(case: models.Case, key: str = "table_1") -> str:
    return reverse("data:table", args=(case.pk, "data", key))


def file_of(case: models.Case, form: str, key: str = "table_1") -> str:
    return reverse("data:download", args=(case.pk, "data", key, form))


def posted(
    data: bytes | None = None, *, name: str = "許可一覧.xlsx", **said: str
) -> dict[str, object]:
    found: dict[str, object] = {"purpose": PURPOSE, "owner": "生活衛生課", **said}
    if data is not None:
        found["file"] = SimpleUploadedFile(name, data)
    return found


@pytest.fixture
def filled(akari: Client, case: models.Case) -> models.Case:
    answer = akari.post(page_of(case), posted(PERMITS_FILE))
    assert answer.status_code == 302
    return case


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
    data, name = BROKEN[what]
    answer = akari.post(page_of(case), posted(data, name=name))
    assert answer.status_code == 422
    assert 'href="#field-file"' in answer.text  # the summary leads to the field
    assert 'id="field-file-errors"' in answer.text
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


def test_the_preview_shows_rows_columns_and_what_was_found(
    akari: Client, filled: models.Case
) -> None:
    page = akari.get(table_of(filled)).text
    for text in ("飲食店営業", "2026-05-31", "手数料（円）", "日付", "不明1", "整えたところ"):
        assert text in page
    assert "3行のうち1〜3行目" in page


def test_a_long_table_is_turned_page_by_page(akari: Client, case: models.Case) -> None:
    akari.post(page_of(case), posted(long_csv(120), name="一覧.csv"))
    first = akari.get(table_of(case)).text
    last = akari.get(table_of(case), {"page": "99"}).text
    assert "120行のうち1〜50行目" in first
    assert "?page=2" in first
    assert "120行のうち101〜120行目" in last
    assert "?page=2" in last
    assert akari.get(table_of(case), {"page": "x"}).status_code == 200


def test_a_wide_table_says_which_columns_it_leaves_out(akari: Client, case: models.Case) -> None:
    head = ",".join(f"列{number}" for number in range(1, 41))
    data = f"{head}\n{','.join('1' * 40)}\n{','.join('2' * 40)}\n".encode()
    akari.post(page_of(case), posted(data, name="広い.csv"))
    page = akari.get(table_of(case)).text
    assert "あと10列" in page
    assert "列40" in page  # in the list of columns


def test_a_table_comes_out_as_excel_and_csv(akari: Client, filled: models.Case) -> None:
    book = openpyxl.load_workbook(BytesIO(akari.get(file_of(filled, "xlsx")).content))
    assert book.worksheets[0]["B2"].value == "飲食店営業"
    assert akari.get(file_of(filled, "csv")).content.startswith("\ufeff許可番号".encode())
    answer = akari.get(file_of(filled, "cp932.csv"))
    assert "飲食店営業" in answer.content.decode("cp932")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert akari.get(file_of(filled, "pdf")).status_code == 404


def test_what_cp932_lacks_is_said_and_not_lost(akari: Client, case: models.Case) -> None:
    data = "名前,数\n𠮷田,1\n山田,2\n".encode()
    akari.post(page_of(case), posted(data, name="名前.csv"))
    answer = akari.get(file_of(case, "cp932.csv"), follow=True)
    assert answer.redirect_chain == [(table_of(case), 302)]
    assert "notice-error" in answer.text


def test_a_team_mate_works_with_the_same_files(
    client: Client, city: City, filled: models.Case
) -> None:
    client.force_login(city.botan)
    answer = client.post(source_of(filled), posted(workbook(PERMITS[:4])))
    assert answer.status_code == 302
    assert open_case(filled).content("table_1")["rows"] == 2


def test_a_lecturer_reads_and_cannot_send(client: Client, city: City, filled: models.Case) -> None:
    client.force_login(city.lecturer)
    for address in (page_of(filled), source_of(filled), table_of(filled)):
        page = client.get(address)
        assert page.status_code == 200
        assert "data-upload" not in page.text.replace("data-upload-", "")
    assert client.get(file_of(filled, "csv")).status_code == 200
    assert client.post(page_of(filled), posted(PERMITS_FILE)).status_code == 403
    assert client.post(source_of(filled), posted(PERMITS_FILE)).status_code == 403


@pytest.mark.parametrize("person", ["daichi", "chihiro"])
def test_outsiders_find_nothing(
    client: Client, city: City, filled: models.Case, person: str
) -> None:
    client.force_login(getattr(city, person))
    for address in (page_of(filled), source_of(filled), table_of(filled), file_of(filled, "csv")):
        assert client.get(address).status_code == 404
    assert client.post(page_of(filled), posted(PERMITS_FILE)).status_code == 404


def test_who_is_signed_out_gets_the_sign_in_page(client: Client, case: models.Case) -> None:
    assert reverse("accounts:sign_in") in client.get(page_of(case)).headers["Location"]
    assert reverse("accounts:sign_in") in client.get(table_of(case)).headers["Location"]


def test_what_is_not_there_is_not_found(akari: Client, filled: models.Case) -> None:
    assert akari.get(source_of(filled, "table_1")).status_code == 404
    assert akari.get(table_of(filled, "file_1")).status_code == 404
    assert akari.get(table_of(filled, "table_9")).status_code == 404
    elsewhere = reverse("data:step", args=(filled.pk, "analysis"))
    assert akari.get(elsewhere).status_code == 404


def test_one_table_and_many_cost_the_same_queries(
    akari: Client, filled: models.Case, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    akari.post(page_of(filled), posted(workbook(PERMITS, PERMITS), name="もう1つ.xlsx"))
    with django_assert_max_num_queries(20):
        assert "table_3" in akari.get(page_of(filled)).text
    with django_assert_max_num_queries(22):
        akari.get(table_of(filled))


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
