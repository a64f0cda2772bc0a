"""The questions about a material as fields, and what was posted to them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from tomoni.academy.cohorts.materials.intake import FILES, PICTURES
from tomoni.academy.cohorts.materials.models import Kind
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import fitting, read_fields, require

Fields = tuple[FieldView, ...]
Choices = Sequence[tuple[str, str]]

EVERYBODY, LECTURERS = "everybody", "lecturers"
_LONGEST = {"short_text": 100, "long_text": 20_000}
_LONGEST_WORDS = 1_000
TAKEN = {Kind.FILE: FILES, Kind.RECORDING: PICTURES}
"""The kinds of files that each kind of material takes."""


def fields_for(
    kind: Kind, *, sessions: Choices, steps: Choices, leads: bool, is_new: bool
) -> Fields:
    """Everything that is asked of a material of this kind."""
    asked: list[FieldView] = [
        FieldView(
            "number", _("どの回の資料ですか"), "choice", required=True, choices=tuple(sessions)
        ),
        FieldView("title", _("題名"), required=True),
        *_content(kind, is_new=is_new),
    ]
    if leads:
        asked += _where(kind, steps=steps)
    if not is_new:
        asked.append(FieldView("note", _("変えたところ"), good=_("4枚めの例を、本市の件数に")))
    return tuple(asked)


def _content(kind: Kind, *, is_new: bool) -> Iterable[FieldView]:
    if kind in TAKEN:
        kinds = TAKEN[kind]
        help_text = _("送れるのは %(kinds)s です。") % {"kinds": "、".join(kinds)}
        if not is_new:
            help_text += _("選ばなければ、いまのファイルのままです。")
        yield FieldView(
            "file", _("絵の写真かファイル") if kind == Kind.RECORDING else _("ファイル"), "file",
            required=is_new, help=help_text, accept=",".join(f".{each}" for each in kinds),
            max_bytes=settings.MAX_UPLOAD_BYTES,
        )  # fmt: skip
    else:
        yield FieldView("text", _("本文"), "long_text", required=True, help=_help(kind))
    if kind == Kind.RECORDING:
        yield FieldView(
            "alt",
            _("絵の説明"),
            "long_text",
            required=True,
            help=_(
                "絵を見られない人が、同じことを知るための文です。何が、どう並び、つながっているか。"
            ),
            good=_(
                "左に窓口の長い列、右に「期限が4つの月に集まる」の文字。二つを矢印がつないでいる。"
            ),
            bad=_("第2回のグラレコ"),
        )
        yield FieldView(
            "summary", _("話し合いの要点"), "long_text", required=True,
            help=_("2、3行で書きます。次の回の始めに、絵といっしょに出ます。"),
            good=_("混むのは窓口が遅いからではなく、期限が同じ月に集まるから。期限の列を数える。"),
        )  # fmt: skip


def _where(kind: Kind, *, steps: Choices) -> Iterable[FieldView]:
    if kind != Kind.RECORDING:
        yield FieldView(
            "step", _("どの手順の資料ですか（決まっていなければ、選びません）"), "choice",
            choices=tuple(steps),
        )  # fmt: skip
    yield FieldView(
        "readers", _("だれに見せますか"), "choice", required=True, value=EVERYBODY,
        choices=(
            (EVERYBODY, _("期のみんな（受講者、所属長、講師、グラフィックレコーダー、事務局）")),
            (LECTURERS, _("講師と事務局だけ")),
        ),
    )  # fmt: skip


def _help(kind: Kind) -> str:
    marked = _(
        "行の初めの「# 」は見出し、「- 」は箇条書き、「**太字**」は太字です。"
        "「| 項目 | 件数 |」のように書くと表になります。"
    )
    if kind == Kind.TEXT:
        return marked
    return marked + _(
        "「---」だけの行で、次のスライドになります。"
        "「???」だけの行から後は、講師と事務局だけに見えるメモです。"
    )


def filled(fields: Fields, *, values: Mapping[str, Any]) -> Fields:
    """The fields with what is known."""
    return tuple(replace(each, value=values.get(each.name, each.value)) for each in fields)


def read(post: QueryDict, *, fields: Fields) -> Fields:
    """The fields with what was posted, and what is wrong with it."""
    return tuple(_fitting(require(each)) for each in read_fields(post, fields=fields))


def _fitting(field: FieldView) -> FieldView:
    long = _LONGEST if field.name == "text" else _LONGEST | {"long_text": _LONGEST_WORDS}
    return field if field.type == "file" else fitting(field, longest=long)


def text(fields: Fields, name: str) -> str:
    """What was answered; empty when nothing was, or nothing was asked."""
    return next((field.text for field in fields if field.name == name), "")
