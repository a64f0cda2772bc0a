"""What every answer carries, and what happens to a file that is too large."""

from io import BytesIO

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from tomoni.academy.ui.uploads import files_of

LIMIT = 200_000


@login_not_required
def receive(request: HttpRequest) -> JsonResponse:
    sizes = {name: upload.size for name, upload in files_of(request).items()}
    too_large = request.META.get("tomoni.upload_too_large", False)
    return JsonResponse({"sizes": sizes, "too_large": too_large, "note": request.POST.get("note")})


urlpatterns = [path("receive/", receive)]


@pytest.fixture
def upload(settings: Settings, client: Client) -> Client:
    settings.ROOT_URLCONF = __name__
    settings.MAX_UPLOAD_BYTES = LIMIT
    return client


def test_a_file_at_the_limit_arrives_whole(upload: Client) -> None:
    answer = upload.post("/receive/", {"table": BytesIO(b"a" * LIMIT), "note": "x"}).json()
    assert answer == {"sizes": {"table": LIMIT}, "too_large": False, "note": "x"}


def test_a_file_over_the_limit_is_dropped_and_the_form_arrives(upload: Client) -> None:
    posted = {"table": BytesIO(b"a" * (LIMIT + 1)), "small": BytesIO(b"b"), "note": "x"}
    answer = upload.post("/receive/", posted).json()
    assert answer == {"sizes": {"small": 1}, "too_large": True, "note": "x"}


def test_a_page_runs_only_what_comes_from_here(client: Client, db: None) -> None:
    answer = client.get("/sign-in/")
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "img-src 'self' data:" in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy
    assert "object-src 'none'" in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_cookies_stay_out_of_reach_of_scripts_and_other_sites(client: Client, db: None) -> None:
    cookies = client.get("/sign-in/").cookies
    assert cookies["csrftoken"]["httponly"]
    assert cookies["csrftoken"]["samesite"] == "Lax"
