"""The example that ships: built once, then held against counts made without Tomoni."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from engine.cases.walking import walked_hours
from tomoni.engine import cases, documents
from tomoni.engine.core import TomoniError, sha256

FOLDER = Path(__file__).resolve().parents[3] / "examples" / "food-permit-renewal"
WORKBOOK = FOLDER / "files" / "permits.xlsx"
ENDS, OPERATORS = "許可終了日", "営業者名"
CHAPTERS = ("effect", "as_is_cost", "to_be_cost", "concentration")
COSTS = {"effect.initial_yen", "effect.yearly_yen"}
FLOWS = (("as_is", 2), ("to_be", 1))


def recomputed(case: cases.Case, *, store: cases.Store) -> cases.Case:
    newest = max(head.made_at for versions in case.versions.values() for head in versions)
    result = cases.recompute(
        case,
        store=store,
        recipes=cases.RECIPES,
        made_by="",
        made_at=newest,
        engine_version="1",
    )
    errors: dict[str, TomoniError] = dict(result.failed)
    assert errors == {}
    assert result.waiting == ()
    return result.case


@pytest.fixture(scope="module")
def built() -> cases.Bundle:
    bundle = cases.read_bundle(FOLDER, must_be_sealed=False)
    case = cases.follow(bundle.case, curriculum=bundle.curriculum)
    case = recomputed(case, store=bundle.store)
    return cases.Bundle(case=case, store=bundle.store, curriculum=bundle.curriculum)


@pytest.fixture(scope="module")
def listed() -> list[dict[str, str]]:
    """The workbook's rows, without any room of the engine."""
    sheet = openpyxl.load_workbook(BytesIO(WORKBOOK.read_bytes()), read_only=True).worksheets[0]
    rows = sheet.iter_rows(values_only=True)
    headings = [str(heading).strip() for heading in next(rows)]
    return [dict(zip(headings, map(str, row), strict=True)) for row in rows if any(row)]


@pytest.fixture(scope="module")
def ends(listed: list[dict[str, str]]) -> list[tuple[int, int]]:
    """Year and month in which each permit ends; every one is written R08.08.31."""
    parts = [row[ENDS].strip().removeprefix("R").split(".") for row in listed]
    return [(2018 + int(era_year), int(month)) for era_year, month, _ in parts]


def value(bundle: cases.Bundle, name: str) -> float:
    artifact, _, quantity = name.partition(".")
    head = bundle.case.head(artifact)
    assert head is not None
    return head.quantities[quantity].value


def content(bundle: cases.Bundle, artifact: str, *, number: int = 0) -> Any:
    version = bundle.case.versions[artifact][number - 1]
    return cases.content_of(version, store=bundle.store)


def written(artifact: str, number: int) -> Any:
    return yaml.safe_load((FOLDER / "contents" / artifact / f"v{number}.yaml").read_bytes())


class TestTheCaseIsWhole:
    def test_only_the_review_is_still_to_come(self, built: cases.Bundle) -> None:
        findings = [(found.code, found.place.sheet) for found in cases.check(built)]
        assert findings == [("missing-worksheet", "review")]

    def test_every_value_fits_its_field(self, built: cases.Bundle) -> None:
        wrong = [
            f"{version.artifact} v{version.number}: {found}"
            for versions in built.case.versions.values()
            for version in versions
            if built.case.artifacts[version.artifact].kind == "worksheet"
            for found in misfits(
                built.curriculum.worksheet(version.artifact).fields,
                cases.content_of(version, store=built.store)["values"],
            )
        ]
        assert wrong == []

    def test_worksheets_refer_to_what_was_there_when_they_were_written(
        self, built: cases.Bundle
    ) -> None:
        for versions in built.case.versions.values():
            for version in versions:
                for reference in version.references.values():
                    assert built.case.version(reference).made_at <= version.made_at

    def test_the_file_is_the_one_the_source_describes(self, built: cases.Bundle) -> None:
        source, data = content(built, "permits_file"), WORKBOOK.read_bytes()
        assert (source["sha256"], source["size"]) == (sha256(data), len(data))
        assert source["sha256"] in (FOLDER / "README.md").read_text(encoding="utf-8")
        assert "高松市" in source["attribution"]
        assert source["purpose"]

    def test_it_goes_through_a_bundle_without_loss(
        self, built: cases.Bundle, tmp_path: Path
    ) -> None:
        cases.write_bundle(built, tmp_path / "out")
        again = cases.read_bundle(tmp_path / "out")
        assert again.case == built.case
        assert cases.bundle_zip(again) == cases.bundle_zip(built)


