"""The command line: one line for every refusal, and the exit code says which kind."""

import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path

import click
import pytest

from tomoni.config import cli
from tomoni.config.cli import Output, run, serve
from tomoni.engine.core import TomoniError

COMMAND = [sys.executable, "-m", "tomoni.config.cli"]


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command of this file, listed as every command is."""
    monkeypatch.setitem(cli._commands.COMMANDS, "fall", __name__)


@click.command()
@click.argument("how")
@click.option("--json", "as_json", is_flag=True)
def fall(how: str, *, as_json: bool) -> int:
    """Ends as it is told."""
    if how == "known":
        raise TomoniError("no-such-thing", row=3)
    if how == "file":
        raise FileNotFoundError(2, "No such file or directory", "data.xlsx")
    if how == "disk":
        raise OSError(5, "Input/output error", "data.xlsx")
    if how == "abort":
        raise click.Abort
    if how == "interrupt":
        raise KeyboardInterrupt
    if how == "bug":
        raise ValueError("a cell's value")
    Output(as_json).answer({"found": 1}, shown="found 1")
    return 1 if how == "blocked" else 0


@pytest.mark.usefixtures("trial")
@pytest.mark.parametrize(
    ("how", "code", "said"),
    [
        ("good", 0, ""),
        ("blocked", 1, ""),
        ("known", 2, "no-such-thing"),
        ("file", 2, "「data.xlsx」が見つかりません。"),
        ("disk", 2, "data.xlsx：Input/output error"),
        ("abort", 2, "途中でやめました。"),
        ("interrupt", 2, "途中でやめました。"),
        ("bug", 2, "ValueError"),
        ("--what", 2, "--what"),
    ],
)
def test_a_command_ends_in_one_of_three_ways(
    capsys: pytest.CaptureFixture[str], how: str, code: int, said: str
) -> None:
    assert run(["fall", how]) == code
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.err.strip().count("\n") == 0
    assert bool(shown.err) is (code == 2)
    assert "Traceback" not in shown.err
    assert "cell" not in shown.err
    assert (shown.out == "found 1\n") is (code < 2)


@pytest.mark.usefixtures("trial")
def test_a_machine_reads_the_answer_and_the_refusal(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fall", "blocked", "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {"found": 1}
    assert run(["fall", "known", "--json"]) == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["code"] == "no-such-thing"


@pytest.mark.usefixtures("trial")
def test_every_command_is_listed_with_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in cli._commands.COMMANDS)


def test_a_port_that_is_taken_is_named() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(TomoniError, match="port-taken"):
            serve.refuse_taken(other.getsockname()[1], host="127.0.0.1")


def test_a_city_that_is_not_migrated_is_not_served(tmp_path: Path) -> None:
    refused = _tomoni("serve", "--port", str(_free_port()), home=tmp_path)
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert "tomoni manage migrate" in refused.stderr


def test_a_broken_setting_is_named_in_one_line(tmp_path: Path) -> None:
    refused = _tomoni("manage", "check", home=tmp_path, TOMONI_MAX_UPLOAD_MB="many")
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert "TOMONI_MAX_UPLOAD_MB" in refused.stderr


@pytest.mark.parametrize("command", ["read", "flow cost", "case check", "case trace"])
def test_a_command_of_the_engine_needs_no_settings(tmp_path: Path, command: str) -> None:
    more = ["a.b"] if command == "case trace" else []
    asked = _tomoni(
        *command.split(), str(tmp_path / "nowhere"), *more,
        home=tmp_path / "home", TOMONI_MAX_UPLOAD_MB="many",
    )  # fmt: skip
    assert asked.returncode == 2
    assert "nowhere」が見つかりません" in asked.stderr
    assert asked.stderr.count("\n") == 1
    assert not (tmp_path / "home").exists()


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    refused = _tomoni("manage", "check", home=tmp_path / "file" / "home")
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert "フォルダではありません" in refused.stderr


def test_a_machine_reads_what_a_command_of_django_says(tmp_path: Path) -> None:
    asked = _tomoni("manage", "--json", "check", home=tmp_path)
    assert (asked.returncode, asked.stderr) == (0, "")
    assert "no issues" in json.loads(asked.stdout)["output"]
    refused = _tomoni("manage", "--json", "no-such-command", home=tmp_path)
    assert (refused.returncode, refused.stderr) == (2, "")
    assert "no-such-command" in json.loads(refused.stdout)["errors"]


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 2
    assert "case" in capsys.readouterr().err


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int, int]]:
    migrated = _tomoni("manage", "migrate", "--verbosity=0", home=tmp_path)
    assert migrated.returncode == 0, migrated.stderr
    port, live = _free_port(), _free_port()
    server = subprocess.Popen(
        [*COMMAND, "serve", f"--port={port}", f"--live-port={live}", "--workers=1"],
        env=_environment(tmp_path), stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        yield server, port, live
    finally:
        with suppress(ProcessLookupError):  # its workers go with it
            os.killpg(server.pid, signal.SIGKILL)
        server.communicate()


@pytest.mark.slow
def test_the_pages_are_served_until_they_are_told_to_stop(
    served: tuple[subprocess.Popen[str], int, int],
) -> None:
    server, port, live = served
    assert server.stderr is not None
    assert select.select([server.stderr], [], [], 60)[0]
    assert f"http://127.0.0.1:{port}/" in server.stderr.readline()
    page = _fetch(port, path="/sign-in/")
    styles = re.search(r'href="(/static/built/tomoni\.[0-9a-f]{12}\.css)"', page)
    assert styles is not None
    assert _fetch(port, path=styles[1])
    first = _process_at(live)
    os.kill(first, signal.SIGKILL)
    assert _process_at(live, but=first)
    server.send_signal(signal.SIGTERM)
    assert server.wait(timeout=20) == 0


def _process_at(port: int, *, but: int = 0) -> int:
    """The number of the live process on the port, once it is there."""
    wanted, until = f"--port={port}".encode(), time.monotonic() + 60
    while time.monotonic() < until:
        for place in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                said = (place / "cmdline").read_bytes().split(b"\0")
                if b"live" in said and wanted in said and int(place.name) != but:
                    socket.create_connection(("127.0.0.1", port), timeout=1).close()
                    return int(place.name)
    raise AssertionError(f"nobody is at {port}")


def _fetch(port: int, *, path: str) -> str:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        assert answer.status == 200
        return answer.read().decode()
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def _environment(home: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "TOMONI_HOME": str(home), "TOMONI_DEBUG": "0", **more}


def _tomoni(*arguments: str, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        env=_environment(home, **more), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
