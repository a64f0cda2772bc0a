"""The questions that make a claim, each once; a kind may say one in other words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tomoni.academy.steps.analysis import conditions, kinds
from tomoni.academy.steps.analysis.kinds import Text
from tomoni.academy.steps.analysis.offers import Offers
from tomoni.academy.ui.fields import FieldView


@dataclass(frozen=True)
class Question:
    """What is asked, in words; `choices` where they are the same for every claim."""

    label: Text
    type: str = "choice"
    required: bool = True
    help: Text = ""
    good: Text = ""
    bad: Text = ""
    unit: Text = ""
    choices: tuple[tuple[str, Text], ...] = ()
    many: bool = False


QUESTIONS: Mapping[str, Question] = {
    "title": Question(
        _("短い名前"), "short_text", required=False, good=_("更新の月への集中"),
        help=_("一覧や提案書で、この主張を呼ぶ名前です。"),
    ),
    "kind": Question(_("何をくらべますか")),
    "table": Question(_("使う表")),
    "subject": Question(
        _("1行は何ですか"), "short_text", required=False, good=_("食品営業許可"),
        help=_("表の1行が表すものを書きます。主張の文に入ります。"),
    ),
    "coverage": Question(
        _("表に入っているもの"),
        choices=(
            ("whole", _("すべて（台帳の全部など）")),
            ("sample", _("一部（アンケートの回答など）")),
        ),
    ),
    "column": Question(_("見る列")),
    "part": Question(_("日付のどこを見ますか")),
    "categories": Question(
        _("数える値"), many=True,
        help=_("どの値の行を数えるかを選びます。いくつでも選べます。"),
    ),
    "unit": Question(
        _("数の単位"), "short_text", required=False, good=_("分"),
        help=_("空のままなら、表の列に付いている単位を使います。"),
    ),
    "other_column": Question(_("くらべる列")),
    "population_column": Question(
        _("人口などの列"), help=_("件数を割る、人口や世帯数などの列を選びます。")
    ),
    "group_column": Question(_("グループを分ける列")),
    "group_part": Question(_("分ける日付のどこを見ますか")),
    "group_a": Question(_("1つめのグループ")),
    "group_b": Question(_("2つめのグループ")),
    "strata_column": Question(
        _("そろえる列"), help=_("この列の値が同じものどうしで、2つのグループを比べます。")
    ),
    "standard": Question(
        _("そろえる先の人口"), "rows", required=False,
        help=_("国の標準人口などに合わせるときだけ書きます。空なら、2つのグループの合計に合わせます。"),
    ),
    "time_column": Question(_("時期の列")),
    "changed_at": Question(
        _("いつ変わりましたか"), help=_("変わった後の、最初の時期を書きます。")
    ),
    "unit_column": Question(
        _("場所や人を見分ける列"), help=_("同じ窓口や地区の、前と後を結び付ける列です。")
    ),
    "change": Question(
        _("何が変わったと考えますか"),
        choices=(
            ("both", _("大きさ（増えかたも変わってよい）")),
            ("level", _("大きさだけ（増えかたは同じまま）")),
            ("slope", _("増えかた")),
        ),
    ),
    "season": Question(
        _("毎年くり返す動き（季節）"),
        choices=(("yes", _("取り除いて見る")), ("no", _("そのまま見る"))),
        help=_("月ごとの表で2年分より長いときに、取り除けます。"),
    ),
    "direction": Question(
        _("どちらに違うと考えますか"),
        help=_("2つのグループをくらべるときは、1つめのグループがどうかを選びます。"),
    ),
    "expected": Question(
        _("見込みの割合"), "number", required=False, unit="％",
        help=_("月や曜日を見るときは、空のままでかまいません。均等な場合とくらべます。"),
    ),
    "expected_reason": Question(
        _("見込みの出どころ"), "short_text", required=False, good=_("前の年の実績"),
        help=_("見込みの割合を書いたときは、どこから来た数字かを書きます。"),
    ),
    "smallest": Question(_("意味のある差"), "number"),
    "conditions": Question(
        _("見る行の条件"), "rows", required=False,
        help=_("条件のすべてに当てはまる行だけを見ます。値がいくつもあるときは「、」で区切ります。"
               "書かなければ、すべての行を見ます。"),
    ),
    "period": Question(
        _("いつのデータですか"), "short_text", required=False, good=_("2024年度"),
        help=_("表に日付の列がないときに書きます。事実の文に入ります。"),
    ),
    "reason": Question(
        _("そう考えるわけ"), "long_text", good=_("窓口の職員が、夏に更新が重なると話していた")
    ),
    "refuted_if": Question(
        _("どうなったら、まちがいと認めますか"), "long_text",
        good=_("4つの月の割合が、均等な場合より10ポイント高くなければ、集中していないと考える"),
        bad=_("思ったとおりにならなかったら"),
    ),
    "sketch": Question(
        _("予想する図"), "long_text",
        help=_("結果を見る前に、どんな図になるかを言葉で描きます。"),
        good=_("横に1月から12月、たてに件数。2月、5月、8月、11月の棒だけが高い"),
    ),
    "chart": Question(_("図の種類"), required=False),
}  # fmt: skip
_OPTIONAL = frozenset({"population_column", "strata_column", "unit_column"})
"""Asked by several kinds, and left empty where the engine can do without."""


def field(name: str, *, offers: Offers) -> FieldView:
    """The question as the claim's kind puts it, with what can be chosen."""
    question = _put(name, offers=offers)
    if name == "conditions":
        columns = offers.choices["conditions"] or ()
        return conditions.field(columns=columns, label=str(question.label), help=str(question.help))
    offered = offers.choices.get(name, tuple((key, str(said)) for key, said in question.choices))
    required = question.required and (name not in _OPTIONAL or name in kinds.needs(offers.kind))
    found = FieldView(
        name=name,
        label=str(question.label),
        type=offers.types.get(name, question.type),
        required=required,
        help=str(question.help),
        good=str(question.good),
        bad=str(question.bad),
        unit=offers.units.get(name, str(question.unit)),
        choices=offered or (),
        columns=_columns(offers) if name == "standard" else (),
        many=question.many,
    )
    if found.type != "choice":
        return found
    if offered is None:
        return _typed(found)
    return found if offered else _without(found)


def _put(name: str, *, offers: Offers) -> Question:
    """The question in the words of the kind."""
    question, kind = QUESTIONS[name], kinds.kind_of(offers.kind)
    if kind is None:
        return question
    if name == "smallest":
        margin = offers.margin
        question = replace(question, help=margin.help, good=margin.good)
    said = kind.words.get(name, {})
    return replace(
        question,
        label=said.get("label", question.label),
        help=said.get("help", question.help),
        good=said.get("good", question.good),
    )


def _typed(field: FieldView) -> FieldView:
    """Too many values to choose from: they are written."""
    if field.name == "group_b":
        words = _now("空のままなら、それ以外のすべてと比べます。")
        return replace(field, type="short_text", required=False, choices=(), help=words)
    if not field.many:
        return replace(field, type="short_text", choices=())
    words = _now("値の種類が多い列です。数える値を、1行に1つずつ書きます。")
    return replace(field, type="long_text", many=False, help=words)


def _without(field: FieldView) -> FieldView:
    """The table has nothing that could be chosen."""
    words = _now(
        "この表には、選べる列がありません。数や日付として読めているかを、整えた表で確かめてください。"
    )
    return replace(field, help=words)


def _columns(offers: Offers) -> tuple[FieldView, ...]:
    return (
        FieldView(name="stratum", label=_now("区分")),
        FieldView(name="persons", label=_now("人数"), type="number"),
    )
