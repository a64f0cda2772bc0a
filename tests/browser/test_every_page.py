"""Every page of the sample case at two widths: nothing serious, nothing from outside, it fits."""

from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse

from browser.conftest import Visitor
from tomoni.academy.workspaces import models, pages
from tomoni.academy.workspaces.reading import open_case

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def addresses(case: models.Case) -> Iterator[str]:
    opened = open_case(case)
    yield "/"
    yield reverse("cohorts:cohort", args=(case.group.cohort_id,))
    yield reverse("workspaces:case", args=(case.pk,))
    for step in opened.curriculum.steps:
        yield pages.step_url(case, step)
    yield reverse("analysis:new_exploring", args=(case.pk, "analysis"))
    for key in ("logic_model", "review_plan"):
        yield reverse("effect:write", args=(case.pk, "effect", key))
    for name in ("paper", "trial"):
        yield reverse(f"flow:{name}", args=(case.pk, "flow", "as_is"))
    yield reverse("flow:compare", args=(case.pk, "flow"))
    for worksheet in opened.curriculum.worksheets:
        yield reverse("workspaces:worksheet", args=(case.pk, worksheet.id))
    for key, versions in opened.case.versions.items():
        yield reverse("workspaces:version", args=(case.pk, key, len(versions)))
    for name in ("table", "correct"):
        yield reverse(f"data:{name}", args=(case.pk, "data", "permits"))
    yield f"{reverse('data:cells', args=(case.pk, 'data', 'permits'))}?row=3&column=2"
    yield f"{reverse('workspaces:compare', args=(case.pk, 'problem'))}?left=1&right=2"
    for name in ("effect.staff_hours", "effect.yen", "concentration.difference"):
        yield reverse("workspaces:trace", args=(case.pk, name))


@pytest.mark.parametrize("width", [1366, 390])
def test_every_page_is_accessible_and_fits_the_screen(
    visit: Callable[..., Visitor], sample_case: models.Case, width: int
) -> None:
    visitor = visit("eisei1", width=width)
    wrong: list[str] = []
    for address in dict.fromkeys(addresses(sample_case)):
        page = visitor.open(address)
        wrong += [f"{address}: {found}" for found in visitor.axe()]
        if page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append(f"{address}: wider than the screen")
    assert wrong == []
