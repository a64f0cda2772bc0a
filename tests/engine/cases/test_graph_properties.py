"""What holds for every case, whatever its shape."""

import random

from hypothesis import given
from hypothesis import strategies as st

from engine.cases.graphs import Kitchen, Outline, bake, build, edited, outlines, write
from engine.cases.samples import CURRICULUM
from tomoni.engine import cases


def ancestors(case: cases.Case, version: cases.Version) -> set[tuple[str, int]]:
    found: set[tuple[str, int]] = set()
    for reference in version.references.values():
        found.add((reference.artifact, reference.version))
        found |= ancestors(case, case.version(reference))
    return found


@given(outlines())
def test_an_artifact_is_stale_exactly_when_something_upstream_is_newer(outline: Outline) -> None:
    store = cases.MemoryStore()
    case = edited(build(outline, store=store), outline, store=store)
    expected = {
        key
        for key, versions in case.versions.items()
        if any(number < len(case.versions[up]) for up, number in ancestors(case, versions[-1]))
    }
    assert set(cases.stale(case)) == expected


@given(outlines())
def test_recompute_leaves_nothing_stale_and_finds_nothing_to_do_again(outline: Outline) -> None:
    store = cases.MemoryStore()
    case = edited(build(outline, store=store), outline, store=store)
    first = bake(case, store=store, kitchen=Kitchen())
    assert not cases.stale(first.case)
    again = Kitchen()
    second = bake(first.case, store=store, kitchen=again)
    assert second.case == first.case
    assert not again.made


@given(outlines(), st.randoms(use_true_random=False))
def test_recompute_is_the_same_whatever_the_order_of_insertion(
    outline: Outline, dice: random.Random
) -> None:
    store = cases.MemoryStore()
    insertion = list(range(len(outline.inputs)))
    dice.shuffle(insertion)
    straight = edited(build(outline, store=store), outline, store=store)
    shuffled = edited(build(outline, store=store, insertion=insertion), outline, store=store)
    left = bake(straight, store=store, kitchen=Kitchen()).case
    right = bake(shuffled, store=store, kitchen=Kitchen()).case
    assert left == right
    assert cases.stale(straight) == cases.stale(shuffled)


@given(outlines(), st.randoms(use_true_random=False))
def test_recomputing_in_parts_comes_to_the_same_numbers(
    outline: Outline, dice: random.Random
) -> None:
    store = cases.MemoryStore()
    case = edited(build(outline, store=store), outline, store=store)
    whole = bake(case, store=store, kitchen=Kitchen()).case
    parts = case
    for _ in range(len(outline.inputs)):
        some = dice.sample(sorted(case.artifacts), dice.randint(0, len(case.artifacts)))
        parts = bake(parts, store=store, kitchen=Kitchen(), only=some).case
    parts = bake(parts, store=store, kitchen=Kitchen()).case
    for key in case.artifacts:
        left, right = whole.head(key), parts.head(key)
        assert (left and left.offers) == (right and right.offers)


@given(outlines())
def test_a_result_is_made_again_only_when_an_input_offers_something_else(
    outline: Outline,
) -> None:
    store = cases.MemoryStore()
    before = build(outline, store=store)
    result = bake(edited(before, outline, store=store), store=store, kitchen=Kitchen())
    for key in result.made:
        head = result.case.versions[key][-1]
        assert any(
            before.versions[each.artifact][-1].offers != result.case.version(each).offers
            for each in head.references.values()
        )


@given(outlines(), st.randoms(use_true_random=False))
def test_a_case_is_the_same_whatever_the_order_it_is_assembled_in(
    outline: Outline, dice: random.Random
) -> None:
    store = cases.MemoryStore()
    case = edited(build(outline, store=store), outline, store=store)
    artifacts = list(case.artifacts.values())
    versions = [each for found in case.versions.values() for each in found]
    dice.shuffle(artifacts)
    dice.shuffle(versions)
    empty = cases.Case(id=case.id, title=case.title, curriculum=case.curriculum)
    again = cases.assemble(empty, artifacts=artifacts, versions=versions)
    assert again == case
    assert cases.order(again) == cases.order(case)


@given(outlines())
def test_every_number_is_walked_back_to_what_was_written_by_hand(outline: Outline) -> None:
    store = cases.MemoryStore()
    case = build(outline, store=store)
    for key in case.artifacts:
        found = cases.trace(case, f"{key}.value", store=store)
        walked = {(step.artifact, step.version) for step in found.steps}
        head = case.versions[key][-1]
        assert walked == {(key, head.number)} | ancestors(case, head)


@given(outlines())
def test_writing_the_same_again_runs_no_function(outline: Outline) -> None:
    store = cases.MemoryStore()
    case = build(outline, store=store)
    for number in outline.by_hand:
        case = write(case, number, number, store=store)
    kitchen = Kitchen()
    result = bake(case, store=store, kitchen=kitchen)
    assert not kitchen.made
    assert not result.made
    assert not cases.stale(result.case)


@given(outlines())
def test_no_older_version_ever_changes(outline: Outline) -> None:
    store = cases.MemoryStore()
    before = build(outline, store=store)
    changed = edited(before, outline, store=store)
    after = bake(changed, store=store, kitchen=Kitchen()).case
    for key, versions in before.versions.items():
        assert after.versions[key][: len(versions)] == versions


@given(outlines())
def test_a_bundle_gives_back_the_same_case(outline: Outline) -> None:
    store = cases.MemoryStore()
    case = edited(build(outline, store=store), outline, store=store)
    bundle = cases.Bundle(case=case, store=store, curriculum=CURRICULUM)
    back = cases.read_bundle(cases.bundle_zip(bundle))
    assert back.case == case
    assert back.curriculum == CURRICULUM
    for versions in case.versions.values():
        for version in versions:
            content = cases.content_of(version, store=store)
            assert cases.content_of(version, store=back.store) == content
    assert cases.bundle_zip(back) == cases.bundle_zip(bundle)
