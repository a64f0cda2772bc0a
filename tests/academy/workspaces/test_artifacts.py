from datetime import UTC, date, datetime

from django.test import Client
from django.urls import reverse

from academy.conftest import City
from tomoni.academy.workspaces import models, services
from tomoni.academy.workspaces.reading import open_case
from tomoni.engine import cases


def _assume(case: models.Case, city: City, yen: int, *, base: int) -> None:
    services.save_worksheet(
        case, actor=city.akari, key="assumptions", values={"yen_per_hour": yen}, base=base
    )


def test_a_number_in_a_worksheet_can_be_walked_to_who_wrote_it(
    client: Client, city: City, case: models.Case
) -> None:
    _assume(case, city, 3200, base=0)
    client.force_login(city.reviewer)
    address = reverse("workspaces:trace", args=(case.pk, "assumptions.yen_per_hour"))
    page = client.get(address).text
    for text in ("3,200円", "推定", "手で記入", "あかり（生活衛生課）"):
        assert text in page
    part = client.get(address, headers={"HX-Request": "true"}).text
    assert "3,200円" in part
    assert "<html" not in part


def test_the_trace_of_nothing_is_not_there(client: Client, city: City, case: models.Case) -> None:
    client.force_login(city.akari)
    for name in ("effect.staff_hours", "assumptions.yen_per_hour", "nonsense", "a.b.c"):
        address = reverse("workspaces:trace", args=(case.pk, name))
        assert client.get(address).status_code == 404


def test_the_whole_case_can_be_taken_away_and_read_again(
    client: Client, city: City, case: models.Case
) -> None:
    _assume(case, city, 3200, base=0)
    _assume(case, city, 3300, base=1)
    client.force_login(city.akari)
    answer = client.get(reverse("workspaces:bundle", args=(case.pk,)))
    bundle = cases.read_bundle(answer.content)
    assert bundle.case.versions == open_case(case).case.versions
    again = services.import_bundle(city.other_group, bundle, actor=None)
    assert open_case(again).case.versions == bundle.case.versions


def test_a_file_that_is_not_there_is_not_found(
    client: Client, city: City, case: models.Case
) -> None:
    _assume(case, city, 3200, base=0)
    client.force_login(city.akari)
    place = (case.pk, "assumptions", 1, "secret.txt")
    assert client.get(reverse("workspaces:file", args=place)).status_code == 404


def test_a_group_begins_its_own_case_and_nobody_else_does(client: Client, city: City) -> None:
    address = reverse("workspaces:of_group", args=(city.group.pk,))
    client.force_login(city.lecturer)
    assert "まだ何も書かれていません" in client.get(address).text
    assert client.post(address).status_code == 403
    client.force_login(city.akari)
    answer = client.post(address)
    case = models.Case.objects.get(group=city.group)
    assert answer["Location"] == reverse("workspaces:case", args=(case.pk,))
    assert client.get(address)["Location"] == answer["Location"]


def test_a_version_bears_the_day_of_the_city_not_of_greenwich(
    city: City, case: models.Case
) -> None:
    _assume(case, city, 3200, base=0)
    late = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
    models.Version.objects.update(made_at=late)
    found = open_case(case).case.versions["assumptions"][0].made_at
    assert found == late
    assert found.date() == date(2026, 11, 25)
