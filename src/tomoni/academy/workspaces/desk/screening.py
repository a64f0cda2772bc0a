"""What a file says of persons, looked at before anything of it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

import polars as pl

from tomoni.academy.workspaces.desk.models import Personal
from tomoni.academy.workspaces.errors import WorkspacesError
from tomoni.engine import privacy, tables
from tomoni.engine.core import Finding, Table

_WHO = {
    "name", "kana", "name_in_text", "addressee_number", "insured_number", "household_number",
    "bank_account", "vehicle_number",
}  # fmt: skip
"""Kinds that say who somebody is whatever the table is about; an address may be a shop's."""
_OF_SOMEBODY = {"birth_date", "age", "sex", "household"}
"""Kinds that only a person has: with them an address or a telephone number is a person's."""
_KEPT = {"keep_by_chance"}


@dataclass(frozen=True)
class Screened:
    """A file that may be kept: without マイナンバー, and with what it says of persons."""

    data: bytes
    file_name: str
    personal: Personal
    found: tuple[Finding, ...]
    """The personal information in it, examples masked."""
    removed: tuple[str, ...]
    """The columns from which マイナンバー were taken out; the file is then one of ours."""


def screen(found: Sequence[Table], *, data: bytes, file_name: str) -> Screened:
    """Looks at every cell of every table.

    A file with マイナンバー is replaced by its tidy table without them: neither they nor a hash of
    them is kept. Raises `WorkspacesError("my-number-kept")` when the file holds several tables,
    which a person has to take apart first.
    """
    cleaned, removed = _without_my_numbers(_alike(found))
    if removed:
        if len(found) > 1:
            raise WorkspacesError("my-number-kept", columns="、".join(removed))
        data = tables.write_xlsx(cleaned[0])
        file_name = f"{PurePath(file_name).stem}（マイナンバーを除いたもの）.xlsx"
    scans = [privacy.scan(table) for table in cleaned]
    sure = [
        each
        for one in scans
        for each in one.findings
        if each.confidence is not privacy.Confidence.LOW and privacy.KINDS[each.kind].personal
    ]
    return Screened(
        data=data,
        file_name=file_name,
        personal=_personal(sure),
        found=tuple(each.finding() for one in scans for each in one.findings),
        removed=removed,
    )


def refuse_numbers(screened: Screened) -> None:
    """Raises `WorkspacesError("my-number-kept")`: a file that has to stay as it is holds some."""
    if screened.removed:
        raise WorkspacesError("my-number-kept", columns="、".join(screened.removed))


def _alike(found: Sequence[Table]) -> list[Table]:
    """Tables of the same columns as one: a sheet a town is looked at once."""
    groups: dict[tuple[tuple[str, str], ...], list[Table]] = {}
    for table in found:
        shape = tuple((each.name, str(table.frame.schema[each.name])) for each in table.columns)
        groups.setdefault(shape, []).append(table)
    return [
        replace(group[0], frame=pl.concat([table.frame for table in group]), said=None)
        for group in groups.values()
    ]


def _without_my_numbers(found: Sequence[Table]) -> tuple[list[Table], tuple[str, ...]]:
    cleaned: list[Table] = []
    removed: list[str] = []
    for table in found:
        one, done = privacy.strip_my_numbers(table)
        cleaned.append(one)
        removed += [each.column for each in done if each.step not in _KEPT]
    return cleaned, tuple(dict.fromkeys(removed))


def _personal(sure: Sequence[privacy.Personal]) -> Personal:
    kinds = {each.kind for each in sure}
    direct = any(privacy.KINDS[each.kind].role is privacy.Role.DIRECT for each in sure)
    if not kinds & _WHO and not (direct and kinds & _OF_SOMEBODY):
        return Personal.NONE
    return Personal.SENSITIVE if any(each.sensitive for each in sure) else Personal.PERSONAL
