"""What was posted on 「読み取り方を直す」, as a recipe."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from tomoni.academy.steps.data.attempts import Way
from tomoni.academy.steps.data.choices import (
    EVERY_COLUMN,
    SAYABLE,
    VALUE,
    Said,
    kind_choices,
)
from tomoni.academy.steps.data.corrections import EVERY_SHEET, MOST_COLUMNS
from tomoni.academy.ui.wording import error_sentence
from tomoni.engine import tables
from tomoni.engine.core import ColumnType, TomoniError

_LONGEST = 100
_NOTHING = tables.ColumnRecipe()
_REASONS = (*SAYABLE, VALUE)
_ROWS = re.compile(r"[1-9]\d{0,6}(?:-[1-9]\d{0,6})?(?:,[1-9]\d{0,6}(?:-[1-9]\d{0,6})?)*")
_MOST_HEADER_ROWS = 20
_PLACES = {
    "recipe-sheet-missing": "sheet",
    "recipe-range-outside": "range",
    "recipe-header-missing": "header_rows",
    "recipe-header-moved": "header_rows",
    "no-table": "range",
}
"""The field in which an error of the reader is to be put right."""


@dataclass
class _Answers:
    """The recipe while it is gathered."""

    post: QueryDict
    recipe: tables.Recipe
    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return unicodedata.normalize("NFKC", self.post.get(name, "")).strip()

    def wrong(self, name: str, sentence: str) -> None:
        self.errors[name] = (sentence,)

    def halved(self, name: str, row: dict[str, str], sentence: str) -> None:
        """A row that says too little stays on the page, with why."""
        self.rows.setdefault(name, []).append(row)
        self.wrong(name, sentence)


def read(post: QueryDict, *, known: Way) -> tuple[Way, Said]:
    """The way that was said, and what of it is wrong; what the form does not show stays `known`."""
    answers = _Answers(post, known.recipe)
    columns = dict(known.recipe.columns)
    keys = [post.get(f"column-{number}-key", "") for number in range(MOST_COLUMNS)]
    for number, key in enumerate(keys):
        if key:
            columns[key] = _column(answers, number=number)
    for key, reasons in _marks(answers, keys=[key for key in keys if key]).items():
        wish = columns.get(key, tables.ColumnRecipe())
        columns[key] = wish.model_copy(update={"reasons": reasons})
    sheet = post.get("sheet", known.recipe.sheet)[:_LONGEST]
    area, header = _range(answers), _header_rows(answers)
    if sheet == EVERY_SHEET:  # a range and rows are those of the sheet that was shown
        sheet = post.get("here", "")[:_LONGEST] if area or header else ""
    recipe = tables.Recipe(
        sheet=sheet,
        range=area,
        header_rows=header,
        columns={key: wish for key, wish in columns.items() if wish != tables.ColumnRecipe()},
        row_kinds=_row_kinds(answers),
        expected=known.recipe.expected,
    )
    place = post.get("table", "")
    way = Way(recipe, int(place) if place.isdecimal() and len(place) < 6 else known.place)
    return way, Said(answers.typed, answers.errors, answers.rows)


def refused(error: TomoniError, *, said: Said) -> tuple[Said, str]:
    """The error beside its field; its sentence where it belongs to none."""
    sentence = error_sentence(error)
    name = _PLACES.get(error.code, "")
    if not name:
        return said, sentence
    return replace(said, errors={**said.errors, name: (sentence,)}), ""


def _range(answers: _Answers) -> str:
    text = answers.text("range").upper().replace("~", ":").replace("$", "").replace(" ", "")
    try:
        return tables.Recipe(range=text).range
    except ValueError:
        answers.typed["range"] = answers.post.get("range", "")
        answers.wrong(
            "range", _("「表の範囲」は、左上と右下のますで書いてください（例：A3:F120）。")
        )
        return ""


def _header_rows(answers: _Answers) -> tuple[int, ...]:
    text = answers.text("header_rows").removesuffix("行目").replace(" ", "")
    text = re.sub("[、.・と]", ",", re.sub("[~〜～ー−から]+", "-", text))
    if not text:
        return ()
    rows = sorted(set(_numbers(text))) if _ROWS.fullmatch(text) else []
    if not rows or len(rows) > _MOST_HEADER_ROWS:
        answers.typed["header_rows"] = answers.post.get("header_rows", "")
        answers.wrong(
            "header_rows", _("「見出しの行」は、行の番号で書いてください（例：3　2段なら 3,4）。")
        )
        return ()
    return tuple(rows)


def _numbers(text: str) -> Iterator[int]:
    for part in text.split(","):
        first, _dash, last = part.partition("-")
        yield from range(int(first), min(int(last or first), int(first) + 1000) + 1)


def _column(answers: _Answers, *, number: int) -> tables.ColumnRecipe:
    stem = f"column-{number}"
    kind = answers.post.get(f"{stem}-type", "")
    said = {}
    for name in ("name", "unit"):
        said[name] = answers.post.get(f"{stem}-{name}", "").strip()
        if len(said[name]) > _LONGEST:
            answers.wrong(
                f"{stem}-{name}", _("%(most)s字までにしてください。") % {"most": _LONGEST}
            )
    return tables.ColumnRecipe(
        name=said["name"],
        unit=said["unit"],
        type=ColumnType(kind) if kind in set(ColumnType) else None,
    )


def _marks(answers: _Answers, *, keys: list[str]) -> dict[str, dict[str, str]]:
    """Column → spelling → reason, where a person says another one than was found, or said so."""
    post = answers.post
    found = {key: dict(answers.recipe.columns.get(key, _NOTHING).reasons) for key in keys}
    number = 0
    while spelling := post.get(f"mark-{number}-spelling", ""):
        reason = post.get(f"mark-{number}-reason", "")
        other = reason != post.get(f"mark-{number}-was", "")
        told = set(post.getlist(f"mark-{number}-told"))
        for column in post.getlist(f"mark-{number}-column"):
            if reason in _REASONS and (other or column in told):
                found.setdefault(column, {})[spelling] = "" if reason == VALUE else reason
        number += 1
    for row in _rows(answers, "more_marks", ("spelling", "column", "reason")):
        if not (row["spelling"] and row["reason"] in _REASONS):
            sentence = _("「ほかの書き方」は、書き方と意味の両方を入れてください。")
            answers.halved("more_marks", row, sentence)
            continue
        reason = "" if row["reason"] == VALUE else row["reason"]
        for key in keys if row["column"] in ("", EVERY_COLUMN) else [row["column"]]:
            found.setdefault(key, {})[row["spelling"]] = reason
    return found


def _row_kinds(answers: _Answers) -> dict[str, str]:
    post, kinds = answers.post, {each for each, _label in kind_choices()}
    found = dict(answers.recipe.row_kinds)
    number = 0
    while label := post.get(f"label-{number}-label", ""):
        kind = post.get(f"label-{number}-kind", "")
        if kind in kinds and (label in found or kind != post.get(f"label-{number}-was", "")):
            found[label] = kind
        number += 1
    for row in _rows(answers, "more_labels", ("label", "kind")):
        if row["label"] and row["kind"] in kinds:
            found[row["label"]] = row["kind"]
        else:
            sentence = _("「ほかの行の見出し」は、見出しと種類の両方を入れてください。")
            answers.halved("more_labels", row, sentence)
    return found


def _rows(answers: _Answers, name: str, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    pattern = re.compile(rf"{name}-(\d{{1,6}})-")
    places = sorted({int(match[1]) for key in answers.post if (match := pattern.match(key))})
    for place in places[:500]:
        row = {each: answers.post.get(f"{name}-{place}-{each}", "").strip() for each in columns}
        if any(row.values()):
            yield {each: text[:_LONGEST] for each, text in row.items()}
