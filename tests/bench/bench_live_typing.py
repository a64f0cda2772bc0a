"""Two browsers type in one field for a minute, one of them cut off for a third of it."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from browser.conftest import sample_case as sample_case
from browser.conftest import visit as visit
from browser.test_live import agree, goal_of, joined
from browser.test_live import open_sheet as open_sheet
from browser.test_live import process as process
from browser.test_live import wire as wire
from browser.wire import Wire

SECONDS = 60


def test_a_minute_of_typing(
    open_sheet: Callable[..., Page], wire: Wire, capsys: pytest.CaptureFixture[str]
) -> None:
    akari, botan = open_sheet("eisei1"), open_sheet("eisei2")
    fields = goal_of(akari), goal_of(botan)
    for page, field in ((akari, fields[0]), (botan, fields[1])):
        field.focus()
        page.keyboard.press("Control+Home")
    begun, turn, is_cut, was_cut = time.monotonic(), 0, False, False
    while (at := time.monotonic() - begun) < SECONDS:
        if not was_cut and at > SECONDS / 3:
            wire.cut()
            is_cut = was_cut = True
        if is_cut and at > 2 * SECONDS / 3:
            wire.mend()
            is_cut = False
        akari.keyboard.type(f"a{turn:03} ")
        botan.keyboard.type(f"b{turn:03} ")
        turn += 1
    mended = time.monotonic()
    joined(akari)
    joined(botan)
    agree(*fields, count=turn)
    with capsys.disabled():
        print(
            f"\n{2 * turn} words typed in {SECONDS} s, cut off for {SECONDS / 3:.0f} s: all there"
        )
        print(f"both the same {time.monotonic() - mended:.1f} s after the last letter")
