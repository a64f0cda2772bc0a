"""Versions of a municipality's own curricula: begun, written, published, never changed again."""

import pytest

from academy.cohorts.curricula import editions
from academy.conftest import City
from tomoni.academy.accounts.models import PeopleEntry
from tomoni.academy.cohorts import services as cohorts
from tomoni.academy.cohorts.curricula import finding, parts, reading, services, writing
from tomoni.academy.cohorts.curricula.models import Edition
from tomoni.academy.cohorts.errors import CohortsError
from tomoni.academy.cohorts.models import Membership, Role
from tomoni.engine import cases


def write(edition: Edition, at: str, city: City, **values: object) -> None:
    """Save a part with some of its fields changed, as its form would."""
    fields = writing.fields_of(editions.read(edition).content, at)
    kept = {field.name: field.value for field in fields} | values
    services.save_part(
        edition, at=at, values=kept, base=editions.base(edition, at), actor=city.secretariat
    )


def test_a_copy_is_a_draft_of_its_own_that_says_the_same(city: City) -> None:
    edition = editions.copied(city)
    found = editions.read(edition)
    assert (edition.name, found.title, found.is_draft) == ("policy_own@1", editions.TITLE, True)
    assert found.curriculum.sessions == cases.shipped_curriculum("policy").sessions
    assert editions.copied(city).name == "policy_own_2@1"


@pytest.mark.parametrize("source", ["policy", "service", "mini"])
def test_saving_a_form_as_it_was_opened_changes_nothing(source: str) -> None:
    curriculum = cases.shipped_curriculum(source)
    content = parts.content_of(curriculum)
    for at in parts.titles(content):
        if "." in at or at in parts.WHOLE:
            fields = writing.fields_of(content, at)
            writing.write(content, at, {field.name: field.value for field in fields})
    assert content == parts.content_of(curriculum)


def test_only_what_is_published_is_offered_and_only_the_newest_of_it(city: City) -> None:
    names = [each.name for each in finding.curricula_for(city.municipality)]
    assert names == ["policy@1", "service@1", "mini@1"]
    edition = editions.published(city)
    services.revise(editions.read(edition), actor=city.secretariat)
    offered = finding.curricula_for(city.municipality)
    assert [each.name for each in offered] == ["policy_own@1", *names]
    assert offered[0].title == editions.TITLE


def test_a_published_version_never_changes_and_the_next_begins_as_its_copy(city: City) -> None:
    edition = editions.published(city)
    text = edition.text
    for change in (
        lambda: write(edition, "title", city, title="別の題"),
        lambda: services.add_part(edition, at="steps", actor=city.secretariat),
        lambda: services.move_part(edition, at="sessions.1", by=1, actor=city.secretariat),
        lambda: services.replace(
            edition, data=edition.text.encode(), base="", actor=city.secretariat
        ),
        lambda: services.publish(edition, base="", actor=city.secretariat),
        lambda: services.drop(edition, base="", actor=city.secretariat),
    ):
        with pytest.raises(CohortsError, match="edition-published"):
            change()
    draft = services.revise(editions.read(edition), actor=city.secretariat)
    assert draft.number == 2
    assert services.revise(editions.read(edition), actor=city.secretariat) == draft
    write(draft, "title", city, title="二つめの題")
    edition.refresh_from_db()
    assert (edition.text, edition.title) == (text, editions.TITLE)


def test_changing_a_curriculum_never_changes_a_cohort_that_began_with_it(city: City) -> None:
    edition = editions.published(city)
    cohort = cohorts.open_cohort(
        city.municipality, number=2, title="第2期", curriculum=editions.read(edition).curriculum,
        starts_date=city.cohort.starts_date, ends_date=city.cohort.ends_date,
        opener=city.secretariat,
    )  # fmt: skip
    text = cohort.curriculum_text
    draft = services.revise(editions.read(edition), actor=city.secretariat)
    write(draft, "sessions.1", city, title="変えた題")
    services.publish(draft, base=editions.base(draft), actor=city.secretariat)
    cohort.refresh_from_db()
    assert (cohort.curriculum, cohort.curriculum_text) == ("policy_own@1", text)
    assert cohorts.curriculum_of(cohort).sessions[0].title == "目標・問題・課題をそろえる"
    assert editions.read(draft).curriculum.sessions[0].title == "変えた題"


