"""Whoever does what in whatever order: no required stage is skipped, every step is kept."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from academy.conftest import City
from academy.proposals import samples
from tomoni.academy.proposals import services, stages
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.models import Happening, Proposal
from tomoni.academy.proposals.stages import Action

_STEPS = st.tuples(st.sampled_from(list(Action)), st.sampled_from(("akari", "secretariat")))


@pytest.mark.parametrize("name", ["two_categories", "whole_chain"])
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_STEPS, max_size=40), st.data())
def test_no_path_skips_a_stage_and_each_step_is_kept(
    city: City, name: str, steps: list[tuple[Action, str]], data: st.DataObject
) -> None:
    proposal = samples.sent(city, name)
    programme = proposal.programme
    for action, who in steps:
        verdict = data.draw(st.sampled_from(programme.verdicts)).id
        stale = Proposal.objects.get(pk=proposal.pk)
        said = verdict if action is Action.DECIDE else ""
        try:
            services.act(proposal, action, actor=getattr(city, who), reason="わけ", verdict=said)
        except ProposalsError:
            assert action not in stages.actions(programme, proposal.place)
            continue
        if action in stages.actions(programme, stale.place):
            with pytest.raises(ProposalsError, match="not-now"):
                services.act(stale, action, actor=city.secretariat, verdict=said)
    rows = list(Happening.objects.filter(proposal=proposal))
    pairs = list(pairwise(rows))
    assert all(first.place_after == second.place_before for first, second in pairs)
    assert rows[-1].place_after == proposal.place
    assert all(row.actor_id and row.at for row in rows)
    assert all(row.reason == "わけ" for row in rows[len(rows) - _done(rows) :])
    decided = sum(row.action == Action.DECIDE for row in rows)
    assert decided == stages.is_decided(programme, proposal.place)
    if decided:
        visited = {row.place_before for row in rows}
        kinds = [stage.id for stage in programme.stages if stage.kind != "aftercare"]
        assert set(kinds) <= visited


def _done(rows: list[Happening]) -> int:
    """How many were done after it was first sent."""
    sent = next(place for place, row in enumerate(rows) if row.action == Action.SEND)
    return len(rows) - sent - 1
