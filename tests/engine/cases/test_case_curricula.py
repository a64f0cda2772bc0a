from typing import Any

import pytest
import yaml

from engine.cases.samples import CURRICULUM
from tomoni.engine import cases


def changed(path: str, value: object, *, of: cases.Curriculum = CURRICULUM) -> bytes:
    """The curriculum with something else at one place."""
    content: Any = of.model_dump(mode="json")
    *way, last = (int(part) if part.isdigit() else part for part in path.split("."))
    spot = content
    for part in way:
        spot = spot[part]
    spot[last] = value
    return yaml.safe_dump(content, allow_unicode=True).encode()


def refusal(data: bytes) -> cases.CasesError:
    with pytest.raises(cases.CasesError) as caught:
        cases.read_curriculum(data)
    return caught.value


def test_a_curriculum_comes_back_as_it_was() -> None:
    assert cases.read_curriculum(changed("title", CURRICULUM.title)) == CURRICULUM
    assert CURRICULUM.name == "small@1"


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        ("worksheets.0.fields.1.type", "money", "worksheets.0.fields.1.type"),
        ("worksheets.1.fields.0.name", "Title", "worksheets.1.fields.0.name"),
        ("worksheets.0.fields.1.name", "gap", "worksheets.0"),
        ("worksheets.0.fields.3.columns", [], "worksheets.0.fields.3"),
        ("worksheets.0.fields.1.type", "choice", "worksheets.0.fields.1"),
        ("worksheets.0.fields.3.columns.0.type", "file", "worksheets.0.fields.3"),
        ("steps.0.page", "chat", "steps.0.page"),
        ("steps.0.colour", "red", "steps.0.colour"),
        ("sessions.0.hours", "long", "sessions.0.hours"),
        ("steps.0.worksheets", ["dream"], ""),
        ("sessions.0.steps", ["dream"], ""),
        ("sessions.0.homework", ["dream"], ""),
    ],
)
def test_a_mistake_is_named_by_its_place(path: str, value: object, where: str) -> None:
    error = refusal(changed(path, value))
    assert (error.code, error.params["where"]) == ("bad-curriculum", where)
    assert error.params["why"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("id: small\ntitle: [\n", 3),
        ("id: small\nid: large\n", 2),
        ("id: a\nb: &x [1]\nc: *x\n", 3),
        ("a: !!python/object/apply:os.system [ls]", 1),
        ("\t- a", 1),
        ("? [a, b]\n: c\n", 1),
        ("[" * 100_000, 1),
        ("a: " + "[" * 70 + "]" * 70, 1),
        ("a: " + "1" * 6000, 1),
    ],
)
def test_wrong_yaml_is_named_by_its_line(text: str, line: int) -> None:
    error = refusal(text.encode())
    assert (error.code, error.params) == ("bad-yaml", {"line": line})


def test_what_is_no_text_is_no_yaml() -> None:
    assert refusal("題名".encode("cp932")).code == "bad-yaml"


def test_a_few_lines_cannot_hold_a_billion() -> None:
    lines = ["a0: &a0 [x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    error = refusal("\n".join(lines).encode())
    assert (error.code, error.params) == ("bad-yaml", {"line": 2})


@pytest.mark.parametrize(
    "written", ["no", "on", "2026-09-01", "9:30", "0123", "1e3", "0x1F", "1_000", "=", "<<"]
)
def test_words_stay_the_words_that_were_written(written: str) -> None:
    text = changed("title", "WORD").replace(b"WORD", written.encode())
    assert cases.read_curriculum(text).title == written


@pytest.mark.parametrize("name", ["dream", "small@9", "../policy", "", "policy@0"])
def test_a_curriculum_that_does_not_come_with_tomoni_is_refused(name: str) -> None:
    with pytest.raises(cases.CasesError, match="unknown-curriculum"):
        cases.shipped_curriculum(name)


@pytest.mark.parametrize(
    ("path", "used", "code"),
    [
        ("worksheets.0", "policy.dream", "unknown-worksheet"),
        ("worksheets.0", "dream.problem", "unknown-curriculum"),
        ("skills", "policy.dream", "unknown-skill"),
    ],
)
def test_what_is_nowhere_cannot_be_used(path: str, used: str, code: str) -> None:
    use: object = {"use": used}
    error = refusal(changed(path, [use] if path == "skills" else use))
    assert error.code == code


@pytest.mark.parametrize(
    ("look", "code"),
    [
        (lambda: CURRICULUM.worksheet("dream"), "unknown-worksheet"),
        (lambda: CURRICULUM.step("dream"), "unknown-step"),
    ],
)
def test_what_is_not_in_the_curriculum_is_refused(look: Any, code: str) -> None:
    with pytest.raises(cases.CasesError, match=code):
        look()
