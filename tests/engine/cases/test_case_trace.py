import pytest

from engine.cases.graphs import NOON
from engine.cases.samples import FILE_NAME, cook, counted, empty, upload, write
from tomoni.engine import cases
from tomoni.engine.core import Quantity


@pytest.fixture
def store() -> cases.MemoryStore:
    return cases.MemoryStore()


def test_a_number_is_walked_back_to_its_file_with_the_rows_read(
    store: cases.MemoryStore,
) -> None:
    case = cook(counted(store=store), store=store).case
    found = cases.trace(case, "central.count", store=store)
    assert found.quantity.value == 30
    assert [(step.artifact, step.quantity_name, step.made_from) for step in found.steps] == [
        ("central", "count", (1,)),
        ("permits", "rows", (2,)),
        ("permits_file", "", ()),
    ]
    assert [step.function for step in found.steps] == ["evidence.count", "tables.read", None]
    (source,) = found.sources
    assert (source.source.file_name, source.rows) == (FILE_NAME, 40)
    assert (source.source.owner, source.source.purpose) == ("生活衛生課", "許可事務の改善")


def test_an_older_version_is_walked_to_the_file_of_its_time(store: cases.MemoryStore) -> None:
    case = cook(counted(store=store), store=store).case
    case = cook(upload(case, "施設名,区\n店,中央\n", store=store), store=store).case
    old = cases.trace(case, "central.count", store=store, version=1)
    new = cases.trace(case, "central.count", store=store)
    assert (old.quantity.value, old.sources[0].rows) == (30, 40)
    assert (new.quantity.value, new.sources[0].rows) == (1, 1)
    assert [step.newest for step in old.steps] == [False, False, False]
    assert all(step.newest for step in new.steps)


def test_a_file_that_nobody_read_has_no_row_count(store: cases.MemoryStore) -> None:
    case = counted(store=store)
    case = write(
        case,
        cases.Artifact(id="guess", kind="worksheet"),
        {"worksheet": "problem"},
        store=store,
        references={"file": cases.Reference(artifact="permits_file", version=1)},
        quantities={"value": Quantity(value=3)},
    )
    (source,) = cases.trace(case, "guess.value", store=store).sources
    assert source.rows is None


def made(**quantities: Quantity) -> cases.Version:
    return cases.Version(
        artifact="effect",
        number=1,
        content="0" * 64,
        quantities=quantities,
        references={
            "central": cases.Reference(artifact="permits", version=1),
            "count": cases.Reference(artifact="central", version=1),
        },
        made_at=NOON,
    )


def with_effect(version: cases.Version, *, store: cases.Store) -> cases.Case:
    case = cook(counted(store=store), store=store).case
    case = cases.place(case, cases.Artifact(id="effect", kind="effect"))
    return cases.record(case, version)


def test_a_number_may_come_from_others_of_the_same_version(store: cases.MemoryStore) -> None:
    version = made(
        yen=Quantity(value=9, made_from=("self.hours", "count.count")),
        hours=Quantity(value=3, made_from=("count.count",)),
    )
    found = cases.trace(with_effect(version, store=store), "effect.yen", store=store)
    assert [(step.artifact, step.quantity_name) for step in found.steps] == [
        ("effect", "yen"),
        ("effect", "hours"),
        ("central", "count"),
        ("permits", "rows"),
        ("permits_file", ""),
    ]
    assert found.steps[0].made_from == (1, 2)


def test_numbers_that_come_from_each_other_end_the_walk(store: cases.MemoryStore) -> None:
    version = made(
        a=Quantity(value=1, made_from=("self.b",)), b=Quantity(value=1, made_from=("self.a",))
    )
    found = cases.trace(with_effect(version, store=store), "effect.a", store=store)
    assert [step.made_from for step in found.steps] == [(1,), (0,)]


def test_the_name_of_an_input_goes_before_the_name_of_an_artifact_that_offers_less(
    store: cases.MemoryStore,
) -> None:
    rows = made(a=Quantity(value=1, made_from=("central.rows",)))
    found = cases.trace(with_effect(rows, store=store), "effect.a", store=store)
    assert found.steps[1].artifact == "permits"
    count = made(a=Quantity(value=1, made_from=("central.count",)))
    found = cases.trace(with_effect(count, store=store), "effect.a", store=store)
    assert found.steps[1].artifact == "central"


@pytest.mark.parametrize(
    ("name", "version", "code"),
    [
        ("effect.nothing", None, "unknown-quantity"),
        ("effect", None, "unknown-quantity"),
        ("nobody.count", None, "unknown-artifact"),
        ("effect.a", 2, "unknown-version"),
        ("effect.a", 0, "unknown-version"),
        ("effect.a", None, "unknown-artifact"),
    ],
)
def test_a_walk_that_cannot_be_is_refused(
    name: str, version: int | None, code: str, store: cases.MemoryStore
) -> None:
    case = with_effect(made(a=Quantity(value=1, made_from=("lost.count",))), store=store)
    with pytest.raises(cases.CasesError) as caught:
        cases.trace(case, name, store=store, version=version)
    assert caught.value.code == code


def test_an_artifact_that_was_never_made_has_no_way(store: cases.MemoryStore) -> None:
    with pytest.raises(cases.CasesError, match="unknown-version"):
        cases.trace(counted(store=store), "central.count", store=store)


def test_bytes_that_are_gone_are_named(store: cases.MemoryStore) -> None:
    case = upload(empty(), "a,b\n", store=store)
    with pytest.raises(cases.CasesError, match="missing-bytes"):
        cases.content_of(case.versions["permits_file"][0], store=cases.MemoryStore())


class TestComparing:
    def test_every_difference_stands_at_its_place(self) -> None:
        before = {"b": {"x": 1, "y": [1, 2]}, "a": "old", "gone": 1}
        after = {"b": {"x": 1, "y": [1, 3, 4]}, "a": "new"}
        assert [(each.path, each.before, each.after) for each in cases.compare(before, after)] == [
            (("a",), "old", "new"),
            (("b", "y", "1"), 2, 3),
            (("b", "y", "2"), None, 4),
            (("gone",), 1, None),
        ]

    def test_equal_contents_differ_nowhere(self) -> None:
        content = {"a": [1, {"b": None}], "c": 1.5}
        assert cases.compare(content, {"c": 1.5, "a": [1, {"b": None}]}) == ()

    def test_yes_is_not_one_and_a_list_is_not_a_text(self) -> None:
        assert len(cases.compare({"a": True, "b": ["x"]}, {"a": 1, "b": "x"})) == 2
