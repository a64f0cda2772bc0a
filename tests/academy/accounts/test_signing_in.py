import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from academy.conftest import City

SIGN_IN = "/sign-in/"


def test_a_person_signs_in_and_goes_on_to_where_they_were_going(client: Client, city: City) -> None:
    page = city.group.get_absolute_url()
    posted = {"username": "akari", "password": "akari-no-aikotoba", "next": page}
    assert client.post(SIGN_IN, posted).headers["Location"] == page
    assert city.group.work in client.get(page).text


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com/", "javascript:1"])
def test_nobody_is_sent_to_another_host(client: Client, city: City, elsewhere: str) -> None:
    posted = {"username": "akari", "password": "akari-no-aikotoba", "next": elsewhere}
    assert client.post(SIGN_IN, posted).headers["Location"] == "/"


def test_a_wrong_password_is_told_without_saying_which_part_was_wrong(
    client: Client, city: City
) -> None:
    wrong = client.post(SIGN_IN, {"username": "akari", "password": "himitsu-desu"}).text
    unknown = client.post(SIGN_IN, {"username": "dareka", "password": "himitsu-desu"}).text
    sentence = '<a href="#field-username">アカウント名かパスワードが違います。'
    assert sentence in wrong
    assert sentence in unknown
    assert 'value="akari"' in wrong
    assert "himitsu-desu" not in wrong


def test_empty_fields_are_named_beside_the_field_and_in_the_summary(
    client: Client, city: City
) -> None:
    page = client.post(SIGN_IN, {"username": "", "password": ""}).text
    assert page.count("アカウント名を入力してください。") == 2
    assert page.count("パスワードを入力してください。") == 2
    assert "直すところが2つあります" in page


def test_somebody_who_left_cannot_sign_in(client: Client, city: City) -> None:
    city.akari.is_active = False
    city.akari.save()
    answer = client.post(SIGN_IN, {"username": "akari", "password": "akari-no-aikotoba"})
    assert answer.status_code == 200


def test_who_is_signed_in_already_goes_on(client: Client, city: City) -> None:
    client.force_login(city.akari)
    assert client.get(SIGN_IN).headers["Location"] == "/"


def test_signing_out_takes_a_post(client: Client, city: City) -> None:
    client.force_login(city.akari)
    sign_out = reverse("accounts:sign_out")
    assert client.get(sign_out).status_code == 405
    assert client.post(sign_out).headers["Location"] == SIGN_IN
    assert client.get("/").headers["Location"] == f"{SIGN_IN}?next=/"


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(client: Client, city: City) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/groups/1/"}
    answer = client.get("/", headers=headers)
    assert answer.status_code == 200
    assert answer.headers["HX-Redirect"] == f"{SIGN_IN}?next=/groups/1/"
    assert answer.content == b""


def test_the_sign_in_page_asks_the_database_nothing(
    client: Client, db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert client.get(SIGN_IN).status_code == 200


def test_a_person_takes_a_password_of_their_own_and_stays_signed_in(
    client: Client, city: City
) -> None:
    client.force_login(city.akari)
    said = {"old_password": "akari-no-aikotoba", "new_password1": "atarashii-aikotoba"}
    said["new_password2"] = said["new_password1"]
    assert "パスワードを変えました" in client.post("/me/", said, follow=True).text
    city.akari.refresh_from_db()
    assert city.akari.check_password("atarashii-aikotoba")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"old_password": "chigau"}, "いまのパスワードが違います。"),
        ({"new_password2": "chigau"}, "2回の入力が違います。"),
    ],
)
def test_a_password_is_not_changed_by_mistake(
    client: Client, city: City, wrong: dict[str, str], sentence: str
) -> None:
    client.force_login(city.akari)
    said = {"old_password": "akari-no-aikotoba", "new_password1": "atarashii-aikotoba"}
    said["new_password2"] = said["new_password1"]
    answer = client.post("/me/", said | wrong)
    assert answer.status_code == 422
    assert sentence in answer.text
    city.akari.refresh_from_db()
    assert city.akari.check_password("akari-no-aikotoba")
