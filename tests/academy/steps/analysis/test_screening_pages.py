"""Which other columns seem to go with one: looked at, no evidence, and the way to a claim."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client

from academy.conftest import City
from academy.steps.analysis.samples import address, page_of
from academy.workspaces.desk import samples as desk
from tomoni.academy.steps.data import services as taking
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.desk.models import Action, Opening, Personal
from tomoni.academy.workspaces.reading import open_case


def _row(n: int) -> str:
    place, late = ("北部", 9) if n % 2 else ("南部", 2)
    told = "はい" if n % 10 < late else "いいえ"
    minutes = n % 7 + 30 * (n % 2) + n / 200
    return f"v{n:03d},{place},{told},{minutes},{n * 3},2024-{1 + n % 12:02d}-01,窓口{n % 3}"


HEADINGS = "番号,地区,遅れ,待ち時間,人数,日,<b>窓口</b>"
VISITS = "\n".join([HEADINGS, *(_row(n) for n in range(200))]).encode()


@pytest.fixture
def visits(city: City, case: models.Case) -> models.Case:
    about = {"purpose": "確かめるため"}
    taking.take_in(case, actor=city.akari, data=VISITS, file_name="窓口.csv", about=about)
    return case


LATE: Mapping[str, Any] = {"table": "table_1", "column": "遅れ", "categories": ["はい"]}


def post(akari: Client, case: models.Case, **more: Any) -> Any:
    return akari.post(address(case, "screening"), {**LATE, "do": "look", **more})


def begun(akari: Client, case: models.Case, chosen: str, **more: Any) -> Mapping[str, Any]:
    """What the form of the claim holds that was begun with a column of the list."""
    answer = post(akari, case, do="", begin=chosen, **more)
    assert answer.status_code == 302
    fields = akari.get(answer.headers["Location"]).context["every"]
    return {field.name: field.value for field in fields}


def test_the_step_leads_to_the_page(akari: Client, visits: models.Case) -> None:
    assert address(visits, "screening") in akari.get(page_of(visits)).text
    assert akari.get(address(visits, "screening")).status_code == 200


def test_without_a_table_the_page_says_what_comes_first(akari: Client, case: models.Case) -> None:
    assert "先に、データのファイルを入れてください。" in akari.get(address(case, "screening")).text


def test_of_several_tables_one_is_chosen_first(
    city: City, akari: Client, visits: models.Case
) -> None:
    about = {"purpose": "確かめるため"}
    taking.take_in(visits, actor=city.akari, data=b"a\n1\n", file_name="a.csv", about=about)
    asked = akari.get(address(visits, "screening")).context["every"]
    assert [field.name for field in asked] == ["table"]
    wrong = post(akari, visits, table="").context["every"]
    assert [field.name for field in wrong if field.invalid] == ["table"]


def test_columns_are_listed_with_their_shares_and_marked_as_exploring(
    akari: Client, visits: models.Case
) -> None:
    answer = post(akari, visits)
    columns = {one.name: one for one in answer.context["found"].columns}

    assert answer.context["found"].columns[0].name in {"地区", "待ち時間"}
    assert columns["地区"].lowest == "南部：20.0％（100件）"
    assert columns["地区"].highest == "北部：80.0％（100件）"
    assert columns["地区"].strength == "強い"
    assert columns["地区"].q_value == "0.001未満"
    assert "主張に封をして確かめるまで、証拠ではありません。" in answer.text
    assert "はっきりしない" in answer.text
    assert "「番号」" in answer.context["found"].skipped
    assert "&lt;b&gt;窓口&lt;/b&gt;" in answer.text
    assert "<b>窓口" not in answer.text


def test_a_number_is_looked_at_by_its_mean(akari: Client, visits: models.Case) -> None:
    answer = post(akari, visits, column="待ち時間", categories=[])
    district = next(one for one in answer.context["found"].columns if one.name == "地区")
    assert district.highest.startswith("北部：33.")
    assert answer.context["found"].what == "「待ち時間」"


def test_nothing_is_kept_and_the_look_at_persons_is_written_down(
    city: City, akari: Client, visits: models.Case
) -> None:
    desk.kept_by(city.group.division, case=visits, personal=Personal.PERSONAL)
    before = set(open_case(visits).case.artifacts)
    post(akari, visits)
    assert set(open_case(visits).case.artifacts) == before
    assert not visits.drafts.exists()
    assert list(Opening.objects.values_list("key", "action")) == [("table_1", Action.ASKED)]


def test_a_table_about_persons_that_one_may_not_open_is_not_offered(
    city: City, akari: Client, visits: models.Case
) -> None:
    assert city.chihiro.division is not None
    desk.kept_by(city.chihiro.division, case=visits, personal=Personal.PERSONAL)
    answer = post(akari, visits)
    assert answer.context["found"] is None
    assert "遅れ" not in answer.text


@pytest.mark.parametrize(
    ("parts", "column", "expected"),
    [
        ({}, "地区", {"kind": "many_proportions", "column": "遅れ", "group_column": "地区"}),
        ({}, "人数", {"kind": "two_means", "column": "人数", "group_a": "はい"}),
        ({}, "日", {"kind": "many_proportions", "group_column": "日", "group_part": "fiscal_year"}),
        ({"column": "待ち時間"}, "地区", {"kind": "many_means", "column": "待ち時間"}),
        ({"column": "待ち時間"}, "人数", {"kind": "relation", "other_column": "人数"}),
    ],
)  # fmt: skip
def test_a_claim_is_begun_with_the_column(
    akari: Client, visits: models.Case, parts: dict[str, str], column: str,
    expected: dict[str, str],
) -> None:  # fmt: skip
    found = begun(akari, visits, column, **parts)
    assert {name: found[name] for name in expected} == expected


def test_a_column_that_is_not_there_begins_a_claim_that_lacks_it(
    akari: Client, visits: models.Case
) -> None:
    assert begun(akari, visits, "無い")["group_column"] == ""


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"column": ""}, "選んでください"),
        ({"categories": []}, "選んでください"),
        ({"column": "無い"}, "選んでください"),
        ({"categories": ["はい", "いいえ"]}, "すべての値を選ぶと"),
        ({"table": "table_9", "column": "遅れ"}, ""),
    ],
)
def test_what_cannot_be_looked_at_is_said_at_its_field(
    akari: Client, visits: models.Case, parts: dict[str, Any], sentence: str
) -> None:
    answer = post(akari, visits, **parts)
    wrong = [field for field in answer.context["every"] if field.invalid]
    assert (answer.status_code == 422) == bool(sentence)
    assert all(sentence in field.errors[0] for field in wrong)


def test_choosing_a_column_offers_its_values_without_complaint(
    akari: Client, visits: models.Case
) -> None:
    answer = post(akari, visits, do="", categories=[])
    values = {field.name: field for field in answer.context["every"]}
    assert answer.status_code == 200
    assert [value for value, _label in values["categories"].choices] == ["いいえ", "はい"]
