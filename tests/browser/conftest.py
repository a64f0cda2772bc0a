"""The sample city in a browser that may reach nothing but its own server."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response

from tomoni.academy.cohorts import sample
from tomoni.academy.cohorts.models import Group
from tomoni.academy.cohorts.services import make_sample_city
from tomoni.academy.workspaces import models, services
from tomoni.engine import cases

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "food-permit-renewal"
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
WIDE = {"width": 1366, "height": 768}


@dataclass
class Visitor:
    """A person at a browser, and all that went wrong while they looked."""

    page: Page
    server: str
    trouble: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        answer = self.page.goto(f"{self.server}{path}")
        assert answer is not None
        assert answer.status == 200, path
        return self.page

    def listen(self) -> None:
        self.page.on("pageerror", lambda error: self.trouble.append(f"error: {error}"))
        self.page.on("console", lambda message: self.trouble.append(f"console: {message.text}"))
        self.page.on("response", self._watch)

    def _watch(self, response: Response) -> None:
        if urlsplit(response.url).scheme in {"http", "https"} and not response.url.startswith(
            self.server
        ):
            self.trouble.append(f"left the machine: {response.url}")

    def axe(self) -> list[str]:
        """Serious and critical violations of WCAG on the page as it stands."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{each['id']}: {each['nodes'][0]['html'][:120]}"
            for each in found["violations"]
            if each["impact"] in {"serious", "critical"}
        ]


@pytest.fixture
def sample_case(transactional_db: None) -> models.Case:
    """The sample city and its first group's case, as `tomoni demo` loads them."""
    cohort = make_sample_city(curriculum=cases.shipped_curriculum("policy"))
    group = Group.objects.get(cohort=cohort, number=1)
    bundle = cases.read_bundle(EXAMPLE, must_be_sealed=False)
    return services.import_bundle(group, bundle, actor=None)


@pytest.fixture
def visit(
    chromium: Browser, live_server: Any, sample_case: models.Case
) -> Iterator[Callable[..., Visitor]]:
    """Signs somebody in: `visit("eisei1")`. At the end nobody may have seen an error."""
    opened: list[tuple[BrowserContext, Visitor]] = []

    def sign_in(
        account_name: str,
        *,
        width: int = 1366,
        height: int = 768,
        password: str = sample.PASSWORD,
    ) -> Visitor:
        context = chromium.new_context(
            locale="ja-JP", viewport={"width": width, "height": height}, accept_downloads=True
        )
        visitor = Visitor(page=context.new_page(), server=live_server.url)
        visitor.listen()
        opened.append((context, visitor))
        page = visitor.open("/sign-in/")
        page.get_by_label("アカウント名").fill(account_name)
        page.get_by_label("パスワード").fill(password)
        page.get_by_role("button", name="サインイン").click()
        page.wait_for_url(f"{live_server.url}/")
        return visitor

    yield sign_in
    for context, visitor in opened:
        context.close()
        assert visitor.trouble == []
