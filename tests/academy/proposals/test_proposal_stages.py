"""How a proposal goes: no path leaves a stage out, and an end is an end."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.academy.proposals import programme, stages
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.programme import Programme, StageKind
from tomoni.academy.proposals.stages import DONE, DRAFT, ENDS, Action

MIDDLE = (StageKind.OPINION, StageKind.COMMENTS, StageKind.REVIEW)


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """A shipped programme whose stages and verdicts somebody has written anew."""
    given = programme.plain(programme.shipped_programme(draw(st.sampled_from(programme.SHIPPED))))
    middle = draw(st.lists(st.sampled_from(MIDDLE), max_size=6))
    middle.insert(draw(st.integers(0, len(middle))), StageKind.REVIEW)
    ends = [StageKind.VERDICT, *[StageKind.AFTERCARE] * draw(st.booleans())]
    kinds = [StageKind.INTAKE, *middle, *ends]
    given["stages"] = [
        {"id": f"stage_{place}", "kind": kind.value, "title": kind.value, "days": 7}
        for place, kind in enumerate(kinds)
    ]
    follows = draw(st.lists(st.sampled_from(("implement", "consider", "")), min_size=2, max_size=5))
    given["verdicts"] = [
        {"id": f"verdict_{place}", "title": "結果", "follows": each}
        for place, each in enumerate(follows)
    ]
    return Programme.model_validate(given)


def steps(found: Programme, place: str) -> Iterator[tuple[Action, str, str]]:
    """All that can be done at a place: the action, the verdict, where it leads."""
    for action in sorted(stages.actions(found, place)):
        verdicts = [each.id for each in found.verdicts] if action is Action.DECIDE else [""]
        for verdict in verdicts:
            yield action, verdict, stages.after(found, place, action, verdict=verdict)


def reachable(found: Programme) -> set[str]:
    """Every place a proposal can come to."""
    seen, waiting = {DRAFT}, [DRAFT]
    while waiting:
        for _action, _verdict, place in steps(found, waiting.pop()):
            if place not in seen:
                seen.add(place)
                waiting.append(place)
    return seen


@given(programmes())
def test_every_stage_and_every_end_is_reached_and_nothing_else(found: Programme) -> None:
    followed = any(each.follows for each in found.verdicts)
    expected = {stage.id for stage in found.stages if followed or stage.kind != StageKind.AFTERCARE}
    assert reachable(found) == {DRAFT, *ENDS} | expected


@given(programmes())
def test_no_step_leaves_a_stage_out(found: Programme) -> None:
    order = [DRAFT, *(stage.id for stage in found.stages), DONE]
    for place in reachable(found) - set(ENDS):
        for action, verdict, then in steps(found, place):
            if then in order:
                skipped = order[order.index(place) + 1 : order.index(then)]
                spared = action is Action.DECIDE and not found.verdict(verdict).follows
                kinds = [found.stage(each).kind for each in skipped]
                assert kinds == [StageKind.AFTERCARE] * len(kinds) if spared else not skipped


@given(programmes(), st.data())
def test_whatever_is_done_on_the_way_the_end_has_seen_every_stage(
    found: Programme, data: st.DataObject
) -> None:
    """A walk by chance, that draws nothing back and refuses nothing, and ends by going on."""
    place, verdict = DRAFT, ""
    passed: list[str] = []
    for _step in range(60):
        if place == DONE:
            break
        ways = [each for each in steps(found, place) if each[2] not in {"withdrawn", "refused"}]
        onward = [each for each in ways if each[0] not in {Action.AGAIN, Action.GIVE_BACK}]
        tired = len(passed) > 20
        _action, said, place = data.draw(st.sampled_from(onward if tired else ways))
        verdict = said or verdict
        passed.append(place)
    assert place == DONE
    needed = [stage for stage in found.stages if stage.kind != StageKind.AFTERCARE]
    assert {stage.id for stage in needed} <= set(passed)
    has_aftercare = found.stages[-1].kind == StageKind.AFTERCARE
    care = has_aftercare and bool(found.verdict(verdict).follows)
    assert (found.stages[-1].id in passed) is (care or not has_aftercare)


@given(programmes(), st.sampled_from(ENDS), st.sampled_from(Action))
def test_an_end_is_an_end(found: Programme, end: str, action: Action) -> None:
    assert not stages.actions(found, end)
    with pytest.raises(ProposalsError) as refused:
        stages.after(found, end, action)
    assert refused.value.code == "not-now"


@given(programmes(), st.data())
def test_what_cannot_be_done_at_a_place_is_refused(found: Programme, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(sorted(reachable(found))))
    for action in set(Action) - stages.actions(found, place):
        with pytest.raises(ProposalsError):
            stages.after(found, place, action, verdict=found.verdicts[0].id)


@given(programmes())
def test_names_open_with_the_verdict_and_never_before(found: Programme) -> None:
    decided = {place for place in reachable(found) if stages.is_decided(found, place)}
    after = {stage.id for stage in found.stages if stage.kind == StageKind.AFTERCARE}
    assert decided == (after & reachable(found)) | {DONE}


def test_a_verdict_that_the_programme_does_not_have_is_refused() -> None:
    found = programme.parsed(programme.shipped_programme("whole_chain"))
    with pytest.raises(ProposalsError) as refused:
        stages.after(found, "verdict", Action.DECIDE, verdict="made_up")
    assert refused.value.code == "unknown-verdict"


def test_another_round_of_scoring_stays_at_its_stage() -> None:
    found = programme.parsed(programme.shipped_programme("whole_chain"))
    assert stages.after(found, "working_team", Action.AGAIN) == "working_team"
    assert stages.after(found, "working_team", Action.GO_ON) == "committee"
