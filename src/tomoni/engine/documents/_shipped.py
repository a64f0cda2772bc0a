"""The forms that come with the house, made when they are asked for."""

from collections.abc import Callable, Mapping
from functools import cache

from tomoni.engine.core import Value
from tomoni.engine.documents import (
    _form_package,
    _shipped_sheets,
    _shipped_slides,
    _shipped_word,
)
from tomoni.engine.documents._form_fields import FormKind


class ShippedForm(Value):
    """A form of the house: what it is called, its kind, what it is for."""

    title: str
    kind: FormKind
    purpose: str


_WORD, _EXCEL, _SLIDES = _shipped_word, _shipped_sheets, _shipped_slides
SHIPPED_FORMS: Mapping[str, ShippedForm] = {
    "staff_proposal": ShippedForm(
        title="職員提案書", kind="docx", purpose="提案を受け付けてもらうとき。決裁欄があります。"
    ),
    "business_plan": ShippedForm(
        title="事業計画書", kind="docx", purpose="予算の協議で、事業の中身を説明するとき。"
    ),
    "budget_estimate": ShippedForm(
        title="予算見積書", kind="xlsx", purpose="予算を要求するとき。積算と財源の表があります。"
    ),
    "work_review": ShippedForm(
        title="事務事業評価シート", kind="xlsx", purpose="実施した後に、目標と実績をくらべるとき。"
    ),
    "verdict_notice": ShippedForm(
        title="審査結果通知", kind="docx", purpose="審査の結果を、提案した人に知らせるとき。"
    ),
    "presentation": ShippedForm(
        title="発表スライド", kind="pptx", purpose="成果発表や審査会で説明するとき。"
    ),
    "one_page": ShippedForm(
        title="概要1枚", kind="docx", purpose="1枚（A4）で説明するとき。"
    ),
    "for_citizens": ShippedForm(
        title="住民説明", kind="docx", purpose="市民に、やさしいことばで説明するとき。"
    ),
}  # fmt: skip
_MAKERS: Mapping[str, Callable[[], bytes]] = {
    "staff_proposal": _WORD.staff_proposal,
    "business_plan": _WORD.business_plan,
    "budget_estimate": _EXCEL.budget_estimate,
    "work_review": _EXCEL.work_review,
    "verdict_notice": _WORD.verdict_notice,
    "presentation": _SLIDES.presentation,
    "one_page": _WORD.one_page,
    "for_citizens": _WORD.for_citizens,
}


@cache
def shipped_form(key: str) -> bytes:
    """The file of one of `SHIPPED_FORMS`, with its fields unfilled. Raises `KeyError`."""
    return _form_package.cleaned(_MAKERS[key]())
