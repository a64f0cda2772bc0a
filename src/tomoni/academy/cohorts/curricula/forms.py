"""The parts of a curriculum as fields of a form, and what was posted to them."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import read_form
from tomoni.academy.ui.wording.remarks import REMARKS

Fields = tuple[FieldView, ...]
Choices = tuple[tuple[str, str], ...]
YES = "○"
TYPES = {
    "short_text": gettext_lazy("短い文"),
    "long_text": gettext_lazy("長い文"),
    "choice": gettext_lazy("選択肢から選ぶ"),
    "number": gettext_lazy("数"),
    "date": gettext_lazy("日付"),
    "reference": gettext_lazy("ケースの中のものを選ぶ"),
    "rows": gettext_lazy("表（行を足していく）"),
    "file": gettext_lazy("ファイル"),
}
NOT_IN_ROWS = ("rows", "file")
PAGES = {
    "worksheet": gettext_lazy("ワークシートに書く"),
    "data": gettext_lazy("データを入れて確かめる"),
    "analysis": gettext_lazy("主張を決めて分析する"),
    "flow": gettext_lazy("業務フローを描く"),
    "effect": gettext_lazy("費用と効果を計算する"),
    "proposal": gettext_lazy("政策提案書にまとめる"),
}
KINDS = {
    "source": gettext_lazy("元データ（ファイル）"),
    "table": gettext_lazy("整えた表"),
    "claim": gettext_lazy("主張"),
    "evidence": gettext_lazy("証拠"),
    "count": gettext_lazy("件数"),
    "map": gettext_lazy("地図"),
    "flow": gettext_lazy("業務フロー"),
    "cost": gettext_lazy("業務量"),
    "effect": gettext_lazy("効果"),
}
LEVELS = 4
_SEEN = re.compile(r"%\(\w+\)s")
"""In a remark: what was seen, which is not known before."""
_LONGEST = {"short_text": 200}


def title_fields(values: Mapping[str, Any]) -> Fields:
    return (
        FieldView(
            "title", _("カリキュラムの題"), required=True, value=values["title"],
            help=_("期を開くときに、この題で選びます。"), good=_("政策立案型（あさひ市）"),
            bad=_("カリキュラム"),
        ),
    )  # fmt: skip


def session_fields(values: Mapping[str, Any], *, steps: Choices, worksheets: Choices) -> Fields:
    return (
        FieldView("title", _("回の題"), required=True, value=values["title"]),
        FieldView(
            "hours", _("長さ"), "number", required=True, unit=_("時間"), value=values["hours"],
            help=_("時間割の分の合計と同じにします。3時間半は 3.5 と書きます。"),
        ),
        FieldView(
            "agenda", _("時間割"), "rows", value=values["agenda"], rows_shown=5,
            help=_("上から順に進めます。休憩も1行にします。"),
            columns=(
                FieldView("minutes", _("分"), "number", required=True),
                FieldView("title", _("すること"), required=True),
            ),
        ),
        FieldView(
            "steps", _("この回で取り組む手順"), "choice", choices=steps, many=True,
            value=values["steps"],
        ),
        FieldView(
            "homework", _("次の回までの宿題"), "choice", choices=worksheets, many=True,
            value=values["homework"], help=_("この回の手順にあるワークシートから選びます。"),
        ),
        FieldView(
            "notes", _("講師のメモ"), "long_text", value=values["notes"],
            help=_(
                "ねらい、進め方、班がつまずくところ、見ておくことを書きます。受講者には見えません。"
                "行の初めの「## 」は見出し、「- 」は箇条書き、**で囲むと太字になります。"
            ),
        ),
    )  # fmt: skip


def material_fields(values: Mapping[str, Any]) -> Fields:
    return (
        FieldView("title", _("資料の題"), required=True, value=values["title"]),
        FieldView(
            "kind", _("種類"), "choice", required=True, value=values["kind"],
            choices=(("slides", _("スライド")), ("text", _("文章"))),
        ),
        FieldView(
            "for_lecturers", _("だれに見せますか"), "choice", required=True,
            value="lecturers" if values["for_lecturers"] else "all",
            choices=(("all", _("受講者と講師")), ("lecturers", _("講師だけ"))),
        ),
        FieldView(
            "text", _("中身"), "long_text", required=True, value=values["text"],
            help=_(
                "行の初めの「# 」は見出し、「- 」は箇条書き、**で囲むと太字になります。"
                "スライドは、「---」だけの行で次の1枚に変わります。"
            ),
        ),
    )  # fmt: skip


def step_fields(values: Mapping[str, Any], *, worksheets: Choices) -> Fields:
    return (
        FieldView("title", _("手順の題"), required=True, value=values["title"]),
        FieldView(
            "question", _("受講者への問い"), "long_text", required=True, value=values["question"],
            help=_("ページの一番上に大きく出ます。一つの手順に、一つの問いを書きます。"),
            good=_("目標と現状の差は何ですか。"), bad=_("課題シートの記入（問いではありません）"),
        ),
        FieldView(
            "page", _("何をするページですか"), "choice", required=True, value=values["page"],
            choices=_worded(PAGES),
        ),
        FieldView(
            "worksheets", _("使うワークシート"), "choice", choices=worksheets, many=True,
            value=values["worksheets"],
        ),
    )  # fmt: skip


def worksheet_fields(values: Mapping[str, Any], *, rules: Iterable[str], names: Choices) -> Fields:
    return (
        FieldView("title", _("ワークシートの題"), required=True, value=values["title"]),
        FieldView(
            "fields", _("欄"), "rows", value=values["fields"], required=True,
            columns=_columns(TYPES),
            help=_(
                "上から順に並びます。説明、例、よくない例は、受講者が最初に読むところです。"
                "記号は、空けておくと付きます。引用に使うので、あとから変えません。"
            ),
        ),
        FieldView(
            "checks", _("最初の確認"), "rows", value=values["checks"],
            help=_(
                "講師が読む前に、ともにが決まりで見るところです。1行に一つのきまりを選びます。"
                "くらべる欄は、二つの欄をくらべるきまりにだけ書きます。"
            ),
            columns=(
                FieldView(
                    "rule", _("気づいたら、こう伝える"), "choice", required=True,
                    choices=tuple((rule, _first_words(rule)) for rule in rules),
                ),
                FieldView("field", _("見る欄"), "choice", required=True, choices=names),
                FieldView("other", _("くらべる欄"), "choice", choices=names),
            ),
        ),
    )  # fmt: skip


def _first_words(rule: str) -> str:
    """What a group is told when a check of that rule sees something."""
    told = (words for code, words in REMARKS.items() if code.partition("/")[0] == rule)
    return _SEEN.sub("…", str(next(told, (rule, ""))[0]))


def field_fields(values: Mapping[str, Any]) -> Fields:
    return (
        FieldView("label", _("欄の名前"), required=True, value=values["label"]),
        FieldView(
            "type", _("書き方"), "choice", required=True, value=values["type"],
            choices=_worded(TYPES),
        ),
        FieldView(
            "required", _("必ず書きますか"), "choice", required=True, value=values["required"],
            choices=(("yes", _("必ず書く")), ("no", _("書かなくてもよい"))),
        ),
        FieldView(
            "help", _("説明"), "long_text", value=values["help"],
            help=_("何を、どう書けばよいかを1行で書きます。"),
        ),
        FieldView("good", _("例"), "long_text", value=values["good"]),
        FieldView(
            "bad", _("よくない例"), "long_text", value=values["bad"],
            help=_("よくある間違いを書き、なぜよくないかを（ ）に入れます。"),
        ),
        *_answer_fields(values),
    )  # fmt: skip


def _answer_fields(values: Mapping[str, Any]) -> Fields:
    """What belongs to one way of writing only."""
    return (
        FieldView("unit", _("単位（数のとき）"), value=values["unit"], good=_("分")),
        FieldView(
            "choices", _("選択肢（選ぶとき）"), "long_text", value=values["choices"],
            help=_("1行に一つずつ書きます。"),
        ),
        FieldView(
            "kinds", _("選べるもの（ケースの中のものを選ぶとき）"), "choice", many=True,
            choices=_worded(KINDS), value=values["kinds"],
            help=_("一つも選ばなければ、どれでも選べます。"),
        ),
        FieldView(
            "many", _("いくつ選べますか（選ぶとき）"), "choice", required=True,
            value=values["many"], choices=(("one", _("一つ")), ("many", _("いくつでも"))),
        ),
        FieldView(
            "columns", _("列（表のとき）"), "rows", value=values["columns"],
            columns=_columns({
                name: word for name, word in TYPES.items() if name not in NOT_IN_ROWS
            }),
        ),
    )  # fmt: skip


def skill_fields(values: Mapping[str, Any]) -> Fields:
    levels = tuple(
        FieldView(f"level_{number}", _("%(number)s段目") % {"number": number}, "long_text")
        for number in range(1, values["levels"] + 1)
    )
    return (
        FieldView(
            "skills", _("スキル"), "rows", value=values["skills"], rows_shown=4, rows_most=30,
            help=_("受講者が自分で選びます。一番できることの少ない段から、順に書きます。"),
            good=_("目標と現状を、別々の文で書ける。"),
            bad=_("課題設定力が高い。（何ができるのか分かりません）"),
            columns=(
                FieldView("title", _("スキル"), "long_text", required=True), *levels,
                FieldView("name", _("記号"), hint=_("空けておくと付きます")),
            ),
        ),
    )  # fmt: skip


def _columns(types: Mapping[str, Any]) -> Fields:
    return (
        FieldView("label", _("名前"), required=True),
        FieldView("type", _("書き方"), "choice", choices=_worded(types)),
        FieldView("required", _("必須"), "choice", choices=(YES,)),
        FieldView("help", _("説明"), "long_text"),
        FieldView("good", _("例"), "long_text"),
        FieldView("bad", _("よくない例"), "long_text"),
        FieldView("choices", _("選択肢"), hint=_("／で区切る")),
        FieldView("unit", _("単位")),
        FieldView("name", _("記号"), hint=_("空けておくと付きます")),
    )


def _worded(words: Mapping[str, Any]) -> Choices:
    return tuple((name, str(word)) for name, word in words.items())


def upload_fields() -> Fields:
    return (
        FieldView(
            "file", _("カリキュラムのファイル（YAML）"), "file", required=True,
            accept=".yaml,.yml",
        ),
    )  # fmt: skip


def read(post: QueryDict, *, fields: Fields) -> Fields:
    """The fields with what was posted, and what is wrong with it."""
    return read_form(post, fields=fields, longest=_LONGEST)
