"""Databases that answer questions in the tests: the system's PostgreSQL, and Spark."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

_SPARK = Path(__file__).resolve().parents[3] / "var" / "spark"
"""Where the set-up of the tests puts pyspark."""
_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.default.parallelism": "1",
    "spark.sql.shuffle.partitions": "1",
    # Small tables: compiling a plan takes longer than walking it.
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}
_PLACES = (*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), Path("/usr/local/bin"))


def postgresql_programs() -> Path | None:
    """The folder of `initdb` and `pg_ctl`; None on a machine without PostgreSQL."""
    named = shutil.which("initdb")
    places = [Path(named).resolve().parent] if named else []
    return next((one for one in (*places, *_PLACES) if (one / "pg_ctl").exists()), None)


@contextmanager
def postgresql(programs: Path) -> Iterator[str]:
    """The address of a server of its own, in a folder that goes with it."""
    with tempfile.TemporaryDirectory(prefix="tomoni-pg-", dir="/tmp") as folder:
        place = Path(folder)
        user = _other_user()
        if user:
            os.chown(place, user.pw_uid, user.pw_gid)
        port = _free_port()
        data = str(place / "data")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        _run([programs / "initdb", "-D", data, "-A", "trust", "-U", "tomoni"], user)
        start: list[str | Path] = [
            programs / "pg_ctl",
            "-D",
            data,
            "-l",
            place / "log",
            "-w",
            "start",
            "-o",
            options,
        ]
        _run(start, user)
        try:
            yield f"postgresql://tomoni@127.0.0.1:{port}/postgres"
        finally:
            _run([programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"], user)


def _other_user() -> pwd.struct_passwd | None:
    """PostgreSQL does not run as root."""
    if os.geteuid() != 0:
        return None
    known = {one.pw_name: one for one in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def _run(command: Sequence[str | Path], user: pwd.struct_passwd | None) -> None:
    subprocess.run(
        [str(part) for part in command],
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
        cwd="/",
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def bring_spark() -> None:
    """Make pyspark importable, or skip where it or Java is missing."""
    if shutil.which("java") is None:
        pytest.skip("no Java on this machine")
    if not (_SPARK / "pyspark").is_dir():
        pytest.skip("no pyspark: `make browser` brings it")
    if str(_SPARK) not in sys.path:
        sys.path.append(str(_SPARK))
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    settings = [f"--conf {name}={value}" for name, value in _SETTINGS.items()]
    os.environ.setdefault(
        "PYSPARK_SUBMIT_ARGS", f"--master local[1] {' '.join(settings)} pyspark-shell"
    )
