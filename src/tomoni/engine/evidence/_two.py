"""The shares of two groups."""

from collections.abc import Sequence

from tomoni.engine.core import Column, ColumnType, Quantity, range_text, show
from tomoni.engine.evidence._charts import Group, groups_chart
from tomoni.engine.evidence._claim import ChartKind, Claim, group_words, outcome_words
from tomoni.engine.evidence._errors import EvidenceError
from tomoni.engine.evidence._groups import group_names, group_of
from tomoni.engine.evidence._intervals import Interval, newcombe, two_test, wilson
from tomoni.engine.evidence._rows import Bar, Rows, Tally, must_occur, tallies
from tomoni.engine.evidence._verdict import Measured, ResultTable
from tomoni.engine.tables import Part

_NONE = Tally(rows=0, missing=0, count=0)


def measure_two(claim: Claim, *, rows: Rows) -> Measured:
    """The share of the claim's categories in group a, less that in group b.

    Raises `EvidenceError`: `no-rows` when a group is empty, `no-such-category`, and what `key`
    raises.
    """
    column = rows.column(claim.column)
    keys = [claim.part.key(one, column=column) for one in claim.categories]
    if claim.part is Part.VALUE:
        must_occur(rows, column=claim.column, keys=keys)
    groups = tallies(
        rows, column=claim.column, part=claim.part, keys=keys, group=group_of(claim, rows=rows)
    )
    first, second = groups.get(0, _NONE), groups.get(1, _NONE)
    if not first.known or not second.known:
        raise EvidenceError("no-rows", column=claim.group_column)
    effect = newcombe(first.count, first.known, second.count, second.known)
    shares = (wilson(first.count, first.known), wilson(second.count, second.known))
    names = group_names(claim)
    quantities = _quantities((first, second), names=names, shares=shares, effect=effect)
    return Measured(
        effect=effect,
        worst=_worst(first, second),
        tallies=(first, second),
        quantities=quantities,
        found=_found(claim, tallies_=(first, second), quantities=quantities),
        bars=tuple(Bar(name, one.count) for name, one in zip(names, (first, second), strict=True)),
        table=shares_table(claim, names=names, groups=(first, second), shares=shares),
        chart=_chart(claim, names=names, tallies_=(first, second), shares=shares),
        test=two_test(first.count, first.known, second.count, second.known),
        method="ニューカムの区間（1998年、方法10）",
        ungrouped=groups.get(None, _NONE).rows,
    )


def _worst(first: Tally, second: Tally) -> tuple[Interval, Interval]:
    return (
        newcombe(first.count, first.rows, second.count + second.missing, second.rows),
        newcombe(first.count + first.missing, first.rows, second.count, second.rows),
    )


def _quantities(
    tallies_: tuple[Tally, Tally],
    *,
    names: tuple[str, str],
    shares: tuple[Interval, Interval],
    effect: Interval,
) -> dict[str, Quantity]:
    found = {
        "difference": Quantity(
            value=effect.value * 100,
            unit="ポイント",
            low=effect.low * 100,
            high=effect.high * 100,
            label="割合の差",
        )
    }
    for letter, name, tally, share in zip("ab", names, tallies_, shares, strict=True):
        found[f"share_{letter}"] = Quantity(
            value=share.value, unit="割合", low=share.low, high=share.high, label=f"割合：{name}"
        )
        found[f"count_{letter}"] = Quantity(
            value=tally.count, unit="件", label=f"当てはまる件数：{name}"
        )
        found[f"n_{letter}"] = Quantity(value=tally.known, unit="件", label=f"比べた件数：{name}")
    found["n"] = Quantity(
        value=sum(one.known for one in tallies_), unit="件", label="比べた件数の合計"
    )
    found["missing"] = Quantity(
        value=sum(one.missing for one in tallies_), unit="件", label="空らんの件数"
    )
    return found


def _found(claim: Claim, *, tallies_: tuple[Tally, Tally], quantities: dict[str, Quantity]) -> str:
    parts = [
        f"{group}場合が{show(quantities[f'share_{letter}'])}"
        f"（{tally.known:,}件のうち{tally.count:,}件）"
        for group, letter, tally in zip(group_words(claim), "ab", tallies_, strict=True)
    ]
    difference = quantities["difference"]
    return (
        f"{outcome_words(claim)}割合は、{'、'.join(parts)}で、差は{show(difference)}"
        f"（95％の幅 {range_text(difference)}）です。"
    )


def shares_table(
    claim: Claim, *, names: Sequence[str], groups: Sequence[Tally], shares: Sequence[Interval]
) -> ResultTable:
    """The groups with the rows that fit, their share and its interval."""
    return ResultTable(
        columns=(
            Column(name=claim.group_part.words(claim.group_column), type=ColumnType.TEXT),
            Column(name="当てはまる件数", type=ColumnType.INTEGER, unit="件"),
            Column(name="割合", type=ColumnType.NUMBER, unit="割合"),
            Column(name="割合の下限", type=ColumnType.NUMBER, unit="割合"),
            Column(name="割合の上限", type=ColumnType.NUMBER, unit="割合"),
            Column(name="全体の件数", type=ColumnType.INTEGER, unit="件"),
        ),
        rows=tuple(
            (name, one.count, share.value, share.low, share.high, one.known)
            for name, one, share in zip(names, groups, shares, strict=True)
        ),
    )


def _chart(
    claim: Claim,
    *,
    names: tuple[str, str],
    tallies_: tuple[Tally, Tally],
    shares: tuple[Interval, Interval],
) -> dict[str, object]:
    groups = [
        Group(f"{name}（n＝{tally.known:,}件）", share, tally.count)
        for name, tally, share in zip(names, tallies_, shares, strict=True)
    ]
    return groups_chart(
        groups,
        what=outcome_words(claim),
        by=claim.group_part.words(claim.group_column),
        bars=claim.chart == ChartKind.BAR,
    )
