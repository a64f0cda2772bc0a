"""A number of the proposal opens its way beside the page, by mouse and by keyboard."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from playwright.sync_api import Page, expect, sync_playwright

from academy.conftest import City
from academy.steps.flow.samples import STAFF_HOURS, address, posted
from academy.steps.proposal.test_proposal_pages import page_of, write
from tomoni.academy.workspaces import models, services

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def page(
    chromium_program: str,
    live_server: Any,
    client: Client,
    city: City,
    settings: LazySettings,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Page]:
    """Akari's browser; the console stays empty."""
    settings.DEBUG = True
    # Playwright's loop runs in this thread; the database is only used between its calls.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    client.force_login(city.akari)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    trouble: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_program, args=["--no-sandbox"]
        )
        context = browser.new_context(
            locale="ja-JP", viewport={"width": 1366, "height": 768}, base_url=live_server.url
        )
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
        context.add_cookies([cookie])  # type: ignore[list-item]
        shown = context.new_page()
        shown.on("pageerror", lambda error: trouble.append(str(error)))
        shown.on("console", lambda message: trouble.append(message.text))
        yield shown
        browser.close()
    assert trouble == []


def test_a_number_opens_its_way_and_escape_leads_back_to_it(
    page: Page, client: Client, city: City, case: models.Case
) -> None:
    client.post(address(case), posted())
    write(case, city, measures="はじめに通知を分けます。")
    services.recompute(case, actor=city.akari)
    page.goto(page_of(case))
    number = page.locator(".paper a.quoted").first
    number.focus()
    page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog", name="数値の根拠")
    expect(drawer).to_contain_text(STAFF_HOURS)
    expect(drawer).to_contain_text("業務フローから年間の時間を計算")
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(number).to_be_focused()
