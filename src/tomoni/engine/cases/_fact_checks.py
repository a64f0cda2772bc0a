"""Rules on facts, figures and plans: no judgement, no number alone, nothing that says nothing."""

import re
from collections.abc import Mapping

from tomoni.engine import privacy
from tomoni.engine.cases._check_rules import CheckRule
from tomoni.engine.cases._phrases import bare, forms, sentences
from tomoni.engine.cases._quotes import quotes, typed_numbers
from tomoni.engine.cases._remarks import Seen, TextRule

_SHOULD = re.compile(
    r"べき(?:だ|で|と|か|、|$)|(?:する|した|なる)(?:の|ほう|方)が(?:よい|良い|望ましい)|"
    r"と(?:思(?:う|い|われ|った|える)|考え(?:る|られ|ます|た)|感じ(?:る|た|られ))(?!人|回答|方)|"
    r"気がする|に違いない|はず(?:だ|で(?:す|ある)|$)|(?:だろう|でしょう|かもしれない)(?:$|が|と)|のせい|"
    r"(?:が|の|は)(?:主な|大きな|最大の|一番の)?原因(?:だ|で(?!は)|と(?:な|考)|$)"
)
_NEEDED = re.compile(
    r"(?:改善|見直し|対策|対応|取り?組み?|検討|強化|推進|導入|改革|工夫|増員|周知|整備|配慮|抜本[^、]{0,8})"
    r"(?:の必要|(?:が|は|も)[^、。]{0,4}(?:必要|求められ|急務|不可欠|重要))|(?:改善|見直し|対策)しなければ"
)
_WORTH = re.compile(
    r" (?:ひどい|酷い|悪い|素晴らしい|すばらしい|望ましい|好ましい|ふさわしい|物足りない|お粗末) |"
    r" 非 効率 | 非効率 | 不 (?:十分|適切|親切|合理) |"
    r" (?:不十分|不適切|不親切|不合理|脆弱|深刻|無駄|杜撰|ずさん|最悪|残念|順調) |"
    r" (?:問題|むだ|無駄|効果|成果|改善 の 余地) (?:が|は) (?:大きい |多い |高い )?"
    r"(?:ある|大きい|多い|高い) |"
    r"(?<!て)(?<!で)(?<!も)(?<!ば) (?:良い|よい|いい) (?:です|だ |$|結果|状態)|"
    r" (?:問題|成功|怠慢|明らか) (?:だ|です) | (?:づらい|にくい) (?:$|、|です|た )|"
    r" (?:多い|少ない|長い|短い|高い|低い|遅い|早い|難しい|狭い|広い|大きい|小さい|複雑) "
    r"(?:すぎる|過ぎる) "
)
# 天気の悪い日 is a fact.
_OF_NATURE = re.compile(
    r"(?:天気|天候|体調|足|足元|具合|視力|路面|見通し|電波|顔色|機嫌|目|耳)[のがは]悪"
)
_JUDGED_LINE = re.compile(r"^\s*(?:[・\-]\s*)?(?:判断|考え|意見|推測)(?:と理由)?[：:]")
_GUESS = re.compile(
    r"気がする|と思(?:う|われ|った)|(?:だろう|でしょう|かもしれない|らしい|みたいだ)(?:$|が|と|。)|感じがする|"
    r"いろいろな?(?:理由|事情|原因|要因)|なんとなく|何となく"
)
_COMPARED = re.compile(
    r"くらべ|比べ|比較|より|のうち|割合|[％%]|パーセント|ポイント|倍|割|差|増|減|平均|中央値|前年|昨年|去年|前の|"
    r"以前|いままで|これまで|から[^。]{1,12}(?:に|へ|まで)|ほか|他の|一方|全体|全部|目標|同じ|変わらな|番目|最も|"
    r"一番|最大|最少|順に|に対し|うち|残り|だけ|しか|基準|ばらつき|幅|人に[0-9一二三四五六七八九]"
)
_STOCK = re.compile(
    r"(?:特に)?(?:なし|ない|ありません|いない|いません|問題なし|問題ない)|(?:今後|引き続き|適宜|随時|必要に応じて|早急に|速やかに)?"
    r"(?:、)?(?:検討|対応|実施|検証|測定|調整|確認|協議|改善|効果を検証|対策を検討)(?:する|します|していく|中|を行う|予定)?|"
    r"大変な?(?:ことになる|です|だ)?|いろいろ(?:な(?:データ|こと|問題))?(?:がある)?|(?:だいたい|大体)(?:このくらい|これくらい)?|"
    r"様子を見る|(?:ご?意見を)?反映し(?:た|ます)|修正し(?:た|ました)|好評(?:だった|でした)|効果が(?:あった|ありました)|"
    r"(?:成功|失敗)し(?:た|ました)|おおむね(?:達成|良好|順調)(?:した)?|思ったとおり(?:だった|でした)|困って(?:いる|いた)|困る|"
    r"(?:みんなが?)?楽になる|業務を?(?:の)?改善(?:する)?|(?:取り?組み?を)?推進する|がんばってほしい|頑張ってほしい|"
    r"影響は?(?:ない|なし|特にない)|うまくいく(?:とみる)?|すべて明らかになった|詳しくは(?:以下|別紙|資料)の?とおり|"
    r"(?:よ|良)くなる|便利になる|効率(?:よ|良)くする|分かりやすくする|忙しい|不明|未定|同上|上(?:記)?のとおり|"
    r"見ていないから|周知不足|できるだけ(?:早く|減らす|増やす)|システムを利用する|アンケートなど|DXを?推進する|"
    r"きれいなグラフ(?:になる)?|見て(?:から)?決める"
)
_DATED = re.compile(
    r"[0-9０-９]|[一二三四五六七八九十]+(?:月|年|日|週|回|か月)|年度|月末|月初|翌|来(?:年|月|週)|次の|毎(?:年|月|週|日)|"
    r"まだ|春|夏|秋|冬|の時点|[0-9一二三四五六七八九十]+か?月"
)
_COUNTED = re.compile(
    r"[0-9０-９]|[一二三四五六七八九十百千]+(?:回|度|日|分|時間|週間?|か月|件|人|割|年|つ|枚|通)|\{\{|まだ|半分|倍|ゼロ|なし|測って"
)
_ALL_OF_IT = re.compile(r"(?:全部|すべて|全て|全項目|いろいろ|一式)(?:の項目)?")
_SUMMED_UP = re.compile(
    r"(?:との|という|といった)(?:ご?意見|声|指摘|要望|感想)|(?:意見|要望|不満|苦情|声)が(?:あった|多かった|出た|寄せられた)"
)
_LATER = re.compile(
    r"見てから|見た(?:あと|後)|結果(?:を見て|しだい|次第)|その(?:とき|時|場)(?:に)?(?:考|決)|あとで|後で(?:考|決)|未定|考える$"
)


