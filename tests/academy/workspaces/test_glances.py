from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from academy.conftest import City
from academy.whole_case import whole_case
from tomoni.academy.workspaces import models, progress, queries, services, talking
from tomoni.academy.workspaces.lecturing import queries as lecturing
from tomoni.academy.workspaces.lecturing import screen
from tomoni.academy.workspaces.reading import Opened, open_case
from tomoni.engine import cases

SHEETS: dict[str, list[dict[str, Any]]] = {
    "problem": [{}, {"goal": "待たせない"}, {"gap": "10分"}],
    "assumptions": [{"yen_per_hour": 3000}, {"initial_yen": 1}, {"yen_per_hour": 4000}],
    "proposal_text": [{"title": "題"}, {"title": "題", "measures": "する"}],
}


def _save(case: models.Case, city: City, luck: Random) -> None:
    key = luck.choice(sorted(SHEETS))
    newest = queries.versions_of(case, key=key).count()
    services.save_worksheet(
        case, actor=city.akari, key=key, values=luck.choice(SHEETS[key]), base=newest
    )


def _draft(case: models.Case, city: City, luck: Random) -> None:
    key = luck.choice(sorted(SHEETS))
    if luck.random() < 0.5:
        services.drop_draft(case, actor=city.botan, key=key)
    else:
        services.save_draft(case, actor=city.botan, key=key, values={}, base=0)


def _talk(case: models.Case, city: City, luck: Random) -> None:
    known = list(queries.comments_in(case))
    if known and luck.random() < 0.5:
        turn = luck.choice([talking.settle, talking.reopen])
        turn(luck.choice(known), actor=city.akari)
        return
    version = luck.choice(list(models.Version.objects.filter(artifact__case=case)))
    talking.comment(version, actor=city.lecturer, text="どうしてですか。")


def _recompute(case: models.Case, city: City, luck: Random) -> None:
    services.recompute(case, actor=city.akari)


CHANGES: tuple[Callable[[models.Case, City, Random], None], ...] = (
    _save, _save, _draft, _talk, _recompute,
)  # fmt: skip


def _shown(city: City) -> tuple[list[str], int, int, int]:
    """Of the first group on the lecturer's screen: states, stale, held back, comments."""
    groups = list(lecturing.groups_led_by(city.lecturer).order_by("number"))
    line = screen.of_cohort(city.cohort, groups=groups).lines[0]
    states = [cell.state for cell in line.cells if cell]
    return states, line.stale, line.held, line.comments


def _true(case: models.Case) -> tuple[list[str], int, int, int]:
    """The same, from the opened case."""
    opened = open_case(models.Case.objects.get(pk=case.pk))
    states = [each.state for each in progress.standings(opened)]
    verdicts = [
        opened.content(key)
        for key, artifact in opened.case.artifacts.items()
        if artifact.kind == "evidence" and opened.case.head(key)
    ]
    held = sum(
        any(each["blocks"] and not each["answer"] for each in verdict["warnings"])
        for verdict in verdicts
    )
    return states, len(opened.stale), held, sum(queries.open_comments(opened.row).values())


def _is_kept(case: models.Case) -> bool:
    row = models.Case.objects.select_related("glance").get(pk=case.pk)
    return row.glance.revision == row.revision


@pytest.mark.parametrize("seed", range(6))
def test_what_is_kept_of_a_case_is_true_after_any_changes(city: City, seed: int) -> None:
    luck, case = Random(seed), whole_case(city)  # noqa: S311 - a test's luck
    assert _shown(city) == _true(case)
    for _turn in range(12):
        luck.choice(CHANGES)(case, city, luck)
        assert _is_kept(case)
        assert _shown(city) == _true(case)


def test_who_saved_in_between_is_not_forgotten(city: City) -> None:
    case = whole_case(city)

    def grow(opened: Opened) -> cases.Case:
        """While one person's change is on its way, another saves a worksheet."""
        services.save_worksheet(
            models.Case.objects.get(pk=case.pk), actor=city.botan, key="problem",
            values={"goal": "待たせない"}, base=0,
        )  # fmt: skip
        artifact = cases.Artifact(id="assumptions", kind="worksheet", title="前提")
        content = {"worksheet": "assumptions", "values": {}}
        return services.write(opened, opened.case, artifact, content=content, actor=city.akari)

    services.change(case, actor=city.akari, action="any", subject="", grow=grow)
    assert not _is_kept(case)
    assert _shown(city) == _true(case)
    assert _is_kept(case)


def test_a_case_of_before_is_taken_once_it_is_asked_for(city: City) -> None:
    case = whole_case(city)
    models.Glance.objects.all().delete()
    assert _shown(city) == _true(case)
    assert _is_kept(case)


def test_a_weakness_that_stops_a_verdict_is_counted_until_it_is_answered(city: City) -> None:
    case = whole_case(city)
    opened = open_case(case)
    verdict = opened.content("evidence_1")
    held = {"code": "regression-to-mean", "blocks": True, "params": {}, "answer": ""}
    for answer, count in (("", 1), ("毎年おなじ時期に数えた。", 0)):
        warnings = [*verdict["warnings"], held | {"answer": answer}]
        _write(case, city, verdict | {"warnings": warnings})
        assert _shown(city)[2] == _true(case)[2] == _blocking(verdict) + count


def _blocking(verdict: dict[str, Any]) -> bool:
    return any(each["blocks"] and not each["answer"] for each in verdict["warnings"])


def _write(case: models.Case, city: City, verdict: dict[str, Any]) -> None:
    """A next version of the result."""

    def grow(opened: Opened) -> cases.Case:
        artifact = opened.case.artifacts["evidence_1"]
        return services.write(opened, opened.case, artifact, content=verdict, actor=city.akari)

    services.change(case, actor=city.akari, action="any", subject="", grow=grow)
