"""A finished case becomes a teaching case: checked word by word, approved by somebody else."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from pytest_django import DjangoAssertNumQueries

from academy.conftest import City
from academy.whole_case import whole_case
from academy.workspaces.handover.teachings import teaching
from tomoni.academy.cohorts.models import Cohort, Membership, Role
from tomoni.academy.workspaces import models, services, worksheets
from tomoni.academy.workspaces.handover import sample
from tomoni.academy.workspaces.handover.models import State, TeachingCase
from tomoni.academy.workspaces.reading import open_case

HIDDEN = ("あかり", "ぼたん", "生活衛生課", "市民課", "あさひ市")


def _begun(client: Client, city: City) -> TeachingCase:
    row = whole_case(city)
    values = {"goal": "生活衛生課のあかりが、待たせない窓口を考えた。"}
    services.save_worksheet(row, actor=city.akari, key="problem", values=values, base=0)
    client.force_login(city.lecturer)
    client.post(reverse("handover:begin", args=(row.pk,)))
    return TeachingCase.objects.get(case=row)


def _check(made: TeachingCase) -> str:
    return reverse("handover:check", args=(made.pk,))


def _proposals(client: Client, made: TeachingCase) -> dict[str, str]:
    """The form as it stands on the page."""
    answer = client.get(_check(made))
    posted = {"title": "許可の更新をならす", "summary": "戻り方を学べます。"}
    for place, line in enumerate(answer.context["lines"], start=1):
        posted[f"found-{place}"] = line.decision.found
        posted[f"replacement-{place}"] = line.decision.replacement
    return posted


def _place(posted: dict[str, str], word: str) -> str:
    return next(name for name, value in posted.items() if value == word).removeprefix("found-")


def _everything(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as parcel:
        said = parcel.namelist()
        said += [parcel.read(name).decode("utf-8", errors="replace") for name in said]
    return "\n".join(said)


def test_every_name_is_found_and_nothing_of_it_remains(client: Client, city: City) -> None:
    made = _begun(client, city)
    posted = _proposals(client, made)
    assert {"あかり", "生活衛生課"} <= set(posted.values())
    assert client.post(_check(made), posted).headers["Location"] == made.get_absolute_url()
    data = client.get(reverse("handover:bundle", args=(made.pk,))).content
    assert [word for word in HIDDEN if word in _everything(data)] == []
    word_file = client.get(reverse("handover:document", args=(made.pk, "proposal", "docx")))
    said = "".join(
        each.text for each in Document(BytesIO(word_file.content)).element.iter() if each.text
    )
    assert [word for word in HIDDEN if word in said] == []


def test_a_word_is_kept_only_with_a_reason(client: Client, city: City) -> None:
    made = _begun(client, city)
    posted = _proposals(client, made)
    place = _place(posted, "生活衛生課")
    posted[f"keep-{place}"] = "yes"
    answer = client.post(_check(made), posted)
    assert answer.status_code == 422
    assert "残すわけを書いてください。" in answer.content.decode()
    client.post(_check(made), posted | {f"reason-{place}": "どの市にもある課"})
    made.refresh_from_db()
    assert made.content_id is not None
    kept = [each for each in made.replacements if each["keep"]]
    assert [(each["found"], each["reason"]) for each in kept] == [
        ("生活衛生課", "どの市にもある課")
    ]
    assert "どの市にもある課" in client.get(made.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("instead", "said"),
    [("", "置きかえることばを書くか"), ("ある生活衛生課", "元のことばが入っています")],
)
def test_a_replacement_that_is_none_is_refused(
    client: Client, city: City, instead: str, said: str
) -> None:
    made = _begun(client, city)
    posted = _proposals(client, made)
    posted[f"replacement-{_place(posted, '生活衛生課')}"] = instead
    answer = client.post(_check(made), posted)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    made.refresh_from_db()
    assert made.content_id is None


def test_a_word_that_was_not_found_can_be_added(client: Client, city: City) -> None:
    made = _begun(client, city)
    more = {"more-0-found": "見直し", "more-0-replacement": "手直し"}
    client.post(_check(made), _proposals(client, made) | more)
    made.refresh_from_db()
    assert made.replacements[-1]["found"] == "見直し"
    data = client.get(reverse("handover:bundle", args=(made.pk,))).content
    assert "見直し" not in _everything(data)
    assert "手直し" in _everything(data)
    assert "見直し" in client.get(_check(made)).content.decode()


def test_a_title_that_says_a_name_is_refused(client: Client, city: City) -> None:
    made = _begun(client, city)
    posted = _proposals(client, made) | {"title": "市民課の仕事", "summary": "あかりの話"}
    answer = client.post(_check(made), posted)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "人や場所の名前（市民課）が入っています。" in page
    assert "人や場所の名前（あかり）が入っています。" in page


def test_what_would_break_the_case_is_said_and_nothing_is_kept(client: Client, city: City) -> None:
    made = _begun(client, city)
    more = {
        f"more-{place}-{name}": value
        for place, pair in enumerate((("支持", "賛成"), ("反証", "反対"), ("判断できない", "不明")))
        for name, value in zip(("found", "replacement"), pair, strict=True)
    }
    answer = client.post(_check(made), _proposals(client, made) | more)
    assert answer.status_code == 422
    assert "まだ作れません" in answer.content.decode()
    made.refresh_from_db()
    assert made.content_id is None


def test_bytes_that_were_prepared_before_go(client: Client, city: City) -> None:
    made = _begun(client, city)
    posted = _proposals(client, made)
    client.post(_check(made), posted)
    made.refresh_from_db()
    first = made.content_id
    client.post(_check(made), posted | {"title": "別の題"})
    made.refresh_from_db()
    assert made.content_id != first
    assert not models.Blob.objects.filter(digest=first).exists()
    client.post(reverse("handover:drop", args=(made.pk,)))
    assert not TeachingCase.objects.exists()
    assert not models.Blob.objects.filter(digest=made.content_id).exists()


def test_somebody_else_approves_it(client: Client, city: City) -> None:
    made = teaching(city, state=State.DRAFT)
    client.force_login(city.lecturer)
    client.post(reverse("handover:ask", args=(made.pk,)))
    assert client.post(reverse("handover:approve", args=(made.pk,))).status_code == 403
    assert client.post(_check(made), {}).status_code == 403
    client.force_login(city.secretariat)
    assert "教材ケース「許可の教材」を確かめる" in client.get("/").content.decode()
    client.post(reverse("handover:approve", args=(made.pk,)))
    made.refresh_from_db()
    assert (made.state, made.approved_by) == (State.APPROVED, city.secretariat)
    assert city.lecturer.notices.get().sentence == "教材ケース「許可の教材」が承認されました。"


def test_nobody_approves_their_own(client: Client, city: City) -> None:
    made = teaching(city, state=State.ASKED)
    made.made_by = city.secretariat
    made.save()
    client.force_login(city.secretariat)
    answer = client.post(reverse("handover:approve", args=(made.pk,)))
    assert answer.status_code == 403
    assert "自分で作った教材ケースは" in answer.content.decode()


def test_it_is_sent_back_with_a_reason(client: Client, city: City) -> None:
    made = teaching(city, state=State.ASKED)
    client.force_login(city.secretariat)
    address = reverse("handover:send_back", args=(made.pk,))
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "図に係の名前が残っています。"})
    client.force_login(city.lecturer)
    assert "図に係の名前が残っています。" in client.get(_check(made)).content.decode()


def test_only_the_secretariat_and_its_maker_see_it_before(client: Client, city: City) -> None:
    made = teaching(city, state=State.DRAFT)
    for name, status in (("lecturer", 200), ("secretariat", 200), ("akari", 404), ("daichi", 404)):
        client.force_login(getattr(city, name))
        assert client.get(made.get_absolute_url()).status_code == status


def test_a_cohort_reads_what_it_was_given(client: Client, city: City) -> None:
    made = teaching(city)
    client.force_login(city.secretariat)
    client.post(reverse("handover:take", args=(city.cohort.pk, made.pk)))
    client.force_login(city.daichi)
    assert client.get(made.get_absolute_url()).status_code == 404
    client.force_login(city.secretariat)
    client.post(reverse("handover:give", args=(city.cohort.pk, made.pk)))
    client.force_login(city.daichi)
    assert "@1" not in client.get(made.get_absolute_url()).text
    listed = client.get(reverse("handover:of_cohort", args=(city.cohort.pk,)))
    assert "許可の教材" in listed.content.decode()


def test_every_step_can_be_read_with_its_numbers_and_pictures(client: Client, city: City) -> None:
    made = teaching(city)
    client.force_login(city.daichi)
    said = {
        step: client.get(reverse("handover:step", args=(made.pk, step))).content.decode()
        for step in ("problem", "data", "analysis", "flow", "effect", "indicators", "proposal")
    }
    assert "{{" not in said["indicators"] + said["proposal"]
    assert "元のファイルや行は入っていません" in said["data"]
    assert "flow.svg" in said["flow"]
    assert reverse("handover:trace", args=(made.pk, "effect.staff_hours")) in said["effect"]
    assert "市民のために使う" in said["proposal"]
    picture = client.get(reverse("handover:picture", args=(made.pk, "as_is_cost", "flow.svg")))
    assert picture.headers["Content-Type"] == "image/svg+xml"
    for key, name in (("as_is_cost", "flow.bpmn"), ("nothing", "flow.svg")):
        assert client.get(reverse("handover:picture", args=(made.pk, key, name))).status_code == 404


def test_a_quoted_number_is_read_as_the_number(city: City) -> None:
    opened = open_case(teaching(city).case)
    said = "".join(text for *_, text in worksheets.named_lines(opened, "proposal_text"))
    assert "時間" in said
    assert "{{" not in said
    figure = worksheets.read_out(opened, "前の行\n{{ effect }}")
    assert figure == f"前の行\n［図：{opened.title('effect')}］"
    assert worksheets.read_out(opened, "{{ nothing.here }}") == "{{ nothing.here }}"


def test_a_number_is_walked_back_to_a_file_that_is_not_there(client: Client, city: City) -> None:
    made = teaching(city)
    client.force_login(city.daichi)
    page = client.get(
        reverse("handover:trace", args=(made.pk, "as_is_cost.cases"))
    ).content.decode()
    assert "このファイルは教材ケースに入っていません。" in page
    missing = reverse("handover:trace", args=(made.pk, "effect.nothing"))
    assert client.get(missing).status_code == 404


def test_a_case_with_old_results_says_what_to_do(client: Client, city: City) -> None:
    made = _begun(client, city)
    posted = _proposals(client, made)
    artifact = models.Artifact.objects.get(case=made.case, key="count_1")
    artifact.plan = {**(artifact.plan or {}), "parameters": {"label": "別の名前"}}
    artifact.save()
    answer = client.post(_check(made), posted)
    assert answer.status_code == 422
    assert "計算し直してから" in answer.content.decode()


def test_the_list_asks_no_more_for_many_than_for_one(
    client: Client, city: City, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    made = teaching(city)
    for number in range(5):
        made.pk, made.title = None, f"教材{number}"
        made.save(force_insert=True)
        made.readers.add(city.cohort)
    client.force_login(city.daichi)
    with django_assert_max_num_queries(12):
        client.get(reverse("handover:of_cohort", args=(city.cohort.pk,)))


def test_the_sample_makes_one_and_only_one(city: City) -> None:
    whole_case(city)
    sample.fill(city.cohort)
    sample.fill(city.cohort)
    made = TeachingCase.objects.get()
    assert (made.state, made.made_by) == (State.APPROVED, city.lecturer)
    assert list(made.readers.all()) == [city.cohort]


def test_another_municipality_sees_nothing_of_it(client: Client, city: City) -> None:
    made = teaching(city)
    elsewhere = Cohort.objects.create(
        municipality=type(city.municipality).objects.create(code="990009", name="ゆうひ市"),
        number=1, title="ゆうひ市の第1期", curriculum=city.cohort.curriculum,
        curriculum_text=city.cohort.curriculum_text, starts_date=city.cohort.starts_date,
        ends_date=city.cohort.ends_date,
    )  # fmt: skip
    Membership.objects.create(user=city.chihiro, cohort=elsewhere, role=Role.SECRETARIAT)
    client.force_login(city.chihiro)
    assert client.get(made.get_absolute_url()).status_code == 404
    give = reverse("handover:give", args=(elsewhere.pk, made.pk))
    assert client.post(give).status_code == 404
