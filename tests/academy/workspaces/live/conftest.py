from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from academy.workspaces.live.pages import Page
from academy.workspaces.live.process import LiveProcess
from tomoni.academy.accounts.models import User
from tomoni.academy.workspaces import models

Door = Callable[[User], dict[str, Any]]
Join = Callable[..., Page]


@pytest.fixture
def door(case: models.Case, settings: Settings) -> Door:
    """Asks for a way into the worksheet `problem`."""
    settings.LIVE_PORT = settings.LIVE_PORT or 8001

    def ask(user: User) -> dict[str, Any]:
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(user)
        answer = client.post(reverse("live:door", args=(case.pk, "problem")))
        assert answer.status_code == 200
        return dict(answer.json())

    return ask


@pytest.fixture
def process(transactional_db: None, tmp_path: Path, settings: Settings) -> Iterator[LiveProcess]:
    process = LiveProcess(tmp_path)
    settings.LIVE_PORT = process.port
    process.start()
    yield process
    process.kill()


@pytest.fixture
def join(process: LiveProcess, door: Door) -> Iterator[Join]:
    """A page of somebody, in the room."""
    joined: list[Page] = []

    def go(user: User, **more: Any) -> Page:
        joined.append(Page(door(user), **more))
        return joined[-1]

    yield go
    for page in joined:
        page.socket.close()
