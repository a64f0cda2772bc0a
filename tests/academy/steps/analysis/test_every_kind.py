"""A claim of each kind is written, locked and judged through the pages."""

import re
from typing import Any

import pytest
from django.test import Client

from academy.conftest import City
from academy.steps.analysis.every_kind import EVERY, Case
from academy.steps.analysis.samples import address
from tomoni.academy.steps.analysis import kinds, questions
from tomoni.academy.steps.data import services as taking
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.reading import open_case
from tomoni.engine import evidence

ALL = pytest.mark.parametrize("kind", sorted(EVERY))


def condition(*, place: int = 0, **cells: str) -> dict[str, str]:
    return {f"conditions-{place}-{name}": cell for name, cell in cells.items()}


def begun(akari: Client, city: City, case: models.Case, given: Case) -> str:
    """The address of a claim that was begun about the given file."""
    about = {"purpose": "確かめるため"}
    taking.take_in(case, actor=city.akari, data=given.file, file_name="表.csv", about=about)
    akari.post(address(case, "new"))
    return address(case, "claim", "claim_1")


def test_every_kind_of_the_engine_is_offered_in_words() -> None:
    assert set(kinds.KINDS) == set(evidence.KINDS) == set(EVERY)
    for kind, said in kinds.KINDS.items():
        asked = kinds.asked(kind.value)
        assert kinds.needs(kind.value) <= set(asked), kind
        assert set(asked) <= set(questions.QUESTIONS), kind
        assert set(said.words) <= set(asked), kind


@ALL
def test_the_form_asks_only_what_the_kind_needs(
    akari: Client, city: City, case: models.Case, kind: str
) -> None:
    given = EVERY[kind]
    where = begun(akari, city, case, given)
    assert akari.get(where).text.count('type="radio" name="kind"') == len(EVERY)
    akari.post(where, {**given.posted, "kind": kind, "do": "save"})
    page = akari.get(where).text
    names = set(re.findall(r'name="([a-z_]+)', page)) & set(questions.QUESTIONS)
    assert names <= set(kinds.asked(kind))
    assert set(given.parts) <= names


@ALL
def test_a_claim_of_each_kind_is_locked_and_judged(
    akari: Client, city: City, case: models.Case, kind: str
) -> None:
    given = EVERY[kind]
    where = begun(akari, city, case, given)
    answer = akari.post(where, {**given.posted, "kind": kind}, follow=True)
    assert answer.status_code == 200, re.findall(r'field-errors".*?</div>', answer.text)
    verdict = evidence.Verdict.model_validate(open_case(case).content("evidence_1"))
    assert given.sentence in verdict.claim.sentence
    assert verdict.verdict.value == given.verdict, verdict.warnings
    assert f"<dt>意味のある差</dt><dd>{given.margin}</dd>" in answer.text
    assert verdict.fact in answer.text
    codes = re.findall(r"[a-z]+(?:-[a-z]+)+：", answer.text)
    assert codes == []


@ALL
def test_a_locked_claim_comes_back_as_it_was_typed(
    akari: Client, city: City, case: models.Case, kind: str
) -> None:
    where = begun(akari, city, case, EVERY[kind])
    akari.post(where, {**EVERY[kind].posted, "kind": kind})
    first = evidence.Claim.model_validate(open_case(case).content("claim_1"))
    akari.get(where)
    akari.post(where, {"base": "1", "do": "lock"})
    opened = open_case(case)
    assert len(opened.case.versions["claim_1"]) == 2
    second = evidence.Claim.model_validate(opened.content("claim_1"))
    assert second.model_copy(update={"locked_at": first.locked_at}) == first


@pytest.mark.parametrize("kind", ["paired", "interrupted", "differences"])
def test_what_else_changed_is_answered_and_then_judged(
    akari: Client, city: City, case: models.Case, kind: str
) -> None:
    where = begun(akari, city, case, EVERY[kind])
    akari.post(where, {**EVERY[kind].posted, "kind": kind})
    verdict = evidence.Verdict.model_validate(open_case(case).content("evidence_1"))
    said = {one.code: "担当課に確かめたが、なかった" for one in verdict.warnings if one.blocks}
    assert said
    page = akari.post(address(case, "answer", "claim_1"), said, follow=True).text
    assert "支持</span>" in page
    assert "担当課に確かめたが、なかった" in page


