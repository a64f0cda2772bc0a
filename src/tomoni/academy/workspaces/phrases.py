"""Sentences to put into comments (定型文): shipped ones and a person's own."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tomoni.academy.accounts.models import User
from tomoni.academy.workspaces.models import Phrase

FIELD = "{{欄}}"
"""Stands in a phrase for the label of the field that the comment is about."""
MOST = 50
"""How many phrases of one's own somebody may keep."""


@dataclass(frozen=True)
class PhraseView:
    """A phrase in a menu; `key` names it when it is sent."""

    key: str
    title: str
    text: str


SHIPPED: dict[str, tuple[str | Promise, str | Promise]] = {
    "measurable": (
        _("目標が測れるか"),
        _(
            "よいところに目を向けていますね。目標が測れる形になっていますか。"
            "「何が」「いつまでに」「どれだけ」を足すと、あとで確かめられます。"
        ),
    ),
    "gap": (
        _("目標と現状の差"),
        _("目標と現状の差を、同じ物差し（件数や分）で書けますか。その差が「問題」になります。"),
    ),
    "within-reach": (
        _("自分たちで変えられるか"),
        _("挙げた原因のうち、自分たちの課で変えられるものはどれでしょう。まずそれを選びましょう。"),
    ),
    "citizen": (
        _("市民から見ると"),
        _("市民から見ると、だれが、どの場面で困っていますか。一人の顔を思い浮かべて書いてみてください。"),
    ),
    "tool": (
        _("道具が目標になっていないか"),
        _(
            "「システムを入れる」は手段かもしれません。"
            "入れたあとに、だれの何がよくなるのかを書くと、ほかのやり方とも比べられます。"
        ),
    ),
    "why": (
        _("なぜを重ねる"),
        _("「なぜそうなるのか」を、あと一回か二回重ねてみましょう。確かめられる形の仮説に近づきます。"),
    ),
    "data": (
        _("どのデータで確かめるか"),
        _(
            "この仮説は、どの課のどのデータで確かめられそうですか。"
            "一つの数字だけでなく、組み合わせるデータも考えてみてください。"
        ),
    ),
    "fact": (
        _("事実と判断を分ける"),
        _("事実（データから言えること）と判断（思うこと）を分けて書くと、読む人が一緒に考えられます。"),
    ),
    "source": (
        _("数字の出どころ"),
        _("この数字の出どころ（いつ、だれが、何で数えたか）を添えてください。聞き取りなら、そう書いて大丈夫です。"),
    ),
    "concrete": (
        _("もう少し具体的に"),
        _("「{{欄}}」を、もう少し具体的に書けますか。最近あった一件を例にすると書きやすくなります。"),
    ),
    "bad-case": (
        _("うまくいかないとき"),
        _("うまくいかないとしたら、どこでつまずきそうですか。そのときの進め方も一言あると安心です。"),
    ),
    "good": (
        _("よいと思ったところ"),
        _("「{{欄}}」は、読む人に場面が浮かぶよい書き方です。このまま進めてください。"),
    ),
}  # fmt: skip


def offered_to(user: User) -> list[PhraseView]:
    """One's own first, then the shipped ones."""
    own = [PhraseView(str(each.pk), each.title, each.text) for each in own_of(user)]
    return [*own, *shipped()]


def shipped() -> list[PhraseView]:
    return [PhraseView(key, str(title), str(text)) for key, (title, text) in SHIPPED.items()]


def own_of(user: User) -> list[Phrase]:
    return list(Phrase.objects.filter(owner=user))


def filled_in(text: str, *, label: str) -> str:
    """The text with the label of the field in the place that is kept for it."""
    return text.replace(FIELD, label)
