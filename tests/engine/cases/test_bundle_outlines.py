"""A sealed bundle whose files say what cannot be: one clear error."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from engine.cases.parcels import outlined, refusal, sealed, unzipped


def entry(outline: dict[str, Any], key: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in outline["artifacts"] if each["id"] == key)
    return found


def change(key: str, **values: Any) -> Callable[[dict[str, Any]], None]:
    return lambda outline: entry(outline, key).update(values)


def change_version(key: str, **values: Any) -> Callable[[dict[str, Any]], None]:
    return lambda outline: entry(outline, key)["versions"][0].update(values)


REFERS = {"artifact": "central", "version": 1}


class TestOutlines:
    @pytest.mark.parametrize(
        ("change", "code"),
        [
            (lambda outline: outline.pop("format"), "not-a-case"),
            (lambda outline: outline.update(format="tomoni-case/99"), "not-a-case"),
            (lambda outline: outline.pop("title"), "not-a-case"),
            (lambda outline: outline.update(title=["a"]), "bad-content"),
            (lambda outline: outline.update(artifacts="none"), "not-a-case"),
            (lambda outline: outline.update(artifacts=None), "not-a-case"),
            (lambda outline: outline.update(curriculum="dream@1"), "unknown-curriculum"),
            (lambda outline: outline["artifacts"].append({"id": "a"}), "bad-content"),
            (
                lambda outline: outline["artifacts"].append(deepcopy(outline["artifacts"][0])),
                "twin-artifacts",
            ),
            (change("permits", kind="poem"), "unknown-kind"),
            (change("permits", id="../permits"), "bad-content"),
            (change("permits", colour="red"), "bad-content"),
            (change("permits_file", kind="flow"), "bad-content"),
            (change("permits", versions=None), "not-a-case"),
            (
                change("permits", plan={"function": "f", "inputs": {"a": "gone"}}),
                "unknown-artifact",
            ),
            (change("permits", plan={"function": "f", "inputs": {"a": "central"}}), "cycle"),
            (change_version("permits", references={"a": REFERS}), "cycle"),
            (
                change_version("permits", references={"a": {**REFERS, "version": 2}}),
                "unknown-version",
            ),
            (
                change_version("permits", references={"a": {**REFERS, "artifact": "gone"}}),
                "unknown-version",
            ),
            (change_version("permits", number=2), "wrong-number"),
            (change_version("permits", made_at="soon"), "bad-content"),
            (change_version("permits", content="contents/gone.json"), "missing-file"),
            (change_version("permits", content="../../etc/passwd"), "missing-file"),
            (change_version("permits", content=7), "not-a-case"),
            (change_version("permits", files={"a": "files/gone"}), "missing-file"),
            (change_version("permits", files={"../a": "case.yaml"}), "bad-content"),
            (change_version("permits", quantities={"rows": {"value": "many"}}), "bad-content"),
            (
                change_version("permits", quantities={"rows": {"value": float("nan")}}),
                "bad-content",
            ),
        ],
    )
    def test_one_that_cannot_be(self, change: Callable[[dict[str, Any]], None], code: str) -> None:
        assert refusal(outlined(change)).code == code

    @pytest.mark.parametrize(
        ("name", "data", "code"),
        [
            ("case.yaml", b"- a list", "not-a-case"),
            ("case.yaml", b"", "not-a-case"),
            ("case.yaml", b"format: [", "bad-yaml"),
            ("case.yaml", b"a: &a [1]\nb: [*a, *a]", "bad-yaml"),
            ("curriculum.yaml", b"id: small", "bad-curriculum"),
            ("contents/permits/v1.json", b"{", "not-a-case"),
            ("contents/permits/v1.json", b'{"a": NaN}', "not-a-case"),
            ("contents/permits/v1.json", b"[" * 100_000, "not-a-case"),
            ("contents/permits_file/v1.yaml", b"file_name: a", "bad-content"),
            ("contents/permits_file/v1.yaml", b"a: !!binary QQ==", "bad-content"),
        ],
    )
    def test_a_file_in_it_that_cannot_be(self, name: str, data: bytes, code: str) -> None:
        assert refusal(sealed(unzipped() | {name: data})).code == code

    def test_no_outline(self) -> None:
        assert refusal(sealed({"readme.txt": b"x"})).code == "not-a-case"
