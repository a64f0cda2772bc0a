from django.test import Client
from django.urls import reverse

from academy.conftest import City
from academy.workspaces.desk import samples
from tomoni.academy.workspaces.desk.models import Record, Request, State

RECORD = {
    "title": "転入届の受付簿", "items": "受付日、世帯の人数", "grain": "届出1件で1行",
    "personal": "personal", "classification": "3B", "purpose": "住民基本台帳の事務",
    "keep_years": "５",
}  # fmt: skip


def test_a_record_is_found_by_any_of_its_words(client: Client, city: City) -> None:
    samples.record(city)
    samples.record(city, title="転入届の受付簿", items="受付日", actor=city.daichi)
    client.force_login(city.chihiro)
    address = reverse("desk:catalogue")
    page = client.get(address, {"q": "許可 屋号"}).text
    assert "食品営業許可台帳" in page
    assert "転入届の受付簿" not in page
    assert "見つかりませんでした" in client.get(address, {"q": "ない"}).text
    of_division = client.get(address, {"division": str(city.other_group.division.pk)}).text
    assert "転入届の受付簿" in of_division
    assert "食品営業許可台帳</a>" not in of_division


def test_a_division_writes_its_own_records(client: Client, city: City) -> None:
    client.force_login(city.daichi)
    answer = client.post(reverse("desk:new"), RECORD)
    found = Record.objects.get()
    assert answer.headers["Location"] == found.get_absolute_url()
    assert (found.division, found.keep_years) == (city.daichi.division, 5)
    assert found.updated_by == "だいち（市民課）"
    client.force_login(city.akari)
    refused = client.post(reverse("desk:edit", args=(found.pk,)), RECORD)
    assert refused.status_code == 403
    assert "市民課" in refused.text


def test_what_is_wrong_with_a_record_stands_beside_the_field(client: Client, city: City) -> None:
    samples.record(city, title="転入届の受付簿", actor=city.daichi)
    client.force_login(city.daichi)
    wrong = RECORD | {"keep_years": "1000", "classification": "9"}
    answer = client.post(reverse("desk:new"), wrong)
    assert answer.status_code == 422
    for sentence in ("同じ名前のデータ", "1から100まで", "「機密性の区分」を選び直して"):
        assert sentence in answer.text
    assert Record.objects.count() == 1


def test_a_question_to_all_stays_open_until_somebody_has_it(client: Client, city: City) -> None:
    client.force_login(city.akari)
    text = {"text": "救急の出動の記録はどこですか。", "due_date": samples.in_days(3).isoformat()}
    client.post(reverse("desk:ask"), text)
    asked = Request.objects.get()
    assert asked.division is None
    client.force_login(city.daichi)
    assert "救急の出動" in client.get("/").text
    place = asked.get_absolute_url()
    client.post(place, {"state": State.NOT_HERE, "text": "うちにはありません。"})
    asked.refresh_from_db()
    assert asked.state == State.WAITING
    client.force_login(city.chihiro)
    client.post(place, {"state": State.FOUND, "text": "消防本部の台帳にあります。"})
    asked.refresh_from_db()
    assert asked.state == State.FOUND
    page = client.get(place).text
    assert "ちひろ（市民課）" in page
    assert "うちにはありません。" in page


def test_only_who_is_asked_answers_and_only_who_asked_withdraws(client: Client, city: City) -> None:
    asked = samples.request(city)
    client.force_login(city.chihiro)
    assert client.post(asked.get_absolute_url(), {"state": "found"}).status_code == 403
    assert client.post(reverse("desk:close", args=(asked.pk,))).status_code == 403
    client.force_login(city.daichi)
    client.post(reverse("desk:remind", args=(asked.pk,)))
    client.force_login(city.akari)
    assert "催促されています" in client.get("/").text
    client.force_login(city.daichi)
    client.post(reverse("desk:close", args=(asked.pk,)))
    client.force_login(city.akari)
    assert client.post(asked.get_absolute_url(), {"state": "found"}).status_code == 403


def test_the_past_is_no_deadline(client: Client, city: City) -> None:
    client.force_login(city.akari)
    late = {"text": "どこですか。", "due_date": "令和3年4月1日"}
    answer = client.post(reverse("desk:ask"), late)
    assert answer.status_code == 422
    assert "今日か、今日より後の日" in answer.text
    assert not Request.objects.exists()
