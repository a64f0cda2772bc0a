"""The way of a number as a tree on the terminal."""

from rich.text import Text
from rich.tree import Tree

from tomoni.config.cli._findings import printable
from tomoni.engine import cases
from tomoni.engine.core import show

_LEAST_TITLE = "（題なし）"


def tree(found: cases.Trace) -> Tree:
    """Each version under what was made from it; one met again is named, not repeated."""
    files = (place for place, step in enumerate(found.steps) if step.kind == "source")
    sources = dict(zip(files, found.sources, strict=True))
    root = Tree(_label(found.steps[0]))
    seen = {0}
    waiting = [(root, 0)]
    while waiting:
        branch, place = waiting.pop(0)
        if place in sources:
            branch.add(_source(sources[place]))
        for source in found.steps[place].made_from:
            if source in seen:
                branch.add(
                    Text(f"↑ {_name(found.steps[source])}（ほかの枝にあります）", style="dim")
                )
                continue
            seen.add(source)
            waiting.append((branch.add(_label(found.steps[source])), source))
    return root


def _name(step: cases.TraceStep) -> str:
    quantity = f".{step.quantity_name}" if step.quantity_name else ""
    return printable(f"{step.artifact}{quantity} 第{step.version}版")


def _label(step: cases.TraceStep) -> Text:
    label = Text(printable(step.title or _LEAST_TITLE), style="bold")
    if step.quantity is not None:
        words = printable(f"　{step.quantity.label or step.quantity_name} ")
        label.append(words, style="default").append(show(step.quantity), style="bold green")
        label.append(f"（{step.quantity.grade.value}）", style="default")
    how = step.function or ("受け取ったファイル" if step.kind == "source" else "手で記入")
    by = f"、{step.made_by}" if step.made_by else ""
    label.append(f"\n{_name(step)}　", style="dim")
    label.append(printable(f"{how}{by}、{step.made_at[:10]}"), style="dim")
    if not step.newest:
        label.append("　もっと新しい版があります", style="yellow")
    return label


def _source(each: cases.TracedSource) -> Text:
    source = each.source
    rows = "" if each.rows is None else f"　{each.rows:,}行"
    said = (
        f"SHA-256 {source.sha256[:16]}…",
        f"保有：{source.owner}" if source.owner else "",
        f"利用目的：{source.purpose}" if source.purpose else "",
        source.licence,
    )
    line = Text(printable(f"{source.file_name}{rows}"), style="cyan")
    return line.append(f"\n{printable('　'.join(filter(None, said)))}", style="dim")
