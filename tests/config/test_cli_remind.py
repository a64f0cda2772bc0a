"""`tomoni remind`: what is due is told once, on a machine without a worker too."""

import json

import pytest

from academy.conftest import City
from academy.conftest import city as city
from academy.workspaces.homework import samples
from tomoni.academy.accounts.models import Notice
from tomoni.config.cli import run


def test_it_says_how_many_were_told_and_tells_nobody_twice(
    city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    samples.due(city, days=1)
    assert run(["remind", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"told": 3}
    assert run(["remind"]) == 0
    assert "0人に知らせました" in capsys.readouterr().out
    assert Notice.objects.count() == 3
