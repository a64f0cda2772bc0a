"""`tomoni case`: built the same every time, checked, and every number walked back."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from config import small_case
from tomoni.config.cli import run
from tomoni.engine import cases

EXAMPLE = Path(__file__).parents[2] / "examples" / "food-permit-renewal"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_case.write(tmp_path / "hand-written")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def answer(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def bytes_in(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_build_names_every_number_and_where_it_came_from(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["case", "build", str(folder), "--out", str(out), "--json"]) == 0
    built = answer(capsys)
    numbers = {one["name"]: one for one in built["quantities"]}
    # 48 permits × (30 − 10) minutes of citizens / 60
    saved = numbers["effect.citizen_hours"]
    assert (saved["value"], saved["unit"]) == (pytest.approx(16), "時間")
    assert saved["low"] < saved["value"] < saved["high"]
    assert saved["sources"] == [
        {
            "file": "permits.csv",
            "sha256": hashlib.sha256(small_case.TABLE.encode()).hexdigest(),
            "rows": 48,
            "owner": "生活衛生課",
            "licence": "CC BY 4.0",
        }
    ]
    assert numbers["assumptions.yen_per_hour"]["sources"] == []
    assert built["failed"] == {}
    assert (built["written"], built["findings"]) == (str(out), [])
    bundle = cases.read_bundle(out / "case")
    quoted = {f"{key}.{name}" for key in bundle.case.artifacts
              for name in bundle.case.versions[key][-1].quantities}  # fmt: skip
    assert quoted == numbers.keys()


def test_the_proposal_lies_beside_the_case(folder: Path, out: Path) -> None:
    assert run(["case", "build", str(folder), "--out", str(out), "--division", "生活衛生課"]) == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "case", "proposal.docx", "proposal.html", "proposal.pdf"
    ]  # fmt: skip
    text = "".join(page.extract_text() for page in PdfReader(out / "proposal.pdf").pages)
    assert "16時間" in text
    page = (out / "proposal.html").read_text()
    assert "生活衛生課" in page
    assert "青木 翔太" in page


def test_two_builds_give_equal_bytes_and_a_build_of_a_build_changes_nothing(
    folder: Path, out: Path, tmp_path: Path
) -> None:
    assert run(["case", "build", str(folder), "--out", str(out)]) == 0
    first = bytes_in(out)
    assert run(["case", "build", str(folder), "--out", str(out)]) == 0
    assert bytes_in(out) == first
    again = tmp_path / "again"
    assert run(["case", "build", str(out), "--out", str(again)]) == 0
    assert bytes_in(again) == first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again", "hand-written", "out"]


def test_the_moment_of_new_versions_can_be_given(folder: Path, out: Path) -> None:
    at = "2027-03-10T17:00:00+09:00"
    assert run(["case", "build", str(folder), "--out", str(out), "--at", at]) == 0
    effect = cases.read_bundle(out / "case").case.versions["effect"][-1]
    assert effect.made_at.isoformat() == at


def test_a_flow_that_never_ends_is_named_and_nothing_is_written(
    tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small_case.write(tmp_path / "endless", to_be_next="s1")
    assert run(["case", "build", str(folder), "--out", str(out)]) == 1
    shown = capsys.readouterr().out
    assert "終わりません" in " ".join(shown.split())
    assert "何も書き出していません" in shown
    assert not out.exists()
    assert run(["case", "build", str(folder), "--out", str(out), "--json"]) == 1
    built = answer(capsys)
    assert built["written"] is None
    assert built["failed"]["to_be_cost"]["code"] == "endless"
    assert "effect" in built["waiting"]


def test_a_build_that_fails_leaves_the_last_one(folder: Path, out: Path) -> None:
    assert run(["case", "build", str(folder), "--out", str(out)]) == 0
    before = bytes_in(out)
    shutil.rmtree(folder)
    small_case.write(folder, to_be_next="s1")
    assert run(["case", "build", str(folder), "--out", str(out)]) == 1
    assert bytes_in(out) == before


def test_a_reference_to_nothing_blocks_and_a_typed_number_is_pointed_out(
    tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "{{ effect.houres }}が減る。去年は300人が来た。"
    folder = small_case.write(tmp_path / "quotes", text=text)
    assert run(["case", "build", str(folder), "--out", str(out)]) == 1
    assert run(["case", "check", str(out)]) == 1
    shown = " ".join(capsys.readouterr().out.split())
    assert "【直してください】「proposal_textの題」" in shown
    assert "effect.houres" in shown
    assert "【確かめてください】" in shown
    assert "300人" in shown


def test_a_case_that_was_not_built_yet_lacks_its_results(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["case", "check", str(folder), "--json"]) == 1
    found = answer(capsys)["findings"]
    assert {one["code"] for one in found} == {"unmade"}
    assert {"as_is_cost", "effect", "proposal", "renewals"} <= {
        one["place"]["sheet"] for one in found
    }
    assert run(["case", "build", str(folder), "--out", str(out)]) == 0
    assert run(["case", "check", str(out)]) == 0
    assert run(["case", "check", str(out / "case"), "--json"]) == 0


def test_a_changed_minute_is_seen_as_stale(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["case", "build", str(folder), "--out", str(out)]) == 0
    (out / "case" / "manifest.sha256").unlink()
    outline = out / "case" / "case.yaml"
    plan = "function: evidence.count"
    assert plan in outline.read_text()
    changed = outline.read_text().replace("parameters: {}", "parameters: {label: 許可}", 2)
    outline.write_text(changed)
    capsys.readouterr()
    assert run(["case", "check", str(out / "case")]) == 1
    assert "計算し直してください" in capsys.readouterr().out


@pytest.mark.parametrize("is_built", [False, True])
def test_a_number_is_walked_back_to_its_file(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str], *, is_built: bool
) -> None:
    if is_built:
        assert run(["case", "build", str(folder), "--out", str(out)]) == 0
    before = bytes_in(folder)
    capsys.readouterr()
    place = str(out if is_built else folder)
    assert run(["case", "trace", place, "effect.staff_hours"]) == 0
    shown = capsys.readouterr().out
    for part in (
        "effect.staff_hours 第1版",
        "renewals.count",
        "permits.csv　48行",
        "SHA-256",
        "保有：生活衛生課",
    ):
        assert part in shown or part.replace("　", " ") in shown
    assert run(["case", "trace", place, "effect.staff_hours", "--json"]) == 0
    found = answer(capsys)
    assert found["steps"][0]["artifact"] == "effect"
    assert found["sources"][0]["rows"] == 48
    assert bytes_in(folder) == before


def test_a_number_that_cannot_be_made_says_what_it_waits_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small_case.write(tmp_path / "endless", to_be_next="s1")
    assert run(["case", "trace", str(folder), "effect.staff_hours"]) == 2
    shown = capsys.readouterr().err
    assert "あるべき姿の業務フローの時間" in shown
    assert "tomoni case check" in shown


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("effect.houres", "「effect.houres」という数値は、このケースにありません"),
        ("efect.staff_hours", "「efect」という成果物は、このケースにありません"),
        ("proposal", "「proposal」という数値は"),
        ("", "という成果物は"),
    ],
)
def test_a_number_that_is_not_there_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, said: str
) -> None:
    assert run(["case", "trace", str(folder), name]) == 2
    shown = capsys.readouterr().err
    assert said in shown
    assert shown.count("\n") == 1


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("nowhere", "が見つかりません"),
        ("empty", "ケースの束ではありません"),
        ("text.zip", "ケースの束として開けません"),
        ("broken", "行目あたりの書き方"),
        ("altered", "変えられているか、壊れています"),
    ],
)
def test_what_is_no_case_is_refused_and_nothing_is_left_behind(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str, said: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.zip").write_text("no zip")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "case.yaml").write_text("format: [")
    cases.write_bundle(cases.read_bundle(folder, must_be_sealed=False), tmp_path / "altered")
    (tmp_path / "altered" / "curriculum.yaml").write_text("id: other")
    before = bytes_in(tmp_path)
    for command in (["build", "--out", str(tmp_path / "out")], ["check"], ["trace", "a.b"]):
        verb, *rest = command
        asked = [verb, str(tmp_path / place), *rest]
        assert run(["case", *asked]) == 2
        shown = capsys.readouterr()
        assert said in shown.err
        assert shown.err.count("\n") == 1
        assert shown.out == ""
    assert bytes_in(tmp_path) == before


def test_a_folder_that_is_no_build_is_never_overwritten(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.docx").write_text("mine")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "mine")
    for target in (tmp_path / "mine", tmp_path / "file", tmp_path / "link", folder):
        before = bytes_in(tmp_path)
        assert run(["case", "build", str(folder), "--out", str(target)]) == 2
        assert "ほかのものが入っています" in capsys.readouterr().err
        assert bytes_in(tmp_path) == before
    assert run(["case", "build", str(folder), "--out", str(folder / "out")]) == 2
    assert "フォルダの中です" in capsys.readouterr().err


def test_a_moment_without_its_offset_is_refused(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for at in ("2027-03-10T17:00:00", "yesterday"):
        assert run(["case", "build", str(folder), "--out", str(out), "--at", at]) == 2
        assert "時差まで" in capsys.readouterr().err


@pytest.mark.slow
def test_the_example_is_built_without_anything_lacking(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["case", "build", str(EXAMPLE), "--out", str(out), "--json"]) == 0
    built = answer(capsys)
    saved = next(one for one in built["quantities"] if one["name"] == "effect.staff_hours")
    assert saved["sources"][0]["rows"] == 7350
    assert "error" not in {finding["severity"] for finding in built["findings"]}
    assert len(PdfReader(out / "proposal.pdf").pages) > 3


@pytest.mark.slow
def test_the_example_of_before_and_after_is_built_with_its_map(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    example = EXAMPLE.with_name("household-size")
    assert run(["case", "build", str(example), "--out", str(out), "--json"]) == 0
    built = answer(capsys)
    size = next(one for one in built["quantities"] if one["name"] == "size.difference")
    assert sorted(one["rows"] for one in size["sources"]) == [47, 47]
    assert built["findings"] == []
    assert "百世帯の人数" in (out / "proposal.html").read_text(encoding="utf-8")
