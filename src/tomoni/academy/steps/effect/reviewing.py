"""The review on its page: what was planned, by which claim it is measured, what came of it."""

import re
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.steps.effect.writing import Form, Problems, Values
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.parts import Column, TableView
from tomoni.academy.ui.wording import FindingView, finding_view
from tomoni.academy.workspaces.desk import custody
from tomoni.academy.workspaces.downloads import sheet as sheet_of
from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import cases, effects
from tomoni.engine.core import Column as TableColumn
from tomoni.engine.core import ColumnType, Quantity, Table, range_text, show

_ROWS_SHOWN = 3
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PINNED = re.compile(r"(?P<name>[a-z][a-z0-9_.]*)@(?P<version>[1-9][0-9]{0,5})")
_PLANNED_KINDS = ("effect", "cost", "logic_picture")
_ACTUAL_KINDS = ("evidence", "count", "cost", "comparison")
_COLUMNS = ("indicator", "planned", "claim", "actual", "way", "learnt")
_RISE, _FALL = "rise", "fall"


def _fields(opened: Opened, values: Values) -> tuple[FieldView, ...]:
    return (
        FieldView(
            name="title",
            label=_("題名"),
            value=values.get("title"),
            help=_("いつの確認かが分かる名前にします。"),
            good=_("始めて一年後の効果の確認"),
        ),
        FieldView(
            name="started_date",
            label=_("施策を始める日"),
            type="date",
            value=values.get("started_date"),
            help=_("確かめ方（主張）は、この日より前に固定しておきます。"),
        ),
        FieldView(
            name="lines",
            label=_("見込みと実績"),
            type="rows",
            columns=_columns(opened),
            value=values.get("lines"),
            rows_shown=_ROWS_SHOWN,
            rows_most=30,
            cell_errors=_problems(values),
            help=_(
                "一つの指標に1行を使います。始める前に「見込み」と「確かめ方」までを決めて保存し、"
                "測り終えたら「実績」を選びます。見込みは、選んだ版のまま変わりません。"
            ),
        ),
        FieldView(
            name="learnt",
            label=_("次の人に伝えたいこと"),
            type="long_text",
            value=values.get("learnt"),
            help=_("同じことを始める課に、先に知らせたいことを書きます。"),
        ),
    )


def _columns(opened: Opened) -> tuple[FieldView, ...]:
    return (
        FieldView(name="indicator", label=_("指標")),
        FieldView(
            name="planned",
            label=_("見込み（採用された版）"),
            type="reference",
            choices=tuple(_planned(opened)),
        ),
        FieldView(
            name="claim",
            label=_("確かめ方（固定した主張）"),
            type="reference",
            choices=tuple(_claims(opened)),
        ),
        FieldView(
            name="actual", label=_("実績"), type="reference", choices=tuple(_actuals(opened))
        ),
        FieldView(
            name="way",
            label=_("効果の向き"),
            type="reference",
            choices=((_RISE, _("増えたら効果")), (_FALL, _("減ったら効果"))),
        ),
        FieldView(name="learnt", label=_("わかったこと")),
    )


def _planned(opened: Opened) -> list[tuple[str, str]]:
    """Every number that can be planned for, in every version that offers it, newest first."""
    found = []
    for key, artifact in opened.case.artifacts.items():
        if artifact.kind not in _PLANNED_KINDS:
            continue
        for version in reversed(opened.case.versions.get(key, ())):
            where = _("%(title)s 第%(number)s版") % {
                "title": opened.title(key),
                "number": version.number,
            }
            found += [
                (f"{key}.{name}@{version.number}", _words(where, name, quantity))
                for name, quantity in version.quantities.items()
            ]
    return found


def _claims(opened: Opened) -> list[tuple[str, str]]:
    return [
        (f"{key}@{head.number}", opened.title(key))
        for key, artifact in opened.case.artifacts.items()
        if artifact.kind == "claim" and (head := opened.case.head(key)) is not None
    ]


def _actuals(opened: Opened) -> list[tuple[str, str]]:
    return [
        (f"{{{{ {key}.{name} }}}}", _words(opened.title(key), name, quantity))
        for key, artifact in opened.case.artifacts.items()
        if artifact.kind in _ACTUAL_KINDS and (head := opened.case.head(key)) is not None
        for name, quantity in head.quantities.items()
    ]


def _words(title: str, name: str, quantity: Quantity) -> str:
    return f"{title}：{quantity.label or name}　{show(quantity, '幅')}"


def _values(content: Any) -> dict[str, Any]:
    plan = effects.ReviewPlan.model_validate(content)
    return {
        "title": plan.title,
        "started_date": plan.started_date,
        "learnt": plan.learnt,
        "lines": [
            {
                "indicator": line.indicator,
                "planned": f"{line.planned}@{line.planned_version}",
                "claim": f"{line.claim}@{line.claim_version}" if line.claim else "",
                "actual": line.actual,
                "way": _FALL if line.turned else _RISE,
                "learnt": line.learnt,
            }
            for line in plan.lines
        ],
    }


