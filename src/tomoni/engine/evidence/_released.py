"""The picture of a release: what is shown as bars, what is hidden as empty frames."""

from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np

from tomoni.engine.evidence._charts import CLAIMED, INK, data, finished, hints

if TYPE_CHECKING:
    from tomoni.engine.privacy import Release

MOST_BARS = 60


def released_chart(release: "Release") -> dict[str, Any] | None:
    """The release's own cells, without totals, as a Vega-Lite 6 specification.

    A hidden cell is a dashed frame with the mark, as wide as any other hidden one: its length says
    nothing. None for more than 60 cells: a picture of so many is read by nobody.
    """
    from tomoni.engine.privacy import MARK  # noqa: PLC0415 - slow to load, needed by few

    rows = _rows(release, mark=MARK)
    if len(rows) > MOST_BARS:
        return None
    unit = release.unit or ("件" if release.counts else "")
    title = f"{release.value or '件数'}（{unit}）" if unit else release.value or "件数"
    base = alt.Chart(data(rows)).encode(
        y=alt.Y("label:N", sort=[row["label"] for row in rows], title=_sides(release)),
        tooltip=hints(label=_sides(release), text=title),
    )
    hint = f"{MARK}: 少ない数を守るため出していません"
    x = alt.X("value:Q", title=title, axis=alt.Axis(format=",~f"))
    shown = alt.datum.hidden == False  # noqa: E712 - an expression of Vega, not of Python
    hidden = alt.datum.hidden == True  # noqa: E712
    layers = [
        base.transform_filter(shown).mark_bar(color=CLAIMED).encode(x=x),
        base.transform_filter(hidden)
        .mark_bar(fill="#FFFFFF", stroke=INK, strokeDash=[4, 3])
        .encode(x=alt.value(0), x2=alt.value(28)),
        base.transform_filter(shown)
        .mark_text(align="left", dx=6, fontSize=12, color=INK)
        .encode(x=x, text="text:N"),
        base.transform_filter(hidden)
        .mark_text(align="left", dx=34, fontSize=12, color=INK)
        .encode(x=alt.value(0), text="text:N"),
    ]
    listed = "、".join(f"{row['label']}が{row['text']}" for row in rows)
    return finished(
        alt.layer(*layers).properties(width=520, height=max(26 * len(rows), 60)),
        title=release.title or title,
        notes=[hint] if any(row["hidden"] for row in rows) else [],
        description=f"棒グラフ。{listed}。",
    )


def _rows(release: "Release", *, mark: str) -> list[dict[str, Any]]:
    """One row a cell that is no total."""
    leaves = [set(axis.leaves) for axis in release.axes]
    fixed = [len(axis.nodes) == 1 for axis in release.axes]
    found = []
    for place, nodes, value in zip(
        np.ndindex(release.shape), release.nodes(), release.values, strict=True
    ):
        if any(at not in leaf for at, leaf in zip(place, leaves, strict=True)):
            continue
        labels = [node.label for node, one in zip(nodes, fixed, strict=True) if not one]
        found.append(
            {
                "label": "・".join(labels) or "計",
                "value": value,
                "hidden": value is None,
                "text": mark if value is None else f"{value:,g}",
            }
        )
    return found


def _sides(release: "Release") -> str:
    return "・".join(axis.column for axis in release.axes if len(axis.nodes) > 1)
