"""What is found and done to personal information has words, and a column's words fit its kind."""

from typing import get_args

import pytest

from tomoni.academy.ui import wording
from tomoni.academy.ui.wording import privacy as words
from tomoni.engine.privacy import KINDS, Confidence, Kind, Label, Personal, Step

TAKEN_BY_ITSELF = {"leave_totals", "drop_my_number", "clean_my_number", "keep_by_chance"}


def test_kinds_steps_and_labels_have_a_name_each() -> None:
    steps = {step.model_fields["kind"].default for step in get_args(get_args(Step)[0])}
    assert set(words.KINDS) == set(KINDS)
    assert set(words.STEPS) == steps | TAKEN_BY_ITSELF
    assert set(words.LABELS) == set(Label)


def test_no_label_says_that_anything_is_anonymous() -> None:
    assert not any("匿名" in str(label) for label in words.LABELS.values())


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.id)
def test_a_finding_says_what_where_how_many_and_what_to_do(kind: Kind) -> None:
    found = Personal(
        kind=kind.id,
        column="項目",
        confidence=Confidence.HIGH,
        count=1_234,
        examined=5_000,
        example="山*太*",
        sensitive=kind.sensitive,
        advice=kind.advice,
    )
    view = wording.finding_view(found.finding())
    assert "項目" in view.sentence
    assert "1,234件" in view.sentence
    assert view.action or not kind.personal
    assert view.seen == "山*太*"
