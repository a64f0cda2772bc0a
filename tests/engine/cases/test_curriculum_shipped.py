from collections.abc import Iterable, Iterator

import pytest

from tomoni.engine import cases, documents
from tomoni.engine.effects import Assumptions, read_assumptions

SHIPPED = {name: cases.shipped_curriculum(name) for name in ("policy", "service", "mini")}
POLICY = SHIPPED["policy"]
STEPS = {
    "problem": "worksheet",
    "hypotheses": "worksheet",
    "data": "data",
    "analysis": "analysis",
    "evaluation": "worksheet",
    "flow": "flow",
    "service": "worksheet",
    "effect": "effect",
    "indicators": "worksheet",
    "proposal": "proposal",
    "review": "worksheet",
}
REQUIRED_LATER = {"review"}
"""Worksheets that nobody can fill in before the proposal was carried out."""


def every_field(fields: Iterable[cases.Field], at: str) -> Iterator[tuple[str, cases.Field]]:
    for field in fields:
        yield f"{at}.{field.name}", field
        yield from every_field(field.columns, f"{at}.{field.name}")


FIELDS = dict(
    pair
    for name, curriculum in SHIPPED.items()
    for sheet in curriculum.worksheets
    for pair in every_field(sheet.fields, f"{name}.{sheet.id}")
)
each_curriculum = pytest.mark.parametrize("curriculum", SHIPPED.values(), ids=SHIPPED)


@pytest.mark.parametrize("place", FIELDS)
def test_a_field_has_one_line_of_help_and_two_examples_that_differ(place: str) -> None:
    field = FIELDS[place]
    assert field.label
    assert field.help.endswith("。")
    assert "\n" not in field.help
    assert field.good
    assert field.bad
    assert field.good != field.bad


@pytest.mark.parametrize("place", [place for place, field in FIELDS.items() if field.choices])
def test_the_good_example_of_a_choice_can_be_chosen(place: str) -> None:
    field = FIELDS[place]
    assert field.good in field.choices
    assert field.bad not in field.choices


@pytest.mark.parametrize("place", [place for place, field in FIELDS.items() if field.kinds])
def test_a_reference_points_at_kinds_that_there_are(place: str) -> None:
    assert set(FIELDS[place].kinds) <= set(cases.KINDS)


@pytest.mark.parametrize(
    "place", [place for place, field in FIELDS.items() if field.type is cases.FieldType.NUMBER]
)
def test_a_number_has_a_unit_and_a_good_example_that_is_a_number(place: str) -> None:
    assert FIELDS[place].unit
    assert float(FIELDS[place].good) > 0


def test_the_curriculum_has_the_steps_of_the_method_in_their_order() -> None:
    assert POLICY.name == "policy@1"
    assert {step.id: step.page for step in POLICY.steps} == STEPS
    assert [step.id for step in POLICY.steps] == list(STEPS)


@each_curriculum
def test_every_step_asks_a_question_in_its_own_words(curriculum: cases.Curriculum) -> None:
    questions = [step.question for step in curriculum.steps]
    assert len(set(questions)) == len(questions)
    assert all("か。" in question for question in questions)


@each_curriculum
def test_every_worksheet_belongs_to_one_step(curriculum: cases.Curriculum) -> None:
    named = [worksheet for step in curriculum.steps for worksheet in step.worksheets]
    assert sorted(named) == sorted(worksheet.id for worksheet in curriculum.worksheets)


@each_curriculum
def test_the_sessions_fill_their_hours_and_reach_every_step(curriculum: cases.Curriculum) -> None:
    for place, session in enumerate(curriculum.sessions, start=1):
        assert session.number == place
        assert 3 <= session.hours <= 4
        assert sum(item.minutes for item in session.agenda) == session.hours * 60
        assert session.homework
    reached = {step for session in curriculum.sessions for step in session.steps}
    assert reached == {step.id for step in curriculum.steps}


@each_curriculum
def test_every_session_has_notes_for_who_leads_it_and_slides(curriculum: cases.Curriculum) -> None:
    for session in curriculum.sessions:
        for heading in ("ねらい", "進め方", "班がつまずくところ", "見ておくこと"):
            assert f"## {heading}\n" in session.notes, session.title
        (material,) = session.materials
        slides = documents.slides_of(material.text)
        assert material.kind == "slides"
        assert len(slides) >= 6
        assert all(slide.text.startswith("# ") for slide in slides)
        told = [slide for slide in slides if "例" in slide.text]
        assert told, session.title


@each_curriculum
def test_a_skill_has_four_levels_of_what_one_can_do(curriculum: cases.Curriculum) -> None:
    assert 6 <= len(curriculum.skills) <= 8
    for skill in curriculum.skills:
        assert len(set(skill.levels)) == 4
        assert all(level.endswith("る。") for level in skill.levels), skill.title


def test_a_skill_of_another_curriculum_is_used_as_it_stands_there() -> None:
    assert SHIPPED["mini"].skills[0] == POLICY.skills[0]


def test_two_curricula_run_for_six_sessions_and_one_for_half_a_day() -> None:
    sessions = {name: len(curriculum.sessions) for name, curriculum in SHIPPED.items()}
    assert sessions == {"policy": 6, "service": 6, "mini": 1}


def test_a_worksheet_of_another_curriculum_is_used_as_it_stands_there() -> None:
    assert SHIPPED["service"].worksheet("service") == POLICY.worksheet("service")


@each_curriculum
def test_what_can_be_known_before_the_proposal_is_required_somewhere(
    curriculum: cases.Curriculum,
) -> None:
    for worksheet in curriculum.worksheets:
        required = any(field.required for field in worksheet.fields)
        assert required is (worksheet.id not in REQUIRED_LATER), worksheet.id


def test_the_assumptions_have_the_fields_that_an_estimate_takes() -> None:
    fields = {field.name: field for field in POLICY.worksheet(cases.ASSUMPTIONS).fields}
    assert set(Assumptions.model_fields) <= fields.keys()
    assert fields["freed_time_use"].required


def test_the_good_examples_of_the_assumptions_are_understood() -> None:
    fields = POLICY.worksheet(cases.ASSUMPTIONS).fields
    numbers = {cases.FieldType.NUMBER: float}
    values = {
        field.name: [{each.name: numbers.get(each.type, str)(each.good) for each in field.columns}]
        if field.columns
        else numbers.get(field.type, str)(field.good)
        for field in fields
    }
    read = read_assumptions(values)
    assert read.positions == {"窓口": "係員"}
    assert read.unit_costs[0].year == read.first_year == 2027
    assert {len(read.costs), len(read.reach), len(read.unit_costs)} == {1}


def test_the_proposal_begins_with_its_title_and_goes_on_in_text() -> None:
    title, *sections = POLICY.worksheet(cases.PROPOSAL_TEXT).fields
    assert (title.name, title.type) == ("title", cases.FieldType.SHORT_TEXT)
    assert {section.type for section in sections} == {cases.FieldType.LONG_TEXT}


def test_another_version_of_the_curriculum_is_not_there() -> None:
    assert cases.shipped_curriculum("policy@1") == POLICY
    for name in ("policy@2", "../policy", "nothing"):
        with pytest.raises(cases.CasesError) as refused:
            cases.shipped_curriculum(name)
        assert refused.value.code == "unknown-curriculum"
