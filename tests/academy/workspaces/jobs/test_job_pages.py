import pytest
from django.test import Client
from django.urls import reverse

from academy.conftest import City
from academy.workspaces.jobs.samples import start
from tomoni.academy.workspaces.jobs import services, worker
from tomoni.academy.workspaces.jobs.models import Job, State

HTMX = {"HX-Request": "true"}


@pytest.fixture
def job(city: City) -> Job:
    return start(city)


def _address(job: Job, name: str = "job") -> str:
    return reverse(f"jobs:{name}", args=(job.case_id, job.pk))


def test_another_of_the_group_sees_how_far_it_is(client: Client, city: City, job: Job) -> None:
    running = services.claim()
    assert running is not None
    services.beat(running, done=7, total=30)
    client.force_login(city.botan)
    part = client.get(_address(job), headers=HTMX).text
    assert "7 / 30" in part
    assert "あかりさんが" in part
    assert "計算をやめる" in part
    assert f'hx-get="{_address(job)}"' in part
    assert "7 / 30" in client.get(job.page).text


@pytest.mark.parametrize("person", ["chihiro", "daichi"])
def test_nobody_else_does(client: Client, city: City, job: Job, person: str) -> None:
    client.force_login(getattr(city, person))
    assert client.get(_address(job), headers=HTMX).status_code == 404
    assert client.post(_address(job, "cancel")).status_code == 404


def test_who_only_reads_cannot_cancel(client: Client, city: City, job: Job) -> None:
    client.force_login(city.lecturer)
    assert "計算をやめる" not in client.get(_address(job), headers=HTMX).text
    assert client.post(_address(job, "cancel")).status_code == 403
    job.refresh_from_db()
    assert job.state == State.WAITING


def test_when_it_is_over_the_page_is_asked_anew(client: Client, city: City, job: Job) -> None:
    worker.work_off()
    client.force_login(city.akari)
    assert client.get(_address(job), headers=HTMX).headers["HX-Refresh"] == "true"


def test_without_scripts_the_way_leads_to_the_page(client: Client, city: City, job: Job) -> None:
    client.force_login(city.akari)
    assert client.get(_address(job)).headers["Location"] == job.page
    page = client.get(job.page).text
    assert "順番を待っています" in page
    assert f'href="{job.page}"' in page


def test_any_of_the_group_cancels(client: Client, city: City, job: Job) -> None:
    client.force_login(city.botan)
    page = client.post(_address(job, "cancel"), follow=True).text
    assert "前の計算は、途中でやめました" in page


def test_one_that_nobody_takes_up_says_so(client: Client, city: City, job: Job) -> None:
    Job.objects.update(made_at="2026-01-01T00:00:00Z")
    client.force_login(city.akari)
    assert "なかなか始まりません" in client.get(job.page).text
