"""The room `tables` in words: what was noticed while reading."""

from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui.wording import cells
from tomoni.academy.ui.wording.entries import Entries, Words

_KINDS = {
    "text": _("文字"),
    "integer": _("整数"),
    "number": _("数"),
    "date": _("日付"),
    "datetime": _("日時"),
}

WORDS: Words = {
    **cells.WORDS,
    "type": _KINDS,
    "like": _KINDS,
    "delimiter": {"comma": _("カンマ"), "tab": _("タブ"), "semicolon": _("セミコロン")},
    "encoding": {
        "utf-8": "UTF-8",
        "utf-8-sig": "UTF-8",
        "cp932": _("Shift_JIS（Windowsの日本語）"),
        "euc_jp": "EUC-JP",
        "iso2022_jp": _("JIS（メールの日本語）"),
        "utf-16": "UTF-16",
        "utf-16-le": "UTF-16",
        "utf-16-be": "UTF-16",
    },
    "order": {"month/day/year": _("月/日/年"), "day/month/year": _("日/月/年")},
    "format": {
        "xlsb": _("Excelバイナリ（.xlsb）"),
        "docx": _("Word（.docx）"),
        "pptx": _("PowerPoint（.pptx）"),
        "opendocument": _("OpenDocument（.ods など）"),
        "parquet": "Parquet",
        "database": _("データベース"),
        "rtf": _("リッチテキストの文書"),
    },
}

