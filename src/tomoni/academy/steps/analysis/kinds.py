"""The kinds of claim as people choose them: in plain words, with the questions that each asks.

One table: a further kind of the engine is one entry here. What a kind cannot do without, and
which pictures it has, the engine's own table says.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tomoni.engine.core import ColumnType
from tomoni.engine.evidence import KINDS as ENGINE
from tomoni.engine.evidence import ClaimKind

Text = str | Promise
Types = frozenset[ColumnType]
NUMBERS: Types = frozenset({ColumnType.INTEGER, ColumnType.NUMBER})
DAYS: Types = frozenset({ColumnType.DATE, ColumnType.DATETIME})
ANY: Types = frozenset(ColumnType)
REST = "__rest__"
"""In the place of the second group: all other rows."""
BEFORE = ("title", "kind", "table", "subject", "coverage", "period", "conditions")
AFTER = ("smallest", "reason", "refuted_if", "sketch", "chart")
_SHARE = ("column", "part", "categories")
_GROUPS = ("group_column", "group_part", "group_a", "group_b")


@dataclass(frozen=True)
class Margin:
    """How the smallest difference is typed: times `scale`, in `unit`, at most `most`."""

    scale: float
    most: float | None
    help: Text
    good: Text
    unit: Text = ""


_MATTERS = _("これより小さい差なら、何も変えなくてよいという大きさです。見る前に決めます。")
POINTS = Margin(
    100, 100, _MATTERS, _("10（案内を出す時期を変える手間に見合う差）"), unit=_("ポイント")
)
PERCENT = Margin(
    100, 10_000, _("率が何％ちがえば、何かを変えるかという大きさです。見る前に決めます。"),
    _("20（2割高ければ、健診の回数を増やす）"), unit="％",
)  # fmt: skip
RANK = Margin(
    1, 1, _("関係の強さを0から1で書きます。0.2は弱い、0.4は中くらい、0.7は強い関係です。"),
    _("0.4（中くらいの関係があれば、申込みの方法を見直す）"),
)  # fmt: skip
OWN = Margin(1, None, _MATTERS, _("3（待ち時間が3分ちがえば、窓口の数を変える）"))
Ways = tuple[Text, Text, Text]
_LEVELS: Ways = (_("高い"), _("低い"), _("どちらかに違う"))
_SIZES: Ways = (_("大きい"), _("小さい"), _("どちらかに違う"))
_CHANGES: Ways = (_("増えた"), _("減った"), _("どちらかに変わった"))


@dataclass(frozen=True)
class Kind:
    """One kind: how it is said, an example, what it asks besides what all ask, and how.

    `words` hold what a question says differently here, by the question's name. `ways` are the
    directions in words.
    """

    group: Text
    said: Text
    example: Text
    asks: tuple[str, ...]
    margin: Margin = POINTS
    ways: Ways = _LEVELS
    words: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)


_OF_SHARES, _OF_NUMBERS, _OF_CHANGES = _("割合を比べる"), _("数を比べる"), _("変化を見る")
_CHANGED: Mapping[str, Mapping[str, Text]] = {
    "column": {"label": _("動きを見る数の列")},
    "direction": {"label": _("どう変わったと考えますか")},
}
KINDS: Mapping[ClaimKind, Kind] = {
    ClaimKind.SHARE_AGAINST_EXPECTED: Kind(
        _OF_SHARES, _("ある割合が、見込みより高いか低いか"),
        _("許可の更新が、2月・5月・8月・11月に集まっている"),
        (*_SHARE, "direction", "expected", "expected_reason"),
    ),
    ClaimKind.TWO_PROPORTIONS: Kind(
        _OF_SHARES, _("2つのグループで、割合がちがうか"),
        _("期限を過ぎた割合は、飲食店のほうがほかの業種より高い"),
        (*_SHARE, *_GROUPS, "direction"),
    ),
    ClaimKind.MANY_PROPORTIONS: Kind(
        _OF_SHARES, _("多くのグループで、割合がちがうか"),
        _("窓口に来た人の割合は、地区によってちがう"),
        (*_SHARE, "group_column", "group_part"),
    ),
    ClaimKind.STRATIFIED: Kind(
        _OF_SHARES, _("ある列でそろえても、2つのグループの割合がちがうか"),
        _("同じ業種どうしで比べても、期限を過ぎた割合は北部のほうが高い"),
        (*_SHARE, *_GROUPS, "strata_column", "direction"),
    ),
    ClaimKind.TWO_MEANS: Kind(
        _OF_NUMBERS, _("2つのグループで、平均がちがうか"),
        _("待ち時間の平均は、月曜のほうがほかの曜日より長い"),
        ("column", "unit", *_GROUPS, "direction"), OWN, _SIZES,
        {"column": {"label": _("平均を出す列")}},
    ),
    ClaimKind.MANY_MEANS: Kind(
        _OF_NUMBERS, _("多くのグループで、平均がちがうか"),
        _("待ち時間の平均は、窓口によってちがう"),
        ("column", "unit", "group_column", "group_part"), OWN, _SIZES,
        {"column": {"label": _("平均を出す列")}},
    ),
    ClaimKind.RATES: Kind(
        _OF_NUMBERS, _("人口あたりの率が、2つのグループでちがうか"),
        _("人口あたりの救急の件数は、北部のほうが南部より高い"),
        ("column", "population_column", "unit", *_GROUPS, "strata_column", "standard",
         "direction"),
        PERCENT, _LEVELS,
        {
            "column": {
                "label": _("件数の列"),
                "help": _("地区や年齢ごとの件数の列を選びます。"),
            },
            "unit": {
                "label": _("人口の単位"), "good": _("世帯"),
                "help": _("空のままなら「人」とします。"),
            },
            "strata_column": {
                "label": _("年齢などの構成をそろえる列"),
                "help": _("年齢の区分などの列を選ぶと、構成を同じにして率を比べます。"),
            },
        },
    ),
    ClaimKind.RELATION: Kind(
        _OF_NUMBERS, _("2つの数が、いっしょに動くか"),
        _("高齢化率が高い地区ほど、窓口に来る人が多い"),
        ("other_column", "column", "unit_column", "direction"), RANK, _SIZES,
        {
            "other_column": {"label": _("もとになる数の列")},
            "column": {"label": _("いっしょに動くと考える数の列")},
            "direction": {"label": _("もとの数が大きいほど、どうなると考えますか")},
            "unit_column": {
                "label": _("1行が地区などのまとまりなら、その列"),
                "help": _("地区で言えることが一人ひとりに当てはまるとは限らない、と添えます。"),
            },
        },
    ),
    ClaimKind.PAIRED: Kind(
        _OF_CHANGES, _("同じものの前と後で、数が変わったか"),
        _("同じ窓口の待ち時間は、見直しの前より後のほうが短い"),
        ("other_column", "column", "unit", "direction"), OWN, _SIZES,
        {
            "other_column": {"label": _("前の値の列")},
            "column": {"label": _("後の値の列")},
            "direction": {"label": _("後の値は、前よりどうだと考えますか")},
        },
    ),
    ClaimKind.INTERRUPTED: Kind(
        _OF_CHANGES, _("ある時から、数の動きが変わったか"),
        _("コンビニ交付を始めた月から、窓口の件数が減った"),
        ("column", "time_column", "changed_at", "population_column", "unit", "change", "season",
         "direction"),
        OWN, _CHANGES,
        {
            **_CHANGED,
            "time_column": {"help": _("月ごと、年ごとなど、1つの時期に1行の表を使います。")},
            "population_column": {
                "label": _("人口の列（率で見るとき）"),
                "help": _("選ぶと、人口あたりの率で見ます。意味のある差は％になります。"),
            },
        },
    ),
    ClaimKind.DIFFERENCES: Kind(
        _OF_CHANGES, _("変えた所の変化は、変えなかった所の変化とちがうか"),
        _("予約制にした窓口の待ち時間は、していない窓口より短くなった"),
        ("column", "unit", "time_column", "changed_at", "unit_column", *_GROUPS, "direction"),
        OWN, _SIZES,
        {
            **_CHANGED,
            "time_column": {"help": _("同じ窓口や地区を、前と後に何度か測った表を使います。")},
            "direction": {"label": _("1つめのグループの変化は、どうだと考えますか")},
        },
    ),
    ClaimKind.SYNTHETIC: Kind(
        _OF_CHANGES, _("一つの地域だけで変えたことで、その地域の数が変わったか"),
        _("予約制を始めた市の待ち時間は、ほかの市を混ぜて作った相手より短くなった"),
        ("column", "unit", "time_column", "changed_at", "unit_column", "group_a", "direction"),
        OWN, (_("多い"), _("少ない"), _("どちらかに違う")),
        {
            **_CHANGED,
            "time_column": {"help": _("地域ごと、時期ごとに1行の表を使います。")},
            "unit_column": {
                "label": _("地域の列"), "help": _("比べる相手は、ほかの地域を混ぜて作ります。"),
            },
            "group_a": {"label": _("変えた地域")},
            "direction": {"label": _("変えた後は、相手よりどうだと考えますか")},
        },
    ),
}  # fmt: skip


def kind_of(value: str) -> Kind | None:
    """The kind of that value; None while none is chosen."""
    return KINDS[ClaimKind(value)] if value in {each.value for each in KINDS} else None


def asked(kind: str) -> tuple[str, ...]:
    """The names of all questions of a kind; of none, only which kind it is to be."""
    found = kind_of(kind)
    return (*BEFORE, *found.asks, *AFTER) if found else ("kind",)


def needs(kind: str) -> frozenset[str]:
    """What the engine cannot do without."""
    return frozenset(ENGINE[ClaimKind(kind)].needs)


def charts(kind: str) -> tuple[str, ...]:
    """The pictures that a claim of the kind can be drawn as."""
    return tuple(each.value for each in ENGINE[ClaimKind(kind)].charts) if kind else ()


def types(kind: str, name: str) -> Types:
    """The types of column that the question offers."""
    if name == "column":
        return ANY if kind and ENGINE[ClaimKind(kind)].shares else NUMBERS
    numbers, moments = {"other_column", "population_column"}, {"time_column"}
    return NUMBERS if name in numbers else NUMBERS | DAYS if name in moments else ANY


def margin(values: Mapping[str, Any]) -> Margin:
    """How the smallest difference is typed; of a series per population it is a share."""
    found = kind_of(values["kind"])
    if found is None:
        return POINTS
    by_population = "population_column" in found.asks and values["population_column"]
    return PERCENT if by_population else found.margin
