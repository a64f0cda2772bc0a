"""The common draft of a worksheet: begun and saved by pages, met by an ordinary form."""

import base64
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pycrdt import Doc, Map
from pytest_django import Settings

from academy.conftest import City
from academy.workspaces.live.conftest import Door
from tomoni.academy.accounts.models import User
from tomoni.academy.workspaces import models, services, worksheets
from tomoni.academy.workspaces.live import contents, keeping, tickets
from tomoni.academy.workspaces.live import services as live_services
from tomoni.academy.workspaces.live.models import LiveDocument
from tomoni.academy.workspaces.reading import open_case

KEY = bytes(range(32))


class Writer:
    """Somebody's page, without its websocket."""

    def __init__(self, case: models.Case, user: User) -> None:
        self.case, self.user = case, user
        self.client = Client(headers={"host": "127.0.0.1", "accept-language": "ja"})
        self.client.force_login(user)
        self.doc: Doc[Any] = contents.opened(_state())
        assert keeping.admit(LiveDocument.objects.get(), user=user, client=self.doc.client_id)

    def write(self, name: str, words: str, *, at: int = 0) -> None:
        self.doc.get("fields", type=Map)[name].insert(at, words)

    def post(self, name: str = "worksheet", *, epoch: str = "") -> Any:
        fields = worksheets.field_views(open_case(self.case), "problem", values={})
        posted = contents.post_of(self.doc, fields)
        base = self.doc.get("head", type=Map)["version"]
        state = base64.b64encode(self.doc.get_update()).decode()
        epoch = epoch or LiveDocument.objects.get().epoch
        return self.client.post(
            reverse(f"workspaces:{name}", args=(self.case.pk, "problem")),
            {**posted.dict(), "base": int(base), "live_epoch": epoch, "live_state": state},
        )


def _state() -> bytes:
    return keeping.bytes_of(LiveDocument.objects.get(), "state")


def _goal() -> str:
    return str(contents.opened(_state()).get("fields", type=Map)["goal"])


def _values(case: models.Case) -> dict[str, Any]:
    return worksheets.values_of(open_case(case), "problem")


def _save(case: models.Case, user: User, *, base: int, **values: str) -> None:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
    page = reverse("workspaces:worksheet", args=(case.pk, "problem"))
    assert client.post(page, {"base": base, "goal": "", "gap": "", **values}).status_code == 302


def _newest(case: models.Case) -> models.Version:
    return models.Version.objects.filter(artifact__case=case).latest("number")


def test_a_document_begins_with_the_newest_version(
    city: City, case: models.Case, door: Door
) -> None:
    _save(case, city.akari, base=0, goal="待たせない")
    way = door(city.botan)
    assert way["address"] == "ws://127.0.0.1:8001/ws/"
    assert tickets.take(way["ticket"]) == tickets.Ticket(city.botan.pk, case.pk, "problem")
    assert _goal() == "待たせない"
    assert LiveDocument.objects.get().base == 1


def test_a_version_names_all_whose_words_came_in_since_the_last_one(
    city: City, case: models.Case, door: Door
) -> None:
    door(city.akari)
    akari = Writer(case, city.akari)
    akari.write("goal", "待たせない")
    botan = Writer(case, city.botan)
    botan.doc.apply_update(akari.doc.get_update())
    botan.write("goal", "窓口で")
    botan.post()
    assert _newest(case).note == "書いた人：あかり、ぼたん"
    assert _values(case)["goal"] == "窓口で待たせない"
    later = Writer(case, city.akari)
    later.write("goal", "もう")
    later.post()
    assert (_newest(case).number, _newest(case).note) == (2, "")


def test_two_who_save_at_the_same_time_never_clash(
    city: City, case: models.Case, door: Door
) -> None:
    door(city.akari)
    akari, botan = Writer(case, city.akari), Writer(case, city.botan)
    akari.write("goal", "一")
    botan.write("goal", "二")
    akari.post()
    assert "/merge/" not in botan.post().url
    assert sorted(_values(case)["goal"]) == ["一", "二"]
    assert _newest(case).number == 2
    assert not models.Draft.objects.exists()


def test_a_version_saved_by_a_form_comes_into_the_document(
    city: City, case: models.Case, door: Door
) -> None:
    _save(case, city.akari, base=0, goal="待たせない", gap="差")
    door(city.akari)
    akari = Writer(case, city.akari)
    akari.write("goal", "もう")
    _save(case, city.botan, base=1, goal="待たせない。急がない", gap="差がある")
    akari.doc.apply_update(_state())
    assert str(akari.doc.get("fields", type=Map)["goal"]) == "もう待たせない。急がない"
    akari.post()
    assert _values(case) == {"goal": "もう待たせない。急がない", "gap": "差がある"}


def test_a_page_that_missed_a_version_saves_with_it(
    city: City, case: models.Case, door: Door
) -> None:
    _save(case, city.akari, base=0, goal="待たせない")
    door(city.akari)
    akari = Writer(case, city.akari)
    akari.write("goal", "もう")
    _save(case, city.botan, base=1, goal="待たせない。", gap="差")
    akari.post()
    assert _values(case) == {"goal": "もう待たせない。", "gap": "差"}


