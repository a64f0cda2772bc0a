"""Every address is in one table: who may open it. A new page that is not there fails.

The rows are in `access/`, a file for each app. A row names the page, who gets it, and how its
address is filled in. Everybody else gets 404; who has not signed in gets the sign-in page.
"""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from scripts import permissions

from academy.access import accounts, cohorts, proposals, steps, workspaces
from academy.access.rows import EVERYBODY, OPEN
from academy.conftest import City

TABLE = {
    **accounts.TABLE,
    **cohorts.TABLE,
    **workspaces.TABLE,
    **steps.TABLE,
    **proposals.TABLE,
}


def _names(resolver: URLResolver, *, prefix: str = "") -> Iterator[str]:
    for each in resolver.url_patterns:
        if isinstance(each, URLPattern):
            yield f"{prefix}{each.name}"
        else:
            yield from _names(
                each, prefix=f"{prefix}{each.namespace}:" if each.namespace else prefix
            )


def _ask(client: Client, *, name: str, city: City) -> int:
    access = TABLE[name]
    address = reverse(name, args=access.arguments(city))
    answer: HttpResponse = getattr(client, access.method)(address, dict(access.query))
    return answer.status_code


def test_every_person_of_the_table_stands_for_a_role_of_the_reference_page() -> None:
    assert sorted([*permissions.PEOPLE, "botan"]) == sorted(EVERYBODY.split())


def test_every_address_is_in_the_table() -> None:
    assert sorted(_names(get_resolver())) == sorted(TABLE)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_who_has_not_signed_in_gets_the_sign_in_page(client: Client, city: City, name: str) -> None:
    access = TABLE[name]
    address = reverse(name, args=access.arguments(city))
    answer = getattr(client, access.method)(address)
    sign_in = f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': address}, safe='/')}"
    assert (answer.headers.get("Location") == sign_in) is (access.people != OPEN)


@pytest.mark.parametrize("name", sorted(TABLE))
@pytest.mark.parametrize("person", EVERYBODY.split())
def test_outsiders_find_nothing(client: Client, city: City, name: str, person: str) -> None:
    allowed = TABLE[name].people
    client.force_login(getattr(city, person))
    status = _ask(client, name=name, city=city)
    assert (status != 404) is (allowed == OPEN or person in allowed.split())
    assert status < 500


@pytest.mark.parametrize("name", sorted(TABLE))
def test_a_row_leads_to_the_page_it_names(city: City, name: str) -> None:
    address = reverse(name, args=TABLE[name].arguments(city))
    assert resolve(address).view_name == name
