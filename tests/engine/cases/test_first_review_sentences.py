"""How often a rule on sentences is right, and what the curricula's own examples say of it."""

import re
from collections.abc import Iterator

import pytest

from engine.cases.review_sentences import LATER, SENTENCES
from engine.cases.samples import write
from tomoni.engine import cases

NAMES = ("policy", "service", "mini")
PRECISION, RECALL = 0.95, 0.85


def reviewed(rule: str, text: str) -> list[cases.Remark]:
    """What the rule says of a text that stands in the one field of a worksheet."""
    curriculum = cases.read_curriculum(
        f"""
id: one
version: 1
title: ひとつ
sessions: []
steps: []
worksheets:
  - id: sheet
    title: シート
    checks: [{{rule: {rule}, field: text}}]
    fields: [{{name: text, label: 欄, type: long_text}}]
""".encode()
    )
    store = cases.MemoryStore()
    case = write(
        cases.Case(id="one", title="", curriculum="one@1"),
        cases.Artifact(id="sheet", kind="worksheet"),
        {"worksheet": "sheet", "values": {"text": text}},
        store=store,
    )
    found = cases.first_review(case, store=store, curriculum=curriculum)
    return [remark for remark in found if remark.rule == rule]


def sentences(rule: str, label: str) -> list[str]:
    return [each for table in (SENTENCES, LATER) for each in table.get(rule, {}).get(label, ())]


@pytest.mark.parametrize("rule", SENTENCES)
def test_a_rule_is_right_on_labelled_sentences(rule: str) -> None:
    right = [text for text in sentences(rule, "remark") if reviewed(rule, text)]
    wrong = [text for text in sentences(rule, "none") if reviewed(rule, text)]
    assert len(right) / len(right + wrong) >= PRECISION, wrong
    missed = set(sentences(rule, "remark")) - set(right)
    assert len(right) / len(sentences(rule, "remark")) >= RECALL, missed


def test_the_table_holds_enough_sentences_and_none_twice() -> None:
    for rule in SENTENCES:
        found = sentences(rule, "remark") + sentences(rule, "none")
        assert len(set(found)) == len(found)
        assert len(found) >= 6


def examples(label: str) -> Iterator[tuple[str, str, str]]:
    """Rule, place and text of every example beside a field that a rule on texts looks at."""
    for name in NAMES:
        for sheet in cases.shipped_curriculum(name).worksheets:
            fields = {field.name: field for field in sheet.fields}
            fields |= {
                f"{field.name}.{column.name}": column
                for field in sheet.fields
                for column in field.columns
            }
            for check in sheet.checks:
                text = getattr(fields[check.field], label)
                if check.rule.value in BY_ITSELF:
                    yield check.rule.value, f"{name}.{sheet.id}.{check.field}", text


BY_ITSELF = {*SENTENCES, "owned", "lawful", "sketched", "sourced", "data-named", "filled"}
"""Rules that look at one text and nothing beside it."""
GOOD, BAD = sorted(set(examples("good"))), sorted(set(examples("bad")))


@pytest.mark.parametrize(("rule", "place", "text"), GOOD)
def test_a_good_example_gives_no_remark(rule: str, place: str, text: str) -> None:
    assert reviewed(rule, text) == [], place


def test_a_bad_example_gives_a_remark_by_one_of_its_fields_rules() -> None:
    by_place: dict[str, list[bool]] = {}
    for rule, place, text in BAD:
        said = re.sub(r"（[^（）]*）$", "", text.strip())  # what is behind it explains it
        if said:
            by_place.setdefault(place, []).append(bool(reviewed(rule, said)))
    assert [place for place, found in by_place.items() if not any(found)] == []
    assert len(by_place) >= 50


def test_every_rule_is_put_to_a_field_of_a_shipped_curriculum() -> None:
    used = {
        check.rule
        for name in NAMES
        for sheet in cases.shipped_curriculum(name).worksheets
        for check in sheet.checks
    }
    assert used == set(cases.CheckRule)