class TestTheNumbersAreTrue:
    def test_every_permit_ends_in_one_of_four_months(
        self, built: cases.Bundle, ends: list[tuple[int, int]]
    ) -> None:
        months = Counter(month for _, month in ends)
        assert set(months) == {2, 5, 8, 11}
        assert value(built, "concentration.count") == months.total() == 7350
        assert value(built, "concentration.share") == 1

    def test_the_year_and_its_busiest_month_are_counted_right(
        self, built: cases.Bundle, ends: list[tuple[int, int]]
    ) -> None:
        year = [(y, m) for y, m in ends if (2027, 4) <= (y, m) <= (2028, 3)]
        assert value(built, "renewals.count") == len(year) == 1447
        (busiest, most), *_ = Counter(year).most_common()
        assert busiest == (2027, 5)
        assert value(built, "peak.count") == most

    def test_the_first_hypothesis_is_refuted(
        self, built: cases.Bundle, listed: list[dict[str, str]], ends: list[tuple[int, int]]
    ) -> None:
        kinds = [row["業種"].strip() == "飲食店営業" for row in listed]
        in_may = [month == 5 for _, month in ends]
        hits = Counter(zip(kinds, in_may, strict=True))
        for letter, kind in (("a", True), ("b", False)):
            share = hits[kind, True] / (hits[kind, True] + hits[kind, False])
            assert value(built, f"restaurants.share_{letter}") == pytest.approx(share)
        assert content(built, "restaurants")["verdict"] == "反証"
        assert content(built, "concentration")["verdict"] == "支持"

    def test_the_group_judges_as_the_evidence_does(self, built: cases.Bundle) -> None:
        rows = content(built, "evaluation")["values"]["verdicts"]
        assert {row["evidence"] for row in rows} == {"restaurants", "concentration"}
        for row in rows:
            assert row["verdict"] == content(built, row["evidence"])["verdict"]

    @pytest.mark.parametrize("end", ["likely", "low", "high"])
    @pytest.mark.parametrize("flow", FLOWS)
    def test_a_flow_takes_the_hours_of_its_steps(
        self, built: cases.Bundle, flow: tuple[str, int], end: str
    ) -> None:
        hours = walked_hours(written(*flow), minutes=end, cases_a_year=1447)
        for name, kind in (("staff_hours", "職員"), ("citizen_hours", "市民")):
            head = built.case.head(f"{flow[0]}_cost")
            assert head is not None
            quantity = head.quantities[name]
            found = quantity.value if end == "likely" else getattr(quantity, end)
            assert found == pytest.approx(hours[kind], rel=1e-9)

    def test_the_effect_is_the_difference_and_stays_apart(self, built: cases.Bundle) -> None:
        before, after = (
            walked_hours(written(*flow), minutes="likely", cases_a_year=1447) for flow in FLOWS
        )
        saved = before["職員"] - after["職員"]
        assert value(built, "effect.staff_hours") == pytest.approx(saved)
        assert value(built, "effect.citizen_hours") == pytest.approx(before["市民"] - after["市民"])
        assert value(built, "effect.yen") == pytest.approx(saved * 3000)
        # Half of the effect in the first year: what is then missing is made good in the second.
        left = saved * 3000 - 240_000
        missing = 600_000 - (saved * 3000 / 2 - 240_000)
        assert value(built, "effect.payback_years") == pytest.approx(1 + missing / left)
        assert value(built, "effect.five_year_yen") == pytest.approx(saved * 3000 * 4.5)
        assert value(built, "effect.five_year_cost_yen") == pytest.approx(600_000 + 5 * 240_000)

    def test_the_text_says_of_the_range_what_is_so(self, built: cases.Bundle) -> None:
        head = built.case.head("effect")
        assert head is not None
        yen, cost = head.quantities["yen"], head.quantities["yearly_yen"]
        assert yen.low is not None
        assert cost.high is not None
        assert yen.low > cost.high
        assert (
            "幅の下の端でも運用の費用を上回る" in content(built, "proposal_text")["values"]["cost"]
        )

    def test_the_logic_model_has_no_weakness_that_must_be_put_right(
        self, built: cases.Bundle
    ) -> None:
        assert content(built, "logic_figure")["findings"] == []


