"""The report of a year: groups, attendance, hours, proposals, what came of them, effects."""

from datetime import date, timedelta
from io import BytesIO

import docx
import openpyxl
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from academy.conftest import City
from academy.whole_case import whole_case
from tomoni.academy.cohorts.calendar.models import Attendance, Meeting, Presence
from tomoni.academy.workspaces.models import Version
from tomoni.academy.workspaces.overview import adoptions, queries, reading
from tomoni.engine.core import Quantity, show


def _held(city: City) -> None:
    """One session of three hours, to which Akari came and Botan did not."""
    start = timezone.now().replace(year=2026, month=6, day=3)
    meeting = Meeting.objects.create(
        cohort=city.cohort, number=1, starts_at=start, ends_at=start + timedelta(hours=3)
    )
    for user, presence in ((city.akari, Presence.PRESENT), (city.botan, Presence.ABSENT)):
        Attendance.objects.create(
            meeting=meeting, user=user, presence=presence, noted_by=city.secretariat
        )


def _report(city: City, *, year: int = 2026) -> reading.Report:
    now = timezone.now() + timedelta(days=1000)
    return reading.report(city.municipality, fiscal_year=year, now=now)


def test_a_fiscal_year_begins_in_april() -> None:
    assert queries.fiscal_year_of(date(2027, 3, 31)) == 2026
    assert queries.fiscal_year_of(date(2027, 4, 1)) == 2027


def test_hours_are_counted_for_who_was_there(city: City) -> None:
    _held(city)
    part = _report(city).parts[0]
    assert part.held == 1
    assert (part.hours, part.person_hours) == (3, 3)
    assert [line.attendance for line in part.lines] == ["1/2", "0/1"]


def test_the_effect_is_the_one_of_the_case(city: City) -> None:
    row = whole_case(city)
    version = Version.objects.filter(artifact__case=row, artifact__kind="effect").last()
    assert version is not None
    hours = Quantity.model_validate(version.quantities["staff_hours"])
    line, other = _report(city).parts[0].lines
    assert line.has_proposal
    assert line.effect("staff_hours").startswith(show(hours))
    assert (other.has_proposal, other.effect("staff_hours")) == (False, "")


def test_a_room_that_knows_says_what_became_of_a_proposal(city: City) -> None:
    before = dict(adoptions._registered)
    adoptions.register("here", lambda groups: {city.group.pk: "一部採用"})
    try:
        assert [line.adoption for line in _report(city).parts[0].lines] == ["一部採用", ""]
    finally:
        adoptions._registered.clear()
        adoptions._registered.update(before)


def test_the_report_goes_out_as_word_and_excel(client: Client, city: City) -> None:
    whole_case(city)
    _held(city)
    client.force_login(city.secretariat)
    where = (city.municipality.pk, 2026)
    assert "営業許可の更新" in client.get(reverse("overview:report", args=where)).text
    sheet = openpyxl.load_workbook(
        BytesIO(client.get(reverse("overview:workbook", args=where)).content)
    ).active
    assert sheet is not None
    rows = list(sheet.values)
    assert rows[0][:3] == ("期", "班", "課")
    assert rows[1][:5] == ("データアカデミー第1期", 1, "生活衛生課", "営業許可の更新", None)
    word = docx.Document(BytesIO(client.get(reverse("overview:word", args=where)).content))
    assert [cell.text for cell in word.tables[0].rows[1].cells][:3] == [
        "1", "生活衛生課", "営業許可の更新",
    ]  # fmt: skip
    assert any("延べ1人（3人のうち）" in each.text for each in word.paragraphs)


def test_a_year_without_a_cohort_has_no_report(client: Client, city: City) -> None:
    client.force_login(city.secretariat)
    where = (city.municipality.pk, 2019)
    assert client.get(reverse("overview:report", args=where)).status_code == 404


def test_the_report_takes_the_same_queries_for_any_number_of_groups(
    city: City, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    whole_case(city)
    with django_assert_num_queries(8):
        _report(city)
