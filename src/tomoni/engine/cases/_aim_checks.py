"""Rules on aims and causes: can one tell when it is reached, whose is it, can one act on it?"""

import re
from collections.abc import Mapping

from tomoni.engine import effects
from tomoni.engine.cases._check_rules import CheckRule
from tomoni.engine.cases._phrases import bare, content_words, forms, sentences
from tomoni.engine.cases._remarks import Seen, TextRule

# What tells when a goal is reached: a figure, a limit, something done or not done at all.
_MEASURE = re.compile(
    r"[0-9０-９]|[一二三四五六七八九十百千]+(?:回|度|日|分|時間|週間?|か月|件|人|割|年|つ|枚|秒)|"
    r"以内|以下|以上|未満|までに|うちに|時間内|期限内|期日内|ゼロ|半分|半減|倍に|"
    r"なく(?:す|な[るりっ])|なくても|ないで|ずに|せずに|その(?:場|日)で?|当日|翌日|同じ日"
)
_VAGUE = re.compile(
    r" (?:向上|改善|充実|推進|強化|促進|円滑|効率|最適|活性|適正|快適|スムーズ|便利|利便|満足|魅力|"
    r"安心|豊か|迅速|速やか|丁寧|軽減|短縮|削減|減らす|減る|増やす|増える|短い|早い|速い|良い|よい|高める|"
    r"やすい|図る|努める|目指す|長い|有効|いきいき|生き生き|できる だけ|"
    r"なるべく|もっと|見直す|見直し) "
)
_TOOL = (
    r"システム|アプリ(?:ケーション)?|ツール|ＡＩ|ＤＸ|(?<![A-Za-z])(?:AI|DX|RPA|OCR|ICT|IoT|IT|GIS|SNS|LINE)"
    r"(?![A-Za-z])|人工知能|チャットボット|ロボット|ドローン|デジタル化|電子化|オンライン化|ペーパーレス化?|"
    r"クラウド|タブレット|端末|キオスク|サイネージ|発券機|券売機|自動精算機|セルフレジ|ポータルサイト|"
    r"データベース|ダッシュボード|電子申請|スマートフォン"
)
# At the end of the sentence: with a て or ことで after it the tool is only the way.
_GET = (
    r"(?:導入|構築|開発|整備|設置|推進|活用|利用|新設|購入|実現|普及|刷新|更新|強化|検討|配備|配布)"
    r"(?:を(?:する|行う|進める|図る|目指す)|する|したい|させる|すること|を?進める)?|"
    r"(?:入れる|作る|つくる|買う|使う|広める|進める|進む|新しくする|取り入れる|増やす|始める|配る)(?:こと)?"
)
_TOOL_GOT = re.compile(rf"(?:{_TOOL})[^、。]{{0,12}}?(?:を|の|が)[^、。]{{0,8}}?(?:{_GET})$")
_REASON = re.compile(r"ため|ので|から|理由|ことで|れば|によ(?:り|って)")
_MEANS = (
    r"人手|人員|人材|職員(?:数|の数)?|予算|財源|お金|時間|システム|設備|機器|周知|広報|ＰＲ|PR|マンパワー|"
    r"ノウハウ|知識|意識|専門家|体制|[^\s、]員"
)
_LACK = re.compile(
    rf"(?:{_MEANS})(?:不足|(?:が|の|も|は)?(?:(?:十分に|とても|まったく)?"
    rf"(?:足り(?:ない|ず|ません|て(?:い)?ない|ておらず)|不足|少な(?:い|く)|欠け|乏し|行き届(?:か|いて(?:い)?な)|"
    rf"な(?:い|く)(?=$|ため|ので|から|、|こと))))"
)
_THEIRS = re.compile(
    r"^(?:国|県|都|府|省庁?|厚生労働省|総務省|法律?|法令|制度|法改正|議会|上司|市長|市民|住民|申請者|事業者|"
    r"利用者|高齢者|世の中|社会|景気|人口|少子高齢化|他の?課|ほかの課|業者)(?:の[^、。]{1,8}?)?(?:が|は|も|で)"
    r"[^。]{0,20}?(?:悪|古|おかし|厳し|難し|複雑|決ま|変わらな|多い|少な|減|増|低|協力|理解|守ら|読ま|見て|"
    r"知ら|分から|遅|混む|してくれ|得られ|進(?:む|ん|み))"
)
_STAFF = re.compile(
    r"職員|担当者?|係員|係長|課長|課員|窓口の人|私たち|我々|所管課|原課|[^\s]課(?:が|は|の)"
)
_SOMEBODY = re.compile(
    r"[人者方](?!口|件費|員|手|材|事|数|針|法|向)|母|父|親|子ども?|赤ちゃん|夫|妻|家族|世帯|学生|生徒|患者|妊婦|店主|"
    r"お?客|さん|代(?:の|、)|歳|商店|食堂|農家|企業|会社|業者|園児|児童|外国|障害|お年寄り|ひとり親"
)
_CITIZEN = re.compile(rf"市民|住民|{_SOMEBODY.pattern}")
_EVERYBODY = re.compile(
    r"^(?:.{0,3}(?:市民|住民|町民|国民|区民|県民|利用者|皆|みんな)(?:の)?(?:みんな|皆さん?|全員|全体|全て|すべて|一般)?|"
    r"だれも|誰も|全員|すべての(?:人|市民|住民))(?:[がはもに]?(?:困っ|不便|迷惑)[^、。]{0,8})?$"
)
_SERVICE = re.compile(r"(?:市民|住民|行政)サービス")
_CUT = re.compile(
    r"(?:残業|人件費|人員|職員(?:数|の数)?|経費|コスト|支出|超過勤務|時間外)[^、。]{0,6}"
    r"(?:減|削|抑|なく|カット|縮)"
)
_TOO_ALIKE = 0.6


