"""A person who has no mouse: keys are all there is, and where the focus is decides what they do."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

_MOST_STOPS = 400


@dataclass
class Keyboard:
    """Keys pressed on a page."""

    page: Page

    def to(self, place: Locator, *, key: str = "Tab") -> None:
        """Tabs until the focus is in the place."""
        place.first.wait_for()
        for _stop in range(_MOST_STOPS):
            if place.first.evaluate("element => element.contains(document.activeElement)"):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"no key leads to {place}")

    def press(self, place: Locator, *, key: str = "Enter") -> None:
        self.to(place)
        self.page.keyboard.press(key)

    def write(self, place: Locator, text: str) -> None:
        self.to(place)
        self.page.keyboard.insert_text(text)
        expect(place).to_have_value(text)

    def pick(
        self, group: Locator, label: str, *, redraws: Locator | None = None, exact: bool = True
    ) -> None:
        """One of several options: the space bar and the arrows."""
        self.to(group)
        option = group.get_by_role("radio", name=label, exact=exact)
        for _step in range(20):
            if option.is_checked():
                return
            begun = group.locator("input:checked").count() > 0
            self._change("ArrowDown" if begun else "Space", redraws)
        raise AssertionError(f"no key chooses {label}")

    def select(self, box: Locator, value: str, *, redraws: Locator | None = None) -> None:
        """One of a list: the arrows."""
        self.to(box)
        for _step in range(40):
            if box.input_value() == value:
                return
            self._change("ArrowDown", redraws)
        raise AssertionError(f"no key selects {value}")

    def _change(self, key: str, redraws: Locator | None) -> None:
        """A choice after which the form may be drawn anew; the focus must still be there."""
        if redraws is None:
            self.page.keyboard.press(key)
            return
        redraws.evaluate("element => element.setAttribute('data-before', '')")
        focused = self.page.evaluate("() => document.activeElement.id")
        self.page.keyboard.press(key)
        expect(redraws).not_to_have_attribute("data-before", "")
        name = focused.rpartition("-")[0] if focused[-1:].isdigit() else focused
        expect(self.page.locator(":focus")).to_have_id(_begins(name))


def _begins(name: str) -> re.Pattern[str]:
    return re.compile(f"^{re.escape(name)}(-|$)")
