"""Notices: told once, worded for the reader, read by opening them."""

from django.test import Client

from academy.conftest import City
from tomoni.academy.accounts import notices
from tomoni.academy.cohorts import giving
from tomoni.academy.cohorts.models import Role


def test_a_person_is_told_of_a_role_that_another_gave_them(client: Client, city: City) -> None:
    giving.give_role(city.chihiro, role=Role.LECTURER, cohort=city.cohort, actor=city.secretariat)
    client.force_login(city.chihiro)
    assert "「データアカデミー第1期」での役割が付きました。" in client.get("/").content.decode()


def test_opening_a_notice_reads_it_and_leads_to_its_page(client: Client, city: City) -> None:
    notices.send([city.akari], code="role-given", url=f"/cohorts/{city.cohort.pk}/", place="期")
    client.force_login(city.akari)
    answer = client.get(f"/notices/{city.akari.notices.get().pk}/")
    assert answer["Location"] == f"/cohorts/{city.cohort.pk}/"
    assert not notices.unread(city.akari).exists()


def test_all_notices_can_be_read_at_once_and_only_ones_own(client: Client, city: City) -> None:
    notices.send([city.akari, city.botan, city.akari], code="role-given", url="/", place="期")
    client.force_login(city.akari)
    client.post("/notices/read/")
    assert not notices.unread(city.akari).exists()
    assert notices.unread(city.botan).count() == 1