def test_a_long_table_is_folded_below_its_picture(
    akari: Client, city: City, case: models.Case
) -> None:
    where = begun(akari, city, case, EVERY["interrupted"])
    page = akari.post(where, {**EVERY["interrupted"].posted, "kind": "interrupted"}, follow=True)
    assert len(page.context["result"].table.rows) > 20
    folded = page.text.split('<details class="disclosure"')[1]
    assert "<caption>図のもとの表</caption>" in folded


BAD: list[tuple[str, dict[str, Any], str]] = [
    ("two_means", {"column": "地区"}, "column"),
    ("two_means", {"column": ""}, "column"),
    ("two_means", {"smallest": "0"}, "smallest"),
    ("two_means", {"smallest": "-3"}, "smallest"),
    ("two_means", {"smallest": "三分"}, "smallest"),
    ("two_means", {"smallest": "9" * 400}, "smallest"),
    ("two_means", {"unit": "分" * 101}, "unit"),
    ("two_means", {"group_b": "北部"}, "group_b"),
    ("two_means", {"group_a": ""}, "group_a"),
    ("two_means", {"group_column": ""}, "group_column"),
    ("two_means", condition(column="手続き", values="廃止"), "conditions"),
    ("two_means", condition(column="待ち時間（分）", op="at_least", values="とても長い"),
     "conditions"),
    ("two_means", condition(column="待ち時間（分）", op="at_least", values="999"), "conditions"),
    ("two_means", condition(column="待ち時間（分）", op="between", values="1"), "conditions"),
    ("two_means", condition(column="受付日", part="month", values="13月"), "conditions"),
    ("two_means", condition(values="2"), "conditions-0-column"),
    ("many_means", {"group_column": "受付番号"}, "group_column"),
    ("two_proportions", {"categories": []}, "categories"),
    ("two_proportions", {"smallest": "101"}, "smallest"),
    ("stratified", {"strata_column": ""}, "strata_column"),
    ("relation", {"smallest": "2"}, "smallest"),
    ("relation", {"other_column": "見直し前の待ち時間（分）"}, "other_column"),
    ("paired", {"other_column": ""}, "other_column"),
    ("paired", {"other_column": "待ち時間（分）"}, "other_column"),
    ("rates", {"population_column": "救急の件数"}, "population_column"),
    ("rates", {"standard-0-stratum": "若年", "standard-0-persons": "多い"}, "standard-0-persons"),
    ("rates", {"standard-0-stratum": "若年", "standard-0-persons": "100"}, "standard"),
    ("interrupted", {"changed_at": ""}, "changed_at"),
    ("interrupted", {"changed_at": "2022-02-01"}, "changed_at"),
    ("interrupted", {"changed_at": "去年"}, "changed_at"),
    ("interrupted", {"time_column": ""}, "time_column"),
    ("differences", {"time_column": "窓口"}, "time_column"),
    ("differences", {"unit_column": "方式", "group_column": "窓口", "group_a": "窓口1",
                     "group_b": "窓口2"}, "unit_column"),
    ("synthetic", {"group_a": ""}, "group_a"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "changed", "field"), BAD)
def test_what_cannot_be_compared_is_said_beside_its_field(
    akari: Client, city: City, case: models.Case, kind: str, changed: dict[str, Any], field: str
) -> None:
    where = begun(akari, city, case, EVERY[kind])
    answer = akari.post(where, {**EVERY[kind].posted, "kind": kind, **changed})
    assert answer.status_code == 422
    assert f'href="#field-{field}"' in answer.text
    assert f'id="field-{field}' in answer.text
    assert not models.Artifact.objects.filter(kind__in=("claim", "evidence")).exists()


