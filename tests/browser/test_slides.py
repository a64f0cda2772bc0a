"""Slides in a real browser: one at a time with a script, all of them without one and on paper."""

import io
from collections.abc import Callable

import pypdf
import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import Visitor
from tomoni.academy.cohorts.materials import sample, services
from tomoni.academy.cohorts.materials.models import Kind, Material
from tomoni.academy.workspaces import models

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def slides(sample_case: models.Case) -> Material:
    return Material.objects.get(number=1, kind=Kind.SLIDES)


def count_of(slides: Material) -> int:
    return len(services.slides_of(services.newest_of(slides).text))


def shown(page: Page) -> list[str]:
    """The ids of the slides that can be seen."""
    found = page.locator("[data-slide]:visible")
    return [str(each.get_attribute("id")) for each in found.all()]


@pytest.mark.parametrize("width", [1366, 390])
def test_slides_go_on_and_back_by_keyboard_and_by_buttons(
    visit: Callable[..., Visitor], slides: Material, width: int
) -> None:
    lecturer = visit("koushi", width=width)
    page = lecturer.open(slides.get_absolute_url())
    count, place = count_of(slides), page.locator("[data-slides-place]")
    expect(place).to_have_text(f"スライド 1 / {count}")
    for key, number in (
        ("ArrowRight", 2), ("PageDown", 3), (" ", 4), ("ArrowLeft", 3), ("PageUp", 2),
        ("End", count), ("ArrowRight", count), ("Home", 1), ("ArrowLeft", 1),
    ):  # fmt: skip
        page.keyboard.press(key)
        expect(place).to_have_text(f"スライド {number} / {count}")
        assert shown(page) == [f"slide-{number}"]
    page.get_by_role("button", name="次へ").click()
    expect(page.locator("[data-slide-notes='2']")).to_be_visible()
    expect(page.locator("[data-slide-notes='1']")).to_be_hidden()
    page.reload()
    expect(place).to_have_text(f"スライド 2 / {count}")
    assert lecturer.axe() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_slide_fills_the_screen_and_leaves_it(
    visit: Callable[..., Visitor], slides: Material
) -> None:
    page = visit("koushi").open(slides.get_absolute_url())
    page.keyboard.press("f")
    expect(page.locator("[data-slides-stage]:fullscreen")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-slides-place]")).to_contain_text("スライド 2 /")
    page.keyboard.press("f")
    expect(page.locator("[data-slides-stage]:fullscreen")).to_have_count(0)


def test_on_paper_a_slide_is_a_page_and_the_rest_stays_away(
    visit: Callable[..., Visitor], slides: Material
) -> None:
    page = visit("eisei1").open(slides.get_absolute_url())
    paper = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(paper.pages) == count_of(slides)
    assert "自分の番" not in paper.pages[0].extract_text()
    assert float(paper.pages[0].mediabox.width) > float(paper.pages[0].mediabox.height)


def test_without_a_script_all_slides_stand_below_one_another(
    visit: Callable[..., Visitor], slides: Material, chromium: Browser
) -> None:
    visitor = visit("eisei1")
    context = chromium.new_context(
        java_script_enabled=False, storage_state=visitor.page.context.storage_state()
    )
    page = context.new_page()
    page.goto(f"{visitor.server}{slides.get_absolute_url()}")
    assert len(shown(page)) == count_of(slides)
    expect(page.get_by_role("button", name="次へ")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("width", [1366, 390])
def test_the_pages_of_materials_are_accessible_and_fit_the_screen(
    visit: Callable[..., Visitor], slides: Material, width: int
) -> None:
    cohort = slides.cohort
    sample.fill(cohort, drawn=2)
    clerk = visit("jimukyoku", width=width)
    places = [f"/cohorts/{cohort.pk}/materials/", f"{slides.get_absolute_url()}edit/"]
    places += [f"/cohorts/{cohort.pk}/materials/new/{kind}/" for kind in Kind.values]
    places += [each.get_absolute_url() for each in cohort.materials.filter(number=2)]
    for place in places:
        page = clerk.open(place)
        assert clerk.axe() == [], place
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place


def test_what_is_written_is_seen_before_it_is_saved(
    visit: Callable[..., Visitor], slides: Material
) -> None:
    page = visit("koushi").open(f"/cohorts/{slides.cohort_id}/materials/new/slides/?number=2")
    page.get_by_label("題名").fill("仮説の例")
    page.get_by_label("本文").fill("# 一枚め\n- あ\n\n???\nひと息\n\n---\n\n# 二枚め")
    page.get_by_role("button", name="下に見本を出す").click()
    expect(page.get_by_role("heading", name="二枚め")).to_be_visible()
    assert not Material.objects.filter(title="仮説の例").exists()
    page.get_by_role("button", name="保存する").click()
    expect(page.get_by_text("加えました")).to_be_visible()
    expect(page.locator("[data-slides-place]")).to_have_text("スライド 1 / 2")
