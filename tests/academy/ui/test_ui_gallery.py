"""The gallery page, who sees it, and the base page around it."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import reverse

from tomoni.academy.ui import navigation, views


@dataclass
class Somebody:
    is_staff: bool
    is_authenticated: bool = True


@pytest.fixture
def developing(settings: LazySettings) -> None:
    settings.DEBUG = True


def ask(rf: RequestFactory, user: Any) -> int:
    request = rf.get("/gallery/flow.bpmn")
    request.user = user
    return views.sample_flow(request).status_code


def test_staff_sees_the_gallery_outsiders_do_not_and_signed_out_people_sign_in(
    rf: RequestFactory,
) -> None:
    assert ask(rf, Somebody(is_staff=True)) == 200
    assert ask(rf, AnonymousUser()) == 302
    with pytest.raises(Http404):
        ask(rf, Somebody(is_staff=False))


@pytest.mark.usefixtures("developing")
@pytest.mark.django_db
class TestPage:
    def test_it_shows_every_component_without_inline_script_or_style(self, client: Client) -> None:
        page = client.get(reverse("ui:gallery")).content.decode()
        assert "部品の一覧" in page
        assert "style=" not in page
        assert "<style" not in page
        assert "onclick" not in page
        assert page.count("<script") == page.count("<script src=")

    def test_it_is_small(self, client: Client) -> None:
        assert len(client.get(reverse("ui:gallery")).content) < 100_000

    def test_a_posted_form_comes_back_with_what_was_typed(self, client: Client) -> None:
        posted = {"title": "窓口の混雑", "cases": "たくさん", "steps-0-task": "受け付ける"}
        page = client.post(reverse("ui:gallery"), posted).content.decode()
        assert "直すところが2つあります" in page
        assert 'value="たくさん"' in page
        assert 'value="受け付ける"' in page

    def test_a_draft_is_answered_with_the_next_version(self, client: Client) -> None:
        answer = client.post(reverse("ui:sample-draft"), {"base": "7"})
        assert answer.json() == {"values": {"base": "8"}}

    def test_an_upload_without_a_file_says_what_to_do(self, client: Client) -> None:
        page = client.post(reverse("ui:sample-upload"), follow=True).content.decode()
        assert "ファイルを選んでから送ってください。" in page


def test_the_longest_matching_entry_is_the_current_one(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(navigation, "_registered", {})
    home = navigation.Entry("家", "/")
    groups = navigation.Entry("班", "/groups/3/", within="/groups/")
    navigation.register("groups", entries=lambda _request: [groups], order=2)
    navigation.register("home", entries=lambda _request: [home], order=1)
    assert navigation.entries_for(rf.get("/groups/7/tasks/")) == [(home, False), (groups, True)]
    assert navigation.entries_for(rf.get("/other/")) == [(home, True), (groups, False)]
