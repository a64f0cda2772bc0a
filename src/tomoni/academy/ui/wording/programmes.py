"""What keeps a programme of proposals from being one: the place and the reason, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui.wording.entries import Text

PARTS: Mapping[str, Text] = {
    "title": _("制度の名前"),
    "categories": _("区分"),
    "fields": _("聞くこと"),
    "grounds": _("受理しない理由"),
    "stages": _("段階"),
    "rubric": _("審査の基準"),
    "verdicts": _("結果"),
    "prizes": _("表彰"),
    "notices": _("お知らせの文"),
    "budget": _("予算の日程"),
}
NOTICES: Mapping[str, Text] = {
    "accepted": _("受け付けたとき"),
    "refused": _("受け付けないとき"),
    "decided": _("結果が決まったとき"),
}
_LISTS: Mapping[str, Text] = {
    "categories": _("%(number)s番目の区分"),
    "fields": _("%(number)s番目の聞くこと"),
    "grounds": _("%(number)s番目の受理しない理由"),
    "stages": _("%(number)s番目の段階"),
    "criteria": _("%(number)s番目の基準"),
    "anchors": _("%(number)s点の言葉"),
    "verdicts": _("%(number)s番目の結果"),
    "prizes": _("%(number)s番目の賞"),
    "budget": _("%(number)s番目の日程"),
    "who": _("%(number)s番目の提案できる人"),
}
_NAMES: Mapping[str, Text] = {
    **NOTICES,
    "id": _("記号（id）"),
    "name": _("記号（name）"),
    "version": _("版（version）"),
    "title": _("名前（title）"),
    "label": _("名前（label）"),
    "type": _("書き方（type）"),
    "required": _("必須（required）"),
    "help": _("説明（help）"),
    "good": _("例（good）"),
    "bad": _("よくない例（bad）"),
    "who": _("提案できる人（who）"),
    "kind": _("種類（kind）"),
    "days": _("日数（days）"),
    "reviewers": _("審査員の数（reviewers）"),
    "named": _("名前を出すか（named）"),
    "hides_names": _("氏名を秘すか（hides_names）"),
    "scale": _("最高点（scale）"),
    "criteria": _("基準（criteria）"),
    "weight": _("重み（weight）"),
    "anchors": _("点ごとの言葉（anchors）"),
    "follows": _("そのあと（follows）"),
    "from": _("始まり（from）"),
    "until": _("終わり（until）"),
}
WHY: Mapping[str, Text] = {
    "missing": _("書かれていません"),
    "extra_forbidden": _("制度にない項目です"),
    "string_type": _("文字ではありません"),
    "string_too_short": _("空になっています"),
    "string_too_long": _("%(max_length)s字より長くなっています"),
    "string_pattern_mismatch": _("決まった書き方になっていません"),
    "int_type": _("整数ではありません"),
    "int_parsing": _("整数ではありません"),
    "int_from_float": _("整数ではありません"),
    "bool_type": _("true か false ではありません"),
    "bool_parsing": _("true か false ではありません"),
    "enum": _("選べるもの（%(expected)s）ではありません"),
    "literal_error": _("選べるもの（%(expected)s）ではありません"),
    "greater_than_equal": _("%(ge)sより小さい数です"),
    "less_than_equal": _("%(le)sより大きい数です"),
    "too_short": _("%(min_length)sつより少なくなっています"),
    "tuple_type": _("一覧（- で始まる行）になっていません"),
    "dict_type": _("項目と値の組になっていません"),
    "model_type": _("項目と値の組になっていません"),
    "model_attributes_type": _("項目と値の組になっていません"),
    "no-such-day": _("毎年ある月日ではありません"),
    "anchors-wanted": _("基準「%(name)s」に、1点から%(scale)s点までの言葉がそろっていません"),
    "named-but-not-there": _("区分で聞くことになっている「%(name)s」が、聞くことにありません"),
    "notice-missing": _("お知らせの文「%(name)s」がありません"),
    "notice-braces": _("お知らせの文「%(name)s」の { と } が組になっていません"),
    "notice-place": _(
        "お知らせの文「%(name)s」では {%(place)s} を使えません（使えるのは %(allowed)s）"
    ),
    "stages-once": _("段階には、受付と決定が一つずつ要ります（実施の要請は一つまで）"),
    "stages-order": _("受付を最初に置き、決定のあとには実施の要請だけを置きます"),
    "review-before": _("決定の前に審査を、決定のあとに実施の要請を置きます"),
    "stands-twice": _("記号「%(name)s」が二つあります"),
}
"""By the kind of mistake."""
_FORMS: Mapping[str, Text] = {
    "id": _("記号は、英小文字で始まる英小文字・数字・下線で、40字までです"),
    "name": _("記号は、英小文字で始まる英小文字・数字・下線で、40字までです"),
    "from": _("月日ではありません（例：8月1日、ファイルでは 8-1）"),
    "until": _("月日ではありません（例：8月1日、ファイルでは 8-1）"),
}
"""How something has to be written, by what it is."""


def programme_place(where: str) -> str:
    """A place such as `stages.2.days` in words."""
    words, parts = [], where.split(".") if where else []
    names: Mapping[str, Text] = {**_NAMES, **PARTS}
    while parts:
        name = parts.pop(0)
        if name in _LISTS and parts and parts[0].isdecimal():
            words.append(str(_LISTS[name]) % {"number": int(parts.pop(0)) + 1})
        else:
            words.append(str(names.get(name, name)))
        names = _NAMES
    return " › ".join(words) or _now("制度の全体")


def mistake_words(where: str, code: str, params: Mapping[str, Any]) -> str:
    """The place and the reason as one sentence."""
    last = where.rpartition(".")[2]
    known = WHY.get(code)
    if code == "string_pattern_mismatch":
        known = _FORMS.get(last, known)
    words = {**params, "name": NOTICES.get(str(params.get("name")), params.get("name"))}
    why = str(known) % words if known else _now("読めません（記号：%(code)s）") % {"code": code}
    return _now("「%(place)s」：%(why)s。") % {"place": programme_place(where), "why": why}
