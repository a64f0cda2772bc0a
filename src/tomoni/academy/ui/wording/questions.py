"""The room `questions` in words: what cannot be asked of the tables at hand."""

from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui.wording.entries import Entries, Words

WORDS: Words = {
    "form": {
        "as_is": _("書いてあるとおり"),
        "municipality": _("団体コード"),
        "town": _("町の名前"),
        "mesh_1km": _("1kmメッシュ"),
        "mesh_500m": _("500mメッシュ"),
        "fiscal_year": _("年度"),
        "month": _("年と月"),
    },
    "backend": {"postgresql": "PostgreSQL", "spark": "Spark", "duckdb": "DuckDB"},
}

ERRORS: Entries = {
    "unknown-table": (
        _("表「%(table)s」が、このケースにはありません。"),
        _("使う表を選び直してください。"),
    ),
    "joined-twice": (
        _("表「%(table)s」を二度つなごうとしています。"),
        _("同じ表は一度だけにしてください。"),
    ),
    "unknown-column": (
        _("列「%(column)s」が、選んだ表にはありません。"),
        _("列を選び直してください。"),
    ),
    "key-order": (
        _("「%(column)s」は、あとでつなぐ表の列です。"),
        _("先につなぐ表の列を選ぶか、順番を入れかえてください。"),
    ),
    "key-type": (
        _("「%(column)s」は日付の列なので、%(form)sとしてはつなげません。"),
        _("「書いてあるとおり」「年度」「年と月」のどれかを選んでください。"),
    ),
    "groups-many": (
        _("分ける列が%(count)s個あります（%(limit)s個まで）。"),
        _("列を減らしてください。"),
    ),
    "group-twice": (
        _("「%(column)s」で二度分けようとしています。"),
        _("どちらかを消してください。"),
    ),
    "not-a-number": (
        _("「%(column)s」は数の列ではないので、計算できません。"),
        _("数の列を選ぶか、整えた表で数として読めているか確かめてください。"),
    ),
    "no-rows": (
        _("当てはまる行がありません。"),
        _("条件をゆるめるか、表を選び直してください。"),
    ),
    "groups-too-many": (
        _("答えが%(limit)s行を超えます。"),
        _("番号や名前ではなく、地区や年度のように大きなまとまりで分けてください。"),
    ),
    "join-repeats": (
        _(
            "つなぐ表「%(table)s」の「%(column)s」に、同じ値の行が2行以上あるものが%(count)s個あります。"
            "このままつなぐと、行が重なって数えられます。"
        ),
        _("年度なども鍵に加えるか、先にその表を集計して1つの値に1行にしてください。"),
    ),
    "rate-inside": (
        _(
            "人口あたりの数は、「%(column)s」では分けたり絞ったりできません。人口の表にない列なので、"
            "分けた先それぞれの人口が分からないためです。"
        ),
        _("「%(table)s」の列を使ってください。"),
    ),
    "pivot-too-wide": (
        _("「%(column)s」を横に並べると%(count)s列になります（%(limit)s列まで）。"),
        _("横に並べずに縦に分けるか、条件で絞ってください。"),
    ),
    "unknown-backend": (
        _("表をたずねるデータベースの設定が正しくありません（使えるもの：%(known)s）。"),
        _("事務局に、設定 TOMONI_TABLES_BACKEND を確かめてもらってください。"),
    ),
    "backend-unreachable": (
        _("%(backend)sにつながりません。"),
        _("少し待ってもう一度試し、つながらなければ事務局に知らせてください。"),
    ),
}
