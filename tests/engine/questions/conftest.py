from collections.abc import Iterator

import pytest

from engine.questions.databases import bring_spark, postgresql, postgresql_programs

# pyspark warns of its own parts and of each newer part beside it.
_SPARK = (pytest.mark.spark, pytest.mark.filterwarnings("ignore"))
BACKENDS = ("duckdb", "postgresql", pytest.param("spark", marks=_SPARK))


@pytest.fixture(scope="session")
def postgresql_address() -> Iterator[str]:
    programs = postgresql_programs()
    if programs is None:
        pytest.skip("no PostgreSQL on this machine")
    with postgresql(programs) as address:
        yield address


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Every database that the same questions are asked of."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgresql_address"))
    if request.param == "spark":
        bring_spark()
    return str(request.param)
