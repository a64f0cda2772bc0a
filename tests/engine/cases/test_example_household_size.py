"""The second example: a claim of before and after, held against the ministry's own sheets."""

from io import BytesIO
from pathlib import Path
from statistics import fmean, stdev
from typing import Any

import openpyxl
import pytest
import xlrd
from scipy import stats

from tomoni.engine import cases, documents
from tomoni.engine.core import TomoniError, sha256

FOLDER = Path(__file__).resolve().parents[3] / "examples" / "household-size"
FIRST, SECOND = FOLDER / "files" / "2000.xls", FOLDER / "files" / "2021.xlsx"
FOREIGN, ALL = 2_811_543, 126_654_244
"""Residents on 1 January 2021 by the ministry's publication."""


@pytest.fixture(scope="module")
def built() -> cases.Bundle:
    bundle = cases.read_bundle(FOLDER, must_be_sealed=False)
    case = cases.follow(bundle.case, curriculum=bundle.curriculum)
    newest = max(head.made_at for versions in case.versions.values() for head in versions)
    result = cases.recompute(
        case, store=bundle.store, recipes=cases.RECIPES, made_by="", made_at=newest,
        engine_version="1",
    )  # fmt: skip
    errors: dict[str, TomoniError] = dict(result.failed)
    assert errors == {}
    assert result.waiting == ()
    return cases.Bundle(case=result.case, store=bundle.store, curriculum=bundle.curriculum)


@pytest.fixture(scope="module")
def counted() -> dict[str, tuple[int, int, int, int]]:
    """People and homes in 2000 and in 2021 by prefecture, without any room of the engine."""
    old = xlrd.open_workbook(FIRST).sheet_by_index(0)
    sheet = openpyxl.load_workbook(
        BytesIO(SECOND.read_bytes()), data_only=True, keep_links=False
    ).worksheets[0]
    new = {str(row[1]): row for row in sheet.iter_rows(values_only=True)}
    found = {}
    for at in range(old.nrows):
        name, row = str(old.cell_value(at, 1)).strip(), old.row_values(at)
        if name.endswith(("都", "道", "府", "県")) and isinstance(row[4], float):
            later = new[name]
            found[name] = (int(row[4]), int(row[5]), int(str(later[4])), int(str(later[5])))
    assert len(found) == 47
    return found


def content(bundle: cases.Bundle, artifact: str) -> Any:
    head = bundle.case.head(artifact)
    assert head is not None
    return cases.content_of(head, store=bundle.store)


def value(bundle: cases.Bundle, name: str) -> float:
    artifact, _, quantity = name.partition(".")
    head = bundle.case.head(artifact)
    assert head is not None
    return head.quantities[quantity].value


def test_nothing_is_lacking(built: cases.Bundle) -> None:
    assert [(found.code, found.place.sheet) for found in cases.check(built)] == []


def test_the_files_are_those_that_the_sources_describe(built: cases.Bundle) -> None:
    told = (FOLDER / "README.md").read_text(encoding="utf-8")
    for artifact, path in (("population_2000_file", FIRST), ("population_2021_file", SECOND)):
        source, data = content(built, artifact), path.read_bytes()
        assert (source["sha256"], source["size"]) == (sha256(data), len(data))
        assert source["sha256"] in told
        assert "総務省" in source["attribution"]
    assert "Apache" in content(built, "prefectures_file")["licence"]


def test_every_prefecture_of_the_one_year_is_found_in_the_other(built: cases.Bundle) -> None:
    (match,) = content(built, "homes")["matches"]
    assert (match["rows"], match["matched"], match["other_unmatched_keys"]) == (47, 47, 0)


def test_the_first_claim_is_refuted(
    built: cases.Bundle, counted: dict[str, tuple[int, int, int, int]]
) -> None:
    grown = [now - then for _, then, _, now in counted.values()]
    assert min(grown) > 0
    assert value(built, "households.difference") == pytest.approx(fmean(grown))
    assert content(built, "households")["verdict"] == "反証"


