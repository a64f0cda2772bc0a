"""Weaknesses of a verdict in words: of numbers, of series, and of looking too often."""

from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui.wording.entries import Entries

FURTHER: Entries = {
    "missing-range": (
        _("%(rows)s件のうち%(missing)s件で「%(column)s」が空です。"),
        _("空の分がどちらに寄っていても（差は%(low)s～%(high)s%(unit)s）、判断は変わりません。"),
    ),
    "missing-range-could-change": (
        _(
            "%(rows)s件のうち%(missing)s件で「%(column)s」が空です。空の分の寄り方しだいで、差は%(low)s～%(high)s%(unit)sになり、判断が変わります。"
        ),
        _("なぜ空なのか、片寄っていないと考える理由を書いてください。"),
    ),
    "rows-left-out": (
        _("%(rows)s件のうち%(missing)s件は、値がそろわないので使っていません。"),
        _("抜けた分に片寄りがないか確かめてください。"),
    ),
    "simpson": (
        _(
            "%(columns)sごとに分けて比べると、向きが逆になります（「%(column)s」の%(strata)s区分のうち%(turned)s区分で逆。全体では%(overall)s%(unit)s、分けると%(within)s%(unit)s）。"
        ),
        _("全体の差が、内訳の違いだけから来ていないか。それでも主張できる理由を書いてください。"),
    ),
    "confounded": (
        _(
            "%(columns)sごとに分けて比べると、差が「意味のある差」に届きません（全体では%(overall)s%(unit)s、「%(column)s」で分けると%(within)s%(unit)s）。"
        ),
        _("差の一部は、内訳の違いから来ています。"),
    ),
    "many-looks": (
        _("この課題で、これが%(looks)s回目の比べ方です。"),
        _("回数を数えに入れても、結論は変わりません。"),
    ),
    "looks-could-change": (
        _(
            "この課題で、これが%(looks)s回目の比べ方です。回数を数えに入れると、偶然でも起こりうる差です。"
        ),
        _("ほかの比べ方ではなく、この比べ方を選んだ理由を書いてください。"),
    ),
    "skewed": (
        _(
            "値が片寄っていて、平均が「ふつう」を表していません（中央値は%(first)s%(unit)sと%(second)s%(unit)s）。"
        ),
        _("中央値でも同じことが言えるか、見比べてください。"),
    ),
    "skewed-could-change": (
        _(
            "値が片寄っていて、平均の差は少数の大きな値で決まっています（中央値は%(first)s%(unit)sと%(second)s%(unit)s）。"
        ),
        _("大きな値が正しいかを確かめ、それでも平均で言える理由を書いてください。"),
    ),
    "regression-to-mean": (
        _(
            "前の値「%(column)s」で選んでいます。高い（低い）ものを選べば、何もしなくても次は平均に近づきます。"
        ),
        _("同じ選び方で何もしなかったものと比べるか、影響が小さいと考える理由を書いてください。"),
    ),
    "ecological": (
        _(
            "「%(column)s」ごとにまとめた数です。地区で言えることが、一人ひとりに当てはまるとは限りません。"
        ),
        "",
    ),
    "overdispersed": (
        _("行ごとのばらつきが、偶然だけの場合の%(ratio)s倍あります。"),
        _("そのぶん幅を広げました。地区や時期による違いがないか確かめてください。"),
    ),
    "no-cause": (
        _("「%(first)s」と「%(second)s」がいっしょに動くことは、原因であることを示しません。"),
        "",
    ),
    "strata-differ": (
        _("「%(column)s」によって、差の大きさが違います。"),
        _("一つの数にまとめず、区分ごとに見てください。"),
    ),
    "strata-alone": (
        _("「%(column)s」の%(count)s区分は片方のグループしかないので、比べていません。"),
        "",
    ),
    "changed-together": (
        _("%(moment)sのころに、制度や数え方など、ほかのことも変わっていませんか。"),
        _("担当課に確かめて、分かったことを書いてください。"),
    ),
    "periods-missing": (
        _("途中の%(count)s期が抜けています。"),
        _("抜けた時期に、ふだんと違うことがなかったか確かめてください。"),
    ),
    "season-unknown": (
        _("%(count)s期しかないので、季節の動きを取り除いていません。"),
        _("2年分より長いデータなら取り除けます。"),
    ),
    "pretrend-unknown": (
        _("%(moment)sより前が1回分しかなく、もともと同じ動きだったかを確かめられません。"),
        _("同じ動きだったと考える理由を書いてください。"),
    ),
    "pretrend-differs": (
        _("%(moment)sより前から、両者の動きが違います（1期あたりの差は%(slope)s）。"),
        _("それでも、変化の差を取り組みによると言える理由を書いてください。"),
    ),
    "placebo-moves": (
        _("何も変わっていない前の期間だけで比べても、差が出ます（%(change)s）。"),
        _("その差がどこから来たかを調べて、書いてください。"),
    ),
}
