"""An empty case, and Akari's browser: shared by the tests of the three steps that follow a flow."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from playwright.sync_api import Browser, Page

from academy.conftest import City
from tomoni.academy.workspaces import models, services


@pytest.fixture
def case(city: City) -> models.Case:
    """The case of Akari's and Botan's group, with nothing in it."""
    return services.start_case(city.group, title="営業許可の更新", actor=city.akari)


@pytest.fixture
def page(
    chromium: Browser, live_server: Any, client: Client, city: City, settings: LazySettings
) -> Iterator[Page]:
    """Akari's browser; the console stays empty."""
    settings.DEBUG = True
    client.force_login(city.akari)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    trouble: list[str] = []
    context = chromium.new_context(
        locale="ja-JP", viewport={"width": 1366, "height": 768}, base_url=live_server.url
    )
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
    context.add_cookies([cookie])  # type: ignore[list-item]
    shown = context.new_page()
    shown.on("pageerror", lambda error: trouble.append(str(error)))
    shown.on("console", lambda message: trouble.append(message.text))
    yield shown
    context.close()
    assert trouble == []
