import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from academy.conftest import City
from academy.steps.flow.samples import TO_BE, address, posted, with_cell
from tomoni.academy.workspaces import models, services
from tomoni.engine import tables

MOST_QUERIES = 14


def page_of(case: models.Case) -> str:
    return reverse("effect:step", args=(case.pk, "effect"))


def file_of(case: models.Case, form: str) -> str:
    return reverse("effect:download", args=(case.pk, "effect", form))


def write_assumptions(case: models.Case, city: City) -> None:
    values = {"yen_per_hour": 3000, "initial_yen": 500_000, "yearly_yen": 100_000}
    services.save_worksheet(case, actor=city.akari, key="assumptions", values=values, base=0)


@pytest.fixture
def akari(client: Client, city: City) -> Client:
    client.force_login(city.akari)
    return client


@pytest.fixture
def reckoned(akari: Client, city: City, case: models.Case) -> models.Case:
    """Both flows, the assumptions, and the effect of going from one flow to the other."""
    akari.post(address(case), posted())
    akari.post(address(case, key="to_be"), posted(TO_BE))
    write_assumptions(case, city)
    services.recompute(case, actor=city.akari)
    return case


def test_an_empty_page_lists_what_is_missing_and_where_to_make_it(
    akari: Client, case: models.Case
) -> None:
    page = akari.get(page_of(case)).text
    assert "「現状の業務フロー」がまだありません" in page
    assert "ワークシート「前提」に" in page
    assert address(case, key="to_be") in page
    assert reverse("workspaces:worksheet", args=(case.pk, "assumptions")) in page


def test_a_flow_that_could_not_be_counted_is_named(akari: Client, case: models.Case) -> None:
    akari.post(address(case), posted(with_cell(4, "next", "1")))
    assert "「現状の業務フロー」の時間が、まだ数えられていません" in akari.get(page_of(case)).text


def test_when_all_is_there_one_button_reckons_the_effect(
    akari: Client, city: City, case: models.Case
) -> None:
    akari.post(address(case), posted())
    akari.post(address(case, key="to_be"), posted(TO_BE))
    write_assumptions(case, city)
    assert "効果を計算する" in akari.get(page_of(case)).text
    where = reverse("workspaces:recompute", args=(case.pk,))
    page = akari.post(where, {"next": page_of(case)}, follow=True).text
    assert "1年の効果の見込み" in page


def test_the_three_effects_stand_side_by_side_with_their_ends(
    akari: Client, reckoned: models.Case
) -> None:
    page = akari.get(page_of(reckoned)).text
    assert "167時間" in page  # 1,000 × 8 × 1.25 minutes of the counter
    assert "500,000円" in page  # 166.67 hours × 3,000 yen, and what it costs to begin
    assert "158時間" in page  # 1,000 × (15 + 2.5 - 8) minutes of citizens
    for name in ("staff_hours", "yen", "citizen_hours"):
        assert reverse("workspaces:trace", args=(reckoned.pk, f"effect.{name}")) in page
    for text in ("低い場合", "高い場合", "推定", "足し合わせません", "根拠をたどる"):
        assert text in page


def test_a_changed_minute_makes_the_effect_out_of_date(
    akari: Client, reckoned: models.Case
) -> None:
    akari.post(address(reckoned), posted(with_cell(2, "likely", "10"), base=1))
    page = akari.get(page_of(reckoned)).text
    assert "古くなっています" in page
    assert "計算し直す" in page


def test_the_effect_is_downloaded_as_a_sheet_of_numbers(
    akari: Client, reckoned: models.Case
) -> None:
    answer = akari.get(file_of(reckoned, "xlsx"))
    (table,) = tables.read(answer.content, file_name="a.xlsx").tables
    assert 500_000 in [round(value) for value in table.frame["見込み"].to_list()]
    assert answer["Content-Disposition"].startswith("attachment")
    assert akari.get(file_of(reckoned, "csv")).content.startswith(b"\xef\xbb\xbf")
    assert akari.get(file_of(reckoned, "cp932.csv")).content.startswith("項目".encode("cp932"))


def test_there_is_no_file_of_no_effect(akari: Client, case: models.Case) -> None:
    assert akari.get(file_of(case, "xlsx")).status_code == 404


def test_there_is_no_file_of_a_form_unknown(akari: Client, reckoned: models.Case) -> None:
    assert akari.get(file_of(reckoned, "exe")).status_code == 404


@pytest.mark.parametrize("person", ["botan", "lecturer", "reviewer"])
def test_the_group_and_those_who_look_after_it_see_it(
    client: Client, city: City, reckoned: models.Case, person: str
) -> None:
    client.force_login(getattr(city, person))
    page = client.get(page_of(reckoned)).text
    assert "1年の効果の見込み" in page


def test_an_outsider_finds_nothing(client: Client, city: City, reckoned: models.Case) -> None:
    client.force_login(city.daichi)
    assert client.get(page_of(reckoned)).status_code == 404
    assert client.get(file_of(reckoned, "xlsx")).status_code == 404


def test_who_has_not_signed_in_is_sent_to_sign_in(client: Client, case: models.Case) -> None:
    assert client.get(page_of(case)).status_code == 302


def test_the_page_asks_the_database_a_bounded_number_of_times(
    akari: Client,
    reckoned: models.Case,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    akari.get(page_of(reckoned))
    with django_assert_max_num_queries(MOST_QUERIES):
        akari.get(page_of(reckoned))


def test_assumptions_that_are_half_written_stop_nobody(
    akari: Client, city: City, case: models.Case
) -> None:
    akari.post(address(case), posted())
    akari.post(address(case, key="to_be"), posted(TO_BE))
    services.save_worksheet(case, actor=city.akari, key="assumptions", values={}, base=0)
    where = reverse("workspaces:recompute", args=(case.pk,))
    page = akari.post(where, {"next": page_of(case)}, follow=True).text
    assert "ワークシート「前提」に" in page
    assert "1年の効果の見込み" not in page