def test_who_opens_a_cohort_becomes_its_secretariat(city: City) -> None:
    cohort = cohorts.open_cohort(
        city.municipality, number=2, title="第2期", curriculum=cases.shipped_curriculum("mini"),
        starts_date=city.cohort.starts_date, ends_date=city.cohort.ends_date,
        opener=city.secretariat,
    )  # fmt: skip
    held = Membership.objects.get(cohort=cohort)
    assert (held.user, held.role) == (city.secretariat, Role.SECRETARIAT)
    assert PeopleEntry.objects.filter(action="cohort-opened", subject="第2期").count() == 1


def test_two_people_may_write_two_parts_but_not_over_each_other(city: City) -> None:
    edition = editions.copied(city)
    seen = {at: editions.base(edition, at) for at in ("sessions.1", "sessions.2")}
    fields = {
        at: {
            field.name: field.value
            for field in writing.fields_of(editions.read(edition).content, at)
        }
        for at in seen
    }
    for at, said in (("sessions.1", "一人め"), ("sessions.2", "二人め")):
        services.save_part(
            edition, at=at, values=fields[at] | {"title": said}, base=seen[at],
            actor=city.secretariat,
        )  # fmt: skip
    with pytest.raises(CohortsError, match="part-changed"):
        services.save_part(
            edition, at="sessions.1", values=fields["sessions.1"] | {"title": "三人め"},
            base=seen["sessions.1"], actor=city.secretariat,
        )  # fmt: skip
    titles = [each.title for each in editions.read(edition).curriculum.sessions[:2]]
    assert titles == ["一人め", "二人め"]


def test_what_somebody_has_just_written_is_not_removed_unseen(city: City) -> None:
    edition = editions.copied(city)
    seen = editions.base(edition, "worksheets.problem")
    write(edition, "worksheets.problem", city, title="書き直した題")
    with pytest.raises(CohortsError, match="part-changed"):
        services.remove_part(edition, at="worksheets.problem", base=seen, actor=city.secretariat)
    whole = editions.base(edition)
    write(edition, "title", city, title="変えた題")
    for act in (services.publish, services.drop):
        with pytest.raises(CohortsError, match="edition-changed"):
            act(edition, base=whole, actor=city.secretariat)


def test_whatever_names_a_part_lets_go_of_it_when_it_is_removed(city: City) -> None:
    edition = editions.copied(city)
    for at in ("worksheets.evaluation", "steps.review", "sessions.1"):
        services.remove_part(
            edition, at=at, base=editions.base(edition, at), actor=city.secretariat
        )
    curriculum = editions.read(edition).curriculum
    assert [session.number for session in curriculum.sessions] == [1, 2, 3, 4, 5]
    assert "evaluation" not in {name for each in curriculum.sessions for name in each.homework}
    assert curriculum.step("evaluation").worksheets == ()
    assert curriculum.sessions[-1].steps == ("proposal",)
    codes = {each.code for each in finding.findings(editions.read(edition))}
    assert {"step-without-worksheet", "worksheet-unused"} <= codes
    with pytest.raises(CohortsError, match="edition-unfinished"):
        services.publish(edition, base=editions.base(edition), actor=city.secretariat)


