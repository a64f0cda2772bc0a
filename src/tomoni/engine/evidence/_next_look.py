"""What to look at next, as one sentence for people who are not analysts."""

from tomoni.engine.evidence._claim import Claim, ClaimKind
from tomoni.engine.evidence._verdict import Judgement, Measured, Weakness
from tomoni.engine.evidence._weaknesses import blocked

_FURTHER = {
    ClaimKind.PAIRED: "この差がほかの理由（季節、慣れ、選び方）では起きないことを確かめます。",
    ClaimKind.RELATION: "いっしょに動くことは、原因であることではありません。"
    "両方を動かすもの（人口、時期、規模など）がないかを確かめます。",
    ClaimKind.INTERRUPTED: "同じ時期に変わったほかのこと（制度、数え方、天候など）を確かめます。"
    "何も変えなかった地区や部署のデータがあれば、並べて比べます。",
    ClaimKind.DIFFERENCES: "同じ時期に片方だけで変わったほかのことがないかを、担当課に確かめます。",
    ClaimKind.SYNTHETIC: "組み合わせに使ったところで、同じ時期に変わったことがないかを確かめます。",
}


def next_look(
    verdict: Judgement, *, measured: Measured, found: tuple[Weakness, ...], claim: Claim
) -> str:
    """The sentence that follows from the verdict and what weakens it."""
    if verdict is Judgement.REFUTED:
        return "手順「仮説」に戻り、ほかの原因を考えます。戻ることは失敗ではなく、記録は残ります。"
    if verdict is Judgement.UNDECIDED:
        return _undecided(found)
    if any(one.code == "all-or-none" for one in found):
        return (
            f"{claim.part.words(claim.column)}が例外なくそろっています。"
            "規則や取り決めで決まっていないかを、担当課に確かめます。"
        )
    if claim.kind in _FURTHER:
        return _FURTHER[claim.kind]
    if claim.group_column:
        return (
            f"{claim.group_part.words(claim.group_column)}のほかに両者で違うもの"
            "（時期、地区、内容など）がないかを確かめます。"
        )
    largest = max(
        (bar for bar in measured.bars if bar.claimed), key=lambda bar: bar.count, default=None
    )
    most = f"最も多いのは{largest.label}（{largest.count:,}件）です。" if largest else ""
    return f"{most}なぜそこに集まるのかを、担当課の話や別のデータで確かめます。"


def _undecided(found: tuple[Weakness, ...]) -> str:
    if blocked(found):
        return "判断を止めている弱みを読み、それぞれに言葉で答えます。"
    return (
        "幅の中に「意味のある差」が入っています。"
        "期間を延ばすか、ほかの年のデータを加えて、件数を増やします。"
    )
