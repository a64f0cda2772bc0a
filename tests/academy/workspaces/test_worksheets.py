from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from academy.conftest import City
from tomoni.academy.workspaces import models, worksheets
from tomoni.academy.workspaces.reading import open_case

SESSION_AND_USER = 2


def _page(case: models.Case, key: str = "problem", name: str = "worksheet") -> str:
    return reverse(f"workspaces:{name}", args=(case.pk, key))


def _save(client: Client, case: models.Case, *, base: int, **values: str) -> Any:
    return client.post(_page(case), {"base": base, "goal": "", "gap": "", **values})


def _values(case: models.Case) -> dict[str, Any]:
    return worksheets.values_of(open_case(case), "problem")


def test_a_worksheet_shows_its_fields_and_the_way_through_the_steps(
    client: Client,
    city: City,
    case: models.Case,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(city.akari)
    with django_assert_max_num_queries(SESSION_AND_USER + 18):
        page = client.get(_page(case)).text
    for text in ("課題シート", "目標", "どの原因なら変えられますか。", 'aria-current="step"'):
        assert text in page


def test_every_save_is_a_version_and_both_can_be_compared(
    client: Client, city: City, case: models.Case
) -> None:
    client.force_login(city.akari)
    _save(client, case, base=0, goal="待たせない")
    _save(client, case, base=1, goal="15分を超えて待たせない")
    history = client.get(reverse("workspaces:version", args=(case.pk, "problem", 1))).text
    assert "第2版" in history
    assert "待たせない" in history
    compare = reverse("workspaces:compare", args=(case.pk, "problem"))
    page = client.get(f"{compare}?left=1&right=2").text
    assert "<ins>" in page
    assert client.get(f"{compare}?left=1&right=3").status_code == 404
    assert client.get(f"{compare}?left=x&right=2").status_code == 404


def test_a_draft_is_kept_and_is_nobody_elses(client: Client, city: City, case: models.Case) -> None:
    client.force_login(city.akari)
    answer = client.post(_page(case, name="draft"), {"base": 0, "goal": "書きかけの目標"})
    assert answer.status_code == 200
    assert "書きかけの目標" in client.get(_page(case)).text
    assert not models.Version.objects.exists()
    client.force_login(city.botan)
    assert "書きかけの目標" not in client.get(_page(case)).text


def test_a_draft_can_be_thrown_away(client: Client, city: City, case: models.Case) -> None:
    client.force_login(city.akari)
    client.post(_page(case, name="draft"), {"base": 0, "goal": "書きかけの目標"})
    client.post(_page(case, name="drop"))
    assert "書きかけの目標" not in client.get(_page(case)).text


def test_the_second_to_save_merges_field_by_field(
    client: Client, city: City, case: models.Case
) -> None:
    client.force_login(city.akari)
    _save(client, case, base=0, goal="はじめ", gap="はじめ")
    _save(client, case, base=1, goal="あかりの目標", gap="あかりの問題")
    client.force_login(city.botan)
    answer = _save(client, case, base=1, goal="ぼたんの目標", gap="はじめ")
    assert answer.url == _page(case, name="merge")
    page = strip_tags(client.get(answer.url).text)
    assert "あかりの目標" in page
    assert "ぼたんの目標" in page
    assert "次の欄は相手だけが変えたので、相手の内容を使います：問題" in page
    client.post(answer.url, {"newest": 2, "goal": "left"})
    assert _values(case) == {"goal": "ぼたんの目標", "gap": "あかりの問題"}
    assert models.Version.objects.count() == 3
    assert not models.Draft.objects.exists()


def test_what_the_second_wrote_stays_until_it_is_merged(
    client: Client, city: City, case: models.Case
) -> None:
    client.force_login(city.akari)
    _save(client, case, base=0, goal="はじめ")
    client.force_login(city.botan)
    answer = client.post(_page(case, name="draft"), {"base": 0, "goal": "ぼたんの目標"})
    assert "先に新しい版を保存しています" in answer.json()["message"]
    page = client.get(_page(case)).text
    assert "ぼたんの目標" in page
    assert "ほかの人が先に新しい版を保存しました" in page


def test_a_third_save_in_between_is_shown_again(
    client: Client, city: City, case: models.Case
) -> None:
    client.force_login(city.akari)
    _save(client, case, base=0, goal="一")
    client.force_login(city.botan)
    merge = _save(client, case, base=0, goal="二").url
    client.force_login(city.akari)
    _save(client, case, base=1, goal="三")
    client.force_login(city.botan)
    assert client.post(merge, {"newest": 1, "goal": "left"}).status_code == 200
    assert _values(case)["goal"] == "三"


def test_a_wrong_number_is_said_beside_its_field_and_nothing_is_saved(
    client: Client, city: City, case: models.Case
) -> None:
    client.force_login(city.akari)
    page = client.post(_page(case, "assumptions"), {"base": 0, "yen_per_hour": "三千"})
    assert page.status_code == 422
    assert "「1時間あたりの人件費」は数字で書いてください" in page.text
    assert 'value="三千"' in page.text
    assert not models.Version.objects.exists()


@pytest.mark.parametrize("person", ["lecturer", "secretariat", "reviewer"])
def test_who_looks_after_the_group_reads_and_does_not_write(
    client: Client, city: City, case: models.Case, person: str
) -> None:
    client.force_login(getattr(city, person))
    page = client.get(_page(case)).text
    assert "書き直せるのはこの班の受講者だけです" in page
    assert "data-autosave-url" not in page
    assert _save(client, case, base=0, goal="書きかえ").status_code == 403
    assert not models.Version.objects.exists()


def test_the_task_list_says_where_the_group_stands(
    client: Client, city: City, case: models.Case
) -> None:
    client.force_login(city.akari)
    assert client.get(reverse("workspaces:case", args=(case.pk,))).text.count("未着手") == 7
    _save(client, case, base=0, gap="目標はまだ")
    assert "途中" in client.get(reverse("workspaces:case", args=(case.pk,))).text
    _save(client, case, base=1, goal="待たせない")
    assert "7の手順のうち1" in client.get(reverse("workspaces:case", args=(case.pk,))).text


def test_a_worksheet_that_the_curriculum_does_not_have_is_not_there(
    client: Client, city: City, case: models.Case
) -> None:
    client.force_login(city.akari)
    assert client.get(_page(case, "nothing")).status_code == 404
    assert client.post(_page(case), {"base": "x"}).status_code == 404