def test_fields_keep_their_names_when_they_move_and_new_ones_are_given_one(city: City) -> None:
    edition = editions.copied(city)
    rows = [
        row
        for field in writing.fields_of(editions.read(edition).content, "worksheets.problem")
        if field.name == "fields"
        for row in field.value
    ]
    new = dict.fromkeys(rows[0], "") | {"label": "待ち時間", "type": "number", "unit": "分"}
    written = [new, rows[1] | {"label": "いま起きていること"}, rows[0]]
    write(edition, "worksheets.problem", city, fields=written)
    sheet = editions.read(edition).curriculum.worksheet("problem")
    assert [(each.name, each.label) for each in sheet.fields] == [
        ("field_8", "待ち時間"), ("current", "いま起きていること"), ("goal", "目標（あるべき姿）"),
    ]  # fmt: skip
    assert sheet.fields[2] == cases.shipped_curriculum("policy").worksheet("problem").fields[0]
    assert {check.field for check in sheet.checks} <= {"field_8", "current", "goal"}


def test_what_makes_no_curriculum_is_refused_with_its_place(city: City) -> None:
    edition = editions.copied(city)
    text = edition.text
    row = {"label": "選ぶ", "type": "choice", "name": "pick"}
    blank = dict.fromkeys(("required", "help", "good", "bad", "choices", "unit"), "")
    with pytest.raises(services.PartError) as refused:
        write(edition, "worksheets.problem", city, fields=[blank | row])
    (sentence,) = reading.mistake_lines(refused.value.findings)
    assert "1番目のワークシート › 1番目の欄（pick）" in sentence
    assert "選択肢か、表の列がない" in sentence
    edition.refresh_from_db()
    assert edition.text == text


def test_a_file_comes_out_and_goes_in_again(city: City) -> None:
    edition = editions.copied(city)
    data = finding.yaml_of(editions.read(edition))
    assert reading.file_mistakes(data) == []
    made = services.take_in(city.municipality, data=data, actor=city.secretariat)
    assert editions.read(made).curriculum.worksheets == editions.read(edition).curriculum.worksheets
    assert made.name == "policy_own_2@1"
    mini = cases.write_curriculum(cases.shipped_curriculum("mini"))
    services.replace(edition, data=mini, base=editions.base(edition), actor=city.secretariat)
    assert editions.read(edition).curriculum.name == "policy_own@1"
    assert len(editions.read(edition).curriculum.sessions) == 1


def test_what_changed_since_the_version_before_is_told_part_by_part(city: City) -> None:
    edition = editions.published(city)
    draft = services.revise(editions.read(edition), actor=city.secretariat)
    before = finding.earlier(editions.read(draft))
    assert before is not None
    assert reading.changes(before, editions.read(draft)) == []
    write(draft, "worksheets.problem.goal", city, help="新しい説明です。")
    made = services.add_part(draft, at="sessions.2.materials", actor=city.secretariat)
    told = reading.changes(before, editions.read(draft))
    assert [each.label for each in told] == [
        "第2回 仮説を立て、使うデータを確かめる › 新しい資料",
        "目標・問題・課題 › 目標（あるべき姿）",
    ]
    assert made == "sessions.2.material_2"
    assert "新しい説明です。" in told[1].right
    assert "方法はまだ書きません。" in told[1].left


def test_the_first_version_is_held_against_what_it_was_copied_from(city: City) -> None:
    edition = editions.copied(city)
    before = finding.earlier(editions.read(edition))
    assert before is not None
    assert before.name == "policy@1"
    assert [each.label for each in reading.changes(before, editions.read(edition))] == [
        "カリキュラムの題"
    ]


@pytest.mark.parametrize("name", ["policy@2", "dream@1", "policy", "policy_own@x", "@", ""])
def test_a_name_that_is_nowhere_leads_nowhere(city: City, name: str) -> None:
    editions.copied(city)
    assert finding.find(city.municipality, name) is None


@pytest.mark.parametrize("at", ["", "dream", "sessions", "sessions.9", "sessions.1.slides.x", "."])
def test_a_part_that_is_nowhere_leads_nowhere(city: City, at: str) -> None:
    edition = editions.copied(city)
    with pytest.raises(CohortsError, match="part-gone"):
        writing.fields_of(editions.read(edition).content, at)
