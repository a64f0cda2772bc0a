"""Was it true? Planned beside actual, by an indicator that was fixed in advance."""

from typing import Any

import pytest

from tomoni.engine import effects, evidence
from tomoni.engine.core import Quantity
from tomoni.engine.effects import Attained, PlannedLine

PLANNED = Quantity(value=300, low=200, high=400, unit="時間")
CLAIM = evidence.Claim.model_validate(
    {
        "kind": "paired",
        "column": "前の分",
        "other_column": "後の分",
        "smallest_difference": 1,
        "reason": "画面で直せるから",
        "refuted_if": "変わらないとき",
        "sketch": "点が下がる",
        "locked_at": "2027-06-01T09:00:00+09:00",
    }
)
LINE = PlannedLine(
    indicator="職員の時間",
    planned="effect.staff_hours",
    planned_version=1,
    claim="claim_1",
    claim_version=1,
)


def measured(value: float, low: float | None, high: float | None, unit: str = "時間") -> Quantity:
    return Quantity(value=value, low=low, high=high, unit=unit)


@pytest.mark.parametrize(
    ("actual", "attained"),
    [
        (measured(300, 250, 350), Attained.INSIDE),
        (measured(300, 200, 400), Attained.INSIDE),
        (measured(500, 401, 600), Attained.ABOVE),
        (measured(100, 50, 199), Attained.BELOW),
        (measured(300, 100, 350), Attained.UNDECIDED),
        (measured(500, 390, 600), Attained.UNDECIDED),
        (measured(300, 100, 500), Attained.UNDECIDED),
        (measured(300, None, None), Attained.INSIDE),
        (measured(401, None, None), Attained.ABOVE),
        (measured(300, 250, 350, "分"), Attained.UNDECIDED),
        (None, Attained.OPEN),
    ],
)
def test_the_interval_decides(actual: Quantity | None, attained: Attained) -> None:
    line = effects.review_line(LINE, planned=PLANNED, actual=actual, measured=None)
    assert line.attained is attained


def test_a_fall_can_be_the_effect() -> None:
    turned = LINE.model_copy(update={"turned": True})
    line = effects.review_line(
        turned, planned=PLANNED, actual=measured(-300, -350, -250), measured=CLAIM
    )
    assert line.attained is Attained.INSIDE
    assert line.actual == measured(300, 250, 350)
    assert line.claim == CLAIM.sentence


def weaknesses(**known: Any) -> list[str]:
    given: dict[str, Any] = {
        "planned": PLANNED,
        "actual": measured(300, 250, 350),
        "fixed": CLAIM,
        "measured": CLAIM,
        "started_date": "2027-07-01",
    } | known
    found = effects.review_findings(LINE, place=2, **given)
    assert {(each.place.row, each.seen) for each in found} <= {(2, "職員の時間")}
    return [each.code for each in found]


OTHER = CLAIM.model_copy(update={"column": "別の列"})
SHARE = CLAIM.model_copy(update={"kind": evidence.ClaimKind.TWO_MEANS})


@pytest.mark.parametrize(
    ("known", "codes"),
    [
        ({}, []),
        ({"actual": None, "measured": None}, []),
        ({"fixed": None}, ["indicator-not-fixed"]),
        ({"started_date": "2027-05-31"}, ["claim-after-start"]),
        ({"started_date": "2027-06-01"}, []),
        ({"measured": OTHER}, ["other-claim"]),
        ({"fixed": SHARE, "measured": SHARE}, ["not-before-after"]),
        ({"measured": None}, ["other-claim", "not-before-after"]),
        ({"actual": measured(300, 250, 350, "分")}, ["units-differ"]),
        ({"actual": measured(300, None, None)}, ["actual-without-range"]),
        ({"actual": measured(300, -5, 605)}, ["includes-no-effect"]),
    ],
)
def test_what_weakens_a_review_is_said(known: dict[str, Any], codes: list[str]) -> None:
    assert weaknesses(**known) == codes


def test_a_line_reads_as_one_sentence() -> None:
    line = effects.review_line(
        LINE, planned=PLANNED, actual=measured(500, 401, 600), measured=CLAIM
    )
    assert effects.review_sentence(line) == (
        "職員の時間は、見込み300時間（200時間～400時間）に対して、"
        "実績は500時間（401時間～600時間）：見込みの幅より大きい。"
    )
    still = effects.review_line(LINE, planned=PLANNED, actual=None, measured=None)
    assert effects.review_sentence(still).endswith("実績はまだ測っていない。")
