"""One flow with two faces, as the page and the server speak of it."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from academy.conftest import City
from academy.steps.flow.samples import AS_IS, STAFF_HOURS, TO_BE, address, posted, with_cell
from tomoni.academy.cohorts.models import Membership, Role
from tomoni.academy.workspaces import models, reading, services
from tomoni.engine import cases, flows


@pytest.fixture
def akari(client: Client, city: City) -> Client:
    client.force_login(city.akari)
    return client


def draw(client: Client, case: models.Case, data: dict[str, str]) -> dict[str, Any]:
    answer: dict[str, Any] = client.post(address(case, "draw"), data).json()
    return answer


def read(client: Client, case: models.Case, data: dict[str, str], bpmn: str) -> dict[str, Any]:
    answer: dict[str, Any] = client.post(address(case, "read"), {**data, "drawn": bpmn}).json()
    return answer


def moved(bpmn: str, shape: str) -> str:
    """The picture with one shape 40 to the right, as a hand would leave it."""
    pattern = rf'(bpmnElement="{shape}"[^>]*>\s*<dc:Bounds x=")([\d.]+)'
    found, count = re.subn(
        pattern, lambda match: f"{match[1]}{float(match[2]) + 40:g}", bpmn, count=1
    )
    assert count == 1
    return found


def test_a_table_is_drawn_counted_and_its_rows_get_their_numbers(
    akari: Client, case: models.Case
) -> None:
    data = posted() | {"steps-0-number": "", "steps-3-number": ""}
    answer = draw(akari, case, data)
    assert flows.from_bpmn(answer["bpmn"].encode()).steps[3].name == "許可証を渡す"
    assert answer["numbers"] == ["1", "2", "3", "4"]
    assert len(set(answer["shapes"])) == len(AS_IS)
    assert STAFF_HOURS in answer["check"]
    assert models.Draft.objects.count() == 0


def test_what_decides_the_hours_stands_beside_them_with_the_weakest_grade(
    akari: Client, case: models.Case
) -> None:
    check = draw(akari, case, posted())["check"]
    assert "いちばん弱い根拠" in check
    assert check.count("<li>") == 3
    assert "「受け付ける」の時間（5～12分）" in check


@pytest.mark.parametrize("wrong", [{"volume_value": "たくさん"}, {"volume_low": "2,000"}])
def test_a_volume_that_cannot_be_gives_no_hours(
    akari: Client, case: models.Case, wrong: dict[str, str]
) -> None:
    check = draw(akari, case, posted() | wrong)["check"]
    assert "時間はまだ数えられません。「1年の件数」を直してください。" in check
    assert "1年の職員の時間" not in check


def test_a_finding_names_its_row_and_the_cell_to_put_right(
    akari: Client, case: models.Case
) -> None:
    marks = draw(akari, case, posted(with_cell(2, "likely", "十分くらい")))["marks"]
    assert ("error", 1, "likely") in [
        (each["severity"], each["row"], each["cell"]) for each in marks
    ]
    assert "分として読めません" in marks[0]["text"]


def test_a_name_changed_in_the_picture_is_written_into_its_row_only(
    akari: Client, case: models.Case
) -> None:
    data = posted(with_cell(4, "likely", "約3分"))
    drawn = draw(akari, case, data)["bpmn"].replace("受け付ける", "窓口で受け取る")
    steps = read(akari, case, data, drawn)["table"]["steps"]
    assert [step["name"] for step in steps] == [
        "申請書を書く", "窓口で受け取る", "直して出し直す", "許可証を渡す",
    ]  # fmt: skip
    assert steps[3]["likely"] == "約3分"
    assert [step["number"] for step in steps] == ["1", "2", "3", "4"]


def test_a_way_named_by_the_step_it_leads_to_follows_its_new_name(
    akari: Client, case: models.Case
) -> None:
    data = posted(with_cell(3, "next", "受け付ける"))
    drawn = draw(akari, case, data)["bpmn"].replace("受け付ける", "窓口で受け取る")
    steps = read(akari, case, data, drawn)["table"]["steps"]
    assert steps[2]["next"] == "2"


def test_where_a_shape_was_put_outlives_a_change_in_the_table_and_the_saving(
    akari: Client, case: models.Case
) -> None:
    first = draw(akari, case, posted())
    shape = first["shapes"][3]
    drawn = read(akari, case, posted(), moved(first["bpmn"], shape))["table"]["bpmn"]
    place = re.search(rf'bpmnElement="{shape}"[^>]*>\s*<dc:Bounds x="([\d.]+)', drawn)
    assert place
    changed = posted(with_cell(4, "name", "証を手渡す"), bpmn=drawn)
    kept = draw(akari, case, changed)["bpmn"]
    assert "証を手渡す" in kept
    assert place[0] in kept
    akari.post(address(case), changed)
    assert place[0] in akari.get(address(case, "picture")).text
    assert place[0] in akari.get(address(case, "download", form="bpmn")).text


def test_a_picture_drawn_by_hand_is_in_the_bundle_as_it_was(
    akari: Client, case: models.Case
) -> None:
    drawn = moved(draw(akari, case, posted())["bpmn"], "task_3_0")
    akari.post(address(case), posted(bpmn=drawn))
    bundle = cases.read_bundle(services.bundle_of(case))
    head = bundle.case.head("as_is")
    assert head is not None
    assert cases.files_of(head, store=bundle.store)[cases.BPMN_FILE].decode() == drawn
    counted = bundle.case.head("as_is_cost")
    assert counted is not None
    assert cases.files_of(counted, store=bundle.store)[cases.BPMN_FILE].decode() == drawn


def test_a_picture_moved_and_nothing_else_is_a_version(akari: Client, case: models.Case) -> None:
    akari.post(address(case), posted())
    drawn = moved(draw(akari, case, posted(base=1))["bpmn"], "task_3_0")
    akari.post(address(case), posted(base=1, bpmn=drawn))
    akari.post(address(case), posted(base=2, bpmn=drawn))
    assert len(reading.open_case(case).case.versions["as_is"]) == 2


@pytest.mark.parametrize("bpmn", ["", "<html/>", "<!DOCTYPE a><a/>"])
def test_a_picture_that_is_none_is_refused_with_words(
    akari: Client, case: models.Case, bpmn: str
) -> None:
    assert "BPMN" in read(akari, case, posted(), bpmn)["error"]
    if bpmn:
        page = akari.post(address(case), posted(bpmn=bpmn), follow=True)
        assert "まだ保存していません" in page.text
        assert "as_is" not in reading.open_case(case).case.versions


def test_a_bpmn_file_comes_in_with_its_picture(akari: Client, case: models.Case) -> None:
    data = flows.to_bpmn(flows.from_bpmn(draw(akari, case, posted())["bpmn"].encode()))
    file = SimpleUploadedFile("流れ.bpmn", data)
    page = akari.post(address(case, "upload"), {"sheet": file}, follow=True)
    assert "BPMN のファイルを読み込みました" in page.text
    assert 'value="直して出し直す"' in page.text
    draft = models.Draft.objects.get()
    assert draft.values["flow"]["bpmn"].encode() == data


def test_what_the_table_cannot_show_is_told_and_stays_in_the_picture(
    akari: Client, case: models.Case
) -> None:
    note = '<textAnnotation id="note_1"><text>あとで聞く</text></textAnnotation></process>'
    bpmn = draw(akari, case, posted())["bpmn"].replace("</process>", note)
    file = SimpleUploadedFile("流れ.bpmn", bpmn.encode())
    page = akari.post(address(case, "upload"), {"sheet": file}, follow=True)
    assert 'class="notice notice-warning"' in page.text
    changed = posted(with_cell(4, "name", "証を手渡す"), bpmn=bpmn)
    answer = draw(akari, case, changed)
    assert "あとで聞く" in answer["bpmn"]
    assert "証を手渡す" in answer["bpmn"]
    akari.post(address(case), changed)
    assert "あとで聞く" in akari.get(address(case, "download", form="bpmn")).text


def test_a_lane_that_a_hand_drew_stays_before_it_has_work(akari: Client, case: models.Case) -> None:
    drawn = draw(akari, case, posted())["bpmn"].replace(
        "</laneSet>", '<lane id="lane_9" name="係長"/></laneSet>'
    )
    table = read(akari, case, posted(), drawn)["table"]
    assert table["lanes"][-1] == {"lane": "係長", "kind": "職員"}
    lanes = {
        f"lanes-{place}-{name}": text
        for place, row in enumerate(table["lanes"])
        for name, text in row.items()
    }
    answer = draw(akari, case, posted(bpmn=table["bpmn"]) | lanes)
    assert 'name="係長"' in answer["bpmn"]
    assert "係長" in answer["check"]


def test_a_bpmn_file_that_is_none_changes_nothing(akari: Client, case: models.Case) -> None:
    akari.post(address(case, "draft"), posted())
    for data in (b"<html/>", "流れ".encode("cp932")):
        file = SimpleUploadedFile("流れ.bpmn", data)
        page = akari.post(address(case, "upload"), {"sheet": file}, follow=True)
        assert 'class="notice notice-error"' in page.text
        assert 'value="直して出し直す"' in page.text


def test_another_groups_flow_is_offered_to_those_who_may_see_it(
    client: Client, city: City, case: models.Case
) -> None:
    client.force_login(city.akari)
    client.post(address(case), posted(TO_BE))
    other = services.start_case(city.other_group, title="道路の補修", actor=city.daichi)
    choice = f"case-{case.pk}-as_is"
    client.force_login(city.daichi)
    assert choice not in client.get(address(other)).text
    page = client.post(address(other, "begin"), {"beginning": choice}, follow=True)
    assert "何から始めるかを選んで" in page.text
    assert models.Draft.objects.filter(case=other).count() == 0
    Membership.objects.create(user=city.akari, group=city.other_group, role=Role.PARTICIPANT)
    client.force_login(city.akari)
    page = client.post(address(other, "begin"), {"beginning": choice}, follow=True)
    assert 'value="電子申請をする"' in page.text
    assert models.Draft.objects.get(case=other).values["flow"].get("volume_value") is None


@pytest.mark.parametrize("choice", ["", "case-", f"case-{'9' * 5000}-as_is", "template-\x00"])
def test_a_beginning_that_is_not_offered_changes_nothing(
    akari: Client, case: models.Case, choice: str
) -> None:
    page = akari.post(address(case, "begin"), {"beginning": choice}, follow=True).text
    assert "何から始めるかを選んで" in page
    assert not models.Draft.objects.exists()


def test_two_people_who_both_drew_choose_whose_picture_stays(
    akari: Client, city: City, case: models.Case
) -> None:
    akari.post(address(case), posted())
    first = draw(akari, case, posted(base=1))["bpmn"]
    mine, theirs = moved(first, "task_0_0"), moved(first, "task_3_0")
    botan = Client(headers={"accept-language": "ja"})
    botan.force_login(city.botan)
    botan.post(address(case), posted(with_cell(4, "name", "証を渡す"), base=1, bpmn=theirs))
    page = akari.post(address(case), posted(base=1, bpmn=mine), follow=True)
    assert "図の置き方" in page.text
    assert page.text.count("手で描いた図") == 2
    akari.post(address(case, "merge"), {"newest": "2"})
    values = models.Draft.objects.get().values["flow"]
    assert values["bpmn"] == mine
    drawn = akari.get(address(case, "picture")).text
    assert "証を渡す" in drawn


def test_a_draft_whose_picture_cannot_be_read_still_opens(akari: Client, case: models.Case) -> None:
    akari.post(address(case, "draft"), posted(bpmn="<html/>"))
    assert akari.get(address(case, "picture")).status_code == 422
    assert 'value="直して出し直す"' in akari.get(address(case)).text


def test_at_least_eight_templates_are_offered_and_each_is_drawn_without_errors(
    akari: Client, case: models.Case
) -> None:
    page = akari.get(address(case)).text
    choices = re.findall(r'value="(template-\w+)"', page)
    assert len(choices) >= 8
    for choice in choices:
        assert akari.post(address(case, "begin"), {"beginning": choice}).status_code == 302
        values = models.Draft.objects.get().values["flow"]
        assert values["steps"]
        assert not values.get("volume_value")
        page = akari.get(address(case)).text
        assert 'class="finding finding-error"' not in page
    page = akari.post(address(case, "undo"), follow=True).text
    assert 'class="finding finding-error"' not in page
