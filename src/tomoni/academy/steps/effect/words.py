"""What the pages of the effect say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from json import dumps
from typing import Any

from django.contrib.messages import constants
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.parts import ChangeView
from tomoni.academy.workspaces.merging import Clash
from tomoni.academy.workspaces.reading import Opened, numbers_of

_TABS: Mapping[str, Promise] = {
    "": gettext_lazy("費用と効果"),
    "logic_model": gettext_lazy("ロジックモデル"),
    "review_plan": gettext_lazy("効果の確認"),
}
PARTS: Mapping[str, Promise] = {
    "years": gettext_lazy("5年の見込み"),
    "influences": gettext_lazy("効果を左右する前提"),
    "logic_model": gettext_lazy("ロジックモデル"),
    "review_plan": gettext_lazy("効果の確認"),
}
"""What can be taken away as a sheet, with the name of the file."""
_OUTCOMES = {
    "saved": (constants.SUCCESS, gettext_lazy("保存しました。これまでの版も残っています。")),
    "unchanged": (
        constants.INFO,
        gettext_lazy("最新の版と同じなので、新しい版は作りませんでした。"),
    ),
    "refused": (
        constants.ERROR,
        gettext_lazy("まだ保存していません。書いたものは下書きに残っています。"),
    ),
    "unreadable": (
        constants.ERROR,
        gettext_lazy(
            "まだ保存していません。読み取れないところがあります。赤い印のところを直して、"
            "もう一度保存してください。書いたものは下書きに残っています。"
        ),
    ),
}
_UNQUOTED = {"document", "logic_picture", "review"}


def tabs(case_id: int, step_id: str, *, current: str = "") -> list[tuple[str, str, bool]]:
    """Address, name and whether it is this one, of the three pages of the step."""
    return [
        (
            reverse("effect:write", args=(case_id, step_id, key))
            if key
            else reverse("effect:step", args=(case_id, step_id)),
            str(name),
            key == current,
        )
        for key, name in _TABS.items()
    ]


def outcome(word: str) -> tuple[int, str]:
    """Level and sentence of the message after saving."""
    level, text = _OUTCOMES[word]
    return level, str(text)


def disabled(fields: Iterable[FieldView], *, disabled: bool) -> tuple[FieldView, ...]:
    return tuple(replace(field, disabled=disabled) for field in fields)


def stamp(values: Mapping[str, Any]) -> str:
    """Another one for other values, so that a picture is fetched anew."""
    return sha256(dumps(values, sort_keys=True, default=str).encode()).hexdigest()[:16]


def quotables(opened: Opened) -> list[tuple[str, str, str]]:
    """Numbers of the case that an indicator can quote: label, as shown, the words that quote."""
    return [
        (f"{opened.title(key)}：{number.label}", number.shown, f"{{{{ {number.name} }}}}")
        for key, artifact in opened.case.artifacts.items()
        if artifact.kind not in _UNQUOTED
        for number in numbers_of(opened, key)
    ]


def label(name: str, *, fields: Sequence[FieldView]) -> str:
    """How a place in the form is called, for a reader of the merge."""
    field, _slash, row = name.partition("/")
    if row:
        return _("%(row)s行目") % {"row": int(row)}
    return next(each.label for each in fields if each.name == field)


def clashes(found: Sequence[Clash], *, fields: Sequence[FieldView]) -> list[ChangeView]:
    """What both changed, to choose from: left is one's own."""
    return [
        ChangeView(
            label=label(clash.name, fields=fields),
            left=_text(clash.mine, fields),
            right=_text(clash.theirs, fields),
            name=clash.name,
        )
        for clash in found
    ]


def _text(value: Any, fields: Sequence[FieldView]) -> str:
    if not isinstance(value, Mapping):
        return "" if value is None else str(value)
    named = {column.name: column.label for field in fields for column in field.columns}
    return "、".join(f"{named[name]}：{cell}" for name, cell in value.items() if cell)