def _fact_only(text: str) -> Seen | None:
    own = "\n".join(line for line in text.splitlines() if not _JUDGED_LINE.search(line))
    for sentence in sentences(own):
        if found := _SHOULD.search(sentence) or _NEEDED.search(sentence):
            return Seen(sentence, found[0])
        worth = _WORTH.search(forms(sentence))
        if worth and not _OF_NATURE.search(sentence):
            return Seen(sentence, worth[0].replace(" ", ""))
    return None


def _testable(text: str) -> Seen | None:
    for sentence in sentences(text):
        if found := _GUESS.search(sentence):
            return Seen(sentence, found[0])
    return None


def _compared(text: str) -> Seen | None:
    numbers = typed_numbers(text)
    if len(numbers) + len(quotes(text)) != 1 or not numbers or _COMPARED.search(text):
        return None
    return Seen(numbers[0])


def _concrete(text: str) -> Seen | None:
    return Seen(text.strip()) if _STOCK.fullmatch(bare(text)) else None


def _dated(text: str) -> Seen | None:
    return None if _DATED.search(text) else Seen(text.strip())


def _counted(text: str) -> Seen | None:
    return None if _COUNTED.search(text) else Seen(text.strip())


def _decided_before(text: str) -> Seen | None:
    return Seen(text.strip()) if _LATER.search(bare(text)) else None


def _only_needed(text: str) -> Seen | None:
    return Seen(text.strip()) if _ALL_OF_IT.fullmatch(bare(text)) else None


def _own_words(text: str) -> Seen | None:
    found = _SUMMED_UP.search(text)
    return Seen(text.strip()) if found and "「" not in text else None


def _nameless(text: str) -> Seen | None:
    name = privacy.name_in(text)
    return Seen(name) if name else None


FACT_RULES: Mapping[CheckRule, TextRule] = {
    CheckRule.FACT_ONLY: _fact_only,
    CheckRule.TESTABLE: _testable,
    CheckRule.COMPARED: _compared,
    CheckRule.CONCRETE: _concrete,
    CheckRule.DATED: _dated,
    CheckRule.COUNTED: _counted,
    CheckRule.DECIDED_BEFORE: _decided_before,
    CheckRule.NAMELESS: _nameless,
    CheckRule.ONLY_NEEDED: _only_needed,
    CheckRule.OWN_WORDS: _own_words,
}
