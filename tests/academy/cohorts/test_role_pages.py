"""Roles given and taken on their page, and the page that says who can see a case."""

from django.test import Client
from django.urls import reverse

from academy.conftest import City
from tomoni.academy.cohorts.models import Membership


def test_roles_are_given_and_taken_on_their_page(client: Client, city: City) -> None:
    client.force_login(city.secretariat)
    address = reverse("cohorts:roles", args=(city.cohort.pk,))
    said = {"who": "ちひろ", "role": "recorder", "group": str(city.other_group.pk)}
    assert "グラフィックレコーダー」を付けました" in client.post(address, said, follow=True).text
    held = Membership.objects.get(user=city.chihiro)
    take = reverse("cohorts:take_role", args=(city.cohort.pk, held.pk))
    assert "を外しました" in client.post(take, follow=True).text
    assert not Membership.objects.filter(user=city.chihiro).exists()
    for wrong in ({"who": "だれか"}, {"role": "king"}, {"role": "participant", "group": "whole"}):
        assert client.post(address, said | wrong).status_code == 422


def test_another_municipality_is_let_in(client: Client, city: City) -> None:
    client.force_login(city.secretariat)
    address = reverse("cohorts:let_in", args=(city.cohort.pk,))
    assert client.post(address, {"code": "12", "name": "となり町"}).status_code == 422
    assert (
        "となり町" in client.post(address, {"code": "990002", "name": "となり町"}, follow=True).text
    )


def test_who_can_see_names_everybody_who_can(client: Client, city: City) -> None:
    client.force_login(city.akari)
    page = client.get(reverse("cohorts:readers", args=(city.group.pk,))).text
    for user in (
        city.akari, city.botan, city.manager, city.guide, city.recorder, city.lecturer,
        city.secretariat, city.reviewer,
    ):  # fmt: skip
        assert user.display_name in page
    for user in (city.chihiro, city.daichi, city.auditor):
        assert f'<th scope="row">{user.display_name}' not in page
