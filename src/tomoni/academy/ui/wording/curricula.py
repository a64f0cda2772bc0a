"""Curricula in words: what is wrong with one, where, and what the editor refuses."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui.wording.entries import Entries, Text

WHY: dict[str, Text] = {
    "needs-choices-or-columns": _("選択肢か、表の列がない"),
    "rows-in-a-row": _("表の中に、表やファイルは置けない"),
    "stands-twice": _("同じ記号が二つある"),
    "named-but-not-there": _("名前だけがあり、そのものがない"),
    "check-without-field": _("最初の確認が見る欄がない"),
    "check-without-other": _("最初の確認がくらべる欄がない"),
    "int_from_float": _("整数ではない"),
    "int_type": _("整数ではない"),
    "float_type": _("数ではない"),
    "bool_parsing": _("true か false ではない"),
    "tuple_type": _("一覧（- で始まる行）になっていない"),
    "model_type": _("項目と値の組になっていない"),
    "model_attributes_type": _("項目と値の組になっていない"),
}
"""Kinds of mistakes, beside those of `cases`."""

ERRORS: Entries = {
    "part-gone": (
        _("この部分は、ほかの人が消したか、名前を変えました。"),
        _("書いたものは下に残っています。必要な言葉を写してから、カリキュラムに戻ってください。"),
    ),
    "part-changed": (
        _("あなたが開いたあとで、ほかの人がこの部分を保存しました。まだ何も上書きしていません。"),
        _("下で見くらべて、残したい言葉を写してから、もう一度保存してください。"),
    ),
    "edition-changed": (
        _("あなたが開いたあとで、ほかの人がこの下書きを変えました。何も変えていません。"),
        _("いまの中身を見てから、もう一度行ってください。"),
    ),
    "edition-published": (
        _("公開した版は変えられません。"),
        _("「次の版を書く」で、写しを作って変えてください。"),
    ),
    "edition-gone": (
        _("この下書きは、ほかの人が捨てました。"),
        _("カリキュラムの一覧から、もう一度写して始めてください。"),
    ),
    "edition-unfinished": (
        _("直すところが残っているので、公開できません。"),
        _("「直すところ」の一覧を一つずつ開いて、直してください。"),
    ),
}

FINDINGS: Entries = {
    "no-sessions": (_("回が一つもありません。"), _("「回を足す」で、最初の回を作ってください。")),
    "session-order": (
        _("回の番号が、1から順に並んでいません（ここは第%(expected)s回のはずです）。"),
        _("回を上下に動かすと、番号が付け直されます。"),
    ),
    "no-agenda": (_("時間割がありません。"), _("することと分を、上から順に書いてください。")),
    "agenda-sum": (
        _("時間割の合計は%(minutes)s分で、回の長さ（%(expected)s分）と合いません。"),
        _("分を直すか、回の長さを変えてください。"),
    ),
    "homework-elsewhere": (
        _("宿題「%(title)s」が、この回のどの手順にもありません。"),
        _("このワークシートを使う手順を、この回の手順に加えるか、宿題から外してください。"),
    ),
    "twin-id": (_("記号「%(name)s」が二つあります。"), _("片方の記号を変えてください。")),
    "twin-title": (
        _("「%(title)s」という名前が二つあります。"),
        _("見分けられるように、片方の名前を変えてください。"),
    ),
    "step-without-worksheet": (
        _("ワークシートに書く手順なのに、ワークシートが選ばれていません。"),
        _("使うワークシートを選ぶか、この手順を消してください。"),
    ),
    "step-unreached": (
        _("どの回でも取り組まない手順です。"),
        _("回のページで、取り組む手順に加えてください。"),
    ),
    "worksheet-not-read": (
        _("この手順のページが読むワークシート（記号 %(name)s）が選ばれていません。"),
        _("付属のカリキュラムにある同じ記号のワークシートを、この手順で使ってください。"),
    ),
    "worksheet-unused": (
        _("どの手順からも開けないワークシートです。"),
        _("手順のページで、使うワークシートに加えるか、消してください。"),
    ),
    "field-without-help": (_("「%(field)s」に、説明がありません。"), _("1行で書いてください。")),
    "field-without-good": (
        _("「%(field)s」に、例がありません。"),
        _("受講者がまねできる例を書いてください。"),
    ),
    "field-without-bad": (
        _("「%(field)s」に、よくない例がありません。"),
        _("よくある間違いと、そのわけを書いてください。"),
    ),
    "good-not-offered": (
        _("「%(field)s」の例が、選択肢にありません。"),
        _("選べるものの中から、例を選んでください。"),
    ),
    "few-levels": (
        _("スキル「%(title)s」の段が、一つもないか一つだけです。"),
        _("できることの少ない段から順に、四つの段を書いてください。"),
    ),
}

_LISTS = {
    "sessions": _("%(number)s番目の回"),
    "steps": _("%(number)s番目の手順"),
    "worksheets": _("%(number)s番目のワークシート"),
    "fields": _("%(number)s番目の欄"),
    "columns": _("%(number)s番目の列"),
    "agenda": _("時間割の%(number)s行目"),
    "materials": _("%(number)s番目の資料"),
    "skills": _("%(number)s番目のスキル"),
    "checks": _("最初の確認の%(number)s行目"),
    "choices": _("%(number)s番目の選択肢"),
    "levels": _("%(number)s段目"),
}
_NAMES = {
    "name": _("記号（name）"),
    "id": _("記号（id）"),
    "title": _("題（title）"),
    "label": _("名前（label）"),
    "type": _("書き方（type）"),
    "hours": _("長さ（hours）"),
    "minutes": _("分（minutes）"),
    "page": _("ページ（page）"),
    "question": _("問い（question）"),
}


def curriculum_place(where: str) -> str:
    """A place such as `sessions.0.agenda.2.minutes` in words, with the file's own names."""
    words, parts = [], where.split(".") if where else []
    while parts:
        name = parts.pop(0)
        if name in _LISTS and parts and parts[0].isdecimal():
            words.append(str(_LISTS[name]) % {"number": int(parts.pop(0)) + 1})
        else:
            words.append(str(_NAMES.get(name, name)))
    return " › ".join(words) or _now("カリキュラムの全体")