def test_a_group_of_many_is_typed_and_the_other_may_be_all_the_rest(
    akari: Client, city: City, case: models.Case
) -> None:
    given = EVERY["two_means"]
    where = begun(akari, city, case, given)
    many = {"group_column": "受付番号", "group_a": "7", "group_b": "", "do": "save"}
    akari.post(where, {**given.posted, "kind": "two_means", **many})
    page = akari.get(where).text
    assert "__rest__" not in page
    assert "空のままなら、それ以外のすべてと比べます。" in page
    few = {"base": "0", "shown": "group_column group_b", "group_column": "地区", "group_b": ""}
    akari.post(where, few)
    assert 'value="__rest__" checked' in akari.get(where).text
    two = {"group_a": "7", "group_b": "8", "smallest": "3"}
    answer = akari.post(where, {**given.posted, "kind": "two_means", **many, **two, "do": "lock"})
    assert answer.status_code == 422  # one row is no group
    assert 'href="#field-column"' in answer.text


def test_a_tiny_margin_stays_as_it_was_typed(akari: Client, city: City, case: models.Case) -> None:
    given = EVERY["two_proportions"]
    where = begun(akari, city, case, given)
    posted = {**given.posted, "kind": "two_proportions", "smallest": "0.0000001"}
    assert akari.post(where, posted).status_code == 302
    claim = evidence.Claim.model_validate(open_case(case).content("claim_1"))
    assert claim.smallest_difference == 1e-9
    assert 'value="0.0000001"' in akari.get(where).text


def test_conditions_narrow_the_rows_and_come_back_as_typed(
    akari: Client, city: City, case: models.Case
) -> None:
    given = EVERY["two_means"]
    where = begun(akari, city, case, given)
    narrowed = condition(column="手続き", values="更新、新規") | condition(
        place=1, column="受付日", part="month", op="in", values="1月、２月"
    )
    page = akari.post(where, {**given.posted, "kind": "two_means", **narrowed}, follow=True).text
    claim = evidence.Claim.model_validate(open_case(case).content("claim_1"))
    assert [each.values for each in claim.filters] == [("更新", "新規"), (1, 2)]
    assert "「受付日」の月が1月・2月である" in page
    page = akari.get(where).text
    assert 'value="更新、新規"' in page
    assert 'value="1月、2月"' in page


def test_another_kind_keeps_what_it_asks_too(akari: Client, city: City, case: models.Case) -> None:
    given = EVERY["two_proportions"]
    where = begun(akari, city, case, given)
    akari.post(where, {**given.posted, "kind": "two_proportions", "do": "save"})
    akari.post(where, {"base": "0", "shown": "kind", "kind": "many_proportions"})
    draft = models.Draft.objects.get(key="claim_1").values["claim"]
    assert (draft["kind"], draft["column"], draft["group_a"]) == (
        "many_proportions",
        "遅れ",
        "北部",
    )
    akari.post(where, {"base": "0", "shown": "kind", "kind": "two_means"})
    draft = models.Draft.objects.get(key="claim_1").values["claim"]
    assert (draft["column"], draft["group_a"], draft["reason"]) == (
        "", "北部", given.posted["reason"],
    )  # fmt: skip


def test_the_sentence_grows_with_what_is_written(
    akari: Client, city: City, case: models.Case
) -> None:
    where = begun(akari, city, case, EVERY["two_means"])
    draft = where.replace("/claim_1/", "/claim_1/draft/")
    typed: dict[str, str] = {"base": "0", "kind": "two_means", "table": "table_1"}
    grown = []
    for more in ({}, {"column": "待ち時間（分）"}, {"group_column": "地区"}, {"group_a": "北部"},
                 {"smallest": "3"}, {"subject": "窓口に来た人"}):  # fmt: skip
        typed |= more
        grown.append(akari.post(draft, typed).json()["texts"]["sentence"])
    assert grown[0] == (
        "「＿＿」の平均は、「＿＿」が「＿＿」である場合のほうが「＿＿」が「＿＿」でない場合より"
        "＿＿以上大きい。"
    )
    assert [each.count("＿＿") for each in grown] == [6, 5, 3, 1, 0, 0]
    assert grown[-1].startswith("窓口に来た人のうち、「待ち時間（分）」の平均は、")