def _problems(values: Values) -> Problems:
    found: dict[tuple[int, str], tuple[str, ...]] = {}
    for place, row in enumerate(_rows(values)):
        if not row["indicator"]:
            found[place, "indicator"] = (_("指標の名前を書いてください。"),)
        if not _PINNED.fullmatch(row["planned"]):
            found[place, "planned"] = (_("見込みの数を選んでください。"),)
        if row["claim"] and not _PINNED.fullmatch(row["claim"]):
            found[place, "claim"] = (_("主張を選び直してください。"),)
    return found


def _rows(values: Values) -> list[dict[str, str]]:
    return [
        {name: str(row.get(name) or "").strip() for name in _COLUMNS}
        for row in values.get("lines") or ()
    ]


def _content(values: Values) -> dict[str, Any]:
    day = str(values.get("started_date") or "")
    return {
        "title": str(values.get("title") or "").strip(),
        "started_date": day if _DAY.fullmatch(day) else "",
        "learnt": str(values.get("learnt") or "").strip(),
        "lines": [
            {
                "indicator": row["indicator"],
                **_pinned("planned", row["planned"]),
                **_pinned("claim", row["claim"]),
                "actual": row["actual"],
                "turned": row["way"] == _FALL,
                "learnt": row["learnt"],
            }
            for row in _rows(values)
        ],
    }


def _pinned(field: str, text: str) -> dict[str, Any]:
    found = _PINNED.fullmatch(text)
    if found is None:
        return {field: ""}
    return {field: found["name"], f"{field}_version": int(found["version"])}


def _references(content: Any) -> dict[str, cases.Reference]:
    """The exact versions that were fixed: they are part of the walk of what was planned."""
    found: dict[str, cases.Reference] = {}
    for place, line in enumerate(content["lines"], start=1):
        for field in ("planned", "claim"):
            if line[field]:
                found[f"{field}.{place}"] = cases.Reference(
                    artifact=line[field].partition(".")[0], version=line[f"{field}_version"]
                )
    return found


FORM = Form(
    key=cases.REVIEW_PLAN,
    kind="review_plan",
    title="効果確認の計画",
    made=cases.REVIEW,
    rows="lines",
    fields=_fields,
    values=_values,
    content=_content,
    problems=_problems,
    references=_references,
)


def enter(opened: Opened, *, user: User) -> None:
    """Lets the person to what was measured, and writes it down. Raises `PermissionDenied`."""
    head = opened.case.head(cases.REVIEW)
    for reference in () if head is None else head.references.values():
        if opened.case.artifacts[reference.artifact].kind in custody.RAW:
            custody.enter(user, opened=opened, key=reference.artifact)


def review(opened: Opened) -> effects.Review | None:
    content = opened.content(cases.REVIEW)
    return None if content is None else effects.Review.model_validate(content)


def sentences(found: effects.Review) -> list[tuple[str, str]]:
    """Every line as one sentence of fact, with how it stands to the plan."""
    return [(effects.review_sentence(line), line.attained.value) for line in found.lines]


def findings(found: effects.Review) -> list[FindingView]:
    return [finding_view(each) for each in found.findings]


def table(found: effects.Review) -> TableView:
    """Planned beside actual."""
    labels = (
        *(_("指標"), _("見込み"), _("幅"), _("実績"), _("幅")),
        *(_("くらべた結果"), _("わかったこと")),
    )
    numbers = {1, 2, 3, 4}
    rows = [
        (
            line.indicator,
            show(line.planned),
            range_text(line.planned),
            "" if line.actual is None else show(line.actual),
            "" if line.actual is None else range_text(line.actual),
            line.attained.value,
            line.learnt,
        )
        for line in found.lines
    ]
    return TableView(
        caption=_("見込みと実績"),
        columns=tuple(Column(label, number=place in numbers) for place, label in enumerate(labels)),
        rows=rows,
    )


def download(opened: Opened, *, form: str) -> bytes | None:
    """Planned beside actual as a sheet of numbers; None while there is no review."""
    found = review(opened)
    if found is None:
        return None
    texts = (_("指標"), _("単位"), _("くらべた結果"), _("わかったこと"))
    columns: dict[str, list[Any]] = {texts[0]: [line.indicator for line in found.lines]}
    for word, side in ((_("見込み"), "planned"), (_("実績"), "actual")):
        sides = [getattr(line, side) for line in found.lines]
        for label, name in (("%s", "value"), (_("%sの低い端"), "low"), (_("%sの高い端"), "high")):
            columns[label % word] = [None if one is None else getattr(one, name) for one in sides]
    columns[texts[1]] = [line.planned.unit for line in found.lines]
    columns[texts[2]] = [line.attained.value for line in found.lines]
    columns[texts[3]] = [line.learnt for line in found.lines]
    kinds = {name: ColumnType.TEXT if name in texts else ColumnType.NUMBER for name in columns}
    frame = pl.DataFrame(
        columns,
        schema={
            name: pl.String if kind is ColumnType.TEXT else pl.Float64
            for name, kind in kinds.items()
        },
    )
    heads = tuple(TableColumn(name=name, type=kind) for name, kind in kinds.items())
    return sheet_of(Table(name=_("効果の確認"), columns=heads, frame=frame), form=form)
