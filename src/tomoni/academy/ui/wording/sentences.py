"""From a code with its parameters to sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui.wording import (
    academy,
    cases,
    documents,
    effects,
    evidence,
    flows,
    maps,
    privacy,
    proposals,
    questions,
    refusals,
    releases,
    rules,
    tables,
)
from tomoni.academy.ui.wording.entries import Entries, Entry, Text, Words

ERRORS: Mapping[str, Entries] = {
    "tables": refusals.ERRORS,
    "privacy": privacy.ERRORS,
    "evidence": evidence.ERRORS,
    "questions": questions.ERRORS,
    "flows": flows.ERRORS,
    "maps": maps.ERRORS,
    "effects": effects.ERRORS,
    "documents": documents.ERRORS,
    "cases": cases.ERRORS,
    "accounts": academy.ACCOUNTS,
    "cohorts": academy.COHORTS,
    "workspaces": academy.WORKSPACES,
    "proposals": proposals.ERRORS,
}
"""By room: two rooms may mean different things by one code."""

FINDINGS: Entries = {
    **tables.FINDINGS,
    **rules.FINDINGS,
    **privacy.FINDINGS,
    **flows.FINDINGS,
    **maps.FINDINGS,
    **effects.FINDINGS,
    **cases.FINDINGS,
}
WORDS: Words = {
    **tables.WORDS,
    **rules.WORDS,
    **privacy.WORDS,
    **evidence.WORDS,
    **questions.WORDS,
    **documents.WORDS,
    **cases.WORDS,
}

_SEVERITIES = {
    "error": _("直してください"),
    "warning": _("確かめてください"),
    "info": _("お知らせ"),
}
_BOTH = _("%(what)s%(action)s")
"""What happened and what to do, one after the other: some languages need a space between them."""
_UNKNOWN: Entry = (
    _("ここで止まりました（記号：%(code)s）。"),
    _("もう一度試しても同じときは、この記号を事務局に伝えてください。"),
)
_UNKNOWN_FINDING: Entry = (
    _("気づいた点があります（記号：%(code)s）。"),
    _("元のファイルの、この場所を確かめてください。"),
)


class _Coded(Protocol):
    @property
    def code(self) -> str: ...

    @property
    def params(self) -> Mapping[str, Any]: ...


class _Place(Protocol):
    @property
    def sheet(self) -> str: ...

    @property
    def row(self) -> int | None: ...

    @property
    def column(self) -> int | None: ...


class _Finding(_Coded, Protocol):
    @property
    def severity(self) -> str: ...

    @property
    def place(self) -> _Place: ...

    @property
    def seen(self) -> str: ...


@dataclass(frozen=True)
class FindingView:
    """A finding to be read. `place`: e.g. 「シート1」C12. `seen` is for the data's owner only."""

    severity: str
    severity_label: str
    sentence: str
    action: str
    place: str
    seen: str


def error_sentence(error: Exception) -> str:
    """What happened and what to do. An error without a code is worded by its kind alone."""
    code = getattr(error, "code", type(error).__name__)
    entry = _entry(_of_room(error), str(code), getattr(error, "params", {}), unknown=_UNKNOWN)
    return _joined(entry)


def coded_sentence(room: str, *, code: str, params: Mapping[str, Any]) -> str:
    """The same for an error that was kept as its room, code and parameters."""
    return _joined(_entry(ERRORS.get(room, {}), code, params, unknown=_UNKNOWN))


def finding_view(finding: _Finding, *, names: Mapping[str, str] = {}) -> FindingView:
    """The finding in words. `names`: titles of the artifacts that a case's finding names by id."""
    severity = str(getattr(finding.severity, "value", finding.severity))
    params = dict(finding.params)
    if "causes" in params:
        causes = str(params["causes"]).split(", ")
        params["causes"] = "、".join(names.get(cause, cause) for cause in causes)
    sentence, action = _entry(FINDINGS, finding.code, params, unknown=_UNKNOWN_FINDING)
    return FindingView(
        severity=severity,
        severity_label=str(_SEVERITIES.get(severity, severity)),
        sentence=sentence,
        action=action,
        place=_place(finding.place, names=names),
        seen=finding.seen,
    )


def weakness_sentence(weakness: _Coded) -> str:
    """What weakens a verdict, and what is to be answered or looked at."""
    return _joined(
        _entry(evidence.WEAKNESSES, weakness.code, weakness.params, unknown=_UNKNOWN_FINDING)
    )


def exposure_sentence(exposure: _Coded) -> str:
    """What an outsider can work out of a hidden cell."""
    return _joined(
        _entry(releases.EXPOSURES, exposure.code, exposure.params, unknown=_UNKNOWN_FINDING)
    )


def _joined(entry: tuple[str, str]) -> str:
    return (str(_BOTH) % {"what": entry[0], "action": entry[1]}).strip()


def _of_room(error: Exception) -> Entries:
    parts = type(error).__module__.split(".")
    return next((ERRORS[part] for part in parts if part in ERRORS), {})


def _entry(
    entries: Entries, code: str, params: Mapping[str, Any], *, unknown: Entry
) -> tuple[str, str]:
    shown = _shown(params)
    keys = [f"{code}/{value}" for value in params.values() if isinstance(value, str)]
    entry = next((entries[key] for key in (*keys, code) if key in entries), None)
    if entry is not None:
        try:
            return str(entry[0]) % shown, str(entry[1]) % shown
        except (KeyError, TypeError, ValueError):  # made by another version of the engine
            entry = None
    return str(unknown[0]) % {"code": code}, str(unknown[1])


def _shown(params: Mapping[str, Any]) -> dict[str, str]:
    """The parameters as people write them; each number also in MB, as `name_mb`."""
    shown: dict[str, str] = {}
    for name, value in params.items():
        if isinstance(value, str):
            words: Mapping[str, Text] = WORDS.get(name, {})
            shown[name] = str(words.get(value, value))
        elif isinstance(value, int | float):
            shown[name] = f"{value:,}".removesuffix(".0")
            shown[f"{name}_mb"] = f"{max(value / 1_000_000, 0.1):,.1f}".removesuffix(".0")
        else:
            shown[name] = "－"
    return shown


def _place(place: _Place, *, names: Mapping[str, str]) -> str:
    sheet = names.get(place.sheet, place.sheet)
    within = ""
    if place.row is not None and place.column is not None:
        within = f"{_letters(place.column)}{place.row}"
    elif place.row is not None:
        within = str(_("%(row)s行目")) % {"row": f"{place.row:,}"}
    elif place.column is not None:
        within = str(_("%(letters)s列")) % {"letters": _letters(place.column)}
    return (
        str(_("「%(sheet)s」%(within)s")) % {"sheet": sheet, "within": within} if sheet else within
    )


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return letters
