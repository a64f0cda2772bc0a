"""The form of a claim: its fields, what was posted, what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import read_fields, require

Pairs = tuple[tuple[str, str], ...]
Values = Mapping[str, Any]
SHARE, TWO = "share_against_expected", "two_proportions"
_ASKED_OF = {SHARE: ("expected", "expected_reason"), TWO: (
    "group_column", "group_part", "group_a", "group_b",
)}  # fmt: skip
CHANGES = {"kind", "table", "column", "part", "group_column", "group_part"}
"""What can be chosen elsewhere depends on these."""
_LINES = ("categories",)
_FIELD_OF = {
    "categories-missing": "categories",
    "categories-repeated": "categories",
    "no-such-category": "categories",
    "category-impossible": "categories",
    "expected-missing": "expected",
    "expected-impossible": "categories",
    "expected-unexplained": "expected_reason",
    "groups-missing": "group_a",
    "groups-same": "group_b",
    "chart-impossible": "chart",
    "unknown-column": "column",
    "wrong-type": "part",
    "no-rows": "table",
}
_IN_GROUP = {"categories": "group_a", "column": "group_column", "part": "group_part"}


@dataclass(frozen=True)
class Offers:
    """What can be chosen; None for values: there are too many, they are typed."""

    tables: Pairs
    columns: Pairs
    parts: Pairs
    values: Pairs | None
    group_parts: Pairs
    group_values: Pairs | None
    charts: Pairs
    rest: str


@dataclass(frozen=True)
class Section:
    """Fields that belong together, each with whether it changes what others offer."""

    title: str
    fields: tuple[tuple[FieldView, bool], ...]

    @property
    def changes(self) -> bool:
        return any(changes for _field, changes in self.fields)


def fields(values: Values, *, offers: Offers) -> dict[str, FieldView]:
    """The fields that the kind of claim asks for, by name, holding the values."""
    found = {
        each.name: each for each in (*_what(offers), *_difference(), *_group(offers), *_why(offers))
    }
    other = TWO if values["kind"] == SHARE else SHARE
    needless = {
        name
        for name, needed in (
            ("part", len(offers.parts) > 1),
            ("categories", offers.values != ()),
            ("group_part", len(offers.group_parts) > 1),
            ("group_a", offers.group_values != ()),
            ("group_b", offers.group_values != ()),
        )
        if not needed
    }
    return {
        name: _filled(each, values)
        for name, each in found.items()
        if name not in needless and name not in _ASKED_OF[other]
    }


def _filled(field: FieldView, values: Values) -> FieldView:
    value = values.get(field.name)
    if field.name in _LINES and not field.many:
        value = "\n".join(value or ())
    return replace(field, value=value)


def _what(offers: Offers) -> Sequence[FieldView]:
    return (
        FieldView(
            name="title",
            label=_("短い名前"),
            good=_("更新の月への集中"),
            help=_("一覧や提案書で、この主張を呼ぶ名前です。"),
        ),
        FieldView(
            name="kind",
            label=_("何をくらべますか"),
            type="choice",
            required=True,
            choices=(
                (SHARE, _("ある割合が、見込みより高いか低いか")),
                (TWO, _("2つのグループで、割合がちがうか")),
            ),
        ),
        FieldView(
            name="table", label=_("使う表"), type="choice", required=True, choices=offers.tables
        ),
        FieldView(
            name="column", label=_("見る列"), type="choice", required=True, choices=offers.columns
        ),
        FieldView(
            name="part",
            label=_("日付のどこを見ますか"),
            type="choice",
            required=True,
            choices=offers.parts,
        ),
        _values(offers.values),
        FieldView(
            name="subject",
            label=_("1行は何ですか"),
            good=_("食品営業許可"),
            help=_("表の1行が表すものを書きます。主張の文に入ります。"),
        ),
        FieldView(
            name="coverage",
            label=_("表に入っているもの"),
            type="choice",
            required=True,
            choices=(
                ("whole", _("すべて（台帳の全部など）")),
                ("sample", _("一部（アンケートの回答など）")),
            ),
        ),
    )


def _values(offered: Pairs | None) -> FieldView:
    label, help_text = _("数える値"), _("どの値の行を数えるかを選びます。いくつでも選べます。")
    if offered is not None:
        return FieldView(
            name="categories", label=label, type="choice", many=True, required=True,
            choices=offered, help=help_text,
        )  # fmt: skip
    return FieldView(
        name="categories", label=label, type="long_text", required=True,
        help=_("値の種類が多い列です。数える値を、1行に1つずつ書きます。"),
    )  # fmt: skip


def _difference() -> Sequence[FieldView]:
    return (
        FieldView(
            name="direction",
            label=_("どちらに違うと考えますか"),
            type="choice",
            required=True,
            choices=(("higher", _("高い")), ("lower", _("低い")), ("differs", _("どちらかに違う"))),
            help=_("2つのグループをくらべるときは、1つめのグループがどうかを選びます。"),
        ),
        FieldView(
            name="expected",
            label=_("見込みの割合"),
            type="number",
            unit="％",
            help=_("月や曜日を見るときは、空のままでかまいません。均等な場合とくらべます。"),
        ),
        FieldView(
            name="expected_reason",
            label=_("見込みの出どころ"),
            good=_("前の年の実績"),
            help=_("見込みの割合を書いたときは、どこから来た数字かを書きます。"),
        ),
        FieldView(
            name="smallest",
            label=_("意味のある差"),
            type="number",
            unit=_("ポイント"),
            required=True,
            help=_("これより小さい差なら、何も変えなくてよいという大きさです。見る前に決めます。"),
            good=_("10（案内を出す時期を変える手間に見合う差）"),
        ),
    )


def _group(offers: Offers) -> Sequence[FieldView]:
    chosen = offers.group_values
    second = () if chosen is None else (("__rest__", offers.rest), *chosen)
    kind = "short_text" if chosen is None else "choice"
    return (
        FieldView(
            name="group_column", label=_("グループを分ける列"), type="choice", required=True,
            choices=offers.columns,
        ),
        FieldView(
            name="group_part", label=_("分ける日付のどこを見ますか"), type="choice", required=True,
            choices=offers.group_parts,
        ),
        FieldView(
            name="group_a", label=_("1つめのグループ"), type=kind, required=True,
            choices=chosen or (),
        ),
        FieldView(
            name="group_b", label=_("2つめのグループ"), type=kind, required=True, choices=second,
        ),
    )  # fmt: skip


def _why(offers: Offers) -> Sequence[FieldView]:
    return (
        FieldView(
            name="reason",
            label=_("そう考えるわけ"),
            type="long_text",
            required=True,
            good=_("窓口の職員が、夏に更新が重なると話していた"),
        ),
        FieldView(
            name="refuted_if",
            label=_("どうなったら、まちがいと認めますか"),
            type="long_text",
            required=True,
            good=_("4つの月の割合が、均等な場合より10ポイント高くなければ、集中していないと考える"),
            bad=_("思ったとおりにならなかったら"),
        ),
        FieldView(
            name="sketch",
            label=_("予想する図"),
            type="long_text",
            required=True,
            help=_("結果を見る前に、どんな図になるかを言葉で描きます。"),
            good=_("横に1月から12月、たてに件数。2月、5月、8月、11月の棒だけが高い"),
        ),
        FieldView(name="chart", label=_("図の種類"), type="choice", choices=offers.charts),
    )


def sections(fields: Mapping[str, FieldView]) -> tuple[Section, ...]:
    """The fields in the order in which one thinks."""
    titles = {
        _("何をくらべますか"): ("title", "kind"),
        _("どのデータで見ますか"): (
            "table", "column", "part", "categories", "subject", "coverage",
        ),
        _("2つのグループ"): ("group_column", "group_part", "group_a", "group_b"),
        _("どれだけ違うと考えますか"): ("direction", "expected", "expected_reason", "smallest"),
        _("見る前に書いておくこと"): ("reason", "refuted_if", "sketch", "chart"),
    }  # fmt: skip
    found = (
        Section(title, tuple((fields[name], name in CHANGES) for name in names if name in fields))
        for title, names in titles.items()
    )
    return tuple(each for each in found if each.fields)


def read(post: QueryDict, *, fields: Mapping[str, FieldView]) -> dict[str, FieldView]:
    """The same fields holding what was posted."""
    return {each.name: each for each in read_fields(post, fields=tuple(fields.values()))}


def typed(fields: Mapping[str, FieldView]) -> dict[str, Any]:
    """The values of the fields, lists of lines as lists."""
    return {
        name: _lines(each.value) if name in _LINES and not each.many else each.value
        for name, each in fields.items()
    }


def _lines(text: Any) -> list[str]:
    return [line.strip() for line in str(text or "").splitlines() if line.strip()]


def checked(fields: Mapping[str, FieldView]) -> dict[str, FieldView]:
    """The fields, each with what it still lacks before the claim can be locked."""
    found = {name: require(_number(each)) for name, each in fields.items()}
    for name, low in (("smallest", 0.01), ("expected", 0)):
        each = found.get(name)
        if each and isinstance(each.value, int | float) and not low <= each.value <= 100:
            sentence = _("「%(label)s」は0から100までの数にしてください。")
            found[name] = replace(each, errors=(sentence % {"label": each.label},))
    title = found["title"]
    if len(title.text) > 100:
        sentence = _("「短い名前」は100字までにしてください。")
        found["title"] = replace(title, errors=(sentence,))
    return found


def _number(field: FieldView) -> FieldView:
    if field.type != "number" or not isinstance(field.value, str):
        return field
    sentence = _("「%(label)s」は数字で書いてください（例：10）")
    return replace(field, errors=(sentence % {"label": field.label},))


def place_of(code: str, params: Mapping[str, Any], *, values: Values) -> str:
    """The field that an error of the engine is about; empty when it is about none."""
    if code == "claim-incomplete":
        return str(params.get("field", ""))
    name = _FIELD_OF.get(code, "")
    about_group = values["kind"] == TWO and params.get("column") == values["group_column"]
    if about_group and values["group_column"] != values["column"]:
        return _IN_GROUP.get(name, name)
    return name


def with_error(
    fields: Mapping[str, FieldView], *, name: str, sentence: str
) -> dict[str, FieldView]:
    """The fields with one more error beside the field of that name."""
    return {
        each.name: replace(each, errors=(*each.errors, sentence)) if each.name == name else each
        for each in fields.values()
    }
