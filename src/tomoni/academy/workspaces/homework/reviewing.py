"""The first review of a case, remark by remark with its place and the group's answer."""

from collections.abc import Mapping
from typing import Any

from tomoni.academy.workspaces.homework import queries
from tomoni.academy.workspaces.homework.remarks import RemarkView, remark_views
from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import cases

Plain = dict[str, Any]
"""A remark as it is kept: the engine's with `mark`, `kind` and `title` of the artifact, `label`,
`column_label` and `example` of the field, `page` and `step` on which the artifact is made (empty
for a worksheet), `answer` and `answered_by`."""

_PAGES = {
    "source": "data",
    "claim": "analysis",
    "evidence": "analysis",
    "flow": "flow",
    "logic_model": "effect",
}
"""On which page of the method a kind of artifact is made."""


def review(opened: Opened) -> dict[str, list[Plain]]:
    """All remarks by the worksheet they belong to; "": to a step that has none.

    Two queries more than the case: the results of its claims, and the answers.
    """
    heads = (opened.case.head(key) for key in opened.case.artifacts)
    opened.store.fetch(head.content for head in heads if head and _is_read(opened, head.artifact))
    remarks = cases.first_review(opened.case, store=opened.store, curriculum=opened.curriculum)
    answers = queries.answers_of(opened.row) if remarks else {}
    found: dict[str, list[Plain]] = {}
    for remark in remarks:
        plain = _plain(opened, remark)
        said = answers.get((remark.artifact, remark.mark))
        plain["answer"] = said.text if said else ""
        plain["answered_by"] = said.author.display_name if said else ""
        found.setdefault(_home(opened, plain), []).append(plain)
    return found


def of_homework(opened: Opened, key: str) -> list[Plain]:
    """Those of a worksheet, with those of what no worksheet stands for."""
    found = review(opened)
    return [*found.get(key, ()), *found.get("", ())]


def of_worksheet(opened: Opened, key: str) -> tuple[RemarkView, ...]:
    """What the rules say of a worksheet and of what is made on its step, in words."""
    return remark_views(of_homework(opened, key), case_id=opened.row.pk)


def is_open(plain: Mapping[str, Any]) -> bool:
    """Whether it is to be mended or answered, and is neither."""
    return bool(plain["severity"] == "error" and not plain["answer"])


def _is_read(opened: Opened, key: str) -> bool:
    return opened.case.artifacts[key].kind in {*_PAGES, "worksheet"}


def _plain(opened: Opened, remark: cases.Remark) -> Plain:
    artifact = opened.case.artifacts[remark.artifact]
    page = _PAGES.get(artifact.kind, "")
    steps = [step.id for step in opened.curriculum.steps if page and step.page == page]
    field = _field(_fields(opened, remark.artifact), remark.field)
    column = _field(field.columns if field else (), remark.column)
    example = column or field
    return {
        **remark.model_dump(mode="json"),
        "mark": remark.mark,
        "kind": artifact.kind,
        "title": artifact.title or artifact.id,
        "label": field.label if field else "",
        "column_label": column.label if column else "",
        "example": example.good if example else "",
        "page": page if steps else "",
        "step": steps[0] if steps else "",
    }


def _fields(opened: Opened, key: str) -> tuple[cases.Field, ...]:
    worksheets = {each.id: each.fields for each in opened.curriculum.worksheets}
    return worksheets.get(key, ())


def _field(fields: tuple[cases.Field, ...], name: str) -> cases.Field | None:
    return next((field for field in fields if field.name == name), None)


def _home(opened: Opened, plain: Plain) -> str:
    """The worksheet itself, else the first one of the step on which the thing is made."""
    if plain["kind"] == "worksheet":
        return str(plain["artifact"])
    worksheets = opened.curriculum.step(plain["step"]).worksheets if plain["step"] else ()
    return worksheets[0] if worksheets else ""
