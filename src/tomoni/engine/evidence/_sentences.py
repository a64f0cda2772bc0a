"""The end of a claim's sentence for each further kind."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tomoni.engine.core import Quantity, show
from tomoni.engine.tables import Part

if TYPE_CHECKING:
    from tomoni.engine.evidence._claim import Claim

Said = tuple[str, str]
"""The two groups in words."""


def kind_sentence(claim: "Claim", *, groups: Said, outcome: str) -> str:
    """The sentence after the words that say which rows it is about."""
    return _SENTENCES[claim.kind.value](claim, groups, outcome)


def number_words(value: float, unit: str) -> str:
    """A number with its unit and as many decimals as it was given."""
    return f"{value:,.10g}{unit}".replace("-", "▲")


def margin_words(claim: "Claim") -> str:
    """The smallest difference that matters with its unit: ポイント, ％ or the values' own."""
    return _MARGINS.get(claim.kind.value, _points)(claim)


def moment_words(claim: "Claim") -> str:
    """When it changed, e.g. 2005年1月1日 or 1899."""
    given = "" if claim.changed_at is None else Part.VALUE.label(claim.changed_at)
    parts = given.split("-")
    if len(parts) == 3 and all(part.isdecimal() for part in parts):
        return f"{int(parts[0])}年{int(parts[1])}月{int(parts[2])}日"
    return given


def treated_words(claim: "Claim") -> str:
    """The one unit that is looked at, e.g. 「市」が「加古川市」であるところの."""
    named = () if claim.group_a is None else (claim.group_a,)
    return f"「{claim.unit_column}」が{Part.VALUE.listed(named)}であるところの"


def _compared(claim: "Claim", groups: Said, margin: str, *, high: str, low: str) -> str:
    first, second = groups
    if claim.direction.value == "differs":
        return f"{first}場合と{second}場合とで{margin}以上違う。"
    way = high if claim.direction.value == "higher" else low
    return f"{first}場合のほうが{second}場合より{margin}以上{way}。"


def _way(claim: "Claim", high: str, low: str, differs: str) -> str:
    return {"higher": high, "lower": low, "differs": differs}[claim.direction.value]


def _points(claim: "Claim") -> str:
    return show(Quantity(value=claim.smallest_difference * 100, unit="ポイント"))


def _own(claim: "Claim") -> str:
    return number_words(claim.smallest_difference, claim.unit)


def _bare(claim: "Claim") -> str:
    return number_words(claim.smallest_difference, "")


def _percent(claim: "Claim") -> str:
    return show(Quantity(value=claim.smallest_difference, unit="割合"))


def _of_series(claim: "Claim") -> str:
    return _percent(claim) if claim.population_column else _own(claim)


def _two_means(claim: "Claim", groups: Said, _outcome: str) -> str:
    end = _compared(claim, groups, margin_words(claim), high="大きい", low="小さい")
    return f"「{claim.column}」の平均は、{end}"


def _many_proportions(claim: "Claim", _groups: Said, outcome: str) -> str:
    by = claim.group_part.words(claim.group_column)
    return f"{outcome}割合は、{by}によって{margin_words(claim)}以上違う。"


def _many_means(claim: "Claim", _groups: Said, _outcome: str) -> str:
    by = claim.group_part.words(claim.group_column)
    return f"「{claim.column}」の平均は、{by}によって{margin_words(claim)}以上違う。"


def _paired(claim: "Claim", _groups: Said, _outcome: str) -> str:
    way = _way(claim, "より平均で{}以上大きい", "より平均で{}以上小さい", "と平均で{}以上違う")
    before, end = claim.other_column, way.format(margin_words(claim))
    return f"「{claim.column}」は、同じものの「{before}」{end}。"


def _rates(claim: "Claim", groups: Said, _outcome: str) -> str:
    same = f"（「{claim.strata_column}」の構成をそろえて）" if claim.strata_column else ""
    end = _compared(claim, groups, margin_words(claim), high="高い", low="低い")
    return f"「{claim.population_column}」あたりの「{claim.column}」は{same}、{end}"


def _relation(claim: "Claim", _groups: Said, _outcome: str) -> str:
    way = _way(claim, "大きい", "小さい", "大きいか、小さい")
    margin = margin_words(claim)
    return (
        f"「{claim.other_column}」が大きいほど「{claim.column}」が{way}"
        f"（順位の相関が{margin}以上）。"
    )


def _stratified(claim: "Claim", groups: Said, outcome: str) -> str:
    end = _compared(claim, groups, margin_words(claim), high="高い", low="低い")
    return f"同じ「{claim.strata_column}」どうしで比べても、{outcome}割合は、{end}"


def _interrupted(claim: "Claim", _groups: Said, _outcome: str) -> str:
    rate = bool(claim.population_column)
    what = (
        f"「{claim.population_column}」あたりの「{claim.column}」"
        if rate
        else f"「{claim.column}」"
    )
    margin = margin_words(claim)
    if claim.change.value == "slope":
        way = _way(claim, "増えかたが大きくなった", "増えかたが小さくなった", "増えかたが変わった")
        return f"{what}は、{moment_words(claim)}から、1期ごとに{margin}以上{way}。"
    way = _way(claim, "増えた", "減った", "変わった")
    return f"{what}は、それまでの傾きから見て、{moment_words(claim)}から{margin}以上{way}。"


def _differences(claim: "Claim", groups: Said, _outcome: str) -> str:
    end = _compared(claim, groups, margin_words(claim), high="大きい", low="小さい")
    return f"「{claim.column}」の{moment_words(claim)}の前から後への変化は、{end}"


def _synthetic(claim: "Claim", _groups: Said, _outcome: str) -> str:
    way = _way(claim, "より平均で{}以上多い", "より平均で{}以上少ない", "と平均で{}以上違う")
    return (
        f"{treated_words(claim)}「{claim.column}」は、{moment_words(claim)}から、"
        f"変えなかったところを組み合わせた見込み{way.format(margin_words(claim))}。"
    )


_MARGINS: Mapping[str, Callable[["Claim"], str]] = {
    "two_means": _own,
    "many_means": _own,
    "paired": _own,
    "rates": _percent,
    "relation": _bare,
    "interrupted": _of_series,
    "differences": _own,
    "synthetic": _own,
}
"""Of shares they are ポイント."""


_SENTENCES: Mapping[str, Callable[["Claim", Said, str], str]] = {
    "two_means": _two_means,
    "many_proportions": _many_proportions,
    "many_means": _many_means,
    "paired": _paired,
    "rates": _rates,
    "relation": _relation,
    "stratified": _stratified,
    "interrupted": _interrupted,
    "differences": _differences,
    "synthetic": _synthetic,
}
