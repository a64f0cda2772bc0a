"""The logic model on its page: rows as they are typed, what is weak in them, the picture."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from tomoni.academy.steps.effect.writing import Form, Problems, Values
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.parts import Column, TableView
from tomoni.academy.ui.wording import FindingView, finding_view
from tomoni.academy.workspaces.downloads import sheet as sheet_of
from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import cases, effects
from tomoni.engine.core import Column as TableColumn
from tomoni.engine.core import ColumnType, Quantity, Table

_WORKSHEET = "indicators"
_ROWS_SHOWN = 7
_INDICATOR = ("name", "present", "target", "due", "source", "owner")
_ID = re.compile(r"[0-9A-Za-zぁ-んァ-ヶ一-龠_.-]{1,20}")
_PARTS = re.compile(r"[、,，/／\s]+")
_TEXTS = {
    "input": effects.Stage.INPUT,
    "activity": effects.Stage.ACTIVITY,
    "output": effects.Stage.OUTPUT,
    "outcome_short": effects.Stage.SHORT,
    "outcome_long": effects.Stage.LONG,
    "impact": effects.Stage.IMPACT,
}
"""Fields of the worksheet that a logic model can begin from."""


def _columns() -> tuple[FieldView, ...]:
    return (
        FieldView(name="number", label=_("番号")),
        FieldView(
            name="stage", label=_("段"), type="choice", choices=tuple(map(str, effects.Stage))
        ),
        FieldView(name="text", label=_("内容")),
        FieldView(name="next", label=_("つながる先")),
        FieldView(name="name", label=_("指標")),
        FieldView(name="present", label=_("現在値")),
        FieldView(name="target", label=_("目標値")),
        FieldView(name="due", label=_("時期")),
        FieldView(name="source", label=_("出どころ")),
        FieldView(name="owner", label=_("受け持ち")),
    )


def _fields(_opened: Opened, values: Values) -> tuple[FieldView, ...]:
    return (
        FieldView(
            name="title",
            label=_("題名"),
            value=values.get("title"),
            help=_("図と提案書に出る名前です。"),
        ),
        FieldView(
            name="goal",
            label=_("目標"),
            value=values.get("goal"),
            help=_("だれの何がどう変わればよいかを、一つの文で書きます。道具の名前は書きません。"),
            good=_("事業者は待たずに更新でき、職員は相談と見回りに出られる"),
            bad=_("申請システムを導入する（道具であって、目標ではありません）"),
        ),
        FieldView(
            name="rows",
            label=_("つながりの一覧"),
            type="rows",
            columns=_columns(),
            value=values.get("rows"),
            rows_shown=_ROWS_SHOWN,
            rows_most=100,
            cell_errors=_problems(values),
            help=_(
                "1行が、図の一つの箱です。「つながる先」には、その結果として起きることの番号を"
                "「4、5」のように書きます。現在値・目標値・出どころには、下の一覧の"
                "引用（二重の波かっこ）を貼れます。"
            ),
        ),
    )


def _values(content: Any) -> dict[str, Any]:
    model = effects.LogicModel.model_validate(content)
    return {
        "title": model.title,
        "goal": model.goal,
        "rows": [
            {
                "number": row.id,
                "stage": row.stage.value,
                "text": row.text,
                "next": "、".join(row.leads_to),
                **{
                    name: getattr(row.indicator, name) if row.indicator else ""
                    for name in _INDICATOR
                },
            }
            for row in model.rows
        ],
    }


def _problems(values: Values) -> Problems:
    found: dict[tuple[int, str], tuple[str, ...]] = {}
    seen: set[str] = set()
    for place, row in enumerate(_rows(values)):
        if row["number"] in seen:
            found[place, "number"] = (_("ほかの行と同じ番号です。"),)
        elif not _ID.fullmatch(row["number"]):
            found[place, "number"] = (_("番号は、記号のない20字までにしてください。"),)
        seen.add(row["number"])
        if row["stage"] not in set(effects.Stage):
            found[place, "stage"] = (_("段を選んでください。"),)
        if not row["name"] and any(row[name] for name in _INDICATOR):
            found[place, "name"] = (_("何を数えるのか、指標の名前を書いてください。"),)
    return found


def _rows(values: Values) -> Iterator[dict[str, str]]:
    """The rows with every cell as a text; one without number has that of its place."""
    for place, row in enumerate(values.get("rows") or (), start=1):
        texts = {column.name: str(row.get(column.name) or "").strip() for column in _columns()}
        yield {**texts, "number": texts["number"] or str(place)}


def _content(values: Values) -> dict[str, Any]:
    """What is typed as content; rows that cannot be understood are left out."""
    wrong = {place for place, _column in _problems(values)}
    return {
        "title": str(values.get("title") or "").strip(),
        "goal": str(values.get("goal") or "").strip(),
        "rows": [
            {
                "id": row["number"],
                "stage": row["stage"],
                "text": row["text"],
                "leads_to": [part for part in _PARTS.split(row["next"]) if part],
                "indicator": {name: row[name] for name in _INDICATOR} if row["name"] else None,
            }
            for place, row in enumerate(_rows(values))
            if place not in wrong
        ],
    }


FORM = Form(
    key=cases.LOGIC_MODEL,
    kind="logic_model",
    title="ロジックモデル",
    made=cases.LOGIC_FIGURE,
    rows="rows",
    fields=_fields,
    values=_values,
    content=_content,
    problems=_problems,
)


def _model(values: Values) -> effects.LogicModel:
    return effects.LogicModel.model_validate(_content(values))


@dataclass(frozen=True)
class Marked:
    """A finding in words; `place` is that of its row among those typed, from 0 (None: no row)."""

    view: FindingView
    place: int | None = None


def findings(values: Values) -> list[Marked]:
    """What is weak in what is typed now."""
    wrong = {place for place, _column in _problems(values)}
    typed = [(place, row) for place, row in enumerate(_rows(values)) if place not in wrong]
    marked = []
    for found in effects.check_logic_model(_model(values)):
        view = finding_view(found)
        if found.place.row is None:
            marked.append(Marked(view))
            continue
        place, row = typed[found.place.row - 1]
        where = _("番号%(number)s") % {"number": row["number"]}
        marked.append(Marked(replace(view, place=where), place))
    return marked


def picture(opened: Opened, values: Values) -> bytes:
    """What is typed now as SVG, its live references in words."""
    model = cases.resolved_model(_model(values), quantities=_quantities(opened))
    return effects.draw_logic_model(model).encode()


def _quantities(opened: Opened) -> dict[str, Quantity]:
    return {
        f"{key}.{name}": quantity
        for key in opened.case.artifacts
        if (head := opened.case.head(key)) is not None
        for name, quantity in head.quantities.items()
    }


def table(opened: Opened) -> TableView | None:
    """The saved model to be read and printed, its live references in words; None: none saved."""
    content = opened.content(cases.LOGIC_FIGURE)
    if content is None:
        return None
    model = cases.LogicPicture.model_validate(content).model
    columns = _columns()
    rows = [
        (
            row.id,
            row.stage.value,
            row.text,
            "、".join(row.leads_to),
            *(getattr(row.indicator, name) if row.indicator else "" for name in _INDICATOR),
        )
        for row in model.rows
    ]
    heads = tuple(Column(each.label) for each in columns)
    return TableView(caption=_("保存した版"), columns=heads, rows=rows, tight=True)


def from_worksheet(opened: Opened) -> dict[str, Any] | None:
    """Values to begin from: one box for each line of the worksheet; None when it says nothing."""
    content = opened.content(_WORKSHEET)
    written: Mapping[str, Any] = content["values"] if content else {}
    rows: list[dict[str, str]] = []
    for name, stage in _TEXTS.items():
        for line in str(written.get(name) or "").splitlines():
            text = line.strip().removeprefix("・").strip()
            if text:
                rows.append({"number": str(len(rows) + 1), "stage": stage.value, "text": text})
    if not rows:
        return None
    _link(rows)
    return {"title": opened.row.title, "goal": "", "rows": [*rows]}


def _link(rows: list[dict[str, str]]) -> None:
    """Every box leads to all of the next column: a beginning that is easy to thin out."""
    stages = list(dict.fromkeys(row["stage"] for row in rows))
    for row in rows:
        after = stages[stages.index(row["stage"]) + 1 :][:1]
        row["next"] = "、".join(other["number"] for other in rows if other["stage"] in after)


def download(values: Values, *, form: str) -> bytes:
    """The rows as a sheet. Raises `TablesError`."""
    columns = _columns()
    rows = list(_rows(values))
    return sheet_of(
        Table(
            name=_("ロジックモデル"),
            columns=tuple(TableColumn(name=each.label, type=ColumnType.TEXT) for each in columns),
            frame=pl.DataFrame(
                {each.label: [row[each.name] for row in rows] for each in columns},
                schema={each.label: pl.String for each in columns},
            ),
        ),
        form=form,
    )
