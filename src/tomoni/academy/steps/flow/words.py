"""What the pages of the flow say."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.messages import constants
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.steps.flow import merging
from tomoni.academy.steps.flow.services import State
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.parts import ChangeView
from tomoni.academy.workspaces.merging import Clash

TITLES: Mapping[str, Promise] = {
    "as_is": gettext_lazy("現状（As-Is）"),
    "to_be": gettext_lazy("あるべき姿（To-Be）"),
}
NO_FILE = gettext_lazy("ファイルを選んでから送ってください。")
NO_STEPS = gettext_lazy(
    "作業の表が見つかりませんでした。1行目に「誰が」「何をする」「ふつう（分）」「次」などの"
    "見出しがある表を選んでください。いまの表を Excel でダウンロードすると、見本になります。"
)
_OUTCOMES = {
    State.SAVED: (constants.SUCCESS, gettext_lazy("保存しました。これまでの版も残っています。")),
    State.UNCHANGED: (
        constants.INFO,
        gettext_lazy("最新の版と同じなので、新しい版は作りませんでした。"),
    ),
    State.REFUSED: (
        constants.ERROR,
        gettext_lazy("まだ保存していません。書いたものは下書きに残っています。"),
    ),
    State.UNREADABLE: (
        constants.ERROR,
        gettext_lazy(
            "まだ保存していません。読み取れないところがあります。赤い印のところを直して、"
            "もう一度保存してください。書いたものは下書きに残っています。"
        ),
    ),
}


_UNCOUNTED = gettext_lazy("保存しました。ただし、1年の時間はまだ計算できません。")


def title(key: str) -> str:
    return str(TITLES[key])


def outcome(state: State, *, counted: bool) -> tuple[int, str]:
    """Level and sentence of the message after saving."""
    if state is State.SAVED and not counted:
        return constants.SUCCESS, str(_UNCOUNTED)
    level, text = _OUTCOMES[state]
    return level, str(text)


def file_field(max_bytes: int) -> FieldView:
    return FieldView(
        name="sheet",
        label=_("作業の表のファイル"),
        type="file",
        required=True,
        help=_("1行目に「誰が」「何をする」などの見出しがある Excel か CSV を選びます。"),
        accept=".xlsx,.xls,.csv",
        max_bytes=max_bytes,
    )


def file_name(name: str, *, form: str) -> str:
    """A name that every system takes, after the flow's own."""
    plain = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "＿", name).strip(" .")[:80]
    ending = "csv" if form == "cp932" else form
    return f"{plain}.{ending}"


def label(name: str, *, fields: Mapping[str, FieldView]) -> str:
    """How a place in the form is called, for a reader of the merge."""
    row, column = merging.place_of(name)
    if not row:
        return fields[name].label
    if not column:
        return _("作業%(row)s") % {"row": row}
    named = {each.name: each.label for each in fields["steps"].columns}
    return _("作業%(row)sの「%(column)s」") % {"row": row, "column": named[column]}


def clashes(found: Sequence[Clash], *, fields: Mapping[str, FieldView]) -> list[ChangeView]:
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


def _text(value: Any, fields: Mapping[str, FieldView]) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(_text(row, fields) for row in value)
    if isinstance(value, Mapping):
        columns = (*fields["steps"].columns, *fields["lanes"].columns)
        named = {each.name: each.label for each in columns}
        return "、".join(
            f"{named[name]}：{cell}" for name, cell in value.items() if cell is not None
        )
    return str(value)
