"""What follows by itself from what a group has written: costs, the effect, the proposal."""

from collections.abc import Iterator

from tomoni.engine.cases._curriculum import Curriculum
from tomoni.engine.cases._effects_made import AS_IS_FLOW, TO_BE_FLOW
from tomoni.engine.cases._graph import Artifact, Case, Plan, place

FLOWS = {"as_is": "現状の業務フロー", "to_be": "あるべき姿の業務フロー"}
ASSUMPTIONS = "assumptions"
LOGIC_MODEL, LOGIC_FIGURE = "logic_model", "logic_figure"
REVIEW_PLAN, REVIEW = "review_plan", "effect_review"
PROPOSAL_TEXT = "proposal_text"


def follow(
    case: Case, *, curriculum: Curriculum, division: str = "", authors: tuple[str, ...] = ()
) -> Case:
    """The case with a plan for each result whose ingredients are there and that has no plan yet."""
    for artifact in _following(case, curriculum, division, authors):
        if artifact.id not in case.artifacts:
            case = place(case, artifact)
    return case


def proposal_plan(
    curriculum: Curriculum, *, division: str = "", authors: tuple[str, ...] = ()
) -> Plan:
    """How the proposal is made: its headings are the labels of the worksheet's fields."""
    title, *sections = curriculum.worksheet(PROPOSAL_TEXT).fields
    return Plan(
        function="documents.proposal",
        inputs={"text": PROPOSAL_TEXT},
        parameters={
            "title": title.name,
            "sections": {field.name: field.label for field in sections},
            "division": division,
            "authors": list(authors),
        },
    )


def _following(
    case: Case, curriculum: Curriculum, division: str, authors: tuple[str, ...]
) -> Iterator[Artifact]:
    for flow, title in FLOWS.items():
        if flow in case.artifacts:
            plan = Plan(function="flows.cost", inputs={"flow": flow})
            yield Artifact(id=f"{flow}_cost", kind="cost", title=f"{title}の時間", plan=plan)
    if {ASSUMPTIONS, *FLOWS} <= case.artifacts.keys():
        plan = Plan(
            function="effects.estimate",
            inputs={
                "assumptions": ASSUMPTIONS,
                "as_is": "as_is_cost",
                "to_be": "to_be_cost",
                AS_IS_FLOW: "as_is",
                TO_BE_FLOW: "to_be",
            },
        )
        yield Artifact(id="effect", kind="effect", title="効果の見込み", plan=plan)
    if LOGIC_MODEL in case.artifacts:
        plan = Plan(function="effects.logic_model", inputs={"model": LOGIC_MODEL})
        yield Artifact(id=LOGIC_FIGURE, kind="logic_picture", title="ロジックモデルの図", plan=plan)
    if REVIEW_PLAN in case.artifacts:
        plan = Plan(function="effects.review", inputs={"plan": REVIEW_PLAN})
        yield Artifact(id=REVIEW, kind="review", title="効果の確認", plan=plan)
    if PROPOSAL_TEXT in case.artifacts:
        plan = proposal_plan(curriculum, division=division, authors=authors)
        yield Artifact(id="proposal", kind="document", title="政策提案書", plan=plan)
