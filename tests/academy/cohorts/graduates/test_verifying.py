"""Badges that prove themselves: the page that checks them, and the key that signs them."""

import os
import stat
from pathlib import Path
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from academy.cohorts.graduates.graduations import graduate
from academy.conftest import City
from engine.documents.issuers import CERTIFICATE, key
from tomoni.academy.accounts.errors import AccountsError
from tomoni.academy.cohorts.graduates import certifying, keys
from tomoni.engine import documents

RIGHT = "正しい修了証です"
WRONG = "この修了証は正しくありません"
UNKNOWN = "だれが出したかは分かりません"
OTHER_NAME = "修了証の名前がちがいます"


def _badge(client: Client, city: City) -> bytes:
    found = graduate(city)
    client.force_login(city.akari)
    return client.get(reverse("graduates:badge", args=(found.pk,))).content


def _shown(client: Client, badge: bytes, *, name: str = "") -> str:
    file = SimpleUploadedFile("修了証.jwt", badge)
    answer = client.post(reverse("graduates:verify"), {"badge": file, "name": name})
    return answer.content.decode()


def test_a_badge_as_it_was_given_out_is_right(client: Client, city: City) -> None:
    page = _shown(client, _badge(client, city), name="あかり")
    assert RIGHT in page
    assert "あさひ市が2026年10月31日に あかり さんに出した" in page


def test_a_badge_in_which_something_was_changed_is_wrong(client: Client, city: City) -> None:
    badge = _badge(client, city)
    head, payload, signature = badge.split(b".")
    middle = len(payload) // 2
    other = b"A" if payload[middle : middle + 1] != b"A" else b"B"
    changed = payload[:middle] + other + payload[middle + 1 :]
    page = _shown(client, b".".join((head, changed, signature)))
    assert WRONG in page
    assert RIGHT not in page


def test_another_persons_badge_is_told_apart(client: Client, city: City) -> None:
    assert OTHER_NAME in _shown(client, _badge(client, city), name="ぼたん")


def test_a_badge_signed_by_somebody_else_is_not_called_right(client: Client, city: City) -> None:
    graduate(city)
    forged = documents.sign_badge(
        CERTIFICATE.model_copy(update={"issued_date": city.cohort.starts_date}),
        uid=UUID(int=1), key=key("theirs"),
    )  # fmt: skip
    client.force_login(city.chihiro)
    page = _shown(client, forged)
    assert UNKNOWN in page
    assert RIGHT not in page


def test_a_file_that_is_no_badge_says_so(client: Client, city: City) -> None:
    client.force_login(city.chihiro)
    assert WRONG in _shown(client, b"\x00\xff no badge")
    assert client.post(reverse("graduates:verify"), {}).status_code == 422


def test_a_badge_of_another_city_of_the_house_names_that_city(client: Client, city: City) -> None:
    badge = _badge(client, city)
    city.municipality.name = "ゆうひ市"
    city.municipality.save()
    assert "ゆうひ市が" in _shown(client, badge)


def test_the_key_is_made_once_and_for_this_user_only(city: City, settings: Settings) -> None:
    first = keys.issuer_key(city.municipality)
    place = Path(settings.HOME) / "issuer_keys" / "990001.pem"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    assert os.listdir(place.parent) == ["990001.pem"]
    assert keys.issuer_key(city.municipality) == first


def test_the_key_is_sealed_where_the_data_are(city: City, settings: Settings) -> None:
    settings.DATA_KEY = b"k" * 32
    made = keys.issuer_key(city.municipality)
    place = Path(settings.HOME) / "issuer_keys" / "990001.pem"
    assert b"PRIVATE KEY" not in place.read_bytes()
    assert keys.issuer_key(city.municipality) == made
    settings.DATA_KEY = b"o" * 32
    with pytest.raises(AccountsError):
        keys.issuer_key(city.municipality)


def test_without_the_right_key_a_badge_is_refused_in_words(
    client: Client, city: City, settings: Settings
) -> None:
    found = graduate(city)
    place = Path(settings.HOME) / "issuer_keys" / "990001.pem"
    place.write_bytes(b"sealed by another key")
    client.force_login(city.akari)
    answer = client.get(reverse("graduates:badge", args=(found.pk,)), follow=True)
    assert "鍵が合わない" in answer.content.decode()


def test_whoever_checks_badges_gets_the_public_half_only(client: Client, city: City) -> None:
    graduate(city)
    client.force_login(city.chihiro)
    answer = client.get(reverse("graduates:issuer", args=(city.municipality.pk,)))
    assert set(answer.json()) == {"e", "kty", "n"}
    assert documents.key_fingerprint(answer.json()) == certifying.fingerprint_of(city.municipality)


def test_a_city_that_never_signed_has_no_key_to_give(client: Client, city: City) -> None:
    client.force_login(city.chihiro)
    answer = client.get(reverse("graduates:issuer", args=(city.municipality.pk,)))
    assert answer.status_code == 404
