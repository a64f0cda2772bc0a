"""The questions that make a claim."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tomoni.academy.ui.fields import FieldView

Pairs = tuple[tuple[str, str], ...]
SHARE, TWO = "share_against_expected", "two_proportions"


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


def every(offers: Offers) -> Sequence[FieldView]:
    """All of them, for either kind of claim."""
    return (*_what(), *_data(offers), *_difference(), *_group(offers), *_why(offers))


def _what() -> Sequence[FieldView]:
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
    )


def _data(offers: Offers) -> Sequence[FieldView]:
    return (
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