class TestEveryNumberCanBeWalkedBack:
    def test_the_proposal_quotes_the_results_and_types_no_figure(self, built: cases.Bundle) -> None:
        document = documents.Document.model_validate(content(built, "proposal"))
        spans = list(documents.spans(document.blocks))
        assert not [span for span in spans if isinstance(span, documents.Orphan)]
        quoted = {span.name.partition(".")[0] for span in spans if hasattr(span, "name")}
        assert quoted >= set(CHAPTERS)
        assert {entry.name for entry in document.traces} >= {"effect.staff_hours", "effect.yen"}

    def test_a_number_ends_in_the_file_or_in_what_somebody_said(self, built: cases.Bundle) -> None:
        document = documents.Document.model_validate(content(built, "proposal"))
        digest = sha256(WORKBOOK.read_bytes())
        for entry in document.traces:
            walk = cases.trace(built.case, entry.name, store=built.store)
            assert all(step.newest for step in walk.steps)
            if entry.name in COSTS:
                assert walk.steps[-1].artifact == "assumptions"
                assert walk.sources == ()
                continue
            (traced,) = walk.sources
            assert (traced.source.sha256, traced.rows) == (digest, 7350), entry.name

    def test_the_saved_hours_pass_flows_counts_and_table(self, built: cases.Bundle) -> None:
        walk = cases.trace(built.case, "effect.staff_hours", store=built.store)
        passed = {step.artifact for step in walk.steps}
        assert passed == {
            *("effect", "as_is_cost", "to_be_cost", "as_is", "to_be"),
            *("renewals", "permits", "permits_file"),
        }

    def test_no_name_from_the_list_gets_into_the_proposal(
        self, built: cases.Bundle, listed: list[dict[str, str]]
    ) -> None:
        names = {row[OPERATORS].strip() for row in listed}
        text = json.dumps(content(built, "proposal"), ensure_ascii=False)
        assert not [name for name in names if len(name) > 3 and name in text]


class TestGoingBackIsKept:
    def test_both_problems_can_be_compared(self, built: cases.Bundle) -> None:
        first, second = (content(built, "problem", number=number) for number in (1, 2))
        changed = {change.path for change in cases.compare(first, second)}
        assert ("values", "issue") in changed
        assert ("values", "goal") not in changed

    def test_the_refuted_verdict_came_first(self, built: cases.Bundle) -> None:
        first = content(built, "evaluation", number=1)["values"]["verdicts"]
        assert [(row["verdict"], row["next_step"]) for row in first] == [("反証", "仮説に戻る")]

    def test_one_changed_minute_makes_the_proposal_stale_until_it_is_made_anew(
        self, built: cases.Bundle
    ) -> None:
        flow = content(built, "to_be")
        flow["steps"][0]["minutes"]["likely"] += 1
        flow["steps"][0]["minutes"]["high"] += 1
        changed = cases.revise(
            built.case,
            "to_be",
            content=flow,
            store=built.store,
            made_by="西村 香織（生活衛生課）",
            made_at=datetime.fromisoformat("2026-11-23T09:00:00+09:00"),
        )
        stale = {"to_be_cost", "effect", "logic_figure", "proposal"}
        assert stale == set(cases.stale(changed))
        again = cases.Bundle(
            case=recomputed(changed, store=built.store),
            store=built.store,
            curriculum=built.curriculum,
        )
        assert cases.stale(again.case) == {}
        lost = value(built, "effect.staff_hours") - value(again, "effect.staff_hours")
        assert lost == pytest.approx(1447 / 60)


def misfits(fields: tuple[cases.Field, ...], values: dict[str, Any]) -> Iterator[str]:
    known = {field.name: field for field in fields}
    yield from (f"{name} is no field" for name in values.keys() - known.keys())
    for name in values.keys() & known.keys():
        field = known[name]
        if field.choices and values[name] not in field.choices:
            yield f"{name} is no choice"
        if field.type is cases.FieldType.NUMBER and not isinstance(values[name], int | float):
            yield f"{name} is no number"
        for row in values[name] if field.columns else ():
            yield from misfits(field.columns, row)
