"""Flows tried out: as a person sees it, through the job that does it."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from academy.conftest import City
from academy.steps.flow.samples import address, posted, with_cell
from academy.whole_case import whole_case
from tomoni.academy.workspaces import models, reading
from tomoni.academy.workspaces.desk.models import Opening
from tomoni.academy.workspaces.jobs import worker
from tomoni.engine import cases, flows

MOST_QUERIES = 18
SETTINGS = {
    "hours": "office", "start": "2026-04-01", "deadline": "5", "deadline_unit": "office-days",
    "cases": "60", "replications": "4", "seed": "7", "warmup": "", "urgent": "", "month_column": "",
    "lanes-0-lane": "市民", "lanes-0-people": "", "lanes-0-hours": "always",
    "lanes-1-lane": "窓口", "lanes-1-people": "1", "lanes-1-hours": "office",
}  # fmt: skip


@pytest.fixture
def akari(client: Client, city: City) -> Client:
    client.force_login(city.akari)
    return client


@pytest.fixture
def drawn(akari: Client, case: models.Case) -> models.Case:
    """The case with a flow as it is."""
    akari.post(address(case), posted())
    return case


def _try(client: Client, case: models.Case, **more: str) -> str:
    """What the page says once the worker has done it."""
    page = client.post(address(case, "trial"), SETTINGS | more, follow=True)
    assert page.status_code == 200, page.text
    worker.work_off()
    return client.get(address(case, "trial")).text


def _run(case: models.Case) -> flows.Run:
    return flows.Run.model_validate(reading.open_case(case).content("as_is_run"))


def test_before_there_is_a_flow_the_page_says_what_to_do(akari: Client, case: models.Case) -> None:
    page = akari.get(address(case, "trial")).text
    assert "まだ試せません" in page
    assert "この設定で試す" not in page
    assert akari.post(address(case, "trial"), SETTINGS).status_code == 422


def test_one_click_tries_the_flow_out(akari: Client, drawn: models.Case) -> None:
    page = _try(akari, drawn)
    for text in (
        "1件が来てから終わるまで、平均", "期限までに終わるのは", "担当ごとの忙しさと待ち",
        "いちばん手がふさがるのは「窓口」", "60件を4回試しました（その前に助走6件、種7）",
        "/artifacts/as_is_run/1/files/done.svg",
        f"/cases/{drawn.pk}/trace/as_is_run.throughput_80/",
    ):  # fmt: skip
        assert text in page
    run = _run(drawn)
    assert (run.cases, run.replications, run.seed) == (60, 4, 7)
    assert run.settings.deadline == flows.Deadline(length=5, unit="office-days")


def test_every_quantity_that_can_be_quoted_has_its_interval(
    akari: Client, drawn: models.Case
) -> None:
    _try(akari, drawn)
    head = reading.open_case(drawn).case.head("as_is_run")
    assert head is not None
    names = {"throughput_minutes", "throughput_95", "days", "days_80", "within_deadline"}
    assert names < head.quantities.keys()
    assert sum(name.startswith("utilisation_") for name in head.quantities) == 1
    for name, quantity in head.quantities.items():
        assert quantity.low is not None, name
        assert quantity.high is not None, name
        assert quantity.low <= quantity.value <= quantity.high, name


def test_the_form_stands_as_it_was_last_tried(akari: Client, drawn: models.Case) -> None:
    rows = {
        "steps-0-step": "s2", "steps-0-spread": "lognormal", "steps-0-mean": "12",
        "steps-0-deviation": "6", "steps-0-at": "9:30、15:00", "steps-0-priority": "2",
        "steps-1-step": "s3", "steps-1-wait": "2.5",
        "months-0-m4": "30", "months-0-m3": "90", "urgent": "5",
    }  # fmt: skip
    page = _try(akari, drawn, **rows)
    settings = _run(drawn).settings
    assert settings.steps["s2"] == flows.StepSettings(
        minutes=flows.Lognormal(mean=12, deviation=6), at=(570, 900), priority=2
    )
    assert settings.steps["s3"].wait == flows.Exponential(mean=3_600)
    assert (settings.months[3], settings.months[2], settings.urgent) == (30, 90, 0.05)
    for shown in ('value="9:30、15:00"', 'value="2.5"', 'value="90"'):
        assert shown in page
    again = _try(akari, drawn, **rows)
    assert "第1版" in again  # the same settings: nothing new
    assert len(reading.open_case(drawn).case.versions["as_is_run"]) == 1


def test_a_newer_flow_makes_the_trial_stale_and_recomputing_has_it_tried_again(
    akari: Client, drawn: models.Case
) -> None:
    _try(akari, drawn)
    akari.post(address(drawn), posted(with_cell(2, "likely", "10"), base=1))
    assert "古くなっています" in akari.get(address(drawn, "trial")).text
    said = akari.post(reverse("workspaces:recompute", args=(drawn.pk,)), follow=True).text
    assert "時間のかかる計算を1件始めました" in said
    worker.work_off()
    opened = reading.open_case(drawn)
    assert len(opened.case.versions["as_is_run"]) == 2
    assert not opened.stale


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"cases": "1"}, "2 から 100,000 までの整数"),
        ({"cases": "100,000", "replications": "31"}, "3,000,000件まで"),
        ({"replications": "many"}, "数字で書いてください"),
        ({"start": "9999-12-31"}, "2000年から2100年までの日"),
        ({"lanes-1-people": "0"}, "1以上の整数か、空に"),
        ({"steps-0-step": "s2", "steps-0-at": "3pm"}, "時刻は「15:00」"),
        ({"steps-0-step": "s2", "steps-0-spread": "fixed"}, "0より大きい数"),
        ({"steps-0-step": "s2", "steps-0-spread": "measured"}, "データの列を選んで"),
        ({"hours": "always"}, "開庁時間にするか、ここを空に"),
    ],
)
def test_what_cannot_be_tried_is_said_beside_the_field(
    akari: Client, drawn: models.Case, more: dict[str, str], sentence: str
) -> None:
    answer = akari.post(address(drawn, "trial"), SETTINGS | more)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not drawn.jobs.exists()


def test_what_cannot_be_tried_is_not_hidden_in_a_part_that_is_closed(
    akari: Client, drawn: models.Case
) -> None:
    answer = akari.post(address(drawn, "trial"), SETTINGS | {"seed": "-1"})
    opened = re.findall(r"<details[^>]* open>.*?</details>", answer.text, re.DOTALL)
    assert len(opened) == 1
    assert 'name="seed"' in opened[0]


def test_too_much_work_for_the_people_is_named(akari: Client, drawn: models.Case) -> None:
    page = _try(akari, drawn, **{"steps-0-step": "s4", "steps-0-spread": "fixed",
                                 "steps-0-mean": "300"})  # fmt: skip
    assert "「窓口」は仕事が人手を超えていて" in page


@pytest.mark.parametrize("form", ["xlsx", "csv", "cp932.csv"])
def test_the_figures_go_out_as_a_sheet(akari: Client, drawn: models.Case, form: str) -> None:
    assert akari.get(address(drawn, "trial_download", form=form)).status_code == 404
    _try(akari, drawn)
    answer = akari.get(address(drawn, "trial_download", form=form))
    assert "attachment" in answer.headers["Content-Disposition"]
    if form != "xlsx":
        encoding = "cp932" if form == "cp932.csv" else "utf-8-sig"
        assert "手のふさがる割合（窓口）" in answer.content.decode(encoding)


def test_who_only_reads_sees_the_result_and_tries_nothing(
    client: Client, city: City, akari: Client, drawn: models.Case
) -> None:
    _try(akari, drawn)
    client.force_login(city.lecturer)
    page = client.get(address(drawn, "trial")).text
    assert "試した結果" in page
    assert "この設定で試す" not in page
    assert client.post(address(drawn, "trial"), SETTINGS).status_code == 403


def test_months_are_counted_in_a_table_and_follow_it(akari: Client, city: City) -> None:
    row = whole_case(city)
    page = akari.get(address(row, "trial")).text
    assert 'value="table_1 | 許可終了日"' in page
    settings = SETTINGS | {
        "lanes-0-lane": "窓口", "lanes-0-people": "1", "lanes-1-lane": "",
        "month_column": "table_1 | 許可終了日",
    }  # fmt: skip
    akari.post(address(row, "trial"), settings)
    worker.work_off()
    opened = reading.open_case(row)
    head = opened.case.head("as_is_run")
    assert head is not None
    assert head.references["arrivals"].artifact == "table_1"
    table = cases.TableContent.model_validate(opened.content("table_1"))
    assert sum(_run(row).settings.months) == table.rows


def test_rows_about_persons_are_drawn_from_through_the_door(akari: Client, city: City) -> None:
    row = whole_case(city)
    settings: dict[str, Any] = SETTINGS | {
        "lanes-0-lane": "窓口", "lanes-1-lane": "", "month_column": "table_1 | 許可終了日"
    }  # fmt: skip
    akari.post(address(row, "trial"), settings)
    worker.work_off()
    assert "試した結果" in akari.get(address(row, "trial")).text
    row.holdings.update(personal="personal", classification="3B", division=city.daichi.division)
    for name, more in (("trial", {}), ("trial_download", {"form": "xlsx"})):
        assert akari.get(address(row, name, **more)).status_code == 403
    assert akari.post(address(row, "trial"), settings).status_code == 403
    assert row.jobs.count() == 1
    refused = Opening.objects.filter(action="refused").values_list("key", flat=True)
    assert {"table_1", "as_is_run"} <= set(refused)


def test_a_page_asks_the_database_a_few_times(
    akari: Client, drawn: models.Case, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    _try(akari, drawn)
    for name in ("trial", "paper"):
        with django_assert_max_num_queries(MOST_QUERIES):
            akari.get(address(drawn, name))
