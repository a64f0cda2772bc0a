"""A request, an assessment and a reason as fields, and what was posted to them."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from tomoni.academy.proposals.budget import plans, words
from tomoni.academy.proposals.budget.course import Step
from tomoni.academy.proposals.budget.plans import GIVEN, MOST_YEN, Given, Line, Plan
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import read_form, with_error

Fields = tuple[FieldView, ...]
_LONGEST = {"short_text": 200, "long_text": 4000}
_TEXTS = ("project", "kan", "ko", "moku", "purpose", "content", "schedule")
_MOST_QUANTITY = 10**9
_ROWS = 200


def year_field(years: Sequence[int], *, first: int) -> FieldView:
    choices = tuple((str(year), _("%(year)s年度") % {"year": year}) for year in years)
    return FieldView(
        "fiscal_year", _("予算年度"), "choice", required=True, choices=choices, value=str(first),
        help=_("事業を始める年度です。要求の期間が終わっていない、いちばん早い年度を選んであります。"),
    )  # fmt: skip


def plan_fields(plan: Plan) -> Fields:
    """What is requested: the plan in words, the lines, who pays, the year before."""
    fields = (
        FieldView("project", _("事業名"), required=True),
        FieldView("kan", _("款"), good=_("衛生費")),
        FieldView("ko", _("項"), good=_("保健衛生費")),
        FieldView(
            "moku", _("目"), good=_("環境衛生費"),
            help=_("款・項・目は、要求するまでに書きます。"),
        ),
        FieldView("purpose", _("事業の目的"), "long_text", help=_("だれの何が、なぜ変わるか。")),
        FieldView("content", _("事業の内容"), "long_text"),
        FieldView(
            "schedule", _("日程"), "long_text",
            good=_("4月：様式を作る。6月：窓口で試す。8月：全件で始める。"),
        ),
        _lines_field(),
    )  # fmt: skip
    filled = [replace(each, value=getattr(plan, each.name)) for each in fields[:-1]]
    lines = replace(fields[-1], value=[_row(line) for line in plan.lines])
    previous = FieldView(
        "previous_yen", _("前年度の予算額"), "number", unit=_("円"), value=plan.previous_yen,
        help=_("はじめての事業なら0のままにします。"),
    )  # fmt: skip
    return (*filled, lines, *given_fields(plan.given), previous)


def _lines_field() -> FieldView:
    columns = (
        FieldView("section", _("節"), hint=_("委託料")),
        FieldView("label", _("品名"), required=True, hint=_("はがきの印刷")),
        FieldView("quantity", _("数量"), "number", required=True, hint="2,000"),
        FieldView("unit", _("単位"), hint=_("部")),
        FieldView("unit_price", _("単価（円）"), "number", required=True, hint="40"),
        FieldView("basis", _("積算の根拠"), "long_text", hint=_("昨年度の実績")),
    )
    return FieldView(
        "lines", _("見積りの明細"), "rows", columns=columns, rows_most=_ROWS,
        help=_(
            "金額は、数量×単価で計算します（1円に満たない分は切り捨て）。"
            "ケースの数値のままの行には出典が付きます。金額を変えると「出典なし」になります。"
        ),
    )  # fmt: skip


def _row(line: Line) -> dict[str, Any]:
    quantity = line.quantity
    whole = quantity == quantity.to_integral_value()
    return {
        "section": line.section, "label": line.label,
        "quantity": int(quantity) if whole else float(quantity), "unit": line.unit,
        "unit_price": line.unit_price, "basis": line.basis,
    }  # fmt: skip


def given_fields(given: Given) -> Fields:
    """Who pays besides the general source; that one is what is left."""
    helps = {GIVEN[0]: _("一般財源は、合計から下の4つを引いた残りとして計算します。")}
    return tuple(
        FieldView(
            name, str(words.SOURCES[name]), "number", unit=_("円"), value=getattr(given, name),
            help=helps.get(name, ""),
        )
        for name in GIVEN
    )  # fmt: skip


def read_plan(post: QueryDict, *, fields: Fields) -> Fields:
    """What was posted, and what is wrong with it; amounts are whole yen and not below zero."""
    read = read_form(post, fields=fields, longest=_LONGEST)
    return tuple(_checked(each) for each in read)


def _checked(field: FieldView) -> FieldView:
    if field.type == "number":
        return _whole(field, field.value or 0)
    if field.type != "rows":
        return field
    wrong = dict(field.cell_errors or {})
    for place, row in enumerate(field.value or ()):
        if not _in(row.get("quantity"), most=_MOST_QUANTITY):
            wrong.setdefault((place, "quantity"), (_("「数量」は0以上の数で書いてください。"),))
        if not _is_yen(row.get("unit_price")):
            wrong.setdefault((place, "unit_price"), (_yen_wanted(_("単価（円）")),))
    return replace(field, cell_errors=wrong)


def _whole(field: FieldView, value: object) -> FieldView:
    if field.errors or _is_yen(value):
        return field
    return replace(field, errors=(_yen_wanted(field.label),))


def _yen_wanted(label: str) -> str:
    return _("「%(label)s」は0以上の整数（円）で書いてください。") % {"label": label}


def _is_yen(value: object) -> bool:
    return isinstance(value, int) and 0 <= value <= MOST_YEN


def _in(value: object, *, most: int) -> bool:
    return isinstance(value, int | float) and 0 <= value <= most


def plan_of(fields: Fields, *, before: Plan) -> Plan:
    """The plan of a form that was found right; `before`: what it was opened with."""
    said = {field.name: field.value for field in fields}
    typed = [
        Line(
            section=row["section"], label=row["label"], quantity=Decimal(str(row["quantity"])),
            unit=row["unit"], unit_price=row["unit_price"], basis=row["basis"],
        )
        for row in said["lines"]
    ]  # fmt: skip
    return Plan(
        **{name: said[name] or "" for name in _TEXTS},
        lines=plans.with_sources(typed, known=before.lines),
        given=given_of(fields),
        previous_yen=said["previous_yen"] or 0,
    )


def given_of(fields: Fields) -> Given:
    said = {field.name: field.value for field in fields}
    return Given(**{name: said[name] or 0 for name in GIVEN})


def assess_fields(plan: Plan, *, amounts: Sequence[int], given: Given, reason: str) -> Fields:
    """What is granted of each line, who pays, why not all of it."""
    lines = tuple(
        FieldView(
            f"line_{place}", line.label, "number", unit=_("円"), value=amount, required=True,
            cell_label=_("%(label)sの査定額") % {"label": line.label},
        )
        for place, (line, amount) in enumerate(zip(plan.lines, amounts, strict=True))
    )  # fmt: skip
    return (*lines, *given_fields(given), _reason_field(_("減らす理由"), value=reason))


def read_assessment(post: QueryDict, *, fields: Fields, plan: Plan) -> Fields:
    """What was posted, and what is wrong: no line is more than what was requested."""
    read = read_plan(post, fields=fields)
    for field, line in zip(read, plan.lines, strict=False):
        if not field.errors and field.value > line.amount:
            sentence = _("「%(label)s」は要求額（%(yen)s）までにしてください。")
            said = sentence % {"label": line.label, "yen": words.yen(line.amount)}
            read = with_error(read, name=field.name, sentence=said)
    return read


def amounts_of(fields: Fields, *, plan: Plan) -> list[int]:
    said = {field.name: field.value for field in fields}
    return [said[f"line_{place}"] for place in range(len(plan.lines))]


def reason_of(fields: Fields) -> str:
    return next(field.text for field in fields if field.name == "reason")


def step_fields(step: Step) -> Fields:
    """What is written with a step; nothing where it needs no words."""
    label = words.REASONS.get(step)
    if label is None:
        return ()
    return (replace(_reason_field(str(label), value=""), required=True, id_prefix=step.value),)


def read_step(post: QueryDict, *, step: Step) -> Fields:
    return read_form(post, fields=step_fields(step), longest=_LONGEST)


def _reason_field(label: str, *, value: str) -> FieldView:
    return FieldView("reason", label, "long_text", value=value)
