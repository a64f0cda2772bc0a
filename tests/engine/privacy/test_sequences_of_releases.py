"""Whatever is published one after the other, no outsider narrows a protected number."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.privacy.outsider import COLUMNS, DISTRICTS, SIDES, nobody_knows
from engine.privacy.towns import rows_of
from tomoni.engine.core import Table
from tomoni.engine.privacy import Earlier, Layout, PrivacyError, Release, publish

Asked = tuple[list[str], str, Layout]
REFUSALS = {"no-safe-table", "published-before", "columns-nested"}
COUNTS = st.lists(st.integers(0, 12), min_size=12, max_size=12)


def table_of(counts: list[int]) -> Table:
    cells = dict(zip(product(*SIDES.values()), counts, strict=True))
    return rows_of(COLUMNS, {(*key, DISTRICTS[key[0]]): one for key, one in cells.items()})


@st.composite
def asked_of(draw: st.DrawFn, table: Table) -> Asked:
    by = draw(st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=3, unique=True))
    joined, where = {}, {}
    there = set(table.frame["町"].to_list())
    if "町" in by and len(there) == 3 and draw(st.booleans()):
        joined = {"町": (draw(st.sampled_from([("東町", "南町"), ("東町", "西町")])),)}
    free = [name for name in COLUMNS if name not in by]
    if len(by) < 3 and draw(st.booleans()):
        name = draw(st.sampled_from(free))
        where = {name: draw(st.sampled_from(sorted(set(table.frame[name].to_list()))))}
    layout = Layout(where=where, joined=joined, hierarchies={"町": ("学校区",)})
    return by, draw(st.sampled_from(["統計のX", "神戸"])), layout


@st.composite
def sequences(draw: st.DrawFn) -> tuple[Table, list[Asked]]:
    table = table_of(draw(COUNTS.filter(any)))
    return table, draw(st.lists(asked_of(table), min_size=2, max_size=4))


@st.composite
def months(draw: st.DrawFn) -> tuple[Table, list[Asked], Table, list[Asked]]:
    counts = draw(COUNTS.filter(any))
    more = draw(st.lists(st.integers(0, 3), min_size=12, max_size=12))
    march, april = table_of(counts), table_of([a + b for a, b in zip(counts, more, strict=True)])
    return (
        march,
        draw(st.lists(asked_of(march), min_size=1, max_size=2)),
        april,
        draw(st.lists(asked_of(april), min_size=1, max_size=2)),
    )


def published(table: Table, asked: list[Asked], *, earlier: list[Earlier]) -> list[Release]:
    """One after the other, each held against all before; what is refused is not published."""
    made: list[Release] = []
    for by, rule, layout in asked:
        try:
            release = publish(
                table, by=by, rule=rule, layout=layout, against=made, earlier=earlier, seconds=20
            )
        except PrivacyError as refused:
            assert refused.code in REFUSALS  # noqa: PT017
        else:
            made.append(release)
    return made


@settings(max_examples=40, deadline=None)
@given(sequences())
def test_no_sequence_of_releases_narrows_a_protected_number(
    case: tuple[Table, list[Asked]],
) -> None:
    table, asked = case
    nobody_knows([(table, published(table, asked, earlier=[]))])


@settings(max_examples=25, deadline=None)
@given(months())
def test_a_register_that_grows_gives_no_number_of_either_month_away(
    case: tuple[Table, list[Asked], Table, list[Asked]],
) -> None:
    march, first, april, second = case
    before = published(march, first, earlier=[])
    held = [Earlier(release, march) for release in before]
    after = published(april, second, earlier=held)
    nobody_knows([(april, after), (march, before)])