def test_the_second_claim_is_supported_with_the_interval_of_students_t(
    built: cases.Bundle, counted: dict[str, tuple[int, int, int, int]]
) -> None:
    changes = [100 * (now / homes - then / before) for then, before, now, homes in counted.values()]
    reach = stats.t.ppf(0.975, 46) * stdev(changes) / 47**0.5
    verdict = content(built, "size")
    effect = verdict["effect"]
    assert (effect["value"], effect["low"], effect["high"]) == pytest.approx(
        (fmean(changes), fmean(changes) - reach, fmean(changes) + reach)
    )
    assert verdict["verdict"] == "支持"
    assert "2000年3月31日と2021年1月1日" in verdict["fact"]


def test_the_verdict_carries_its_weaknesses(built: cases.Bundle) -> None:
    found = {one["code"]: one for one in content(built, "size")["warnings"]}
    assert found["ecological"]["params"] == {"column": "都道府県名"}
    assert found["changed-between"]["blocks"]
    assert "2012年" in found["changed-between"]["answer"]


def test_the_second_look_counts_the_first(built: cases.Bundle) -> None:
    plan = built.case.artifact("size").plan
    assert plan is not None
    (look,) = plan.parameters["ledger"]
    first = content(built, "households")["details"]["p_value"]
    assert look["p_value"] == pytest.approx(first, rel=1e-6)
    assert "many-looks" in {one["code"] for one in content(built, "size")["warnings"]}


def test_what_the_answer_reckons_of_the_changed_register_is_so(
    built: cases.Bundle, counted: dict[str, tuple[int, int, int, int]]
) -> None:
    people, homes = (sum(row[at] for row in counted.values()) for at in (2, 3))
    assert people == ALL
    alone = 100 * ((people - FOREIGN) / (homes - FOREIGN) - people / homes)
    assert alone == pytest.approx(5.6, abs=0.05)
    said = {one["code"]: one["answer"] for one in content(built, "size")["warnings"]}
    assert "約6人" in said["changed-between"]
    assert alone < -content(built, "size")["effect"]["high"] - 30


def test_both_maps_have_the_same_classes_and_no_area_without_a_value(
    built: cases.Bundle, counted: dict[str, tuple[int, int, int, int]]
) -> None:
    areas = content(built, "size_map")["map"]["areas"]
    assert len(areas) == 47
    shown = {area["name"]: [one["value"] for one in area["values"]] for area in areas}
    for name, (then, before, now, homes) in counted.items():
        assert shown[name] == pytest.approx([100 * then / before, 100 * now / homes])
    totals = [sum(row[at] for row in counted.values()) for at in range(4)]
    assert value(built, "size_map.overall_1") == pytest.approx(100 * totals[0] / totals[1])
    assert value(built, "size_map.overall_2") == pytest.approx(100 * totals[2] / totals[3])


def test_the_page_quotes_its_numbers_and_shows_both_figures_and_the_map(
    built: cases.Bundle,
) -> None:
    document = documents.Document.model_validate(content(built, "proposal"))
    assert not [
        one for one in documents.spans(document.blocks) if isinstance(one, documents.Orphan)
    ]
    figures = [one.file for one in document.blocks if isinstance(one, documents.Figure)]
    assert figures == ["households-chart.svg", "size-chart.svg", "size_map-map.svg"]
    digests = {sha256(path.read_bytes()) for path in (FIRST, SECOND)}
    walk = cases.trace(built.case, "size.difference", store=built.store)
    assert {traced.source.sha256 for traced in walk.sources} == digests


def test_both_guesses_are_kept(built: cases.Bundle) -> None:
    first, second = built.case.versions["guess"]
    assert (first.number, second.number) == (1, 2)
    assert "仮説に戻った" in second.note
