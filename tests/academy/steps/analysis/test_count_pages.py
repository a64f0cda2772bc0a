from collections.abc import Mapping

import pytest
from django.test import Client
from django.urls import reverse

from academy.conftest import City
from academy.steps.analysis.samples import address, page_of
from tomoni.academy.steps.data import services as taking
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.reading import open_case


def condition(cells: Mapping[str, str], *, place: int = 0) -> dict[str, str]:
    return {f"conditions-{place}-{name}": cell for name, cell in cells.items()}


RESTAURANTS = {"label": "飲食店の件数"} | condition(
    {"column": "業種", "op": "in", "values": "飲食店営業"}
)


def number(case: models.Case, key: str = "count_1") -> float:
    head = open_case(case).case.head(key)
    assert head is not None
    return head.quantities["count"].value


def test_rows_that_fit_are_counted_and_the_number_can_be_traced(
    akari: Client, permits: models.Case
) -> None:
    page = akari.post(address(permits, "new_count"), RESTAURANTS, follow=True).text
    assert "「業種」が「飲食店営業」であるものは、200件のうち100件です。" in page
    trace = reverse("workspaces:trace", args=(permits.pk, "count_1.count"))
    assert trace in page
    assert "permits.csv" in akari.get(trace).text


def test_without_conditions_all_rows_are_counted(akari: Client, permits: models.Case) -> None:
    akari.post(address(permits, "new_count"), {"label": "許可の件数"})
    assert number(permits) == 200


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        ({"column": "許可終了日", "part": "month", "op": "in", "values": "2月、５月"}, 70),
        ({"column": "許可終了日", "part": "day_of_week", "op": "in", "values": "月曜、火"}, 60),
        ({"column": "許可終了日", "op": "at_most", "values": "2027/2/28"}, 50),
        ({"column": "面積", "op": "between", "values": "１０、19"}, 10),
        ({"column": "面積", "op": "at_least", "values": "190"}, 10),
        ({"column": "面積", "op": "filled", "values": ""}, 200),
    ],
)
def test_conditions_are_understood_as_they_are_typed(
    akari: Client, permits: models.Case, cells: dict[str, str], rows: int
) -> None:
    akari.post(address(permits, "new_count"), {"label": "件数"} | condition(cells))
    assert number(permits) == rows


def test_all_conditions_must_fit(akari: Client, permits: models.Case) -> None:
    both = RESTAURANTS | condition({"column": "面積", "op": "at_most", "values": "9"}, place=1)
    akari.post(address(permits, "new_count"), both)
    assert number(permits) == 5


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"column": "業種", "op": "in", "values": "そんな営業"}, "conditions"),
        ({"column": "業種", "op": "in", "values": ""}, "conditions"),
        ({"column": "業種", "part": "month", "op": "in", "values": "2"}, "conditions"),
        ({"column": "面積", "op": "between", "values": "1"}, "conditions"),
        ({"column": "面積", "op": "at_least", "values": "ひろい"}, "conditions"),
        ({"column": "許可終了日", "part": "month", "op": "in", "values": "13月"}, "conditions"),
        ({"column": "", "op": "in", "values": "2"}, "conditions-0-column"),
    ],
)
def test_a_condition_that_does_not_fit_is_said_and_nothing_is_kept(
    akari: Client, permits: models.Case, cells: dict[str, str], field: str
) -> None:
    before = models.Blob.objects.count()
    answer = akari.post(address(permits, "new_count"), {"label": "件数"} | condition(cells))
    assert answer.status_code == 422
    assert f'href="#field-{field}"' in answer.text
    assert not models.Artifact.objects.filter(kind="count").exists()
    assert models.Blob.objects.count() == before


def test_a_number_needs_a_name(akari: Client, permits: models.Case) -> None:
    answer = akari.post(address(permits, "new_count"), {"label": " "})
    assert answer.status_code == 422
    assert "「数の名前」を書いてください" in answer.text


def test_other_conditions_are_a_new_version_of_the_number(
    akari: Client, permits: models.Case
) -> None:
    akari.post(address(permits, "new_count"), RESTAURANTS)
    where = address(permits, "count", "count_1")
    page = akari.get(where).text
    assert 'value="飲食店の件数"' in page
    assert "飲食店営業" in page
    sweets = {"column": "業種", "op": "in", "values": "菓子製造業"}
    changed = {"label": "菓子の件数"} | condition(sweets)
    akari.post(where, changed)
    opened = open_case(permits)
    assert len(opened.case.versions["count_1"]) == 2
    assert opened.title("count_1") == "菓子の件数"
    assert not opened.stale


def test_with_two_tables_one_is_chosen_first(
    akari: Client, city: City, permits: models.Case
) -> None:
    about = {"purpose": "試すため"}
    data = "区,数\n東,1\n西,2\n".encode()
    taking.take_in(permits, actor=city.akari, data=data, file_name="区.csv", about=about)
    where = address(permits, "new_count")
    assert "使う表を選んでください" in akari.get(where).text
    assert "区（文字）" in akari.get(where, {"table": "table_2"}).text
    akari.post(f"{where}?table=table_2", {"label": "区の数"})
    assert number(permits) == 2


def test_without_a_table_there_is_nothing_to_count(akari: Client, case: models.Case) -> None:
    assert "まだ表がありません" in akari.get(address(case, "new_count")).text
    assert akari.post(address(case, "new_count"), {"label": "x"}).status_code == 200
    assert not models.Artifact.objects.filter(case=case).exists()


def test_a_count_that_is_not_there_is_not_found(akari: Client, permits: models.Case) -> None:
    assert akari.get(address(permits, "count", "table_1")).status_code == 404
    assert "まだ数えていません" in akari.get(page_of(permits)).text