FINDINGS: Entries = {
    **cells.FINDINGS,
    "text-decoded": (
        _("文字は%(encoding)s、区切りは%(delimiter)sとして読みました。"),
        _("文字化けしているときは、保存し直してください。"),
    ),
    "sheet-hidden": (
        _("表示されていないシートがあります。読みませんでした。"),
        _("要る表なら、読み方の指定でシートの名前を教えてください。"),
    ),
    "rows-hidden": (
        _(
            "表示されていない行が%(count)s行あります（%(rows)s行目など）。ほかの行と同じに読みました。"
        ),
        _("使ってよい行か、持ち主に確かめてください。"),
    ),
    "columns-hidden": (
        _("表示されていない列が%(count)s列あります（%(columns)s）。ほかの列と同じに読みました。"),
        _("使ってよい列か、持ち主に確かめてください。"),
    ),
    "tables-drawn-apart": (
        _(
            "一枚のシートに結合されたますで表が%(count)s個描かれているので、それぞれ別の表として読みました。"
        ),
        _("表の分け方が思ったとおりか確かめてください。"),
    ),
    "tables-stacked": (
        _("見出しの違う表が縦に%(count)s個並んでいるので、別の表として読みました。"),
        _("表の分け方が思ったとおりか確かめてください。"),
    ),
    "tables-side-by-side": (
        _("表が横に%(count)s個並んでいるので、別の表として読みました（%(columns)s列から）。"),
        _("表の分け方が思ったとおりか確かめてください。"),
    ),
    "tables-folded": (
        _(
            "一つの表が横に%(count)s段に折り返されているので、縦につなぎました（%(columns)s列から）。"
        ),
        "",
    ),
    "sheets-joined": (
        _(
            "同じ形の表が期間ごとに%(count)s枚のシートに分かれているので、一つにつなぎました（%(sheets)s）。どのシートの行かは「シート」の列にあります。"
        ),
        "",
    ),
    "sheets-not-joined": (
        _(
            "同じ見出しの表が%(count)s枚のシートにありますが、列の型が合わないのでつないでいません（%(sheets)s）。"
        ),
        _("書き方をそろえるか、読み方の指定で列の型を教えてください。"),
    ),
    "example-sheet-left-out": (
        _("入力例や見本のシートのようなので、読みませんでした。"),
        _("要る表なら、読み方の指定でシートの名前を教えてください。"),
    ),
    "example-rows-dropped": (
        _("入力例の行を%(count)s行、除きました（%(rows)s行目など）。"),
        _("本当のデータなら、「例」の字を消してください。"),
    ),
    "template-rows-dropped": (
        _("番号だけで中身のない行を%(count)s行、除きました（%(rows)s行目など）。"),
        "",
    ),
    "texts-kept-apart": (
        _(
            "どの表にも入らない文字や数が%(count)s個あります（%(rows)s行目など）。近くの表の注記に残しました。"
        ),
        "",
    ),
    "external-links": (
        _(
            "ほかのブックを参照しています（%(count)s件）。参照先は開かず、保存されている値を読みました。"
        ),
        _("値が古くないか確かめ、できれば値だけを貼り付けて保存し直してください。"),
    ),
    "macros-not-run": (_("マクロが入っています。実行せずに、値だけを読みました。"), ""),
    "formula-without-value": (
        _("計算結果の入っていない数式が%(count)s件あります（%(cells)s）。空として扱いました。"),
        _("Excelで開いて、計算結果を確かめてから保存し直してください。"),
    ),
    "sheet-without-table": (_("このシートに表はありませんでした。"), ""),
    "metadata-rows-read": (_("表の上の説明の行は、データとは別に残しました。"), ""),
    "rows-below-range": (
        _(
            "読み方の指定にある範囲 %(range)s のすぐ下に、続きのような行が%(count)s行あります"
            "（%(rows)s行目など）。読んでいません。"
        ),
        _("表の続きなら、範囲を広げるか、範囲の指定を外してください。"),
    ),
    "header-found": (_("%(rows)s行目を見出しとして読みました。"), ""),
    "header-rows-joined": (
        _("見出しが%(count)s段あるので、上下をつないで列の名前にしました（%(rows)s行目）。"),
        _("列の名前が思ったとおりか確かめてください。"),
    ),
    "header-letters-apart": (
        _("見出しのうち記号だけの行（%(rows)s行目）は、列の名前に入れていません。"),
        "",
    ),
    "header-labels-mended": (
        _("上下のますに分けて書かれた見出しを%(count)s個、一つにつなぎました（%(columns)s）。"),
        _("列の名前が思ったとおりか確かめてください。"),
    ),
    "header-numbers-dropped": (
        _("列の番号だけの行（%(rows)s行目）を除きました。"),
        "",
    ),
    "header-assumed": (
        _("確かな手がかりがないので、%(rows)s行目を見出しとみなしました。"),
        _("違うときは、読み方の指定で見出しの行を教えてください。"),
    ),
    "header-missing": (
        _("見出しの行が見つからないので、列に「列1、列2…」と名前を付けました。"),
        _("読み方の指定で、見出しの行か列の名前を教えてください。"),
    ),
    "column-unnamed": (
        _("名前のない列が%(count)s列あります。「%(columns)s」と名前を付けました。"),
        _("何の列か分かるときは、元の表に見出しを書いてください。"),
    ),
    "column-name-twice": (
        _("同じ名前の列があったので、番号を足して分けました（%(columns)s）。"),
        _("どちらの列か、取り違えないように確かめてください。"),
    ),
    "layout-uncertain": (
        _(
            "表の形を読み取りきれませんでした。表が横に並んでいるか、見出しのますが結合されているようです。"
        ),
        _("読み方の指定で、表の範囲と見出しの行を教えてください。"),
    ),
    "blank-rows-dropped": (_("空の行を%(count)s行、除きました。"), ""),
    "header-rows-repeated": (
        _("途中で繰り返された見出しの行を%(count)s行、除きました（%(rows)s行目など）。"),
        "",
    ),
    "note-rows-kept-apart": (_("表の下の注記は、データとは別に残しました。"), ""),
    "total-rows": (
        _(
            "合計・小計・再掲など、ほかの行と重なる行が%(count)s行あります（%(rows)s行目など）。"
            "残したうえで、row_kind の列に種類を書きました。"
        ),
        _("足し合わせるときは、row_kind が data の行だけを使ってください。"),
    ),
    "total-by-arithmetic": (
        _(
            "%(rows)s行目は、名前に「合計」とありませんが、ほかのすべての行の和と一致します。合計として扱いました。"
        ),
        _("合計の行かどうか、元の表で確かめてください。"),
    ),
    "sums-agree": (_("検算：%(count)s個の合計が、足し上げた値と一致しました。"), ""),
    "sum-differs": (
        _(
            "検算：「%(label)s」の「%(column)s」（%(cells)s）は%(expected)sですが、%(rows)s行を足すと%(found)sで、差は%(difference)sです。"
        ),
        _("どちらが正しいか、注記や元の資料で確かめてください。直さずに残しました。"),
    ),
    "sums-unproven": (
        _("%(rows)s行目の合計は、どの行の和か分かりませんでした。"),
        _("何を足した合計か、持ち主に確かめてください。"),
    ),
    "naive-sum-wrong": (
        _(
            "「%(column)s」をそのまま全部足すと%(plain)sになりますが、合計などの重なりを除くと%(right)sです（差%(difference)s）。同じことが%(count)s列で起こります（%(columns)s）。"
        ),
        _("足し合わせるときは、row_kind が data の行だけを使ってください。"),
    ),
    "column-mixed": (
        _(
            "「%(column)s」は、ほとんどが%(like)sなのに、違う書き方が%(count)s件あります（%(cells)s）。文字のまま読みました。"
        ),
        _("元の表の書き方をそろえるか、読み方の指定で型を教えてください。"),
    ),
    "text-trimmed": (
        _("「%(column)s」の前後の余分な空白を、%(count)s件取りました。"),
        "",
    ),
    "code-zeros-restored": (
        _("「%(column)s」で消えていた先頭の0を、%(count)s件戻しました（検査数字で確かめました）。"),
        "",
    ),
    "date-outside-era": (
        _(
            "「%(column)s」に、その元号にはない年の日付が%(count)s件あります（%(cells)s）。続きの年として読みました。"
        ),
        _("正しい日付か確かめてください。"),
    ),
    "date-serial": (
        _(
            "「%(column)s」の%(count)s件は、日付が通し番号の数になっていました（%(cells)s）。日付に直しました。"
        ),
        _("正しい日付か確かめてください。"),
    ),
    "date-order-found": (
        _(
            "「%(column)s」の日付は、%(order)sの順として読みました（そう読むほかない日付があります）。"
        ),
        "",
    ),
    "date-order-assumed": (
        _("「%(column)s」の日付は、%(order)sの順とみなして読みました。逆の順でも読めます。"),
        _("どちらの順か、持ち主に確かめてください。"),
    ),
    "value-invalid": (
        _(
            "「%(column)s」に、%(type)sとして読めない書き方が%(count)s件あります（%(cells)s）。空として扱いました。"
        ),
        _("元の表を直すか、空のままでよいか確かめてください。"),
    ),
}
