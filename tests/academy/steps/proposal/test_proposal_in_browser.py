"""A number of the proposal opens its way beside the page, by mouse and by keyboard."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from academy.conftest import City
from academy.steps.flow.samples import STAFF_HOURS, address, posted
from academy.steps.proposal.test_proposal_pages import page_of, write
from tomoni.academy.workspaces import models, services

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_number_opens_its_way_and_escape_leads_back_to_it(
    page: Page, client: Client, city: City, case: models.Case
) -> None:
    client.post(address(case), posted())
    write(case, city, measures="はじめに通知を分けます。")
    services.recompute(case, actor=city.akari)
    page.goto(page_of(case))
    number = page.locator(".paper a.quoted").first
    number.focus()
    page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog", name="数値の根拠")
    expect(drawer).to_contain_text(STAFF_HOURS)
    expect(drawer).to_contain_text("業務フローから年間の時間を計算")
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(number).to_be_focused()
