"""Server time of the pages of the walk, one user, beside a page that opens no case (sign-in)."""

from statistics import median, quantiles
from time import perf_counter

import pytest
from django.test import Client
from django.urls import reverse

from browser.conftest import sample_case as sample_case
from tomoni.academy.accounts.models import User
from tomoni.academy.workspaces import models, pages
from tomoni.academy.workspaces.reading import open_case

ROUNDS = 30


def _times(client: Client, address: str) -> list[float]:
    """Milliseconds of each round after one to warm up."""
    found = []
    for _ in range(ROUNDS + 1):
        start = perf_counter()
        assert client.get(address).status_code == 200
        found.append((perf_counter() - start) * 1000)
    return found[1:]


def test_pages_of_the_walk(sample_case: models.Case, capsys: pytest.CaptureFixture[str]) -> None:
    stranger, client = Client(), Client()
    plain = median(_times(stranger, reverse("accounts:sign_in")))
    client.force_login(User.objects.get(account_name="eisei1"))
    row = sample_case
    addresses = {
        "home": "/",
        "task list": reverse("workspaces:case", args=(row.pk,)),
        "worksheet": reverse("workspaces:worksheet", args=(row.pk, "problem")),
        "history": reverse("workspaces:version", args=(row.pk, "problem", 1)),
        "trace": reverse("workspaces:trace", args=(row.pk, "effect.yen")),
        "table": reverse("data:table", args=(row.pk, "data", "permits")),
    } | {
        step.page: pages.step_url(row, step)
        for step in open_case(row).curriculum.steps
        if step.page != pages.WORKSHEET
    }
    with capsys.disabled():
        print(f"\nsign-in page: median {plain:.1f} ms (the alternative)")
        for name, address in addresses.items():
            times = _times(client, address)
            high = quantiles(times, n=20)[-1]
            print(
                f"{name:10} median {median(times):6.1f} ms  p95 {high:6.1f} ms"
                f"  {median(times) / plain:5.1f} × sign-in"
            )