def _measurable(text: str) -> Seen | None:
    if _MEASURE.search(text):
        return None
    for sentence in sentences(text):
        if vague := _VAGUE.search(forms(sentence)):
            return Seen(sentence, vague[0].strip())
    return None


def _no_tool(text: str) -> Seen | None:
    for sentence in sentences(text):
        if _TOOL_GOT.search(sentence):
            return Seen(sentence)
    return None


def _tool_reason(text: str) -> Seen | None:
    return None if _REASON.search(text) else _no_tool(text)


def _not_lack(text: str) -> Seen | None:
    for sentence in sentences(text):
        if found := _LACK.search(sentence):
            return Seen(found[0])
    return None


def _ours(text: str) -> Seen | None:
    for sentence in sentences(text):
        if _THEIRS.search(sentence):
            return Seen(sentence)
    return None


def _somebody(text: str) -> Seen | None:
    plain = bare(text)
    is_nobody = _EVERYBODY.search(plain) or (_SERVICE.search(plain) and not _SOMEBODY.search(plain))
    return Seen(text.strip()) if is_nobody else None


def _citizen(text: str) -> Seen | None:
    others = _STAFF.sub("", bare(text))
    is_staff = _STAFF.search(bare(text)) and not _CITIZEN.search(others)
    return Seen(text.strip()) if is_staff else None


def _outcome(text: str) -> Seen | None:
    for sentence in sentences(text):
        row = effects.LogicRow(id="1", stage=effects.Stage.SHORT, text=sentence)
        found = effects.check_logic_model(effects.LogicModel(rows=(row,)))
        if any(finding.code == "output-as-outcome" for finding in found):
            return Seen(sentence)
    return None


def _given_back(text: str) -> Seen | None:
    clauses = [part for each in sentences(text) for part in each.split("、") if part]
    return Seen(clauses[0]) if clauses and all(map(_CUT.search, clauses)) else None


def too_alike(text: str, other: str) -> bool:
    """Whether a text says hardly more than the other: by the words that both hold."""
    mine, theirs = content_words(text), content_words(other)
    if min(len(mine), len(theirs)) < 2:
        return bare(text) == bare(other)
    return len(mine & theirs) / len(mine | theirs) >= _TOO_ALIKE or mine <= theirs


AIM_RULES: Mapping[CheckRule, TextRule] = {
    CheckRule.MEASURABLE: _measurable,
    CheckRule.NO_TOOL: _no_tool,
    CheckRule.TOOL_REASON: _tool_reason,
    CheckRule.NOT_LACK: _not_lack,
    CheckRule.OURS: _ours,
    CheckRule.SOMEBODY: _somebody,
    CheckRule.CITIZEN: _citizen,
    CheckRule.OUTCOME: _outcome,
    CheckRule.GIVEN_BACK: _given_back,
}
