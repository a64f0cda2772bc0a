"""The flow as a form: plain values by field name, as they lie in a draft.

`steps` holds one mapping a row; an empty cell is "" or None, a number that cannot be read stays as
it was typed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import read_fields

Values = Mapping[str, Any]

STEP_NAMES = (
    "number", "lane", "name", "uses", "low", "likely", "high",
    "often", "next", "wait", "wastes", "grade", "said_by", "note",
)  # fmt: skip
"""Names of the cells of a row, in the order of the headings of the step table."""
MINUTES = ("low", "likely", "high")
PICTURE = "bpmn"
"""The picture as it was drawn by hand; empty while it follows from the table alone."""
VOLUME = ("volume_value", "volume_low", "volume_high")
_ROWS_SHOWN = 5
MOST_STEPS = 300
"""As many as a picture can hold."""


def fields(
    values: Values,
    *,
    quotes: Sequence[tuple[str, str]],
    grades: Sequence[str],
    lane_kinds: Sequence[str],
    disabled: bool = False,
) -> dict[str, FieldView]:
    """Every field by name, filled with the values, with what is wrong in them."""
    found = (
        FieldView(
            name="title",
            label=_("流れの名前"),
            required=True,
            help=_("何の仕事かが分かる名前にします。図と提案書にも、この名前が出ます。"),
        ),
        *_volume(quotes, grades),
        _steps(grades),
        _lanes(lane_kinds),
    )
    return {field.name: _filled(field, values, disabled=disabled) for field in found}


def read(post: QueryDict, *, like: Mapping[str, FieldView]) -> dict[str, Any]:
    """The posted values; numbers as numbers, everything else as it was typed or drawn."""
    typed = read_fields(post, fields=tuple(like.values()))
    return {field.name: field.value for field in typed} | {PICTURE: drawn(post, PICTURE)}


def drawn(post: QueryDict, name: str) -> str:
    """A picture in the post; line ends as they were before a browser sent them."""
    return post.get(name, "").replace("\r\n", "\n")


def wrong_volume(values: Values) -> bool:
    """Whether the yearly volume is no number, or its ends are the wrong way round."""
    return any(_errors(name, values) for name in VOLUME)


def _volume(quotes: Sequence[tuple[str, str]], grades: Sequence[str]) -> tuple[FieldView, ...]:
    return (
        FieldView(
            name="volume_quote",
            label=_("データから数えた件数を使う"),
            type="reference",
            choices=tuple(quotes),
            help=_("選ぶと、データが新しくなったときに件数も新しくなります。"),
        ),
        FieldView(
            name="volume_value",
            label=_("1年の件数を書く"),
            type="number",
            unit=_("件"),
            help=_("データから数えられないときに書きます。"),
        ),
        FieldView(name="volume_low", label=_("少ない年の件数"), type="number", unit=_("件")),
        FieldView(name="volume_high", label=_("多い年の件数"), type="number", unit=_("件")),
        FieldView(name="volume_grade", label=_("件数の根拠"), type="choice", choices=tuple(grades)),
        FieldView(name="volume_said_by", label=_("だれが言ったか、どの資料か")),
    )


def _steps(grades: Sequence[str]) -> FieldView:
    minutes = {"low": _("最短"), "likely": _("ふつう"), "high": _("最長")}
    columns = (
        FieldView(name="number", label=_("番号")),
        FieldView(name="lane", label=_("誰が")),
        FieldView(name="name", label=_("何をする")),
        FieldView(name="uses", label=_("使うもの")),
        *(
            FieldView(name=name, label=label, type="number", unit=_("分"))
            for name, label in minutes.items()
        ),
        FieldView(name="often", label=_("件数・頻度"), hint=_("例：月1回")),
        FieldView(name="next", label=_("次"), hint=_("例：4 不備 20%／5")),
        FieldView(name="wait", label=_("待ち"), hint=_("例：3日")),
        FieldView(name="wastes", label=_("無駄"), hint=_("例：転記、押印")),
        FieldView(name="grade", label=_("根拠"), type="choice", choices=tuple(grades)),
        FieldView(name="said_by", label=_("誰が言ったか")),
        FieldView(name="note", label=_("備考")),
    )
    return FieldView(
        name="steps",
        label=_("作業の一覧"),
        type="rows",
        required=True,
        columns=columns,
        rows_shown=_ROWS_SHOWN,
        rows_most=MOST_STEPS,
        help=_(
            "1行に、1人が1つのことをする作業を書きます。「次」が空なら次の行へ進み、「終わり」で"
            "終わります。分かれるときは「4 不備がある 20%／5 そろっている 80%」と書きます。"
        ),
    )


def _lanes(lane_kinds: Sequence[str]) -> FieldView:
    return FieldView(
        name="lanes",
        label=_("だれの時間として数えるか"),
        type="rows",
        columns=(
            FieldView(name="lane", label=_("誰が")),
            FieldView(
                name="kind", label=_("だれの時間か"), type="choice", choices=tuple(lane_kinds)
            ),
        ),
        rows_most=30,
        help=_(
            "市民、申請者、事業者などは市民の時間として、ほかは職員の時間として数えます。"
            "ちがうときだけ書きます。"
        ),
    )


def _filled(field: FieldView, values: Values, *, disabled: bool) -> FieldView:
    value, errors = values.get(field.name), _errors(field.name, values)
    return replace(field, value=value, errors=errors, disabled=disabled)


def _errors(name: str, values: Values) -> tuple[str, ...]:
    """What is wrong with the number of a yearly volume."""
    value = values.get(name)
    if name not in VOLUME or value in (None, ""):
        return ()
    if isinstance(value, str):
        return (_("数字で書いてください（例：1,200）。"),)
    if value < 0:
        return (_("0 以上の数を書いてください。"),)
    usual = values.get("volume_value")
    if name == "volume_value" or isinstance(usual, str):
        return ()
    if usual is None:
        return (_("先に「1年の件数」を書いてください。"),)
    if name == "volume_low" and value > usual:
        return (_("「1年の件数」より多くなっています。"),)
    if name == "volume_high" and value < usual:
        return (_("「1年の件数」より少なくなっています。"),)
    return ()
