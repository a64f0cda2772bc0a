from django.test import Client
from pytest_django import DjangoAssertNumQueries

from academy.conftest import City

SESSION_AND_USER = 2


def test_a_participant_comes_home_to_their_own_group(
    client: Client, city: City, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(city.akari)
    with django_assert_max_num_queries(SESSION_AND_USER + 36):
        page = client.get("/").text
    assert f'href="{city.group.get_absolute_url()}"' in page
    assert "あかり、ぼたん" in page
    assert city.other_group.work not in page


def test_somebody_in_no_cohort_is_told_what_will_be_here(client: Client, city: City) -> None:
    client.force_login(city.chihiro)
    page = client.get("/").text
    assert "ここに、自分の班の手順が並びます" in page
    assert city.cohort.title not in page


def test_a_lecturer_comes_home_to_the_cohort(client: Client, city: City) -> None:
    client.force_login(city.lecturer)
    page = client.get("/").text
    assert f'href="{city.cohort.get_absolute_url()}"' in page
    assert "自分の班" not in page
