"""What the pages of the flow say."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.messages import constants
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.steps.flow import merging
from tomoni.academy.steps.flow.forms import PICTURE
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
NOT_UTF8 = gettext_lazy(
    "BPMN のファイルの文字を読めませんでした。作図ソフトから UTF-8 で書き出し直してください。"
)
READ_BPMN = gettext_lazy(
    "BPMN のファイルを読み込みました。図の置き方はそのままです。確かめてから保存してください。"
)
NO_BEGINNING = gettext_lazy("何から始めるかを選んでから、押してください。")
BEGUN = gettext_lazy("写しました。自分たちの仕事に合わせて直し、保存してください。")
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
        label=_("作業の表か、BPMN のファイル"),
        type="file",
        required=True,
        help=_(
            "1行目に「誰が」「何をする」などの見出しがある Excel か CSV、または作図ソフトの BPMN を"
            "選びます。"
        ),
        accept=".xlsx,.xls,.csv,.bpmn,.xml",
        max_bytes=max_bytes,
    )


def file_name(name: str, *, form: str) -> str:
    """A name that every system takes, after the flow's own."""
    plain = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "＿", name).strip(" .")[:80]
    ending = "csv" if form == "cp932" else form
    return f"{plain}.{ending}"


def label(name: str, *, fields: Mapping[str, FieldView]) -> str:
    """How a place in the form is called, for a reader of the merge."""
    if name == PICTURE:
        return _("図の置き方")
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
            left=_said(clash.name, clash.mine, fields),
            right=_said(clash.name, clash.theirs, fields),
            name=clash.name,
        )
        for clash in found
    ]


def _said(name: str, value: Any, fields: Mapping[str, FieldView]) -> str:
    if name != PICTURE:
        return _text(value, fields)
    return _("手で描いた図") if value else _("表から並べた図")


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
