"""The live process in earnest: rights, limits, what is written down, what survives."""

import json
import signal
from contextlib import closing, suppress

import pytest
from django.core import signing
from pycrdt import Doc, Map, create_sync_message

from academy.conftest import City
from academy.workspaces.live.conftest import Door, Join
from academy.workspaces.live.pages import Socket
from academy.workspaces.live.process import LiveProcess
from tomoni.academy.cohorts.models import Membership
from tomoni.academy.workspaces.live import contents, keeping
from tomoni.academy.workspaces.live.models import LiveDocument

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def _kept() -> str:
    document = LiveDocument.objects.get()
    fields = contents.opened(keeping.bytes_of(document, "state")).get("fields", type=Map)
    return str(fields["goal"])


def _refused(process: LiveProcess, *messages: str | bytes) -> int:
    with closing(Socket(process.port)) as socket:
        for message in messages:
            socket.send(message)
        return socket.hear_the_end()


def test_two_write_in_one_field_and_a_third_finds_it(city: City, join: Join) -> None:
    akari, botan = join(city.akari), join(city.botan)
    assert [person["name"] for person in botan.people] == ["あかり"]
    akari.write("goal", "待たせない")
    botan.hear_until("goal", "待たせない")
    botan.write("goal", "窓口で", at=0)
    akari.hear_until("goal", "窓口で待たせない")
    assert join(city.akari).text("goal") == "窓口で待たせない"


def test_what_was_written_is_in_the_row_when_the_last_one_leaves(city: City, join: Join) -> None:
    akari = join(city.akari)
    akari.write("goal", "待たせない")
    akari.socket.close()
    assert join(city.botan).text("goal") == "待たせない"
    assert _kept() == "待たせない"


def test_a_page_that_was_away_while_the_process_was_killed_brings_what_it_wrote(
    city: City, join: Join, process: LiveProcess
) -> None:
    akari, botan = join(city.akari), join(city.botan)
    akari.write("goal", "一")
    botan.hear_until("goal", "一")
    process.kill()
    akari.doc.get("fields", type=Map)["goal"].insert(3, "二")
    botan.doc.get("fields", type=Map)["goal"].insert(3, "三")
    process.start()
    akari, botan = join(city.akari, doc=akari.doc), join(city.botan, doc=botan.doc)
    akari.hear_until("goal", "三")
    assert sorted(akari.text("goal")) == sorted("一二三")
    assert akari.text("goal") == botan.text("goal")


def test_a_process_that_is_told_to_end_writes_everything_down(
    city: City, join: Join, process: LiveProcess
) -> None:
    akari, botan = join(city.akari), join(city.botan)
    akari.write("goal", "待たせない")
    botan.hear_until("goal", "待たせない")
    assert process.kill(signal.SIGTERM) == 0
    assert _kept() == "待たせない"
    process.start()


def test_where_somebody_writes_is_told_with_the_name_the_house_knows(
    city: City, join: Join
) -> None:
    akari, botan = join(city.akari), join(city.botan)
    botan.socket.send(json.dumps({"at": {"place": "goal", "to": None}, "name": "ほかの人"}))
    while not any("at" in each.get("person", {}) and each["person"]["at"] for each in akari.said):
        akari.hear()
    assert akari.said[-1]["person"]["name"] == "ぼたん"
    botan.socket.close()
    while "left" not in akari.said[-1]:
        akari.hear()


@pytest.mark.parametrize(
    "message",
    [b"", b"\x00", b"\x00\x09\x00", b"\x01\x00\x00", b"\x00\x02\x05\xff\xff\xff\xff\xff",
     b"\x00\x00\x05\xff\xff\xff\xff\xff", b"\x00\x02\xff\xff\xff\xff", bytes(range(64)),
        bytes.fromhex("00000a9293c6efd1a686850e0d"),
     "", "{", "[]", '{"to": 1}', '{"at": "' + "あ" * 2000 + '"}'],
)  # fmt: skip
def test_a_spoilt_message_ends_the_connection_and_harms_nobody(
    city: City, join: Join, message: bytes | str
) -> None:
    akari, botan = join(city.akari), join(city.botan)
    botan.write("goal", "待たせない")
    akari.socket.send(message)
    assert akari.socket.hear_the_end() == 4400
    assert join(city.akari).text("goal") == "待たせない"
    botan.write("goal", "。")


def test_only_a_fresh_ticket_of_somebody_who_may_write_lets_in(
    city: City, door: Door, process: LiveProcess
) -> None:
    shown = {"ticket": door(city.akari)["ticket"], "client": 1}
    sync = create_sync_message(Doc())
    assert _refused(process, "{}") == 4403
    assert _refused(process, sync) == 4400
    assert _refused(process, json.dumps(shown | {"client": "x"})) == 4403
    assert _refused(process, json.dumps(shown | {"ticket": shown["ticket"] + "x"})) == 4403
    forged = signing.dumps({"user": 1, "case": 1, "key": "problem"}, key="another")
    assert _refused(process, json.dumps(shown | {"ticket": forged})) == 4403
    assert _refused(process, json.dumps(shown | {"epoch": "an older one"})) == 4409
    Membership.objects.filter(user=city.akari).delete()
    assert _refused(process, json.dumps(shown)) == 4403


def test_nobody_writes_in_the_name_of_another(
    city: City, door: Door, process: LiveProcess, join: Join
) -> None:
    akari = join(city.akari)
    shown = {"ticket": door(city.botan)["ticket"], "client": akari.doc.client_id}
    assert _refused(process, json.dumps(shown)) == 4403


@pytest.mark.parametrize(
    ("origin", "path"), [("http://elsewhere.example", "/ws/"), ("http://127.0.0.1", "/other/")]
)
def test_a_page_from_elsewhere_is_not_heard(process: LiveProcess, origin: str, path: str) -> None:
    with closing(Socket(process.port, origin=origin, path=path)) as socket:
        assert socket.status == 403


def test_who_sends_without_end_is_let_go(city: City, join: Join) -> None:
    akari = join(city.akari)
    with suppress(OSError):  # it may be gone before all is sent
        for _number in range(2000):
            akari.socket.send('{"at":null}')
    with suppress(OSError):
        assert akari.socket.hear_the_end() in {4430, 1006}
    assert join(city.botan).people == []


def test_nothing_that_was_written_is_in_the_log(
    city: City, join: Join, process: LiveProcess
) -> None:
    akari = join(city.akari)
    akari.write("goal", "himitsu")
    akari.socket.send(b"\x00\x02\x07himitsu")
    assert akari.socket.hear_the_end() == 4400
    process.kill(signal.SIGTERM)
    assert "himitsu" not in process.said.read_text()
    process.start()
