"""The questions about spellings and row labels: which is which reason, which row is what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from tomoni.academy.steps.data.cells import REASONS, ROW_KINDS
from tomoni.academy.ui.fields import FieldView
from tomoni.engine import tables
from tomoni.engine.core import DATA_ROW, ROW_KIND, Column, ColumnType, Table

MOST_LABELS = 60
VALUE = "value"
"""Chosen for a spelling that is to be read as a value."""
EVERY_COLUMN = "*"
_MADE = (ROW_KIND, "level", "シート")
SAYABLE = ("absent", "unknown", "pending", "secret", "nodata", "below_limit", "not_detected")


@dataclass(frozen=True)
class ChoiceRow:
    """A spelling or a label that was found, where, and the choice that overrules it."""

    number: int
    text: str
    columns: tuple[str, ...]
    where: str
    was: str
    """The choice as it was understood."""
    told: tuple[str, ...]
    """The columns for which a person has said it (for a label: the label)."""
    choice: FieldView


@dataclass(frozen=True)
class Said:
    """What was typed where it is not simply the recipe's, and what is wrong, by field."""

    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rows: Mapping[str, list[dict[str, str]]] = field(default_factory=dict)
    """Rows of a list that say too little to be taken over."""


def reason_choices() -> tuple[tuple[str, str], ...]:
    """What a spelling can stand for."""
    said = tuple((name, str(REASONS[name])) for name in SAYABLE)
    return ((VALUE, _("値として読む")), *said)


def kind_choices() -> tuple[tuple[str, str], ...]:
    """What a row can be."""
    return tuple((name, str(label)) for name, label in ROW_KINDS.items())


def file_columns(table: Table) -> list[Column]:
    """The columns that stand in the file; the reader has added the others."""
    return [column for column in table.columns if column.name not in _MADE]


def key_of(column: Column, *, recipe: tables.Recipe) -> str:
    """The column's name in the file: a recipe calls it by that."""
    renamed = {each.name: name for name, each in recipe.columns.items() if each.name}
    return renamed.get(column.name, column.name)


def mark_rows(columns: Sequence[Column], *, recipe: tables.Recipe) -> Iterable[ChoiceRow]:
    """One row for each spelling and the reason it was taken for, with the columns it stands in."""
    found: dict[tuple[str, str], list[str]] = {}
    for column in columns:
        key = key_of(column, recipe=recipe)
        for spelling, reason in (dict(column.marks) | _told(recipe, key)).items():
            if reason in (*SAYABLE, ""):
                found.setdefault((spelling, reason or VALUE), []).append(key)
    for number, ((spelling, reason), keys) in enumerate(list(found.items())[:MOST_LABELS]):
        yield ChoiceRow(
            number=number,
            text=spelling,
            columns=tuple(keys),
            was=reason,
            told=tuple(key for key in keys if spelling in _told(recipe, key)),
            where="、".join(keys[:3])
            + (_(" ほか%(count)s列") % {"count": len(keys) - 3} if len(keys) > 3 else ""),
            choice=FieldView(
                name=f"mark-{number}-reason",
                label=_("意味"),
                type="choice",
                value=reason,
                choices=reason_choices(),
                cell_label=_("「%(text)s」の意味") % {"text": spelling},
            ),
        )


def _told(recipe: tables.Recipe, key: str) -> dict[str, str]:
    return recipe.columns.get(key, tables.ColumnRecipe()).reasons


def more_marks_field(columns: Sequence[Column], *, recipe: tables.Recipe, said: Said) -> FieldView:
    """Spellings that were not found as marks."""
    names = tuple((key, key) for column in columns if (key := key_of(column, recipe=recipe)))
    return FieldView(
        name="more_marks",
        label=_("ほかの書き方"),
        type="rows",
        help=_("上にない書き方も、値のない印として読めます。例：「欠測」は不明。"),
        columns=(
            FieldView(name="spelling", label=_("書き方")),
            FieldView(
                name="column",
                label=_("列"),
                type="choice",
                choices=((EVERY_COLUMN, _("すべての列")), *names),
            ),
            FieldView(name="reason", label=_("意味"), type="choice", choices=reason_choices()),
        ),
        value=said.rows.get("more_marks", []),
        errors=said.errors.get("more_marks", ()),
    )


def label_rows(table: Table | None, *, recipe: tables.Recipe) -> Iterable[ChoiceRow]:
    """The labels of rows that are no data, and those of which the recipe says what they are."""
    found = dict(recipe.row_kinds)
    if table is not None and table.column(ROW_KIND) is not None:
        names = [each.name for each in file_columns(table) if each.type is ColumnType.TEXT]
        rows = table.frame.select([*names, ROW_KIND]).rows()
        for *labels, kind in rows:
            label = next((text for text in reversed(labels) if text), "")
            if kind != DATA_ROW and label and label not in found:
                found[label] = kind
    for number, (label, kind) in enumerate(list(found.items())[:MOST_LABELS]):
        yield ChoiceRow(
            number=number,
            text=label,
            columns=(),
            where="",
            was=kind,
            told=(label,) if label in recipe.row_kinds else (),
            choice=FieldView(
                name=f"label-{number}-kind",
                label=_("行の種類"),
                type="choice",
                value=kind,
                choices=kind_choices(),
                cell_label=_("「%(text)s」の行の種類") % {"text": label},
            ),
        )


def more_labels_field(said: Said) -> FieldView:
    """Labels of rows that were read as data."""
    return FieldView(
        name="more_labels",
        label=_("ほかの行の見出し"),
        type="rows",
        help=_(
            "合計なのにデータとして読まれた行があれば、その見出しを書きます。例：「本庁分」は小計。"
        ),
        columns=(
            FieldView(name="label", label=_("行の見出し")),
            FieldView(name="kind", label=_("行の種類"), type="choice", choices=kind_choices()),
        ),
        value=said.rows.get("more_labels", []),
        errors=said.errors.get("more_labels", ()),
    )
