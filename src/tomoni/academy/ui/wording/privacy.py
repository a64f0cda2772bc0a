"""The room `privacy` in words: personal information, and what may be done with it."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui.wording import releases
from tomoni.academy.ui.wording.entries import Entries, Text, Words

KINDS: Mapping[str, Text] = {
    "my_number": _("マイナンバー（個人番号）"),
    "corporate_number": _("法人番号"),
    "e_mail": _("メールアドレス"),
    "vehicle_number": _("車両番号"),
    "telephone": _("電話番号"),
    "postcode": _("郵便番号"),
    "birth_date": _("生年月日"),
    "bank_account": _("口座番号"),
    "insured_number": _("被保険者番号や受給者番号"),
    "pseudonym": _("鍵で置き換えた仮の番号"),
    "addressee_number": _("宛名番号"),
    "household_number": _("世帯番号"),
    "kana": _("氏名のカナ"),
    "name": _("氏名"),
    "address": _("番地までの住所"),
    "area": _("町名や地区"),
    "age": _("年齢"),
    "sex": _("性別"),
    "nationality": _("国籍や在留資格"),
    "household": _("世帯や仕事・学校のこと"),
    "race": _("人種・民族"),
    "creed": _("信条"),
    "social_status": _("社会的身分"),
    "illness": _("病歴"),
    "disability": _("障害"),
    "medical_care": _("健診・診療・介護のこと"),
    "crime": _("犯罪の経歴"),
    "crime_victim": _("犯罪や虐待の被害"),
    "hardship": _("生活保護・所得・滞納など"),
    "name_in_text": _("文章の中の人の名前"),
    "identifier": _("一人ずつ違う番号"),
}
"""What a kind of personal information is called."""

STEPS: Mapping[str, Text] = {
    "drop": _("列を除く"),
    "pseudonym": _("鍵を使って仮の番号に置き換える"),
    "age_band": _("年齢の階級にする"),
    "coarser": _("月や年度にまとめる"),
    "area": _("町や校区にまとめる"),
    "clip": _("上下の端をまとめる"),
    "merge_rare": _("少ない区分を「その他」にまとめる"),
    "join_neighbour": _("少ない地域を隣と合算する"),
    "leave_totals": _("合計の行を除く"),
    "drop_my_number": _("マイナンバーの列を除く"),
    "clean_my_number": _("文章の中のマイナンバーを伏せる"),
    "keep_by_chance": _("マイナンバーではない12桁の番号として残す"),
}
"""What was done to a column."""

LABELS: Mapping[str, Text] = {
    "my_number": _("特定個人情報（マイナンバーを含む）"),
    "personal": _("個人情報"),
    "pseudonymised": _("仮名化済みの個人情報"),
    "nothing_found": _("個人情報は見つかっていません"),
}
"""What a table is by law. Nothing becomes 匿名加工情報 by itself."""

WORDS: Words = {
    "personal": KINDS,
    "confidence": {"high": _("高い"), "medium": _("中くらい"), "low": _("低い")},
}

_FOUND = _(
    "「%(column)s」に%(personal)sが%(count)s件あります（調べた%(examined)s件のうち。確かさ：%(confidence)s）。"
)

FINDINGS: Entries = {
    "personal-found": (_FOUND, _("使う目的に要る列か、持ち主の課に確かめてください。")),
    "personal-found/never-keep": (
        _FOUND,
        _("マイナンバーは受け取れません。この列を除いたファイルを、持ち主の課にもらってください。"),
    ),
    "personal-found/may-keep": (
        _("「%(column)s」に法人番号が%(count)s件あります。個人情報ではありません。"),
        "",
    ),
    "personal-found/drop": (
        _FOUND,
        _("分析に要らないときは、列を除いてください。"),
    ),
    "personal-found/pseudonym": (
        _FOUND,
        _("表をつなぐのに要るときは仮の番号に置き換え、要らないときは列を除いてください。"),
    ),
    "personal-found/area": (
        _FOUND,
        _("町名か校区までにまとめてください。番地は除いてください。"),
    ),
    "personal-found/coarsen": (
        _FOUND,
        _("ほかの列と組み合わせると人が分かります。階級や月、地域にまとめてください。"),
    ),
    "personal-found/keep-if-needed": (
        _FOUND,
        _("ほかの列と組み合わせると人が分かります。要るときだけ残してください。"),
    ),
    "personal-found/sensitive": (
        _FOUND,
        _(
            "特に気をつける情報です（要配慮個人情報か、同じに扱うもの）。使ってよい根拠を確かめ、"
            "要らないときは除いてください。"
        ),
    ),
    "personal-found/clean-text": (
        _(
            "「%(column)s」の文章に、人の名前らしい言葉が%(count)s件あります（調べた%(examined)s件のうち）。"
        ),
        _("分析に要らない文章の列は除くか、名前を消してください。"),
    ),
}

ERRORS: Entries = {
    **releases.ERRORS,
    "unknown-column": (
        _("列「%(column)s」が、この表にはありません。"),
        _("列の名前を確かめて、選び直してください。"),
    ),
    "wrong-type": (
        _("「%(column)s」は%(type)sの列なので、この変え方はできません。"),
        _("別の変え方を選ぶか、読み方の指定で列の型を直してください。"),
    ),
    "day-missing": (
        _("「%(column)s」の年齢を、いつの時点で数えるかが決まっていません。"),
        _("基準の日を入れてください。"),
    ),
    "key-missing": (
        _("「%(column)s」を仮の番号に置き換える鍵がありません。"),
        _("管理する人に、このケースの鍵を作ってもらってください。"),
    ),
    "key-too-short": (
        _("仮の番号に置き換える鍵が短すぎます（%(shortest)sバイト以上が要ります）。"),
        _("管理する人に、鍵を作り直してもらってください。"),
    ),
    "my-number-hashed": (
        _(
            "「%(column)s」はマイナンバーのようです。置き換えた番号も、マイナンバーと同じに扱われます。"
        ),
        _("この列は除いて、宛名番号を使ってください。"),
    ),
    "no-quasi-identifier": (
        _("人を見分ける手がかりになる列が、一つも選ばれていません。"),
        _("年齢・性別・地域など、ほかの人も知っていそうな列を選んでください。"),
    ),
    "column-twice": (
        _("列「%(column)s」が2回選ばれています。"),
        _("手がかりになる列か、知られたくない列か、どちらか一方にしてください。"),
    ),
    "no-rows": (
        _("この表には、数える行がありません。"),
        _("合計の行だけになっていないか、表を確かめてください。"),
    ),
    "wrong-rung": (
        _("「%(column)s」は%(type)sの列なので、このまとめ方はできません。"),
        _("数は幅で、日付は月や年で、住所や番号は地域やはじめの文字でまとめてください。"),
    ),
    "value-without-group": (
        _("「%(column)s」の値のうち%(count)s種類が、まとめ先の表にありません。"),
        _("まとめ先の表に、残りの値も書き足してください。"),
    ),
    "rungs-not-nested": (
        _("「%(column)s」の%(rung)s段目で、下の段でまとめたものが分かれてしまいます。"),
        _("上の段ほど大きくまとまるように、幅や分け方を直してください。"),
    ),
    "bad-wish": (
        _("まとめ方の条件が正しくありません。"),
        _(
            "同じに見える人数は1以上、違いの大きさと除いてよい割合は0から1で入れてください。"
            "知られたくない列の条件を付けるときは、その列も選んでください。"
        ),
    ),
    "lattice-too-large": (
        _("まとめ方の組み合わせが%(nodes)s通りあり、調べられません（%(limit)s通りまで）。"),
        _("手がかりになる列を減らすか、まとめ方の段を減らしてください。"),
    ),
}
