"""Small cases for tests: worksheets written by hand and results joined from them."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from hypothesis import strategies as st

from tomoni.engine import cases
from tomoni.engine.core import Quantity

NOON = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
SHEET = "sum"


@dataclass(frozen=True)
class Outline:
    """A random case: for each artifact its inputs among the earlier ones; none: by hand."""

    inputs: tuple[tuple[int, ...], ...]
    edits: tuple[tuple[int, int], ...]
    """Later versions by hand: which artifact, which value."""

    @property
    def by_hand(self) -> list[int]:
        return [number for number, inputs in enumerate(self.inputs) if not inputs]


@dataclass
class Kitchen:
    """Recipes that count how often they are made."""

    made: Counter[str] = field(default_factory=Counter)

    def recipes(self) -> Mapping[str, cases.Recipe]:
        return {"join": cases.Recipe(self.join)}

    def join(self, inputs: cases.Inputs) -> cases.Made:
        offered = [version.quantities["value"].value for version in inputs.versions.values()]
        total = sum(offered) % 1_000
        self.made[",".join(sorted(inputs.versions))] += 1
        return cases.Made(
            content={"worksheet": SHEET, "values": {"value": total}},
            files={"sum.txt": str(total).encode()},
            quantities={"value": Quantity(value=total, unit="件")},
        )


@st.composite
def outlines(draw: st.DrawFn) -> Outline:
    size = draw(st.integers(1, 8))
    inputs = tuple(
        tuple(sorted(draw(st.sets(st.integers(0, number - 1), max_size=3)))) if number else ()
        for number in range(size)
    )
    by_hand = [number for number, found in enumerate(inputs) if not found]
    edits = draw(st.lists(st.tuples(st.sampled_from(by_hand), st.integers(0, 3)), max_size=5))
    return Outline(inputs=inputs, edits=tuple(edits))


def key(number: int) -> str:
    return f"a{number}"


def artifact(outline: Outline, number: int) -> cases.Artifact:
    inputs = outline.inputs[number]
    plan = (
        cases.Plan(function="join", inputs={f"in{source}": key(source) for source in inputs})
        if inputs
        else None
    )
    return cases.Artifact(id=key(number), kind="worksheet", title=f"第{number}", plan=plan)


def write(case: cases.Case, number: int, value: int, *, store: cases.Store) -> cases.Case:
    return cases.revise(
        case,
        key(number),
        content={"worksheet": SHEET, "values": {"value": value}},
        quantities={"value": Quantity(value=value, unit="件")},
        store=store,
        made_by="佐藤",
        made_at=NOON,
    )


def bake(
    case: cases.Case,
    *,
    store: cases.Store,
    kitchen: Kitchen,
    only: Collection[str] | None = None,
) -> cases.Recomputed:
    return cases.recompute(
        case,
        store=store,
        recipes=kitchen.recipes(),
        made_by="佐藤",
        made_at=NOON,
        engine_version="1",
        only=only,
    )


def build(
    outline: Outline, *, store: cases.Store, insertion: Sequence[int] | None = None
) -> cases.Case:
    """The first version of everything, with the artifacts placed in the given order."""
    case = cases.assemble(
        cases.Case(id="random", title="無作為", curriculum="small@1"),
        artifacts=[artifact(outline, number) for number in insertion or range(len(outline.inputs))],
        versions=[],
    )
    for number in outline.by_hand:
        case = write(case, number, number, store=store)
    return bake(case, store=store, kitchen=Kitchen()).case


def edited(case: cases.Case, outline: Outline, *, store: cases.Store) -> cases.Case:
    for number, value in outline.edits:
        case = write(case, number, value, store=store)
    return case
