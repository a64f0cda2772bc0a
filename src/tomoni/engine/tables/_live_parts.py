"""What lives in a workbook besides values: formulas without a value, links to others, macros."""

import re
from collections.abc import Iterator

from tomoni.engine.core import Finding, Place, Severity
from tomoni.engine.tables._package import Package

_FORMULA = re.compile(
    rb"<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>", re.ASCII
)
_PLACE = re.compile(rb"""\sr=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_SHOWN = 5


def live_parts(package: Package, *, file_name: str) -> Iterator[Finding]:
    """The findings about the whole file: nothing is run and no link is followed."""
    links = sum(name.startswith("xl/externalLinks/external") for name in package.contents)
    place = Place(file=file_name)
    if links:
        params: dict[str, str | int | float] = {"count": links}
        yield Finding(code="external-links", severity=Severity.WARNING, place=place, params=params)
    if any(name.endswith("vbaProject.bin") for name in package.contents):
        yield Finding(code="macros-not-run", severity=Severity.INFO, place=place)


def formula_finding(cells: list[str], *, file_name: str, sheet: str) -> Finding:
    """One finding for all of a sheet's formulas without a value. `cells`: e.g. `C2`."""
    match = re.fullmatch(r"([A-Z]+)([0-9]+)", cells[0])
    column, row = match.groups() if match else ("A", "1")
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return Finding(
        code="formula-without-value",
        severity=Severity.WARNING,
        place=Place(file=file_name, sheet=sheet, row=int(row), column=number),
        params={"count": len(cells), "cells": " ".join(cells[:_SHOWN])},
    )


def bare_formulas(xml: bytes) -> list[str]:
    """The cells of a sheet's formulas that hold no value, by the sheet's part.

    Such a file was written by a program that does not compute: every reader sees blank cells. A
    formula whose value is an empty text (`t="str"`) has one.
    """
    cells = []
    for match in _FORMULA.finditer(xml):
        start = xml.rfind(b"<c ", 0, match.start())
        place = _PLACE.search(xml, start, match.start()) if start >= 0 else None
        if place is not None and b't="str"' not in xml[start : match.start()]:
            cells.append((place[1] + place[2]).decode("ascii"))
    return cells
