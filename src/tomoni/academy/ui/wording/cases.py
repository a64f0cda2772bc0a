"""The room `cases` in words: bundles, references, quotes, and what a case still lacks."""

from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui.wording.entries import Entries, Words

WORDS: Words = {
    "why": {
        "missing": _("足りない"),
        "extra_forbidden": _("知らない項目"),
        "string_type": _("文字ではない"),
        "enum": _("決まった言葉ではない"),
        "literal_error": _("決まった言葉ではない"),
        "float_parsing": _("数ではない"),
        "int_parsing": _("整数ではない"),
        "string_pattern_mismatch": _("書き方が違う"),
        "Permission denied": _("書き込む許可がない"),
        "No space left on device": _("空き容量が足りない"),
        "Not a directory": _("途中の名前がフォルダではない"),
        "Read-only file system": _("書き込めない場所"),
    },
}

_AGAIN = _("受け取り直すか、元のケースからもう一度書き出してください。")
_RECIPE = _("別の版のともにで作られたケースかもしれません。ともにを新しくしてください。")

ERRORS: Entries = {
    "not-a-bundle": (
        _("ケースの束として開けません。.zip が壊れているか、途中で切れています。"),
        _AGAIN,
    ),
    "not-a-case": (
        _("ケースの束ではありません（case.yaml がないか、書き方が違います）。"),
        _("case.yaml のあるフォルダか、ともにが書き出した .zip を選んでください。"),
    ),
    "unsealed": (
        _("この束には封（manifest.sha256）がありません。"),
        _("ともにが書き出した束を選んでください。"),
    ),
    "altered": (
        _("束の中の「%(path)s」が、書き出したあとに変えられているか、壊れています。"),
        _AGAIN,
    ),
    "missing-file": (_("束に書かれているファイル「%(path)s」が見つかりません。"), _AGAIN),
    "unlisted-file": (
        _("束に、封にないファイル「%(path)s」が入っています。"),
        _("そのファイルを取り除くか、束を受け取り直してください。"),
    ),
    "unsafe-path": (
        _("束の中に、外のフォルダへ出ていく名前「%(path)s」があります。安全のため開きません。"),
        _("送り主に確かめて、束を作り直してもらってください。"),
    ),
    "too-large": (
        _("束が大きすぎます。展開して%(limit)sMBまで、ファイルの数にも限りがあります。"),
        _("大きな元データを分けて、束を作り直してください。"),
    ),
    "target-exists": (
        _("書き出し先「%(path)s」には、ほかのものが入っています。"),
        _("空のフォルダか、前に書き出したケースのフォルダを指定してください。"),
    ),
    "cannot-write": (
        _("「%(path)s」に書き出せませんでした（%(why)s）。何も変えていません。"),
        _("空き容量と、書き込みの許可を確かめてください。"),
    ),
    "twin-artifacts": (
        _("束の中に、同じ名前の成果物「%(artifact)s」が二つあります。"),
        _("case.yaml の id を、それぞれ違うものにしてください。"),
    ),
    "bad-yaml": (
        _("YAMLの%(line)s行目あたりの書き方が正しくありません。"),
        _("字下げ（空白）と記号を確かめてください。"),
    ),
    "bad-curriculum": (
        _("カリキュラムの「%(where)s」が正しくありません（%(why)s）。"),
        _("その項目を直してください。"),
    ),
    "unknown-curriculum": (
        _("カリキュラム「%(curriculum)s」がありません。"),
        _("名前と版を確かめるか、束に curriculum.yaml を入れてください。"),
    ),
    "bad-content": (
        _("成果物の「%(where)s」の内容が、決まりに合いません（%(why)s）。"),
        _("その項目を直してください。"),
    ),
    "bad-content/": (
        _("成果物の内容が、決まりに合いません（%(why)s）。"),
        _("足りない項目や余分な項目がないか確かめてください。"),
    ),
    "unknown-artifact": (
        _("「%(artifact)s」という成果物は、このケースにありません。"),
        _("名前を確かめてください。"),
    ),
    "unknown-version": (
        _("「%(artifact)s」の第%(version)s版は、このケースにありません。"),
        _("成果物と版の番号を確かめてください。"),
    ),
    "unknown-quantity": (
        _("「%(quantity)s」という数値は、このケースにありません。"),
        _("「成果物.数値」の形で書きます（例：effect.staff_hours）。名前を確かめてください。"),
    ),
    "unknown-kind": (
        _("「%(artifact)s」の種類「%(kind)s」を、この版のともには知りません。"),
        _RECIPE,
    ),
    "unknown-function": (
        _("作り方「%(function)s」を、この版のともには知りません。"),
        _RECIPE,
    ),
    "unknown-worksheet": (
        _("ワークシート「%(worksheet)s」が、カリキュラムにありません。"),
        _("ケースとカリキュラムの版が合っているか確かめてください。"),
    ),
    "unknown-step": (
        _("手順「%(step)s」が、カリキュラムにありません。"),
        _("ケースとカリキュラムの版が合っているか確かめてください。"),
    ),
    "unknown-quote": (
        _("引用「%(quote)s」の指す数値が、このケースにありません。"),
        _("「{{ 成果物.数値 }}」の名前を確かめてください。"),
    ),
    "wrong-number": (
        _("「%(artifact)s」の第%(version)s版は、版の番号が続いていません。"),
        _("ほかの人が先に保存していないか確かめて、開き直してください。"),
    ),
    "changed-kind": (
        _("「%(artifact)s」は、すでに別の種類の成果物として使われています。"),
        _("違う名前を付けてください。"),
    ),
    "cycle": (
        _("「%(artifact)s」が、めぐりめぐって自分自身から作られています。"),
        _("引用か作り方を見直して、輪を断ってください。"),
    ),
    "no-figure": (
        _("「%(artifact)s」には図がないので、本文に置けません。"),
        _("数値を引用するときは「{{ %(artifact)s.数値 }}」のように書いてください。"),
    ),
    "no-such-table": (
        _("このファイルに、%(table)s番目の表はありません。"),
        _("読み取る表を選び直してください。"),
    ),
    "no-volume": (
        _("1年に何件あるかが、業務フローに入っていません。"),
        _("件数を入れるか、台帳から数えた件数を引用してください。"),
    ),
    "missing-input": (
        _("作り方に、材料「%(input)s」が指定されていません。"),
        _("ケースの作り方（plan）の inputs に加えてください。"),
    ),
    "missing-bytes": (
        _("保存されているはずの中身（%(digest)s…）が見つかりません。"),
        _("控えから戻すか、事務局に知らせてください。"),
    ),
    "cancelled": (_("計算をやめました。何も変えていません。"), ""),
}

FINDINGS: Entries = {
    "stale": (
        _("古くなっています。元になったもの（%(causes)s）に新しい版があります。"),
        _("計算し直してください。"),
    ),
    "stale/": (_("古くなっています。作り方が変わりました。"), _("計算し直してください。")),
    "unmade": (
        _("まだ一度も計算されていません。"),
        _("材料がそろっているか確かめて、計算してください。"),
    ),
    "unknown-quote": ERRORS["unknown-quote"],
    "broken-quote": (
        _("引用として読めない書き方「{{ … }}」が、本文にあります。"),
        _("「{{ 成果物.数値 }}」の形に直してください（例：{{ effect.staff_hours }}）。"),
    ),
    "unknown-worksheet": ERRORS["unknown-worksheet"],
    "missing-worksheet": (
        _("このワークシートはまだ書かれていません。"),
        _("書き始めるか、使わないなら事務局に確かめてください。"),
    ),
    "missing-field": (
        _("「%(field)s」がまだ空です。"),
        _("分かるところから書いてください。"),
    ),
    "orphan-number": (
        _("本文に、出典のない数値があります。"),
        _("「{{ 成果物.数値 }}」で引用するか、どこから来た数値かを書いてください。"),
    ),
}
