"""What the live process does by the clock, without waiting for the clock."""

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from asgiref.sync import async_to_sync
from django.db import connections

from academy.conftest import City
from academy.workspaces.live.conftest import Door
from tomoni.academy.cohorts.models import Membership
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.live import keeping, rooms, sockets
from tomoni.academy.workspaces.live.models import LiveDocument
from tomoni.academy.workspaces.live.tickets import Ticket

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def live(city: City, door: Door) -> sockets.Live:
    """A live process with one room, in which nobody is yet."""
    door(city.akari)
    document = LiveDocument.objects.get()
    live = sockets.Live()
    live.rooms[document.pk] = sockets.room_of(document, keeping.bytes_of(document, "state"))
    return live


def _run(work: Callable[[], Awaitable[None]]) -> None:
    """In a thread of its own: a browser's event loop may run in the test's."""

    def run() -> None:
        async_to_sync(work)()
        connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(run).result()


def _enter(live: sockets.Live, case: models.Case, user: int, name: str) -> rooms.Member:
    (room,) = live.rooms.values()
    return room.enter(name, ticket=Ticket(user=user, case=case.pk, key="problem"))


def _ends_with(member: rooms.Member) -> int | None:
    last = None
    while not member.outbox.empty():
        last = member.outbox.get_nowait()
    return member.code if last is None else None


def test_whose_part_was_taken_away_is_sent_out_and_the_others_stay(
    city: City, case: models.Case, live: sockets.Live
) -> None:
    akari = _enter(live, case, city.akari.pk, "あかり")
    botan = _enter(live, case, city.botan.pk, "ぼたん")
    Membership.objects.filter(user=city.akari).delete()
    _run(live.check)
    assert _ends_with(akari) == sockets.NOT_ALLOWED
    assert _ends_with(botan) is None


def test_pages_of_a_document_that_was_begun_anew_are_sent_out(
    city: City, case: models.Case, live: sockets.Live
) -> None:
    akari = _enter(live, case, city.akari.pk, "あかり")
    LiveDocument.objects.update(epoch="another")
    _run(live.write)
    assert _ends_with(akari) == sockets.BEGUN_ANEW
    assert live.rooms == {}


def test_a_document_that_grew_too_large_is_not_written_down(
    city: City, case: models.Case, live: sockets.Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    akari = _enter(live, case, city.akari.pk, "あかり")
    (room,) = live.rooms.values()
    room.is_dirty = True
    monkeypatch.setattr(keeping, "MOST_BYTES", 10)
    before = bytes(LiveDocument.objects.get().state)
    _run(live.write)
    assert _ends_with(akari) == sockets.TOO_LARGE
    assert bytes(LiveDocument.objects.get().state) == before


def test_who_reads_too_slowly_is_let_go(city: City, case: models.Case, live: sockets.Live) -> None:
    akari = _enter(live, case, city.akari.pk, "あかり")
    for _message in range(2000):
        akari.send("{}")
    assert _ends_with(akari) == 1013
