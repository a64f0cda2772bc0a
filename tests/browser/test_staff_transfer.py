"""The yearly transfer: a list is sent, looked through, confirmed; a successor opens the case."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from academy.cohorts.people import csv
from browser.conftest import Visitor
from tomoni.academy.accounts.models import Division, Municipality, User
from tomoni.academy.cohorts.models import Cohort, Group
from tomoni.academy.workspaces import models

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _list(path: Path) -> Path:
    """One leaves, one moves, one is renamed, one comes, one line is not understood."""
    by_name = {user.account_name: user for user in User.objects.all()}

    def line(account_name: str, **instead: str) -> str:
        user = by_name[account_name]
        said = {"name": user.display_name, "place": str(user.section or user.division)} | instead
        return f"{user.staff_number},{said['name']},{said['place']},{user.post}"

    keep = [name for name in by_name if by_name[name].division_id and name not in {
        "eisei1", "shimin2", "eisei2",
    }]  # fmt: skip
    path.write_bytes(csv(
        *(line(name) for name in keep), line("shimin2", place="介護保険課 認定係"),
        line("eisei2", name="大西 香織"), "00901,新田 葵,健康福祉部 生活衛生課 食品係,主事",
        "00902,上野 渚,宇宙課,主事", encoding="cp932",
    ))  # fmt: skip
    return path


def _looked_through(clerk: Visitor, file: Path) -> list[str]:
    """From the cohort's page to the preview; what axe found on the way."""
    cohort = Group.objects.get(number=1).cohort
    page = clerk.open(reverse("cohorts:cohort", args=(cohort.pk,)))
    page.get_by_role("link", name="職員と所属").click()
    page.get_by_role("heading", name="職員 16人").wait_for()
    wrong = clerk.axe()
    page.get_by_role("link", name="名簿を取り込む").click()
    page.get_by_label("職員の全員").check()
    page.set_input_files("input[type=file]", file)
    wrong += clerk.axe()
    page.get_by_role("button", name="送って、変わるところを見る").click()
    page.get_by_role("heading", name="この名簿で変わるところ").wait_for()
    for title in (
        "分からなかった行　1人", "退職　1人", "新しい人　1人", "異動（所属か職が変わる人）　1人",
        "氏名が変わる人　1人",
    ):  # fmt: skip
        page.get_by_role("heading", name=title).wait_for()
    page.get_by_text("「宇宙課」という所属は、その日にはありません").wait_for()
    return wrong + clerk.axe()


def _followed(clerk: Visitor) -> list[str]:
    """The one who left is followed by the one who came, who is given a password."""
    page = clerk.page
    page.get_by_text("後任が決まっていない人がいます").wait_for()
    wrong = clerk.axe()
    page.get_by_role("link", name="青木 翔太（生活衛生課）").click()
    page.get_by_role("link", name="後任に引き継ぐ").click()
    page.get_by_label("後任").fill("新田 葵")
    wrong += clerk.axe()
    page.get_by_role("button", name="後任に引き継ぐ").click()
    page.get_by_text("1件の役割を 新田 葵 さんに引き継ぎました").wait_for()
    return wrong + clerk.axe()


@pytest.mark.parametrize("width", [1366, 390])
def test_the_staff_change_places_and_the_work_stays(
    visit: Callable[..., Visitor], sample_case: models.Case, tmp_path: Path, width: int
) -> None:
    later = timezone.localdate() + timedelta(days=60)
    Cohort.objects.update(ends_date=later)  # in one that is over nobody follows
    clerk = visit("jimukyoku", width=width)
    wrong = _looked_through(clerk, _list(tmp_path / "名簿.csv"))
    clerk.page.get_by_role("button", name="この内容で確定する").click()
    clerk.page.get_by_text("取り込みました").wait_for()
    wrong += _followed(clerk)
    new = User.objects.get(staff_number="00901")
    city = Municipality.objects.get()
    page = clerk.open(reverse("cohorts:person", args=(city.pk, new.pk)))
    page.get_by_role("button", name="パスワードを作る").click()
    password = page.locator("code").inner_text()
    assert not User.objects.get(account_name="eisei1").is_active
    successor = visit(new.account_name, width=width, password=password)
    page = successor.open(reverse("workspaces:case", args=(sample_case.pk,)))
    page.get_by_role("link", name="だれが見られるか").click()
    page.get_by_role("rowheader", name="新田 葵").wait_for()
    page.get_by_text("前に見られた人").click()
    page.get_by_text("後任 新田 葵").wait_for()
    assert [*wrong, *successor.axe()] == []


@pytest.mark.parametrize("width", [1366, 390])
def test_the_pages_about_people_are_accessible_and_fit_the_screen(
    visit: Callable[..., Visitor], sample_case: models.Case, width: int
) -> None:
    visitor = visit("jimukyoku", width=width)
    city, cohort = Municipality.objects.get().pk, sample_case.group.cohort_id
    person = User.objects.get(account_name="eisei1").pk
    division = Division.objects.get(name="生活衛生課").pk
    wrong: list[str] = []
    for name, *arguments in (
        ("people", city), ("person", city, person), ("edit_person", city, person),
        ("leave", city, person), ("add_person", city), ("people_record", city),
        ("divisions", city), ("division", city, division), ("change_division", city, division),
        ("abolish_division", city, division), ("open_division", city), ("roles", cohort),
        ("let_in", cohort), ("readers", sample_case.group_id),
    ):  # fmt: skip
        page = visitor.open(reverse(f"cohorts:{name}", args=arguments))
        wrong += [f"{name}: {found}" for found in visitor.axe()]
        if page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append(f"{name}: wider than the screen")
    assert wrong == []
