"""The room `tables` in words: what was noticed in single cells, and how they were read."""

from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui.wording.entries import Entries, Words

WORDS: Words = {
    "period": {
        "year": _("年"),
        "fiscal_year": _("年度"),
        "half": _("半期"),
        "quarter": _("四半期"),
        "month": _("月"),
        "ten_days": _("旬"),
    },
    "era": {"令": _("令和"), "平": _("平成"), "昭": _("昭和"), "大": _("大正"), "明": _("明治")},
}

FINDINGS: Entries = {
    "text-composed": (
        _("濁点が分かれている文字（Macの書き方）を%(count)s字、1字に直しました。"),
        "",
    ),
    "column-composed": (
        _(
            "「%(column)s」の%(count)s件で、文字から分かれていた濁点など（Macの書き方）を"
            "1字に直しました（%(cells)s）。"
        ),
        "",
    ),
    "guards-removed": (
        _('="…" と囲まれたますを%(count)s個、中の文字だけにしました。'),
        "",
    ),
    "line-ends-mixed": (
        _("改行の書き方が、途中で変わっています。どれも改行として読みました。"),
        _("二つのファイルをつないだものでないか確かめてください。"),
    ),
    "rows-shorter": (
        _("ほかの行（%(columns)s列）より短い行が%(count)s行あります（%(rows)s行目など）。"),
        _("足りない列は空として読みました。行が途中で切れていないか確かめてください。"),
    ),
    "rows-longer": (
        _("ほかの行（%(columns)s列）より長い行が%(count)s行あります（%(rows)s行目など）。"),
        _("区切りの文字が、ますの中で使われていないか確かめてください。"),
    ),
    "date-era-from-context": (
        _("「%(column)s」の%(count)s件は元号が書かれていないので、%(era)sとして読みました。"),
        _("正しい元号か確かめてください。"),
    ),
    "date-era-missing": (
        _("「%(column)s」は日付のようですが、元号が分からないので、文字のまま読みました。"),
        _("列の名前か題に元号を書くか、西暦の日付に直してください。"),
    ),
    "date-compact": (
        _("「%(column)s」の8けたの数を、年月日として読みました。"),
        "",
    ),
    "date-words": (
        _("「%(column)s」の漢数字の日付%(count)s件を読みました。"),
        "",
    ),
    "date-year-from-title": (
        _("「%(column)s」の%(count)s件は年が書かれていないので、%(year)s年をもとに読みました。"),
        _("正しい年か確かめてください（題にある「%(title)s」から取りました）。"),
    ),
    "date-year-missing": (
        _("「%(column)s」は日付のようですが、年が分からないので、文字のまま読みました。"),
        _("題に年を書くか、年の付いた日付に直してください。"),
    ),
    "date-periods": (
        _("「%(column)s」は、%(period)sの初めの日として読みました。"),
        "",
    ),
    "numbers-qualified": (
        _(
            "「%(column)s」の%(count)s件には、数のほかに「約」「以上」「r」などが付いています"
            "（%(cells)s）。数と付いていたことばを分けて残しました。"
        ),
        _("ちょうどの数として扱ってよいか確かめてください。"),
    ),
    "brackets-negative": (
        _("「%(column)s」のかっこ付きの数%(count)s件を、マイナスの数として読みました。"),
        _("マイナスの意味でないときは、元の表に書き方を注記してください。"),
    ),
    "brackets-kept": (
        _(
            "「%(column)s」にかっこ付きの数が%(count)s件あります（%(cells)s）。"
            "マイナスとはせず、かっこ付きだったことを残しました。"
        ),
        _("かっこの意味（マイナス、参考値など）を、持っている課に確かめてください。"),
    ),
    "brackets-explained": (
        _(
            "「%(column)s」のかっこ付きの数%(count)s件は、表の注に「%(meaning)s」とあるので、"
            "マイナスとはせず、かっこ付きだったことを残しました（%(cells)s）。"
        ),
        _("ほかの数と足し合わせてよいか、注を読んで確かめてください。"),
    ),
    "title-units-given": (
        _("題にある単位（%(units)s）を、列の名前から分かる列に付けました（%(columns)s）。"),
        "",
    ),
    "title-units-in-order": (
        _("題にある単位（%(units)s）を、書かれている順に列に付けました（%(columns)s）。"),
        _("単位が合っているか確かめてください。違うときは、読み方の指定で教えてください。"),
    ),
    "title-units-unsure": (
        _("題にある単位（%(units)s）のどれか分からない列があります（%(columns)s）。"),
        _("読み方の指定で、列の単位を教えてください。"),
    ),
    "number-words": (
        _("「%(column)s」の漢数字や「万」「億」を使った数%(count)s件を、数字に直しました。"),
        "",
    ),
    "cell-units": (
        _("「%(column)s」のますに書かれていた単位を、列の単位にしました（%(count)s件）。"),
        "",
    ),
    "cell-units-converted": (
        _("「%(column)s」には大きさの違う単位が混ざっているので、%(unit)sにそろえました。"),
        _("元の表の単位もそろえておくと、確かめやすくなります。"),
    ),
    "cell-numbers-two": (
        _("「%(column)s」には、一つのますに数が二つあります（%(cells)s）。文字のまま読みました。"),
        _("かっこの中の数は別の列に分けてください。"),
    ),
    "cell-units-mixed": (
        _("「%(column)s」には、違う単位の数が混ざっています。文字のまま読みました。"),
        _("単位ごとに列を分けるか、どれかの単位にそろえてください。"),
    ),
    "bounds-no-numbers": (
        _(
            "「%(column)s」の%(count)s件は、「未満」や「〜」で範囲を示しています（%(cells)s）。"
            "数にはせず、空として理由を残しました。"
        ),
        _("集計に入れるときは、どの数とみなすかを決めてください。"),
    ),
    "percent-looks-like-ratio": (
        _("「%(column)s」の単位は％ですが、どの値も1以下です。割合（1が全体）のようです。"),
        _("％か、1を全体とする割合か、確かめてください。"),
    ),
    "characters-private": (
        _(
            "「%(column)s」の%(count)s件に、ほかの機械では表示できない文字（外字）があります"
            "（%(cells)s）。"
        ),
        _("公開したり渡したりする前に、標準の文字に置きかえてください。"),
    ),
    "characters-lost": (
        _(
            "「%(column)s」の%(count)s件に、文字が失われて「?」などになったらしい所があります"
            "（%(cells)s）。"
        ),
        _("元のデータから、もう一度取り出してください。"),
    ),
    "time-impossible": (
        _("「%(column)s」に、時計にない時刻が%(count)s件あります（%(cells)s）。"),
        _("正しい時刻を、持っている課に確かめてください。"),
    ),
    "postcode-zeros-restored": (
        _("「%(column)s」の7けたに足りない郵便番号%(count)s件に、先頭の0を戻しました。"),
        _("元の表では、この列を「文字列」にしてください。"),
    ),
    "telephone-zeros-restored": (
        _("「%(column)s」の電話番号%(count)s件に、消えていた先頭の0を戻しました。"),
        _("元の表では、この列を「文字列」にしてください。"),
    ),
    "code-check-digit-added": (
        _("「%(column)s」の5けたの団体コード%(count)s件に検査数字を足し、6けたにそろえました。"),
        _("正しい市区町村か確かめてください。"),
    ),
    "code-digits-unsure": (
        _(
            "「%(column)s」の5けたの団体コード%(count)s件（%(cells)s）は、先頭の0が消えたのか、"
            "検査数字がないのか分かりません。そのまま残しました。"
        ),
        _("正しいコードを、全国地方公共団体コードの一覧で確かめてください。"),
    ),
    "code-check-digit-wrong": (
        _("「%(column)s」に、検査数字の合わない団体コードが%(count)s件あります（%(cells)s）。"),
        _("正しいコードを、全国地方公共団体コードの一覧で確かめてください。"),
    ),
    "code-digits-lost": (
        _(
            "「%(column)s」に、1.23E+12 のような形になって数字が失われた番号が%(count)s件あります"
            "（%(cells)s）。"
        ),
        _("元のデータで、この列を「文字列」にしてから取り出し直してください。"),
    ),
    "corporate-number-wrong": (
        _("「%(column)s」に、検査数字の合わない法人番号が%(count)s件あります（%(cells)s）。"),
        _("国税庁の法人番号公表サイトで確かめてください。"),
    ),
}
