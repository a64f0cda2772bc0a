"""The two flows side by side, and on paper."""

from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from academy.conftest import City
from academy.steps.flow.samples import AS_IS, TO_BE, address, posted, with_cell
from tomoni.academy.workspaces import models, reading
from tomoni.academy.workspaces.jobs import worker
from tomoni.engine import cases


@pytest.fixture
def akari(client: Client, city: City) -> Client:
    client.force_login(city.akari)
    return client


@pytest.fixture
def both(akari: Client, case: models.Case) -> models.Case:
    akari.post(address(case), posted())
    akari.post(address(case, key="to_be"), posted(TO_BE))
    return case


def _compare(case: models.Case, name: str = "compare", *more: str) -> str:
    return reverse(f"flow:{name}", args=(case.pk, "flow", *more))


def _tried(case: models.Case) -> cases.Tried:
    return cases.Tried.model_validate(reading.open_case(case).content("comparison"))


def test_one_flow_alone_is_not_compared(akari: Client, case: models.Case) -> None:
    akari.post(address(case), posted())
    page = akari.get(_compare(case)).text
    assert "まだくらべられません" in page
    said = akari.post(_compare(case), follow=True).text
    assert "両方を保存してから" in said
    assert not case.jobs.exists()


def test_what_changes_and_where_the_hours_go_is_seen_at_once(
    akari: Client, both: models.Case
) -> None:
    page = akari.get(_compare(both)).text
    for text in ("減る時間は", "空く", "変わる作業", "市民が足を運ぶ回数", "なくす",
                 "職員の時間とは足し合わせません"):  # fmt: skip
        assert text in page
    assert "終わるまでの時間は、平均" not in page
    assert "提案書に引ける数値" not in page


def test_both_tried_with_the_same_luck_give_numbers_to_quote(
    akari: Client, both: models.Case
) -> None:
    akari.post(_compare(both))
    worker.work_off()
    page = akari.get(_compare(both)).text
    for text in ("1件が終わるまでの時間は、平均", "差の95％の区間", "提案書に引ける数値",
                 f"/cases/{both.pk}/trace/comparison.gone_hours/", "done.svg"):  # fmt: skip
        assert text in page
    tried = _tried(both)
    saved = tried.runs.differences["throughput_minutes"]
    assert saved.low is not None
    assert saved.low > 0
    found = tried.comparison.quantities
    parts = found["gone_hours"].value + found["moved_hours"].value + found["freed_hours"].value
    given = sum(found[name].value for name in ("received_hours", "grown_hours", "added_hours"))
    assert parts - given == pytest.approx(found["staff_hours_saved"].value)


def test_each_flow_is_compared_as_it_was_tried_out(akari: Client, both: models.Case) -> None:
    settings = {
        "hours": "office", "start": "2026-04-01", "deadline_unit": "days", "cases": "30",
        "replications": "3", "seed": "7", "lanes-0-lane": "窓口", "lanes-0-people": "3",
        "lanes-0-hours": "office",
    }  # fmt: skip
    akari.post(address(both, "trial", key="to_be"), settings)
    worker.work_off()
    akari.post(_compare(both))
    worker.work_off()
    runs = _tried(both).runs
    people = [{lane.lane: lane.people for lane in run.lanes} for run in (runs.as_is, runs.to_be)]
    assert [each["窓口"] for each in people] == [1, 3]


def test_a_newer_flow_makes_the_comparison_stale(akari: Client, both: models.Case) -> None:
    akari.post(_compare(both))
    worker.work_off()
    akari.post(address(both, key="to_be"), posted(AS_IS, base=1))
    assert "もう一度試すと、新しい内容で" in akari.get(_compare(both)).text


@pytest.mark.parametrize("form", ["xlsx", "csv", "cp932.csv"])
def test_the_comparison_goes_out_as_a_sheet(akari: Client, both: models.Case, form: str) -> None:
    assert akari.get(_compare(both, "compare_download", form)).status_code == 404
    akari.post(_compare(both))
    worker.work_off()
    answer = akari.get(_compare(both, "compare_download", form))
    assert "attachment" in answer.headers["Content-Disposition"]


def _picture(client: Client, case: models.Case, key: str) -> str:
    answer = client.get(address(case, "marked", key=key))
    assert answer.headers["Content-Type"] == "image/svg+xml"
    return answer.text


def test_what_changes_is_marked_on_both_pictures(akari: Client, both: models.Case) -> None:
    before, after = (_picture(akari, both, key) for key in ("as_is", "to_be"))
    assert "なくす" in before
    assert "なくす" not in after
    assert "許可証を渡す" in before
    assert "許可証を渡す" in after
    assert akari.get(address(both, "marked", key="nothing")).status_code == 404


def test_the_pictures_are_of_the_flows_that_were_compared(akari: Client, both: models.Case) -> None:
    akari.post(_compare(both))
    worker.work_off()
    before = _picture(akari, both, "as_is")
    akari.post(address(both), posted(with_cell(4, "name", "証を送る"), base=1))
    assert _picture(akari, both, "as_is") == before


def test_a_flow_alone_has_a_picture_without_signs(akari: Client, case: models.Case) -> None:
    akari.post(address(case), posted())
    assert "なくす" not in _picture(akari, case, "as_is")
    assert akari.get(address(case, "marked", key="to_be")).status_code == 404


def test_a_flow_on_paper_says_which_version_it_is(akari: Client, both: models.Case) -> None:
    page = akari.get(address(both, "paper")).text
    for text in ("第1版　あかり", "1年の職員の時間", "A3 横 1枚", "印刷した日"):
        assert text in page
    akari.post(address(both, "draft"), posted(base=1, title="書きかけ"))
    drafted = akari.get(address(both, "paper")).text
    assert "下書き（まだ版になっていません）" in drafted
    assert "1年の職員の時間" not in drafted


def test_nothing_is_no_picture(akari: Client, case: models.Case) -> None:
    assert "作業を書くと、ここに1枚の図ができます" in akari.get(address(case, "paper")).text
    assert akari.get(address(case, "image", form="png")).status_code == 404


def test_the_picture_goes_out_as_svg_and_png(akari: Client, both: models.Case) -> None:
    assert akari.get(address(both, "image", form="svg")).text.startswith("<svg")
    png = akari.get(address(both, "image", form="png"))
    assert png.content.startswith(b"\x89PNG")
    assert "営業許可の更新.png" in unquote(png.headers["Content-Disposition"])
    assert akari.get(address(both, "image", form="gif")).status_code == 404
