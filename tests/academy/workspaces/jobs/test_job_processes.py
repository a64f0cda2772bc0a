"""Jobs done by real processes on the same database, killed as a power cut would."""

import os
import re
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from academy.conftest import City
from academy.whole_case import whole_case
from academy.workspaces.jobs.samples import SUBJECT, plan, start
from tomoni.academy.workspaces import reading
from tomoni.academy.workspaces.jobs.models import Job, State

COMMAND = (sys.executable, "-m", "tomoni.config.cli")
ENDLESS = plan(cases=100_000, replications=1_000)
PATIENCE = 60

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Process = subprocess.Popen[bytes]


class Office:
    """Begins processes of `tomoni` on the test's own database and data folder."""

    def __init__(self, home: Path) -> None:
        address = f"sqlite:///{connection.settings_dict['NAME']}"
        self._environment = os.environ | {"TOMONI_HOME": str(home), "DATABASE_URL": address}
        self._begun: list[Process] = []

    def begin(self, *arguments: str) -> Process:
        process = subprocess.Popen(
            [*COMMAND, *arguments], env=self._environment, bufsize=0,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        self._begun.append(process)
        return process

    def close(self) -> None:
        for process in self._begun:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    yield office
    office.close()


def _read_until(process: Process, text: str) -> None:
    """Read what the process says, unbuffered, until the text is in a line."""
    assert process.stderr is not None
    said = ""
    while select.select([process.stderr], [], [], PATIENCE)[0]:
        line = process.stderr.readline().decode()
        said += line
        assert line, f"ended before {text}: {said}"
        if text in line:
            return
    pytest.fail(f"never said {text}, but: {said}")


def test_one_killed_in_the_middle_is_done_by_another(city: City, office: Office) -> None:
    job = start(city, parameters=ENDLESS)
    first = office.begin("work")
    _read_until(first, f"#{job.pk}")
    first.kill()
    first.wait(PATIENCE)
    job.refresh_from_db()
    assert job.state == State.RUNNING
    quiet_since = timezone.now() - timedelta(minutes=1)
    Job.objects.update(beat_at=quiet_since, parameters=plan())
    second = office.begin("work", "--until-empty")
    assert second.wait(PATIENCE) == 0
    job.refresh_from_db()
    assert (job.state, job.tries) == (State.DONE, 2)
    assert len(reading.open_case(whole_case(city)).case.versions[SUBJECT]) == 1


def test_one_that_is_told_to_end_gives_its_job_back_in_time(city: City, office: Office) -> None:
    job = start(city, parameters=plan(cases=2_000, replications=1_000))
    process = office.begin("work")
    _read_until(process, f"#{job.pk}")
    process.terminate()
    assert process.wait(PATIENCE) == 0
    job.refresh_from_db()
    assert (job.state, job.tries) == (State.WAITING, 0)


def test_two_processes_do_each_job_once(city: City, office: Office) -> None:
    jobs = {start(city, kind="of-old", subject=f"run_{number}").pk for number in range(40)}
    both = [office.begin("work", "--until-empty") for _ in range(2)]
    said = b"".join(each.communicate(timeout=PATIENCE)[1] for each in both).decode()
    assert sorted(map(int, re.findall(r"of-old #(\d+)", said))) == sorted(jobs)
    assert set(Job.objects.values_list("state", "tries")) == {(State.FAILED, 1)}


def test_a_fallen_process_is_begun_again_while_pages_are_served(city: City, office: Office) -> None:
    port = _free_port()
    server = office.begin("serve", "--port", str(port), "--workers", "1")
    _read_until(server, f":{port}/")
    first = start(city)
    _read_until(server, f"#{first.pk}")
    (worker,) = _workers_of(server)
    os.kill(worker, signal.SIGKILL)
    second = start(city, subject="as_is_run")
    _read_until(server, f"#{second.pk}")
    server.send_signal(signal.SIGTERM)
    assert server.wait(PATIENCE) == 0
    assert _workers_of(server) == []


def _workers_of(server: Process) -> list[int]:
    mark, work = f"--parent={server.pid}\0".encode(), b"\0work\0"
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if mark in (said := place.read_bytes()) and work in said:
                found.append(int(place.parent.name))
    return found


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port
