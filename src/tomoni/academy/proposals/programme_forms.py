"""The parts of a programme as fields of a form."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.proposals import programme_checks, programme_parts
from tomoni.academy.proposals.programme_parts import YES, Content
from tomoni.academy.proposals.words import WHO
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.wording.programmes import NOTICES

Fields = tuple[FieldView, ...]
LONGEST = {"short_text": 200, "long_text": 2000}
KINDS = {
    "intake": gettext_lazy("受付"),
    "opinion": gettext_lazy("所管課の意見"),
    "comments": gettext_lazy("全職員の意見"),
    "review": gettext_lazy("審査"),
    "verdict": gettext_lazy("決定"),
    "aftercare": gettext_lazy("実施の要請"),
}
TYPES = {
    "short_text": gettext_lazy("短い文"),
    "long_text": gettext_lazy("長い文"),
    "number": gettext_lazy("数"),
    "date": gettext_lazy("日付"),
}
FOLLOWS = {
    "implement": gettext_lazy("実施を要請する"),
    "consider": gettext_lazy("検討を要請する"),
}
_PLACES = {
    "title": gettext_lazy("題名"),
    "number": gettext_lazy("受付番号"),
    "ground": gettext_lazy("受理しない理由"),
    "reason": gettext_lazy("書かれたわけ"),
    "verdict": gettext_lazy("結果"),
}


def fields_of(content: Content, part: str) -> Fields:
    """The form of a part, holding what stands there."""
    values = programme_parts.values_of(content, part)
    return tuple(
        replace(field, value=values.get(field.name)) for field in _FORMS[part](content)
    )  # fmt: skip


def question_fields(content: Content, category: str) -> Fields:
    """What a proposal of the category is asked, as a proposer sees it."""
    asked = next(each["fields"] for each in content["categories"] if each["id"] == category)
    by_name = {each["name"]: each for each in content["fields"]}
    return tuple(
        FieldView(**{name: by_name[key][name] for name in _QUESTION})
        for key in asked
        if key in by_name
    )


_QUESTION = ("name", "label", "type", "required", "help", "good", "bad")


def _choices(words: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(word)) for name, word in words.items())


def _key() -> FieldView:
    return FieldView("name", _("記号"), hint=_("空けておくと付きます"))


def _mark(name: str, label: str) -> FieldView:
    return FieldView(name, label, "choice", choices=(YES,))


def _title_form(content: Content) -> Fields:
    return (
        FieldView("title", _("制度の名前"), required=True, good=_("あさひ市職員提案制度")),
        FieldView(
            "hides_names", _("提案者の氏名"), "choice", required=True,
            choices=(("yes", _("結果が決まるまで隠す")), ("no", _("はじめから出す"))),
            help=_("隠すと、審査員には、氏名、課、アカウント名がどのページとファイルでも見えません。"),
        ),
    )  # fmt: skip


def _categories_form(content: Content) -> Fields:
    who = (_mark(f"who_{name}", str(word)) for name, word in WHO.items())
    return (
        FieldView(
            "categories", _("区分"), "rows", required=True,
            help=_(
                "提案できる人に ○ を付けます。新しい区分では、まずすべてを聞きます。"
                "聞くことは「聞くこと」のページで減らします。"
            ),
            columns=(FieldView("title", _("名前"), required=True), *who, _key()),
        ),
    )  # fmt: skip


def _fields_form(content: Content) -> Fields:
    asked = (
        _mark(f"of_{key}", _("「%(title)s」で聞く") % {"title": title})
        for key, title in programme_parts.titles(content).items()
    )
    return (
        FieldView(
            "fields", _("聞くこと"), "rows", required=True,
            help=_(
                "上から順に並びます。説明、例、よくない例は、提案する人が最初に読むところです。"
                "どの区分で聞くかに ○ を付けます。"
            ),
            columns=(
                FieldView("label", _("名前"), required=True),
                FieldView("type", _("書き方"), "choice", required=True, choices=_choices(TYPES)),
                _mark("required", _("必須")), *asked, FieldView("help", _("説明"), "long_text"),
                FieldView("good", _("例"), "long_text"),
                FieldView("bad", _("よくない例"), "long_text"), _key(),
            ),
        ),
    )  # fmt: skip


def _titled_form(part: str, label: Any, text: Any, *, required: bool) -> Callable[..., Fields]:
    def form(content: Content) -> Fields:
        columns = (FieldView("title", _("名前"), required=True), _key())
        return (
            FieldView(
                part, str(label), "rows", required=required, help=str(text), columns=columns
            ),
        )  # fmt: skip

    return form


def _stages_form(content: Content) -> Fields:
    return (
        FieldView(
            "stages", _("段階"), "rows", required=True,
            help=_(
                "上から順に進みます。受付が最初、決定の前に審査、決定のあとに置けるのは実施の要請だけです。"
                "審査員の数は審査の段階で、名前を出すかは全職員の意見の段階で使います。"
            ),
            columns=(
                FieldView("title", _("名前"), required=True),
                FieldView("kind", _("すること"), "choice", required=True, choices=_choices(KINDS)),
                FieldView("days", _("日数"), "number", required=True, unit=_("日")),
                FieldView("reviewers", _("審査員の数"), "number", unit=_("人")),
                _mark("named", _("意見に名前を出す")), _key(),
            ),
        ),
    )  # fmt: skip


def _rubric_form(content: Content) -> Fields:
    most = programme_parts.most_anchors(content["rubric"])
    anchors = (
        FieldView(f"anchor_{score}", _("%(score)s点の言葉") % {"score": score}, "long_text")
        for score in range(1, most + 1)
    )
    return (
        FieldView(
            "scale", _("最高点"), "number", required=True, unit=_("点"),
            help=_("どの基準も1点からこの点までで採点します。変えて保存すると、言葉の列が変わります。"),
        ),
        FieldView(
            "criteria", _("基準"), "rows", required=True,
            help=_("点ごとに、何が書かれていればその点かを書きます。審査員の点がそろいます。"),
            good=_("幅と前提が分かる"), bad=_("とても良い"),
            columns=(
                FieldView("title", _("基準"), required=True),
                FieldView("weight", _("重み"), "number", required=True), *anchors, _key(),
            ),
        ),
    )  # fmt: skip


def _verdicts_form(content: Content) -> Fields:
    return (
        FieldView(
            "verdicts", _("結果"), "rows", required=True,
            help=_("「そのあと」を選んだ結果だけが、実施の要請の段階へ進みます。"),
            columns=(
                FieldView("title", _("名前"), required=True),
                FieldView("follows", _("そのあと"), "choice", choices=_choices(FOLLOWS)), _key(),
            ),
        ),
    )  # fmt: skip


def _notices_form(content: Content) -> Fields:
    names = dict.fromkeys((*programme_checks.NOTICES, *content["notices"]))
    return tuple(
        FieldView(
            name, str(NOTICES.get(name, name)), "long_text", required=True, help=_places(name)
        )
        for name in names
    )


def _places(name: str) -> str:
    places = programme_checks.NOTICES.get(name, ())
    words = "、".join(f"{{{place}}}（{_PLACES[place]}）" for place in places)
    return (
        _("次のところは、送るときに言葉に替わります：%(words)s") % {"words": words} if words else ""
    )


def _budget_form(content: Content) -> Fields:
    return (
        FieldView(
            "budget", _("予算の日程"), "rows", required=True,
            help=_("採用した提案を予算につなげる日程を、この月日から逆にたどって示します。"),
            columns=(
                FieldView("title", _("すること"), required=True),
                FieldView("from", _("始まり"), required=True, hint=_("8月1日")),
                FieldView("until", _("終わり"), required=True, hint=_("9月30日")), _key(),
            ),
        ),
    )  # fmt: skip


_FORMS: Mapping[str, Callable[[Content], Fields]] = {
    "title": _title_form,
    "categories": _categories_form,
    "fields": _fields_form,
    "grounds": _titled_form(
        "grounds", gettext_lazy("受理しない理由"),
        gettext_lazy("受け付けないときは、この中から一つを選んで提案者に伝えます。"), required=True,
    ),
    "stages": _stages_form,
    "rubric": _rubric_form,
    "verdicts": _verdicts_form,
    "prizes": _titled_form(
        "prizes", gettext_lazy("表彰"),
        gettext_lazy("結果といっしょに選びます。なければ、空けておきます。"), required=False,
    ),
    "notices": _notices_form,
    "budget": _budget_form,
}  # fmt: skip
