"""The room `tables` in words: files that cannot be read, and what was noticed while reading."""

from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui.wording.entries import Entries, Words

_KINDS = {
    "text": _("文字"),
    "integer": _("整数"),
    "number": _("数"),
    "date": _("日付"),
    "datetime": _("日時"),
}

WORDS: Words = {
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

_CHOOSE = _("Excel（.xlsx、.xls）か CSV のファイルを選んでください。")
_DIVIDE = _("要らない行や列を消すか、期間などでファイルを分けてください。")

ERRORS: Entries = {
    "too-large": (
        _("ファイルが大きすぎます（%(size_mb)sMB）。読めるのは%(limit_mb)sMBまでです。"),
        _DIVIDE,
    ),
    "empty-file": (
        _("ファイルの中身が空です（%(size)sバイト）。"),
        _(
            "保存や受け取りが途中で止まったのかもしれません。元の場所からもう一度取り出してください。"
        ),
    ),
    "not-a-sheet": (_("このファイルは表ではありません（中身：%(format)s）。"), _CHOOSE),
    "not-a-sheet/html": (
        _("名前は表のファイルでも、中身はウェブページ（HTML）です。"),
        _(
            "Excelで開いて、「名前を付けて保存」で「Excelブック（.xlsx）」を選び、保存し直してください。"
        ),
    ),
    "not-a-sheet/markup": (
        _("名前は表のファイルでも、中身はXMLなどの文書です。"),
        _(
            "Excelで開いて、「名前を付けて保存」で「Excelブック（.xlsx）」を選び、保存し直してください。"
        ),
    ),
    "not-a-sheet/pdf": (
        _("中身はPDFです。PDFの表は、数字の位置がずれるおそれがあるので読みません。"),
        _("PDFの元になったExcelかCSVを、持っている課にもらってください。"),
    ),
    "not-a-sheet/image": (
        _("中身は画像です。"),
        _("画像の元になったExcelかCSVのファイルを選んでください。"),
    ),
    "not-a-sheet/archive": (
        _("中身は圧縮されたファイルです。"),
        _("展開してから、中の表のファイルを選んでください。"),
    ),
    "not-a-sheet/zip": (
        _("中身は.zipですが、Excelのブックではありません。"),
        _("展開してから、中の表のファイルを選んでください。"),
    ),
    "not-a-sheet/ole2": (
        _("中身は、Excelではない古いOfficeの文書です。"),
        _CHOOSE,
    ),
    "not-a-sheet/binary": (
        _("中身は文字でも表でもありません。"),
        _CHOOSE,
    ),
    "unsupported-format": (
        _("「%(format)s」の形式は読めません。"),
        _("元のソフトで開いて、「Excelブック（.xlsx）」か CSV で保存し直してください。"),
    ),
    "password-protected": (
        _("パスワードで保護されたブックなので、読めません。"),
        _(
            "Excelで開き、「情報」→「ブックの保護」→「パスワードを使用して暗号化」を空にして保存してください。"
        ),
    ),
    "damaged-workbook": (
        _("ブックが壊れているか、途中で切れています。"),
        _(
            "Excelで開けるか確かめてください。開けないときは、元の場所からもう一度取り出してください。"
        ),
    ),
    "zip-bomb": (
        _("ファイルを展開すると、けた外れに大きくなります。安全のため開きません。"),
        _("元の持ち主に確かめて、表だけを保存し直したファイルを選んでください。"),
    ),
    "undecodable-bytes": (
        _(
            "文字の種類（文字コード）が分かりません。先頭から%(offset)sバイト目に、読めない文字があります。"
        ),
        _("Excelで開いて、「CSV UTF-8」か「Excelブック（.xlsx）」で保存し直してください。"),
    ),
    "broken-delimited-text": (
        _("CSVの%(row)s行目あたりで、区切り方が崩れています。"),
        _('その行の「"」の閉じ忘れを直すか、Excelブック（.xlsx）で保存し直してください。'),
    ),
    "too-many-rows": (_("行が多すぎます（%(rows)s行）。読めるのは%(limit)s行までです。"), _DIVIDE),
    "too-many-columns": (
        _("列が多すぎます（%(columns)s列）。読めるのは%(limit)s列までです。"),
        _DIVIDE,
    ),
    "too-many-cells": (
        _("ますが多すぎます（%(cells)s）。読めるのは%(limit)sまでです。"),
        _DIVIDE,
    ),
    "too-many-characters": (
        _("文字が多すぎます。読めるのは、全部で%(limit)s字までです。"),
        _DIVIDE,
    ),
    "no-worksheet": (
        _("ブックに、表のシートが一枚もありません（グラフだけのブックなど）。"),
        _("表のあるシートを含めて、保存し直してください。"),
    ),
    "no-table": (
        _("ファイルは開けましたが、表が見つかりませんでした。"),
        _("見出しの行と、その下に一行以上のデータがあるか確かめてください。"),
    ),
    "recipe-sheet-missing": (
        _("読み方の指定にあるシート「%(sheet)s」が、このファイルにはありません。"),
        _("シートの名前を確かめて、指定し直してください。"),
    ),
    "recipe-range-outside": (
        _("読み方の指定にある範囲 %(range)s は、データのある所から外れています。"),
        _("範囲を確かめて、指定し直してください。"),
    ),
    "recipe-header-missing": (
        _("見出しの行に指定された%(row)s行目は、空か、表の外です。"),
        _("見出しの行の番号を確かめて、指定し直してください。"),
    ),
    "recipe-column-missing": (
        _("読み方の指定にある列「%(column)s」が、このファイルにはありません。"),
        _("列の名前を確かめて、指定し直してください。"),
    ),
    "recipe-name-twice": (
        _("読み方の指定で、列の名前「%(column)s」が二度使われています。"),
        _("列の名前を、それぞれ違うものにしてください。"),
    ),
    "damaged-table": (
        _("保存されている表が壊れています。"),
        _("元のファイルから読み取り直してください。"),
    ),
    "not-in-encoding": (
        _("%(line)s行目に、Shift_JISでは書けない文字があります。"),
        _("UTF-8のCSVか、Excelで取り出してください。"),
    ),
    "too-large-for-xlsx": (
        _("Excelに入りきりません（%(rows)s行、%(columns)s列）。"),
        _("CSVで取り出してください。"),
    ),
}

FINDINGS: Entries = {
    "text-decoded": (
        _("文字は%(encoding)s、区切りは%(delimiter)sとして読みました。"),
        _("文字化けしているときは、保存し直してください。"),
    ),
    "sheet-hidden": (
        _("表示されていないシートも読みました。"),
        _("使ってよい表か、持ち主に確かめてください。"),
    ),
    "sheet-without-table": (_("このシートに表はありませんでした。"), ""),
    "metadata-rows-read": (_("表の上の説明の行は、データとは別に残しました。"), ""),
    "header-found": (_("%(rows)s行目を見出しとして読みました。"), ""),
    "header-rows-joined": (
        _("見出しが%(count)s段あるので、上下をつないで列の名前にしました（%(rows)s行目）。"),
        _("列の名前が思ったとおりか確かめてください。"),
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
        _("合計や小計らしい行が%(count)s行あります（%(rows)s行目など）。そのまま残しました。"),
        _("数えるときに二重にならないか確かめてください。"),
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
    "postcode-zeros-lost": (
        _(
            "「%(column)s」に、7けたに足りない郵便番号が%(count)s件あります（%(cells)s）。先頭の0が消えたようです。"
        ),
        _("元の表で、この列を「文字列」にして書き直してください。"),
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
