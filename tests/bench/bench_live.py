"""Thirty pages in one room, all typing: how long a letter takes to the others, and the memory.

Beside it: how long a message takes to the live process and back with nobody else there.
"""

import json
import re
import time
from pathlib import Path
from statistics import median, quantiles
from threading import Event, Lock, Thread

import pytest
from pycrdt import Map, create_sync_message

from academy.conftest import City
from academy.conftest import city as city
from academy.workspaces.conftest import case as case
from academy.workspaces.live.conftest import Join
from academy.workspaces.live.conftest import door as door
from academy.workspaces.live.conftest import join as join
from academy.workspaces.live.conftest import process as process
from academy.workspaces.live.pages import ClosedError, Page
from academy.workspaces.live.process import LiveProcess

PAGES, LETTERS, PAUSE = 30, 20, 0.5
_MARK = re.compile(rb"<(\d+)-(\d+)>")
pytestmark = pytest.mark.django_db(transaction=True)


class Watch:
    """When each mark was sent, and how long it took to each other page."""

    def __init__(self) -> None:
        self.sent: dict[tuple[int, int], float] = {}
        self.times: list[float] = []
        self._lock = Lock()

    def listen(self, page: Page) -> None:
        try:
            while True:
                message = page.socket.hear()
                now = time.perf_counter()
                marks = _MARK.findall(message) if isinstance(message, bytes) else ()
                with self._lock:
                    self.times += [(now - self.sent[int(a), int(b)]) * 1000 for a, b in marks]
        except (ClosedError, OSError):
            return


def _type(page: Page, number: int, watch: Watch, over: Event) -> None:
    over.wait(PAUSE * number / PAGES)
    for letter in range(LETTERS):
        watch.sent[number, letter] = time.perf_counter()
        page.write("goal", f"<{number}-{letter}>")
        page.socket.send(json.dumps({"at": {"place": "goal", "to": letter}}))
        over.wait(PAUSE)


def _alone(page: Page) -> float:
    """Milliseconds there and back, in the middle."""
    times = []
    for _round in range(50):
        begun = time.perf_counter()
        page.socket.send(create_sync_message(page.doc))
        page.hear()
        times.append((time.perf_counter() - begun) * 1000)
    return median(times)


def _megabytes(process: LiveProcess) -> float:
    said = Path(f"/proc/{process.pid}/status").read_text()
    return int(said.split("VmRSS:")[1].split()[0]) / 1024


def test_letters_of_thirty_pages(
    city: City, join: Join, process: LiveProcess, capsys: pytest.CaptureFixture[str]
) -> None:
    first = join(city.akari)
    alone, empty = _alone(first), _megabytes(process)
    pages = [first, *(join(city.botan) for _page in range(PAGES - 1))]
    watch, over = Watch(), Event()
    listening = [Thread(target=watch.listen, args=(page,), daemon=True) for page in pages]
    typing = [
        Thread(target=_type, args=(page, number, watch, over)) for number, page in enumerate(pages)
    ]
    for thread in (*listening, *typing):
        thread.start()
    for thread in typing:
        thread.join()
    over.wait(2)
    loaded = _megabytes(process)
    assert len(watch.times) == PAGES * LETTERS * (PAGES - 1)
    p95 = quantiles(watch.times, n=20)[-1]
    with capsys.disabled():
        print(
            f"\n{PAGES} pages, {PAGES / PAUSE:.0f} letters a second: p50"
            f" {median(watch.times):.0f} ms  p95 {p95:.0f} ms  longest {max(watch.times):.0f} ms"
            f"  ({median(watch.times) / alone:.1f} × there and back alone, {alone:.1f} ms)"
        )
        print(f"live process: {empty:.0f} MB with one page, {loaded:.0f} MB with {PAGES}")


def test_a_document_after_a_long_day(
    city: City, join: Join, process: LiveProcess, capsys: pytest.CaptureFixture[str]
) -> None:
    page = join(city.akari)
    text = page.doc.get("fields", type=Map)["goal"]
    for number in range(20_000):
        text.insert(len(text), "あ" if number % 10 else "い")
        if number % 3 == 0:
            del text[0:3]
    size = len(page.doc.get_update())
    begun = time.perf_counter()
    join(city.botan)
    took = (time.perf_counter() - begun) * 1000
    with capsys.disabled():
        print(f"\n20,000 letters typed, a third deleted: {size / 1000:.0f} kB")
        print(f"another page is there after {took:.0f} ms, {_megabytes(process):.0f} MB")
