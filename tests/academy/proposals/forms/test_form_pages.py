"""Forms are brought in, looked through and filled; the page and the file show the same."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from academy.conftest import City
from academy.proposals import samples
from academy.proposals.forms import samples as forms
from tomoni.academy.accounts.models import PeopleEntry, User
from tomoni.academy.proposals.forms import services, values
from tomoni.academy.proposals.forms.models import CityForm
from tomoni.engine import documents


def seen(client: Client, user: User, address: str) -> str:
    client.force_login(user)
    return client.get(address).content.decode()


def bring(client: Client, city: City, *, data: bytes, name: str = "様式.docx") -> HttpResponse:
    samples.duties(city)
    client.force_login(city.secretariat)
    upload = SimpleUploadedFile(name, data)
    answer = client.post(reverse("forms:new"), {"title": "提案書", "file": upload})
    assert isinstance(answer, HttpResponse)
    return answer


def test_the_shelf_teaches_when_the_city_has_no_form_yet(client: Client, city: City) -> None:
    samples.duties(city)
    page = seen(client, city.secretariat, reverse("forms:shelf"))
    assert "市の様式は、まだありません" in page
    assert "職員提案書" in page
    assert reverse("forms:new") in page
    assert reverse("forms:new") not in seen(client, city.akari, reverse("forms:shelf"))


def test_a_form_that_is_brought_in_shows_what_it_does_not_know_and_names_like_it(
    client: Client, city: City
) -> None:
    answer = bring(client, city, data=forms.file())
    row = CityForm.objects.get()
    assert answer.headers["Location"] == row.get_absolute_url()
    page = seen(client, city.secretariat, row.get_absolute_url())
    assert "知らない名前の欄があります" in page
    assert "似た名前：「提案者" in page
    assert PeopleEntry.objects.filter(action="form-received", subject="提案書").exists()


def test_a_form_of_the_same_name_takes_the_place_of_the_one_before(city: City) -> None:
    before, after = forms.own(city), forms.own(city, text="{{ 題名 }}")
    before.refresh_from_db()
    assert (before.until_date is None, after.until_date is None) == (False, True)


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "様式.docx", "こわれている"),
        (b"no form", "様式.docx", "こわれている"),
        (b"no form", "様式.pdf", "Word（.docx）"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, "様式.docx", "パスワード"),
    ],
)
def test_a_file_that_is_no_form_is_refused_beside_the_field(
    client: Client, city: City, data: bytes, name: str, sentence: str
) -> None:
    answer = bring(client, city, data=data or b" ", name=name)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not CityForm.objects.exists()


def test_a_form_without_fields_is_refused(client: Client, city: City) -> None:
    answer = bring(client, city, data=forms.file("題名"))
    assert "書き込む欄がありません" in answer.content.decode()


def test_the_page_and_the_file_show_the_same(client: Client, city: City) -> None:
    proposal, row = samples.from_case(city), forms.own(city, text="{{ 効果 }}{{ 職員の時間 | 幅 }}")
    page = seen(client, city.akari, f"{row.get_absolute_url()}?proposal={proposal.pk}")
    file = client.get(reverse("forms:own-filled", args=(row.pk, proposal.pk)))
    statuses = services.statuses(
        services.own(row), municipality=city.municipality, proposal=proposal, user=city.akari
    )
    text = forms.text_of(file.content)
    assert text == "".join(status.shown for status in statuses)
    assert "時間" in text
    assert "{{" not in text
    assert all(status.shown in page for status in statuses)


@pytest.mark.parametrize("key", services.SHIPPED)
def test_every_form_of_the_house_is_filled_from_a_case_with_nothing_unknown(
    city: City, key: str
) -> None:
    proposal, form = samples.from_case(city), services.shipped(key)
    statuses = services.statuses(
        form, municipality=city.municipality, proposal=proposal, user=city.akari
    )
    assert [each.field.full_name for each in statuses if each.state == "unknown"] == []
    data = services.fill_shipped(proposal, key, user=city.akari)
    left = documents.form_fields(data, kind=form.kind)
    assert left == ()


def test_a_number_of_a_case_brings_its_way_to_the_file(city: City) -> None:
    found = values.compose(samples.from_case(city), user=city.akari).values
    (row,) = [each for each in found["主な数値の根拠"] if each["数値"] == "職員の時間"]
    assert row["値"] == documents.form_text(found["職員の時間"])
    assert "a.csv" in row["元のファイル"]


@pytest.mark.parametrize("key", services.SHIPPED)
def test_before_the_verdict_no_byte_for_a_reviewer_names_who_proposes(city: City, key: str) -> None:
    proposal = samples.from_case(city)
    assert city.akari.display_name in str(values.compose(proposal, user=city.akari).values)
    data = services.fill_shipped(proposal, key, user=city.reviewer)
    with ZipFile(BytesIO(data)) as package:
        bytes_served = b"".join(package.read(name) for name in package.namelist())
    for hidden in (city.akari.display_name, city.botan.display_name, "生活衛生課", "akari"):
        assert hidden.encode() not in bytes_served


def test_somebody_elses_draft_cannot_be_put_into_a_form(client: Client, city: City) -> None:
    proposal, row = samples.draft(city), forms.own(city)
    client.force_login(city.secretariat)
    address = reverse("forms:own-filled", args=(row.pk, proposal.pk))
    assert client.get(address).status_code == 404
    page = f"{row.get_absolute_url()}?proposal={proposal.pk}"
    assert client.get(page).status_code == 404


def test_a_proposals_page_leads_to_the_forms_with_it_chosen(client: Client, city: City) -> None:
    proposal, row = samples.sent(city), forms.own(city)
    page = seen(client, city.akari, proposal.get_absolute_url())
    assert f"{row.get_absolute_url()}?proposal={proposal.pk}" in page


def test_a_form_that_is_taken_away_is_gone_and_written_down(client: Client, city: City) -> None:
    row = forms.own(city)
    client.force_login(city.secretariat)
    client.post(reverse("forms:remove", args=(row.pk,)))
    assert client.get(row.get_absolute_url()).status_code == 404
    assert PeopleEntry.objects.filter(action="form-taken-away").exists()


def test_only_the_office_brings_forms_in(client: Client, city: City) -> None:
    samples.duties(city)
    client.force_login(city.akari)
    assert client.get(reverse("forms:new")).status_code == 403


def test_the_shelf_asks_the_same_number_of_questions_however_many_forms_there_are(
    client: Client, city: City, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        forms.own(city, title=f"様式第{number}号")
    client.force_login(city.akari)
    with django_assert_max_num_queries(16):
        client.get(reverse("forms:shelf"))


def test_all_names_that_a_form_can_ask_for_are_on_one_page(client: Client, city: City) -> None:
    samples.call(city)
    page = seen(client, city.akari, reverse("forms:words"))
    for name in ("受付番号", "数値の根拠.元のファイル", "図:証拠の図", "現状と課題", "積算.品名"):
        assert name in page


def test_what_another_part_registers_can_be_asked_for_and_is_masked(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = samples.sent(city)
    group = values.Group(
        "見積り",
        fields={"積算": "明細"},
        find=lambda asked: {"積算": [{"品名": f"{asked.proposal.division.name}のはがき"}]},
    )
    assert values.compose(proposal, user=city.akari).values["積算"] is None
    monkeypatch.setitem(values._groups, "estimate", group)
    assert values.compose(proposal, user=city.akari).values["積算"] == [
        {"品名": "生活衛生課のはがき"}
    ]
    assert "生活衛生課" not in str(values.compose(proposal, user=city.reviewer).values)
