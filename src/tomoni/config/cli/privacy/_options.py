"""Options that hold more than one word."""

from collections.abc import Iterable

import click

from tomoni.engine.core import ColumnType, Table


def pairs(options: Iterable[str], *, option: str) -> dict[str, str]:
    """`列=区分` as a mapping."""
    found: dict[str, str] = {}
    for text in options:
        name, equals, label = text.partition("=")
        if not (name and equals and label):
            message = f"{option} は「列=区分」の形で書いてください。"
            raise click.UsageError(message)
        found[name] = label
    return found


def joins(options: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """`列=区分,区分` as what stands together."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for text in options:
        ((name, labels),) = pairs([text], option="--join").items()
        found[name] = (*found.get(name, ()), tuple(labels.split(",")))
    return found


def hierarchies(options: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """`細かい列>粗い列` as column → coarser columns."""
    found: dict[str, tuple[str, ...]] = {}
    for text in options:
        fine, *coarser = text.split(">")
        if not (fine and coarser and all(coarser)):
            message = "--hierarchy は「町>学校区」の形で書いてください。"
            raise click.UsageError(message)
        found[fine] = tuple(coarser)
    return found


def populations(table: Table) -> dict[str, dict[str, int]]:
    """The first column's labels with the first whole number beside them."""
    rows = table.data_rows()
    area = rows.columns[0].name
    people = next((one.name for one in rows.columns if one.type is ColumnType.INTEGER), None)
    if people is None or people == area:
        message = "--population の表には、地域の列と、人口（整数）の列を入れてください。"
        raise click.UsageError(message)
    known = rows.frame.drop_nulls([area, people])
    return {
        area: {
            str(label): int(count)
            for label, count in zip(known[area].to_list(), known[people].to_list(), strict=True)
        }
    }
