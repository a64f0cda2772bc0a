"""The form of a map: how the rate is made, what is compared, how the shades are cut."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.steps.analysis import conditions
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import fitting, read_fields, require

Pairs = tuple[tuple[str, str], ...]
Fields = dict[str, FieldView]
_LONGEST = {"short_text": 100}
KINDS = {
    "divided": gettext_lazy("件数の列を、人口や世帯数などの列で割る"),
    "people": gettext_lazy("件数を、別の表にある人口や世帯数で割る"),
    "fits": gettext_lazy("条件に合う行の割合（行の数で割る）"),
    "km2": gettext_lazy("件数を、地域の面積（km²）で割る"),
    "stated": gettext_lazy("率の列がすでにある（もとの人数の列も選ぶ）"),
    "points": gettext_lazy("率は出さず、場所だけを点で示す"),
}
NEEDED = {
    "divided": ("denominator",),
    "people": ("people_area", "people_column"),
    "fits": ("fits",),
    "km2": (),
    "stated": ("rate", "denominator"),
    "points": ("longitude", "latitude"),
}
PER = {
    "100": gettext_lazy("100あたり（％）"),
    "1000": gettext_lazy("千あたり"),
    "10000": gettext_lazy("1万あたり"),
    "100000": gettext_lazy("10万あたり"),
}
HOW = {
    "quantile": gettext_lazy("地域の数が同じくらいになるように"),
    "equal": gettext_lazy("同じ幅で"),
    "natural": gettext_lazy("値の切れ目で"),
    "given": gettext_lazy("自分で決めた値で"),
}
RATE = ("kind", "count", "denominator", "people_area", "people_column", "fits", "rate", "per")
POINTS = ("longitude", "latitude", "label")
COMPARED = ("filters", "first_title", "second_title", "second_count", "second_denominator",
            "second_filters")  # fmt: skip
CUT = ("how", "given", "classes", "fewest")


def picks(
    inputs: Mapping[str, str], *, tables: Pairs, outlines: Pairs, meshes: str
) -> tuple[FieldView, ...]:
    """What a map is made of, chosen before the rest is asked."""
    squares = (meshes, _("地域メッシュ（1km、500mなど。ファイルは要りません）"))
    asked = (
        FieldView(name="table", label=_("表"), type="choice", required=True, choices=tables),
        FieldView(
            name="boundaries",
            label=_("地域の境界"),
            type="choice",
            required=True,
            choices=(*outlines, squares),
            help=_("境界のファイルは、データの手順で入れます。"),
        ),
        FieldView(
            name="people",
            label=_("割る数（人口など）が別の表にあるとき、その表"),
            type="choice",
            choices=tables,
            help=_("選ばなければ、上の表の列で割ります。"),
        ),
        FieldView(
            name="points",
            label=_("点で示す場所（施設など）の表"),
            type="choice",
            choices=tables,
            help=_("緯度と経度の列がある表です。人の住まいは点にしないでください。"),
        ),
    )
    return tuple(replace(each, value=inputs[each.name], id_prefix="pick") for each in asked)


def fields(
    values: Mapping[str, Any], *, columns: Pairs, numbers: Pairs, people: Pairs, points: Pairs
) -> Fields:
    """All questions by name, with what is typed."""
    asked = (
        *_head(columns),
        *_rate(columns=columns, numbers=numbers, people=people),
        _choice("longitude", _("経度の列"), points),
        _choice("latitude", _("緯度の列"), points),
        _choice("label", _("場所の名前の列"), points),
        *_compared(columns=columns, numbers=numbers),
        *_cut(),
    )
    return {each.name: replace(each, value=values.get(each.name, each.value)) for each in asked}


def _head(columns: Pairs) -> tuple[FieldView, ...]:
    return (
        FieldView(
            name="title",
            label=_("地図の題名"),
            required=True,
            good=_("町ごとの、期限までに更新された許可の割合"),
        ),
        FieldView(
            name="area_column",
            label=_("地域の列"),
            type="choice",
            required=True,
            choices=columns,
            help=_("町の名前や市区町村コード、メッシュのコードが入っている列です。"),
        ),
    )


def _kind(people: Pairs) -> FieldView:
    return FieldView(
        name="kind",
        label=_("率の決め方"),
        type="choice",
        required=True,
        choices=tuple((name, str(words)) for name, words in KINDS.items()),
        value="people" if people else "divided",
        help=_("件数だけの地図は、人の多いところが濃くなるだけなので作りません。"),
    )


def _rate(*, columns: Pairs, numbers: Pairs, people: Pairs) -> tuple[FieldView, ...]:
    return (
        _kind(people),
        FieldView(
            name="count",
            label=_("件数の列"),
            type="choice",
            choices=numbers,
            help=_("選ばなければ、1行を1件と数えます。"),
        ),
        _choice("denominator", _("割る数（人口、世帯数など）の列"), numbers),
        _choice("people_area", _("割る数の表の、地域の列"), people),
        _choice("people_column", _("割る数の表の、割る数の列"), people),
        replace(
            conditions.field(
                columns=columns,
                label=_("合う行の条件"),
                help=_(
                    "「条件に合う行の割合」のときに書きます。すべての条件に当てはまる行を数えます。"
                ),
            ),
            name="fits",
        ),
        _choice("rate", _("率の列"), numbers),
        FieldView(
            name="per",
            label=_("どれだけあたりで表すか"),
            type="choice",
            required=True,
            choices=tuple((name, str(words)) for name, words in PER.items()),
            value="100",
        ),
        FieldView(
            name="unit",
            label=_("単位のことば"),
            help=_("空のときは自動で付けます。"),
            good=_("世帯千あたりの件数"),
        ),
    )


def _choice(name: str, label: str, choices: Pairs) -> FieldView:
    return FieldView(name=name, label=label, type="choice", choices=choices)


def _compared(*, columns: Pairs, numbers: Pairs) -> tuple[FieldView, ...]:
    only = conditions.field(
        columns=columns,
        label=_("使う行の条件"),
        help=_("条件を書かなければ、すべての行を使います。前の年度だけ、なども条件で選びます。"),
    )
    same = _("選ばなければ、1枚目と同じ列です。")
    return (
        replace(only, name="filters"),
        FieldView(name="first_title", label=_("1枚目の見出し"), good=_("令和4年度")),
        FieldView(
            name="second_title",
            label=_("2枚目の見出し"),
            good=_("令和5年度"),
            help=_("書くと、同じ区切りの地図を2枚並べます。前と後をくらべるときに使います。"),
        ),
        *(
            replace(_choice(name, label, numbers), help=same)
            for name, label in (
                ("second_count", _("2枚目の件数の列")),
                ("second_denominator", _("2枚目の割る数の列")),
            )
        ),
        replace(only, name="second_filters", label=_("2枚目に使う行の条件")),
    )


def _cut() -> tuple[FieldView, ...]:
    return (
        FieldView(
            name="how",
            label=_("色の分け方"),
            type="choice",
            required=True,
            choices=tuple((name, str(words)) for name, words in HOW.items()),
            value="quantile",
        ),
        FieldView(
            name="given",
            label=_("自分で決める区切りの値"),
            help=_("小さい順に「、」で区切って書きます。"),
            good=_("5、10、20"),
        ),
        FieldView(name="classes", label=_("段階の数"), type="number", value=5),
        FieldView(
            name="fewest",
            label=_("これより n が少ない地域は出さない"),
            type="number",
            value=10,
            help=_("少ない数の率は偶然で大きく動き、だれのことか分かることもあります。"),
        ),
    )


def read(post: QueryDict, *, fields: Fields) -> Fields:
    """The questions with what was posted and what is wrong with it."""
    found = {each.name: each for each in read_fields(post, fields=tuple(fields.values()))}
    if found["kind"].text == "points":
        found["area_column"] = replace(found["area_column"], required=False)
    found = {name: fitting(require(each), longest=_LONGEST) for name, each in found.items()}
    for name in ("fits", "filters", "second_filters"):
        found[name] = conditions.checked(found[name])
    for name in NEEDED.get(found["kind"].text, ()):
        found[name] = require(replace(found[name], required=True))
    if found["how"].text == "given" and not breaks(found["given"].text):
        sentence = _("区切りの値を、小さい順に「、」で区切って書いてください（例：5、10、20）。")
        found["given"] = replace(found["given"], errors=(sentence,))
    for name, (low, high) in {"classes": (1, 7), "fewest": (1, 100_000)}.items():
        found[name] = _within(found[name], low=low, high=high)
    return found


def _within(field: FieldView, *, low: int, high: int) -> FieldView:
    if field.errors or (isinstance(field.value, int) and low <= field.value <= high):
        return field
    sentence = _("「%(label)s」は%(low)sから%(high)sまでの整数で書いてください。")
    words = sentence % {"label": field.label, "low": low, "high": f"{high:,}"}
    return replace(field, errors=(words,))


def breaks(text: str) -> tuple[float, ...]:
    """The typed ends of the classes; empty where they are no rising numbers."""
    try:
        found = tuple(float(each) for each in text.replace("，", "、").split("、") if each.strip())
    except ValueError:
        return ()
    return found if list(found) == sorted(set(found)) else ()


def refused(fields: Fields, *, name: str, sentence: str) -> Fields:
    """The questions with what the map itself refuses."""
    return {**fields, name: replace(fields[name], errors=(sentence,))}
