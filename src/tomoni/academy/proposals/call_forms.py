"""The questions about a call, and what was posted."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from tomoni.academy.proposals import calls
from tomoni.academy.proposals.models import Call, ProgrammeEdition
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import has_errors, read_form, with_error

Fields = tuple[FieldView, ...]
_LONGEST = {"short_text": 200, "long_text": 4000}
_PERIOD = timedelta(days=60)
_FIRST_MONTH = 4
_YEARS = range(2000, 2100)


def call_fields(
    call: Call | None, *, editions: Iterable[ProgrammeEdition], today: date
) -> Fields:  # fmt: skip
    """What a call says; with nothing yet, what is usual. Once something is proposed under it, its
    edition is no question any more (`editions` is empty)."""
    chosen = tuple((str(each.pk), str(each)) for each in editions)
    asked = FieldView("edition", _("制度"), "choice", required=True, choices=chosen)
    fields = (
        *((asked,) if chosen else ()),
        FieldView("title", _("題"), required=True, good=_("令和8年度 職員提案")),
        FieldView(
            "theme", _("テーマ"), help=_("しぼらないときは、空けておきます。"),
            good=_("窓口で待つ時間を短くする"),
        ),
        FieldView(
            "words", _("案内"), "long_text", help=_("だれに、何を提案してほしいかを書きます。"),
            good=_("自分の課の仕事でなくてもかまいません。困っている人が一人でもいることを書いてください。"),
            bad=_("積極的に応募すること。"),
        ),
        FieldView(
            "fiscal_year", _("年度"), "number", required=True, unit=_("年度"),
            help=_("受付番号の初めに付きます（例：2026-003）。"),
        ),
        FieldView("opens_date", _("受付の始まり"), "date", required=True),
        FieldView(
            "closes_date", _("受付の終わり"), "date", required=True,
            help=_("この日の終わりまで受け付けます。あとから延ばせます。"),
        ),
    )  # fmt: skip
    said = _said(call, today=today) | ({"edition": chosen[0][0]} if len(chosen) == 1 else {})
    return tuple(replace(field, value=said.get(field.name)) for field in fields)


def _said(call: Call | None, *, today: date) -> dict[str, Any]:
    if call is None:
        year = today.year - (today.month < _FIRST_MONTH)
        days = {"opens_date": today.isoformat(), "closes_date": (today + _PERIOD).isoformat()}
        return {"fiscal_year": year, **days}
    kept = {name: getattr(call, name) for name in ("title", "theme", "words", "fiscal_year")}
    days = {name: getattr(call, name).isoformat() for name in ("opens_date", "closes_date")}
    return kept | days | {"edition": str(call.edition_id)}


def read_call(
    post: QueryDict, *, fields: Fields, call: Call | None, today: date
) -> tuple[Fields, dict[str, Any]]:
    """The fields and, where nothing is wrong, what the call is to say."""
    fields = read_form(post, fields=fields, longest=_LONGEST)
    said = {field.name: field.value for field in fields}
    if not has_errors(fields) and said["fiscal_year"] not in _YEARS:
        sentence = _("年度は、西暦4桁で書いてください（例：2026）。")
        fields = with_error(fields, name="fiscal_year", sentence=sentence)
    if has_errors(fields):
        return fields, {}
    days = {name: date.fromisoformat(said[name]) for name in ("opens_date", "closes_date")}
    wrong = calls.wrong_days(
        call, opens=days["opens_date"], closes=days["closes_date"], today=today
    )
    for name, sentence in wrong.items():
        fields = with_error(fields, name=name, sentence=sentence)
    if "edition" in said:
        said["edition_id"] = int(said.pop("edition"))
    return fields, said | days
