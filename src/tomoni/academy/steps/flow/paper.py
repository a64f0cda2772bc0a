"""A flow on paper: the picture, and what stands around it."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tomoni.academy.steps.flow import drawing, reading
from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import flows
from tomoni.engine.core import range_text, show

PICTURES = {"svg": "image/svg+xml", "png": "image/png"}
_HOURS = ("staff_hours", "citizen_hours")


def picture(sheet: reading.Sheet, *, form: str) -> bytes:
    """What is on the person's page, drawn."""
    svg = drawing.svg_of(sheet.values)
    return flows.to_png(svg.decode()) if form == "png" else svg


def facts(opened: Opened, sheet: reading.Sheet) -> list[tuple[str, str]]:
    """Which version this is, and its hours a year where they are those of the version."""
    found = [(_("版"), _version(sheet))]
    head = opened.case.head(reading.cost_key(sheet.key))
    if head is not None and not sheet.drafted:
        for name in _HOURS:
            quantity = head.quantities[name]
            ends = range_text(quantity)
            shown = f"{show(quantity)}（{ends}）" if ends else show(quantity)
            found.append((quantity.label, shown))
    today = date_format(timezone.localdate(), _("Y年n月j日"))
    return [*found, (_("印刷した日"), today)]


def _version(sheet: reading.Sheet) -> str:
    if sheet.drafted or not sheet.newest:
        return _("下書き（まだ版になっていません）")
    return _("第%(number)s版　%(name)s") % {"number": sheet.newest, "name": sheet.newest_by}
