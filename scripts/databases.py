"""The databases of the tests beside DuckDB: the system's PostgreSQL, and Spark where Java is."""

import shutil
from pathlib import Path

from scripts import browser, registries
from scripts.steps import BIN, ROOT, SetupError, output, run, say, step

SPARK = ROOT / "var" / "spark"
SPARK_LOCK = ROOT / "tests" / "spark.lock"
_CLUSTERS = Path("/etc/postgresql-common/createcluster.conf")
_ASK = """PostgreSQL was not found: the tests that ask it are left out.
  Debian, Ubuntu:   sudo apt install postgresql      macOS: brew install postgresql"""


def prepare(python: Path) -> None:
    """Bring what the machine allows; what cannot be had is said, and its tests are left out."""
    if not (shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))):
        _postgresql()
    if shutil.which("java"):
        _spark(python)


def _postgresql() -> None:
    """Debian's package, without the server that it would start."""
    if not browser.may_install():
        say(_ASK)
        return
    try:
        if not _CLUSTERS.exists():
            _CLUSTERS.parent.mkdir(parents=True, exist_ok=True)
            _CLUSTERS.write_text("create_main_cluster = false\n")
        browser.install(["postgresql"], hint=_ASK)
    except SetupError as error:
        say(str(error))


def _spark(python: Path) -> None:
    """Into a folder of its own: it is large, and only its tests want it."""
    hint = "Are the packages of tests/spark.lock within reach?"
    target = ["--target", str(SPARK), "--python", str(python), "--no-deps", "--require-hashes"]

    def act() -> None:
        shutil.rmtree(SPARK, ignore_errors=True)
        command = [str(BIN / "uv"), "pip", "install", "--quiet", *target, "-r", str(SPARK_LOCK)]
        run(command, hint=hint, extra=registries.for_uv(python))

    try:
        step(
            "spark",
            title="Spark of the tests (tests/spark.lock)",
            inputs=[SPARK_LOCK],
            outputs=[SPARK / "pyspark" / "__init__.py"],
            also=output([str(python), "--version"]),
            action=act,
        )
    except SetupError as error:
        say(f"Spark is left out: {error}")
