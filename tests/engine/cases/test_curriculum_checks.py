"""What a curriculum lacks is said with its place; what is written is read again."""

from typing import Any

import pytest

from engine.cases.test_case_curricula import changed
from tomoni.engine import cases
from tomoni.engine.core import Severity

TEXT = {"id": "a", "title": "甲", "kind": "text", "text": "文"}
SHIPPED = ("policy", "service", "mini")
SOUND = cases.read_curriculum(
    """
id: sound
version: 1
title: 見本
sessions:
  - {number: 1, title: はじめ, hours: 1, agenda: [{minutes: 60, title: 話す}], steps: [talk, count],
     homework: [problem]}
steps:
  - {id: talk, title: 課題, question: 何ですか, page: worksheet, worksheets: [problem]}
  - {id: count, title: 効果, question: いくらですか, page: effect, worksheets: [assumptions]}
worksheets:
  - id: problem
    title: 課題シート
    fields:
      - {name: gap, label: 差, type: long_text, help: 書く。, good: よい, bad: わるい}
      - {name: kind, label: 種類, type: choice, choices: [甲, 乙], help: 選ぶ。, good: 甲, bad: 丙}
      - {name: list, label: 表, type: rows, help: 並べる。, good: よい, bad: わるい, columns: [
          {name: what, label: もの, type: short_text, help: 書く。, good: 机, bad: 物}]}
  - id: assumptions
    title: 前提
    fields: [{name: yen_per_hour, label: 費用, type: number, help: 書く。, good: '1', bad: '0'}]
skills:
  - {id: talk, title: 話す, levels: [聞ける。, 話せる。]}
""".encode()
)


def found(path: str, value: object) -> list[tuple[str, str]]:
    """The codes and places of what a change of the sound curriculum makes wrong."""
    curriculum = cases.read_curriculum(changed(path, value, of=SOUND))
    return [(each.code, each.place.sheet) for each in cases.check_curriculum(curriculum)]


def test_a_sound_curriculum_lacks_nothing() -> None:
    assert cases.check_curriculum(SOUND) == ()


@pytest.mark.parametrize("name", SHIPPED)
def test_what_comes_with_tomoni_lacks_nothing(name: str) -> None:
    assert cases.check_curriculum(cases.shipped_curriculum(name)) == ()


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("sessions", [], [("no-sessions", "sessions"), ("step-unreached", "steps.talk"),
                          ("step-unreached", "steps.count")]),
        ("sessions.0.number", 2, [("session-order", "sessions.2")]),
        ("sessions.0.agenda", [], [("no-agenda", "sessions.1")]),
        ("sessions.0.hours", 1.5, [("agenda-sum", "sessions.1")]),
        ("sessions.0.homework", ["assumptions", "problem"], []),
        ("sessions.0.steps", ["count"], [("homework-elsewhere", "sessions.1"),
                                         ("step-unreached", "steps.talk")]),
        ("steps.0.worksheets", [], [("homework-elsewhere", "sessions.1"),
                                    ("step-without-worksheet", "steps.talk"),
                                    ("worksheet-unused", "worksheets.problem")]),
        ("steps.1.page", "proposal", [("worksheet-not-read", "steps.count")]),
        ("steps.1.title", "課題", [("twin-title", "steps")]),
        ("worksheets.0.fields.0.help", "", [("field-without-help", "worksheets.problem.gap")]),
        ("worksheets.0.fields.0.good", "", [("field-without-good", "worksheets.problem.gap")]),
        ("worksheets.0.fields.2.columns.0.bad", "",
         [("field-without-bad", "worksheets.problem.list")]),
        ("worksheets.0.fields.1.good", "丙", [("good-not-offered", "worksheets.problem.kind")]),
        ("worksheets.0.fields.1.label", "差", [("twin-title", "worksheets.problem")]),
        ("skills.0.levels", ["話せる。"], [("few-levels", "skills")]),
        ("sessions.0.materials", [TEXT, dict(TEXT)],
         [("twin-id", "sessions.1")]),
    ],
)  # fmt: skip
def test_each_lack_is_found_at_its_place(
    path: str, value: object, expected: list[tuple[str, str]]
) -> None:
    assert found(path, value) == expected


def test_the_sum_of_the_agenda_and_the_hours_are_told() -> None:
    wrong = cases.read_curriculum(changed("sessions.0.hours", 1.5, of=SOUND))
    (finding,) = cases.check_curriculum(wrong)
    assert finding.severity is Severity.ERROR
    assert finding.params == {"minutes": 60, "expected": 90}


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_written_is_the_same_curriculum_when_it_is_read(name: str) -> None:
    curriculum = cases.shipped_curriculum(name)
    text = cases.write_curriculum(curriculum)
    assert cases.read_curriculum(text) == curriculum
    assert "notes: |\n" in text.decode()
    assert "## ねらい\n" in text.decode()


def test_every_mistake_of_a_file_is_told_at_once() -> None:
    text = changed("worksheets.0.fields.1.type", "money", of=SOUND).replace(
        b"minutes: 60", b"minutes: long"
    )
    told = [each.params for each in cases.curriculum_mistakes(text)]
    assert told == [
        {"where": "sessions.0.agenda.0.minutes", "why": "int_parsing", "name": ""},
        {"where": "worksheets.0.fields.1.type", "why": "enum", "name": ""},
    ]


@pytest.mark.parametrize(
    ("path", "value", "why", "name"),
    [
        ("worksheets.0.fields.1.choices", [], "needs-choices-or-columns", "kind"),
        ("worksheets.0.fields.1.name", "gap", "stands-twice", "gap"),
        ("worksheets.0.fields.2.columns.0.type", "file", "rows-in-a-row", "list"),
        ("sessions.0.homework", ["dream"], "named-but-not-there", "dream"),
    ],
)
def test_a_mistake_of_ours_names_what_it_is_about(
    path: str, value: Any, why: str, name: str
) -> None:
    (told,) = cases.curriculum_mistakes(changed(path, value, of=SOUND))
    assert (told.code, told.params["why"], told.params["name"]) == ("bad-curriculum", why, name)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"id: small\ntitle: [\n", "bad-yaml"),
        (b"skills: [{use: policy.dream}]", "unknown-skill"),
        (b"worksheets: [{use: dream.dream}]", "unknown-curriculum"),
    ],
)
def test_a_text_that_cannot_be_looked_through_is_refused(text: bytes, code: str) -> None:
    with pytest.raises(cases.CasesError, match=code):
        cases.curriculum_mistakes(text)


def test_a_text_that_can_be_read_is_checked() -> None:
    (told,) = cases.curriculum_mistakes(changed("sessions.0.hours", 2, of=SOUND))
    assert told.code == "agenda-sum"
