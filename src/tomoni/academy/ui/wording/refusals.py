"""The room `tables` in words: files that are refused, and recipes that do not fit."""

from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui.wording.entries import Entries

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
    "cell-too-long": (
        _("一つのますに、けた外れに長い文字が入っています（%(limit)sバイトを超えています）。"),
        _("そのますの文字を消すか、別のファイルに移してください。"),
    ),
    "macros-only": (
        _("ブックにマクロのシートしかありません。マクロは実行しません。"),
        _("表のあるシートを「Excelブック（.xlsx）」で保存し直してください。"),
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
    "recipe-header-moved": (
        _(
            "見出しが、読み方の指定にある%(row)s行目ではなく、%(found)s行目にあります。推し量って読むことはしません。"
        ),
        _("表の形が変わったところを確かめて、見出しの行を指定し直してください。"),
    ),
    "bad-recipe": (
        _("読み方の指定が正しくありません（%(where)s）。"),
        _("書き方を確かめて、直してください。"),
    ),
    "recipe-column-missing": (
        _("読み方の指定にある列「%(column)s」が、このファイルにはありません。"),
        _("列の名前を確かめて、指定し直してください。"),
    ),
    "recipe-name-twice": (
        _("読み方の指定で、列の名前「%(column)s」が二度使われています。"),
        _("列の名前を、それぞれ違うものにしてください。"),
    ),
    "unknown-dataset": (
        _("「%(dataset)s」という標準のデータセットは登録されていません。"),
        _("名前を確かめてください。"),
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