def test_what_a_page_without_its_line_wrote_is_kept(
    city: City, case: models.Case, door: Door
) -> None:
    door(city.akari)
    akari = Writer(case, city.akari)
    akari.write("goal", "待たせない")
    for _twice in range(2):
        assert akari.post("draft").json() == {}
    assert _goal() == "待たせない"
    assert not models.Draft.objects.exists()


def test_a_draft_comes_in_with_its_author_once(city: City, case: models.Case, door: Door) -> None:
    services.save_draft(case, actor=city.akari, key="problem", values={"goal": "家で"}, base=0)
    for _try in range(3):
        door(city.akari)
    assert _goal() == ""
    assert models.Draft.objects.exists()
    for _page in range(2):
        Writer(case, city.akari)
    assert _goal() == "家で"
    assert not models.Draft.objects.exists()


def test_a_draft_from_before_the_newest_version_waits_for_a_choice(
    city: City, case: models.Case, door: Door, client: Client
) -> None:
    services.save_draft(case, actor=city.akari, key="problem", values={"goal": "家で"}, base=0)
    _save(case, city.botan, base=0, goal="待たせない")
    client.force_login(city.akari)
    assert client.post(reverse("live:door", args=(case.pk, "problem"))).status_code == 409
    page = client.get(reverse("workspaces:worksheet", args=(case.pk, "problem"))).text
    assert "data-live-url" not in page


def test_a_page_of_another_epoch_is_an_ordinary_form(
    city: City, case: models.Case, door: Door
) -> None:
    door(city.akari)
    akari = Writer(case, city.akari)
    akari.write("goal", "古い紙")
    epoch = LiveDocument.objects.get().epoch
    LiveDocument.objects.update(epoch="another")
    akari.post("draft", epoch=epoch)
    assert _goal() == ""
    assert models.Draft.objects.get().values["goal"] == "古い紙"


def test_a_heavy_document_that_rested_is_begun_anew_with_all_it_said(
    city: City, case: models.Case, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    _save(case, city.akari, base=0, goal="待たせない")
    epoch = door(city.akari)["epoch"]
    akari = Writer(case, city.akari)
    for _letter in range(300):
        akari.write("gap", "あ")
    akari.post("draft")
    before = len(_state())
    monkeypatch.setattr(live_services, "_HEAVY_BYTES", 100)
    assert door(city.botan)["epoch"] == epoch
    LiveDocument.objects.update(updated_at=timezone.now() - timedelta(hours=2))
    assert door(city.botan)["epoch"] != epoch
    assert len(_state()) < before
    botan = Writer(case, city.botan)
    botan.post()
    assert _values(case) == {"goal": "待たせない", "gap": "あ" * 300}


def test_a_document_is_encrypted_where_there_is_a_key(
    city: City, case: models.Case, door: Door, settings: Settings
) -> None:
    _save(case, city.akari, base=0, goal="himitsu")
    door(city.akari)
    assert b"himitsu" in bytes(LiveDocument.objects.get().state)
    settings.DATA_KEY = KEY
    assert keeping.seal_all() == 1
    document = LiveDocument.objects.get()
    assert b"himitsu" not in bytes(document.state) + bytes(document.base_state)
    assert _goal() == "himitsu"
    services.save_draft(case, actor=city.akari, key="problem", values={"goal": "himo"}, base=1)
    door(city.akari)
    Writer(case, city.akari)
    assert _goal() == "himo"


def test_only_who_may_write_finds_the_door(
    city: City, case: models.Case, door: Door, client: Client
) -> None:
    door(city.akari)
    address = reverse("live:door", args=(case.pk, "problem"))
    for user, status in ((city.manager, 403), (city.lecturer, 403), (city.daichi, 404)):
        client.force_login(user)
        assert client.post(address).status_code == status
        page = client.get(reverse("workspaces:worksheet", args=(case.pk, "problem"))).text
        assert "live.js" not in page


@pytest.mark.parametrize(
    ("url", "port", "connect"),
    [("", 8001, "connect-src 'self' ws://127.0.0.1:8001;"), ("", 0, "connect-src 'self';"),
     ("/ws/", 0, "connect-src 'self';"),
     ("wss://live.example.jp/ws/", 0, "connect-src 'self' wss://live.example.jp;")],
)  # fmt: skip
def test_the_page_may_speak_to_the_live_process_and_nobody_else(
    city: City, case: models.Case, settings: Settings, url: str, port: int, connect: str
) -> None:
    settings.LIVE_URL, settings.LIVE_PORT = url, port
    client = Client(headers={"host": "127.0.0.1:8000"})
    client.force_login(city.akari)
    page = client.get(reverse("workspaces:worksheet", args=(case.pk, "problem")))
    assert connect in page.headers["Content-Security-Policy"] + ";"
    assert ("data-live-url" in page.text) is bool(url or port)
