"""A table that may be seen by all, made against everything the case has published before."""

from collections.abc import Iterator

from tomoni.engine import evidence, privacy, tables
from tomoni.engine.cases._graph import Case, Version
from tomoni.engine.cases._kinds import TABLE_FILE
from tomoni.engine.cases._recompute import Inputs, Made
from tomoni.engine.cases._store import content_of
from tomoni.engine.core import Quantity, Value

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
    older versions of this one: who has seen them keeps them. Raises what `privacy.publish` does.
    """
    given = _ReleaseParameters.model_validate(inputs.parameters)
    of = inputs.version("table")
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
    made = privacy.publish(
        table,
        by=given.by,
        rule=given.rule,
        value=given.value,
        against=against,
        earlier=earlier,
        layout=given.layout,
    )
    return _made(made)


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
