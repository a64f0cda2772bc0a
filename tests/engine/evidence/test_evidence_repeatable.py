"""The same rows give the same numbers to the last digit, however the work was shared out."""

from collections.abc import Callable

import numpy as np
import pytest

from engine.evidence import samples
from engine.evidence.further import INTEGER, NUMBER, TEXT, UNITS
from tomoni.engine import evidence
from tomoni.engine.core import Table

_TIMES = 15


def _standardised() -> evidence.Verdict:
    draws = np.random.default_rng(3)
    ages = [f"{age}歳" for age in range(80)] * 2
    table = samples.table(
        区=(TEXT, ["甲"] * 80 + ["乙"] * 80),
        年齢=(TEXT, ages),
        値=(INTEGER, draws.integers(1, 50, 160).tolist()),
        人口=(INTEGER, draws.integers(1_000, 9_000, 160).tolist()),
    )
    claim = samples.claim(
        "rates", population_column="人口", strata_column="年齢", smallest_difference=0.2
    )
    return evidence.run(claim, table=table)


def _many_rows() -> Table:
    draws = np.random.default_rng(3)
    rows = 200 * 20
    return samples.table(
        町=(TEXT, [f"町{at // 20}" for at in range(rows)]),
        年=(INTEGER, [2013 + at % 20 for at in range(rows)]),
        区=(TEXT, ["甲" if at < rows // 2 else "乙" for at in range(rows)]),
        値=(NUMBER, draws.normal(10, 3, rows).tolist()),
    )


def _differences() -> evidence.Verdict:
    return evidence.run(samples.claim("differences", **UNITS), table=_many_rows())


def _screened() -> evidence.Screening:
    return evidence.screen(_many_rows(), column="値")


@pytest.mark.parametrize("look", [_standardised, _differences, _screened])
def test_every_run_says_the_same(
    look: Callable[[], evidence.Verdict | evidence.Screening],
) -> None:
    assert len({look().model_dump_json() for _ in range(_TIMES)}) == 1
