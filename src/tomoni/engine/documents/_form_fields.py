"""What a form asks for: fields in double braces, written the same way in Word, Excel, PowerPoint.

`{{ 題名 }}` a value · `{{ 円 | 千円 幅 }}` shown in some way · `{{ 積算.品名 }}` of a row that is
repeated · `{{ 採用 | ■ }}` a box that is filled when it is so · `{{ 結果 | ■ 採用 }}` when it says
so · `{{ 図:図1 }}` a picture. Braces may be ASCII or of full width. There is no other command: a
form is filled, never run.
"""

import re
from collections.abc import Iterator
from typing import Literal

from tomoni.engine.core import Value
from tomoni.engine.documents._errors import DocumentsError

FormKind = Literal["docx", "xlsx", "pptx"]

BOXES = {"■": "□", "☑": "☐", "✓": "　", "○": "　", "●": "○"}
"""What stands for yes, and for no."""
DISPLAYS = frozenset({"千円", "万円", "百万円", "幅", "整数", "数字", "西暦"})
FIELD = re.compile(r"(?:\{\{|｛｛)(.*?)(?:\}\}|｝｝)", re.DOTALL)
_COMMAND = re.compile(r"[{｛][%％#＃]|[%％#＃][}｝]")
_LEFT_OVER = re.compile(r"\{\{|｛｛|\}\}|｝｝")
_NAME = re.compile(r"[^\s{}｛｝|｜.:：]{1,60}")
_PICTURE = re.compile(r"(?:図|picture)[:：]\s*")
_NEAR = 40


class FormPlace(Value):
    """Where a field stands.

    `part`: `body`, `header`, `footer`, `sheet` or `slide`; `name`: of the sheet; `number`: of the
    slide; `cell`: of the sheet, e.g. `B4`; `near`: the text around it.
    """

    part: Literal["body", "header", "footer", "sheet", "slide"]
    name: str = ""
    number: int = 0
    cell: str = ""
    near: str = ""


class FormField(Value):
    """One field: its `name`, of a row's column also `item`, how it is shown, what it is.

    `display` are words of `show`, `西暦` or `数字` (the bare number); `box` is the sign of a box,
    `equals` what the value must be for it; `picture`: a picture stands here.
    """

    name: str
    item: str = ""
    display: str = ""
    box: str = ""
    equals: str = ""
    picture: bool = False
    place: FormPlace

    @property
    def full_name(self) -> str:
        """`name.item`, or the name alone."""
        return f"{self.name}.{self.item}" if self.item else self.name


def fields_in(text: str, *, place: FormPlace) -> Iterator[tuple[re.Match[str], FormField]]:
    """The fields of one text with where in it they stand.

    Raises `DocumentsError` with `near`: `form-command` for a command of a template language,
    `form-broken-field` for braces without their other half or a name that is none,
    `form-unknown-display` for words after the bar that mean nothing.
    """
    near = " ".join(text.split())[:_NEAR]
    if _COMMAND.search(text):
        raise DocumentsError("form-command", near=near)
    if _LEFT_OVER.search(FIELD.sub("", text)):
        raise DocumentsError("form-broken-field", near=near)
    for found in FIELD.finditer(text):
        yield found, _field(found[1], place=place.model_copy(update={"near": near}), near=near)


def _field(inside: str, *, place: FormPlace, near: str) -> FormField:
    name, _bar, words = inside.replace("｜", "|").partition("|")
    name = name.strip()
    picture = _PICTURE.match(name)
    if picture:
        name = name[picture.end() :]
    parts = name.split(".")
    if len(parts) > 2 or not all(_NAME.fullmatch(part) for part in parts):
        raise DocumentsError("form-broken-field", near=near)
    shown = _shown(words.split(), near=near)
    item = parts[1] if len(parts) == 2 else ""
    return FormField(name=parts[0], item=item, picture=bool(picture), place=place, **shown)


def _shown(words: list[str], *, near: str) -> dict[str, str]:
    if words and words[0] in BOXES:
        return {"box": words[0], "equals": " ".join(words[1:])}
    if unknown := [word for word in words if word not in DISPLAYS]:
        raise DocumentsError("form-unknown-display", near=near, words="、".join(unknown))
    return {"display": " ".join(words)}
