from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from academy.conftest import City
from academy.steps.analysis.samples import PERMITS
from academy.steps.flow.samples import TO_BE, address, posted, with_cell
from tomoni.academy.steps.data import services as taking
from tomoni.academy.workspaces import models, services
from tomoni.academy.workspaces.reading import open_case
from tomoni.engine import cases

MOST_QUERIES = 16
_NOW = "窓口では {{ as_is_cost.staff_hours }} を使い、3人が残業しています。"
_THEN = "職員の時間を {{ effect.staff_hours | 幅 }} 減らす"
TEXT = {
    "title": "待たない更新へ",
    "situation": f"{_NOW}\n{{{{ as_is_cost }}}}",
    "measures": f"・電子申請を始める\n・{_THEN}\n{{{{ effect }}}}",
}


def page_of(case: models.Case) -> str:
    return reverse("proposal:step", args=(case.pk, "proposal"))


def file_of(case: models.Case, form: str) -> str:
    return reverse("proposal:download", args=(case.pk, "proposal", form))


def trace_of(case: models.Case, name: str) -> str:
    """The way of a number in the first version of what it stands in."""
    return reverse("workspaces:trace", args=(case.pk, name)) + "?version=1"


def write(case: models.Case, city: City, *, base: int = 0, **changes: str) -> None:
    services.save_worksheet(
        case, actor=city.akari, key="proposal_text", values=TEXT | changes, base=base
    )


@pytest.fixture
def akari(client: Client, city: City) -> Client:
    client.force_login(city.akari)
    return client


@pytest.fixture
def composed(akari: Client, city: City, case: models.Case) -> models.Case:
    """A case from both flows to the proposal that quotes their hours."""
    akari.post(address(case), posted())
    akari.post(address(case, key="to_be"), posted(TO_BE))
    services.save_worksheet(
        case, actor=city.akari, key="assumptions", values={"yen_per_hour": 3000}, base=0
    )
    write(case, city)
    services.recompute(case, actor=city.akari)
    return case


def test_an_empty_page_says_what_is_missing(akari: Client, case: models.Case) -> None:
    page = akari.get(page_of(case)).text
    assert "「提案書の本文」がまだ書かれていません" in page
    assert reverse("workspaces:worksheet", args=(case.pk, "proposal_text")) in page


def test_a_quote_of_what_is_not_there_is_named(
    akari: Client, city: City, case: models.Case
) -> None:
    write(case, city)
    page = akari.get(page_of(case)).text
    assert "「as_is_cost.staff_hours」という数値や図は、このケースにありません" in page


def test_a_quote_of_what_is_not_made_yet_is_named(
    akari: Client, city: City, case: models.Case
) -> None:
    akari.post(address(case), posted(with_cell(4, "next", "1")))
    write(case, city, measures="", situation="{{ as_is_cost.staff_hours }}")
    page = akari.get(page_of(case)).text
    assert "「現状の業務フローの時間」が、まだできていません" in page


def test_a_quote_of_an_unknown_number_is_named(
    akari: Client, city: City, case: models.Case
) -> None:
    akari.post(address(case), posted())
    write(case, city, measures="", situation="{{ as_is_cost.joy }}")
    page = akari.get(page_of(case)).text
    assert "「as_is_cost.joy」という数値は、「現状の業務フローの時間」にありません" in page


def test_when_all_is_there_one_button_makes_the_proposal(
    akari: Client, city: City, case: models.Case
) -> None:
    write(case, city, situation="", measures="はじめに通知を分けます。")
    assert "提案書を作成する" in akari.get(page_of(case)).text
    where = reverse("workspaces:recompute", args=(case.pk,))
    page = akari.post(where, {"next": page_of(case)}, follow=True).text
    assert "はじめに通知を分けます。" in page


def test_the_preview_reads_as_the_document(akari: Client, composed: models.Case) -> None:
    page = akari.get(page_of(composed)).text
    for text in ("待たない更新へ", "現状と課題", "電子申請を始める", "図1", "表1", "生活衛生課"):
        assert text in page
    assert page.index("現状と課題") < page.index("電子申請を始める")
    image = reverse("workspaces:file", args=(composed.pk, "proposal", 1, "as_is_cost-flow.svg"))
    assert f'<img src="{image}"' in page
    assert akari.get(image)["Content-Type"] == "image/svg+xml"


def test_every_quoted_number_leads_to_its_trace(akari: Client, composed: models.Case) -> None:
    page = akari.get(page_of(composed)).text
    trace = trace_of(composed, "effect.staff_hours")
    assert f'href="{trace}" hx-get="{trace}"' in page


