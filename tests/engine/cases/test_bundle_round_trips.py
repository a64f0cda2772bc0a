from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cases.samples import CURRICULUM, bundle, cook, empty, proposed, worksheet, write
from tomoni.engine import cases
from tomoni.engine.core import Quantity

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.sampled_from(["no", "9:30", "0123", "-.5", "1.5e3", "~", "=", "2026-09-01", "0o7"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("aあ\n:# "), inner),
    max_leaves=12,
)


@pytest.fixture
def whole() -> cases.Bundle:
    store = cases.MemoryStore()
    case = proposed("中央区に{{ central.count }}ある", store=store)
    return bundle(cook(case, store=store).case, store=store)


def paths(folder: Path) -> dict[str, bytes]:
    return {
        place.relative_to(folder).as_posix(): place.read_bytes()
        for place in folder.rglob("*")
        if place.is_file()
    }


def with_files(names: list[str], *, store: cases.Store) -> cases.Case:
    return write(
        empty(),
        cases.Artifact(id="notes", kind="worksheet"),
        {"worksheet": "problem"},
        store=store,
        files={name: name.encode() for name in names},
    )


def test_a_folder_gives_back_the_same_case_and_the_same_files(
    whole: cases.Bundle, tmp_path: Path
) -> None:
    cases.write_bundle(whole, tmp_path / "one")
    back = cases.read_bundle(tmp_path / "one")
    assert back.case == whole.case
    assert back.curriculum == whole.curriculum
    cases.write_bundle(back, tmp_path / "two")
    assert paths(tmp_path / "one") == paths(tmp_path / "two")


def test_a_zip_gives_back_the_same_case_and_the_same_bytes(
    whole: cases.Bundle, tmp_path: Path
) -> None:
    cases.write_bundle(whole, tmp_path / "case.zip")
    back = cases.read_bundle(tmp_path / "case.zip")
    assert back.case == whole.case
    assert cases.bundle_zip(back) == (tmp_path / "case.zip").read_bytes()


def test_a_folder_and_a_zip_are_the_same_bundle(whole: cases.Bundle, tmp_path: Path) -> None:
    cases.write_bundle(whole, tmp_path / "folder")
    assert cases.bundle_zip(cases.read_bundle(tmp_path / "folder")) == cases.bundle_zip(whole)


def test_every_content_and_every_file_comes_back(whole: cases.Bundle) -> None:
    back = cases.read_bundle(cases.bundle_zip(whole))
    for versions in whole.case.versions.values():
        for version in versions:
            for digest in (version.content, *version.files.values()):
                assert back.store.read(digest) == whole.store.read(digest)
    assert any(version.files for versions in whole.case.versions.values() for version in versions)


def test_what_people_wrote_can_be_read_without_tomoni(whole: cases.Bundle, tmp_path: Path) -> None:
    cases.write_bundle(whole, tmp_path / "case")
    text = (tmp_path / "case/contents/proposal_text/v1.yaml").read_text(encoding="utf-8")
    assert "中央区に{{ central.count }}ある" in text
    assert (tmp_path / "case/files/permits_file/v1/許可一覧.csv").is_file()
    assert (tmp_path / "case/manifest.sha256").is_file()


def test_nothing_is_made_again_after_a_round_trip(whole: cases.Bundle) -> None:
    back = cases.read_bundle(cases.bundle_zip(whole))
    assert cases.stale(back.case) == {}
    assert cook(back.case, store=back.store).case == whole.case


@pytest.mark.parametrize(
    "names",
    [
        ["報告:最終.xlsx", "報告?最終.xlsx", "報告_最終.xlsx"],
        ["a.csv", "A.csv", "a.CSV"],
        ["..", ".", ".hidden", "con.txt", "end. "],
        ["許可" * 90 + ".xlsx", "許可" * 90 + "2.xlsx", "x" * 190],
        ["manifest.sha256", "case.yaml", "C:evil", '"<|>*"'],
    ],
)
def test_files_of_any_name_come_back(names: list[str], tmp_path: Path) -> None:
    store = cases.MemoryStore()
    case = with_files(names, store=store)
    cases.write_bundle(bundle(case, store=store), tmp_path / "case")
    back = cases.read_bundle(tmp_path / "case")
    assert back.case == case
    assert cases.read_bundle(cases.bundle_zip(back)).case == case
    (version,) = back.case.versions["notes"]
    assert cases.files_of(version, store=back.store) == {name: name.encode() for name in names}


@given(st.dictionaries(st.text("aあ\n:# ", max_size=5), PLAIN, max_size=4))
def test_whatever_stands_in_a_worksheet_comes_back(values: dict[str, Any]) -> None:
    store = cases.MemoryStore()
    case = write(
        empty(),
        cases.Artifact(id="notes", kind="worksheet"),
        {"worksheet": "problem", "values": values},
        store=store,
    )
    assert cases.read_bundle(cases.bundle_zip(bundle(case, store=store))).case == case


def test_an_older_bundle_is_replaced(whole: cases.Bundle, tmp_path: Path) -> None:
    for target in (tmp_path / "case", tmp_path / "case.zip"):
        cases.write_bundle(bundle(empty(), store=cases.MemoryStore()), target)
        cases.write_bundle(whole, target)
        assert cases.read_bundle(target).case == whole.case
    assert sorted(place.name for place in tmp_path.iterdir()) == ["case", "case.zip"]


def test_a_case_written_by_hand_needs_neither_seal_nor_numbers(tmp_path: Path) -> None:
    (tmp_path / "curriculum.yaml").write_bytes(
        CURRICULUM.model_dump_json().encode()  # JSON is YAML
    )
    (tmp_path / "case.yaml").write_text(
        """
format: tomoni-case/1
id: hand
title: 手で書いたケース
curriculum: small
artifacts:
  - id: problem
    kind: worksheet
    versions:
      - {number: 1, content: problem.yaml, made_at: 2026-09-01T12:00:00+09:00}
""",
        encoding="utf-8",
    )
    (tmp_path / "problem.yaml").write_text(
        "worksheet: problem\nvalues: {gap: '{{ central.count }}', waiting: 45}\n", encoding="utf-8"
    )
    with pytest.raises(cases.CasesError, match="unsealed"):
        cases.read_bundle(tmp_path)
    found = cases.read_bundle(tmp_path, must_be_sealed=False)
    (version,) = found.case.versions["problem"]
    assert version.quotes == ("central.count",)
    assert version.quantities["waiting"].value == 45
    assert cases.read_bundle(cases.bundle_zip(found)).case == found.case


def test_a_bundle_has_the_curriculum_of_its_case() -> None:
    case = cases.Case(id="other", title="", curriculum="small@2")
    with pytest.raises(cases.CasesError, match="unknown-curriculum"):
        bundle(case, store=cases.MemoryStore())


def test_the_numbers_of_a_worksheet_come_back_with_their_ranges() -> None:
    store = cases.MemoryStore()
    case = worksheet(empty(), "problem", {"gap": "長い", "waiting": 45}, store=store)
    case = write(
        case,
        case.artifacts["problem"],
        {"worksheet": "problem"},
        store=store,
        quantities={"waiting": Quantity(value=0.1, low=-0.0, high=1e300, made_from=("a.b",))},
    )
    assert cases.read_bundle(cases.bundle_zip(bundle(case, store=store))).case == case
