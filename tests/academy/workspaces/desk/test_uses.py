import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.conftest import City
from academy.whole_case import whole_case
from academy.workspaces.desk import samples
from tomoni.academy.accounts.models import Division
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.desk import services
from tomoni.academy.workspaces.desk.models import Holding, Opening, Personal, Use, UseState


@pytest.fixture
def kept(city: City) -> Holding:
    """A file about persons in the group's case; the residents' division owns it."""
    return samples.kept_by(
        city.other_group.division, case=whole_case(city), personal=Personal.PERSONAL
    )


def _apply(client: Client, city: City, holding: Holding, **changed: str) -> Use | None:
    client.force_login(city.akari)
    said = {
        "basis": "69-2-2", "purpose": "待ち時間を調べるため", "reason": "この台帳にしかない",
        "items": "受付日", "people": [str(city.akari.pk)],
        "expires_date": samples.in_days(30).isoformat(),
    } | changed  # fmt: skip
    client.post(reverse("desk:apply", args=(holding.pk,)), said)
    return Use.objects.first()


def _table(case: models.Case) -> str:
    return reverse("data:table", args=(case.pk, "data", "table_1"))


def test_rows_are_closed_until_the_owner_approves(
    client: Client, city: City, kept: Holding
) -> None:
    use = _apply(client, city, kept)
    assert use is not None
    closed = client.get(_table(kept.case))
    assert closed.status_code == 403
    assert "承認されるまで" in closed.text
    client.force_login(city.daichi)
    assert "待ち時間を調べるため" in client.get("/").text
    client.post(use.get_absolute_url(), {"state": "approved", "decision": "氏名は外すこと。"})
    client.force_login(city.akari)
    assert client.get(_table(kept.case)).status_code == 200
    client.force_login(city.botan)
    assert client.get(_table(kept.case)).status_code == 403
    said = Opening.objects.order_by("pk").values_list("user__account_name", "action", "use")
    assert list(said) == [
        ("akari", "refused", None), ("akari", "opened", use.pk), ("botan", "refused", use.pk),
    ]  # fmt: skip


def test_an_approval_ends_by_itself(client: Client, city: City, kept: Holding) -> None:
    use = _apply(client, city, kept)
    assert use is not None
    services.decide(use, actor=city.daichi, state=UseState.APPROVED, text="")
    client.force_login(city.akari)
    assert client.get(_table(kept.case)).status_code == 200
    Use.objects.update(expires_date=samples.in_days(-1))
    late = client.get(_table(kept.case))
    assert late.status_code == 403
    assert "期限が過ぎました" in late.text


def test_nobody_approves_their_own_application(client: Client, city: City) -> None:
    use = samples.use(city, whole_case(city), key="file_1")
    client.force_login(city.akari)
    assert client.post(use.get_absolute_url(), {"state": "approved"}).status_code == 403
    client.force_login(city.daichi)
    assert client.post(use.get_absolute_url(), {"state": "approved"}).status_code == 404
    use.refresh_from_db()
    assert use.state == UseState.WAITING


def test_a_refusal_says_why(client: Client, city: City, kept: Holding) -> None:
    use = _apply(client, city, kept)
    assert use is not None
    client.force_login(city.daichi)
    assert client.post(use.get_absolute_url(), {"state": "refused"}).status_code == 422
    client.post(use.get_absolute_url(), {"state": "refused", "decision": "項目を減らすこと。"})
    use.refresh_from_db()
    assert (use.state, use.decision) == (UseState.REFUSED, "項目を減らすこと。")
    assert client.post(use.get_absolute_url(), {"state": "approved"}).status_code == 403


@pytest.mark.parametrize(
    "changed",
    [
        {"reason": ""}, {"purpose": ""}, {"expires_date": "2020-01-01"}, {"basis": "99"},
        {"people": ""},
    ],
)  # fmt: skip
def test_an_application_that_lacks_something_is_not_kept(
    client: Client, city: City, kept: Holding, changed: dict[str, str]
) -> None:
    assert _apply(client, city, kept, **changed) is None


def test_the_owner_lets_lecturers_in_or_not(client: Client, city: City, kept: Holding) -> None:
    use = _apply(client, city, kept)
    assert use is not None
    services.decide(use, actor=city.daichi, state=UseState.APPROVED, text="")
    client.force_login(city.lecturer)
    assert client.get(_table(kept.case)).status_code == 403
    place = reverse("desk:holding", args=(kept.pk,))
    said = {"personal": "personal", "classification": "3B", "for_lecturers": "yes"}
    client.force_login(city.akari)
    client.post(place, said)
    client.force_login(city.lecturer)
    assert client.get(_table(kept.case)).status_code == 403
    client.force_login(city.daichi)
    client.post(place, said)
    client.force_login(city.lecturer)
    assert client.get(_table(kept.case)).status_code == 200


def test_the_year_s_list_holds_what_was_beyond_the_purpose(
    client: Client, city: City, kept: Holding
) -> None:
    use = _apply(client, city, kept)
    assert use is not None
    services.decide(use, actor=city.daichi, state=UseState.APPROVED, text="")
    client.force_login(city.chihiro)
    page = client.get(reverse("desk:uses")).text
    for text in ("待ち時間を調べるため", "第69条第2項第2号", "あかり", "だいち（市民課）"):
        assert text in page
    this_year = timezone.localdate().year
    assert "（0件）" in client.get(reverse("desk:uses"), {"year": str(this_year - 2)}).text
    assert client.get(reverse("desk:uses"), {"year": "1"}).status_code == 404


def test_what_is_made_of_closed_rows_is_closed_too(
    client: Client, city: City, kept: Holding
) -> None:
    case = kept.case
    client.force_login(city.lecturer)
    places = (
        reverse("analysis:result", args=(case.pk, "analysis", "claim_1")),
        reverse("workspaces:version", args=(case.pk, "evidence_1", 1)),
        reverse("workspaces:version", args=(case.pk, "table_1", 1)),
        reverse("workspaces:file", args=(case.pk, "file_1", 1, "a.csv")),
        reverse("workspaces:bundle", args=(case.pk,)),
        reverse("data:download", args=(case.pk, "data", "table_1", "csv")),
    )
    assert {client.get(place).status_code for place in places} == {403}
    assert client.get(reverse("proposal:step", args=(case.pk, "proposal"))).status_code == 200


def test_a_file_without_persons_is_open_to_all_who_see_the_case(client: Client, city: City) -> None:
    other = Division.objects.create(municipality=city.municipality, name="統計課")
    samples.kept_by(other, case=whole_case(city), personal=Personal.NONE)
    client.force_login(city.reviewer)
    assert client.get(_table(whole_case(city))).status_code == 200
    assert not Opening.objects.exists()