def test_a_trace_keeps_to_the_version_that_the_proposal_quotes(
    akari: Client, composed: models.Case
) -> None:
    akari.post(address(composed), posted(with_cell(2, "likely", "10"), base=1))
    trace = trace_of(composed, "as_is_cost.staff_hours")
    assert trace in akari.get(page_of(composed)).text
    assert "217時間" in akari.get(trace).text
    assert "258時間" in akari.get(trace.replace("version=1", "version=2")).text


def test_a_typed_number_is_marked_and_so_is_an_estimate(
    akari: Client, composed: models.Case
) -> None:
    page = akari.get(page_of(composed)).text
    assert '<span class="orphan">3人<span class="mark">出典なし</span></span>' in page
    assert '<span class="mark">推定</span>' in page
    assert "出典のない数値が1個あります" in page


def test_a_number_found_by_exploring_is_marked(
    akari: Client, city: City, composed: models.Case
) -> None:
    about = {"purpose": "見当をつけるため"}
    taking.take_in(composed, actor=city.akari, data=PERMITS, file_name="permits.csv", about=about)
    asked = {"table": "table_1", "title": "全体の件数", "do": "save"}
    akari.post(reverse("analysis:new_exploring", args=(composed.pk, "analysis")), asked)
    write(composed, city, base=1, situation="許可は {{ answer_1.value }} あります。")
    services.recompute(composed, actor=city.akari)
    page = akari.get(page_of(composed)).text
    assert '>200件</a><span class="mark">探索</span>' in page
    assert "探索で見つけた数値が1個あります。まだ証拠ではありません。" in page


def test_the_words_to_quote_stand_with_their_present_values(
    akari: Client, composed: models.Case
) -> None:
    page = akari.get(page_of(composed)).text
    assert "{{ effect.yen }}" in page
    assert "{{ as_is_cost }}" in page
    assert "{{ assumptions.yen_per_hour }}" in page


def test_a_changed_minute_makes_the_proposal_out_of_date_until_it_is_recomputed(
    akari: Client, composed: models.Case
) -> None:
    akari.post(address(composed), posted(with_cell(2, "likely", "10"), base=1))
    page = akari.get(page_of(composed)).text
    assert page.count("古くなっています") == 1
    assert "現状の業務フローの時間" in page
    assert "217時間" in page
    where = reverse("workspaces:recompute", args=(composed.pk,))
    page = akari.post(where, {"next": page_of(composed)}, follow=True).text
    assert "古くなっています" not in page
    assert "258時間" in page


@pytest.mark.parametrize(
    ("form", "begins"), [("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!doctype html>")]
)
def test_the_proposal_is_downloaded_under_a_sensible_name(
    akari: Client, composed: models.Case, form: str, begins: bytes
) -> None:
    answer = akari.get(file_of(composed, form))
    assert answer.content[:15].lower().startswith(begins.lower())
    name = "政策提案書_待たない更新へ_第1版"
    assert name in unquote(answer["Content-Disposition"])


def test_there_is_no_file_of_no_proposal(akari: Client, case: models.Case) -> None:
    assert akari.get(file_of(case, "docx")).status_code == 404


def test_there_is_no_file_of_a_form_unknown(akari: Client, composed: models.Case) -> None:
    assert akari.get(file_of(composed, "exe")).status_code == 404


@pytest.mark.parametrize("person", ["botan", "lecturer", "reviewer"])
def test_the_group_and_those_who_look_after_it_see_it(
    client: Client, city: City, composed: models.Case, person: str
) -> None:
    client.force_login(getattr(city, person))
    assert "待たない更新へ" in client.get(page_of(composed)).text
    assert client.get(file_of(composed, "html")).status_code == 200


def test_who_only_reads_is_offered_no_recomputing(
    client: Client, city: City, composed: models.Case
) -> None:
    client.post(address(composed), posted(with_cell(2, "likely", "10"), base=1))
    client.force_login(city.lecturer)
    page = client.get(page_of(composed)).text
    assert "古くなっています" in page
    assert "計算し直す</button>" not in page


def test_an_outsider_finds_nothing(client: Client, city: City, composed: models.Case) -> None:
    client.force_login(city.daichi)
    assert client.get(page_of(composed)).status_code == 404
    assert client.get(file_of(composed, "docx")).status_code == 404


def test_who_has_not_signed_in_is_sent_to_sign_in(client: Client, case: models.Case) -> None:
    assert client.get(page_of(case)).status_code == 302


def test_the_page_asks_the_database_a_bounded_number_of_times(
    akari: Client,
    composed: models.Case,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    akari.get(page_of(composed))
    with django_assert_max_num_queries(MOST_QUERIES):
        akari.get(page_of(composed))


def test_the_document_on_the_page_is_the_one_that_is_kept(composed: models.Case) -> None:
    head = open_case(composed).case.head("proposal")
    assert head is not None
    assert head.references["effect"] == cases.Reference(artifact="effect", version=1)
