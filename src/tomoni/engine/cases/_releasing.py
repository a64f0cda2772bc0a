"""A table that may be seen by all, made against everything the case has published before."""

from collections.abc import Iterable, Iterator

from tomoni.engine import evidence, privacy, tables
from tomoni.engine.cases._errors import CasesError
from tomoni.engine.cases._graph import Case, Version
from tomoni.engine.cases._kinds import TABLE_FILE
from tomoni.engine.cases._recompute import Inputs, Made
from tomoni.engine.cases._store import content_of
from tomoni.engine.core import Quantity, Table, Value

_CHART_FILE = "chart.svg"


class _ReleaseParameters(Value):
    """What `privacy.publish` is told."""

    by: tuple[str, ...]
    value: str = ""
    rule: str
    layout: privacy.Layout = privacy.Layout()


def publish(inputs: Inputs) -> Made:
    """The release of the table `table`, safe beside every other release of the case.

    What was published of the same rows, and of the rows before they grew, counts with it, also the
    older versions of this one: who has seen them keeps them. Raises what `privacy.publish` does,
    and `CasesError("published-of-other-table")`: releases made from two tables, of which one was
    made from the other, cannot be held against each other.
    """
    given = _ReleaseParameters.model_validate(inputs.parameters)
    of = inputs.version("table")
    for other in _kin(inputs.case, table=of.artifact):
        if any(published(inputs.case, table=other)):
            title = inputs.case.artifacts[other].title or other
            raise CasesError("published-of-other-table", table=title)
    table = tables.read_parquet(inputs.file("table", TABLE_FILE))
    against: list[privacy.Release] = []
    earlier: list[privacy.Earlier] = []
    for version in published(inputs.case, table=of.artifact):
        release = privacy.Release.model_validate(content_of(version, store=inputs.store))
        source = inputs.case.version(version.references["table"])
        if source.files == of.files:
            against.append(release)
        else:
            before = tables.read_parquet(inputs.store.read(source.files[TABLE_FILE]))
            earlier.append(privacy.Earlier(release=release, table=before))
    sides = [axis.column for one in against for axis in one.axes]
    sides += [axis.column for one in earlier for axis in one.release.axes]
    ladders = _ladders(table, columns=[*given.by, *sides]) | given.layout.hierarchies
    made = privacy.publish(
        table,
        by=given.by,
        rule=given.rule,
        value=given.value,
        against=against,
        earlier=earlier,
        layout=given.layout.model_copy(update={"hierarchies": ladders}),
    )
    return _made(made)


def _ladders(table: Table, *, columns: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Which of the columns lie in which: every town in one district. A reader knows that, too."""
    known = [name for name in dict.fromkeys(columns) if name in table.frame.columns]
    counts = {name: table.frame[name].n_unique() for name in known}
    found: dict[str, tuple[str, ...]] = {}
    for fine in known:
        chain: list[str] = []
        for coarse in sorted(known, key=lambda name: -counts[name]):
            below = chain[-1] if chain else fine
            if counts[coarse] < counts[below] and _lies_in(table, below, coarse):
                chain.append(coarse)
        if chain:
            found[fine] = tuple(chain)
    return found


def _lies_in(table: Table, fine: str, coarse: str) -> bool:
    pairs = table.frame.select(fine, coarse).unique()
    return pairs.height == pairs[fine].n_unique() and pairs[coarse].n_unique() > 1


def _made(release: privacy.Release) -> Made:
    files = {TABLE_FILE: tables.write_parquet(privacy.release_table(release))}
    chart = evidence.released_chart(release)
    if chart is not None:
        files[_CHART_FILE] = evidence.chart_svg(chart).encode()
    total = release.at(*([""] * len(release.axes)))
    unit = release.unit or ("件" if release.counts else "")
    quantities = {}
    if total is not None:
        quantities["total"] = Quantity(value=total, unit=unit, label=f"{release.title}の合計")
    return Made(content=release.model_dump(mode="json"), files=files, quantities=quantities)


def _kin(case: Case, *, table: str) -> set[str]:
    """The other tables of the same rows: what this one was transformed from or into."""
    pairs = [
        (key, artifact.plan.inputs["table"])
        for key, artifact in case.artifacts.items()
        if artifact.plan and artifact.plan.function == "privacy.transform"
    ]
    found, before = {table}, 0
    while len(found) > before:
        before = len(found)
        for pair in pairs:
            if found & set(pair):
                found.update(pair)
    return found - {table}


def published(case: Case, *, table: str) -> Iterator[Version]:
    """Every version of every release made of the table, the newest first, each content once."""
    found = [
        version
        for key, artifact in case.artifacts.items()
        if artifact.kind == "release" and artifact.plan and artifact.plan.inputs["table"] == table
        for version in case.versions.get(key, ())
    ]
    seen: set[tuple[str, int]] = set()
    for version in sorted(found, key=lambda one: one.made_at, reverse=True):
        place = version.content, version.references["table"].version
        if place not in seen:
            seen.add(place)
            yield version
