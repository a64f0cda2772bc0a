"""The questions of a proposal, of what the office decides, and what was posted."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import Municipality, User
from tomoni.academy.cohorts.forms import text as text
from tomoni.academy.cohorts.people_pages import who_is
from tomoni.academy.proposals.models import Call, Proposal
from tomoni.academy.proposals.programme import Who
from tomoni.academy.proposals.words import WHO
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import filled, fitting, read_field, require
from tomoni.academy.workspaces.models import Case

Fields = tuple[FieldView, ...]
PLAIN = "plain"
_TITLE, _PROPOSERS = "title", "proposers"
_LONGEST = {"short_text": 200, "long_text": 4000}
_MOST_PROPOSERS = 10


def beginning_fields(call: Call, *, cases: Iterable[Case]) -> Fields:
    """What kind of proposal, by whom, out of which case."""
    categories = call.programme.categories
    ways = [who for who in Who if any(who in each.who for each in categories)]
    known = [(str(case.pk), case.title) for case in cases]
    return (
        FieldView(
            "category", _("区分"), "choice", required=True,
            value=categories[0].id if len(categories) == 1 else None,
            choices=tuple((each.id, each.title) for each in categories),
            help=_("区分によって、聞かれることが違います。"),
        ),
        FieldView(
            "who", _("だれが提案しますか"), "choice", required=True,
            choices=tuple((who.value, str(WHO[who])) for who in ways),
            help=_("仲間は、次のページで加えられます。課として提案できるのは、課長だけです。"),
        ),
        FieldView(
            "case", _("何から書きますか"), "choice", required=True,
            value=known[0][0] if known else PLAIN,
            choices=(*known, (PLAIN, _("ケースを使わずに書く"))),
            help=_("班のケースから書くと、提案書の本文と、たどれる数値がそのまま入ります。"),
        ),
    )  # fmt: skip


def question_fields(proposal: Proposal) -> Fields:
    """The title, the programme's questions as they are answered, and who proposes."""
    asked = (
        FieldView(
            each.name, each.label, each.type, required=each.required, help=each.help,
            good=each.good, bad=each.bad, value=proposal.values.get(each.name),
        )
        for each in proposal.programme.questions(proposal.category)
    )  # fmt: skip
    return (
        FieldView(
            _TITLE, _("題名"), required=True, value=proposal.title,
            help=_("だれの、何が、どう良くなるかを、ひと言で書きます。"),
            good=_("食品営業許可の更新を、来庁1回で済ませる"), bad=_("業務の効率化について"),
        ),
        *asked,
    )  # fmt: skip


def proposers_field(proposal: Proposal, *, writer: User) -> FieldView:
    """With whom the writer proposes."""
    others = proposal.proposers.exclude(pk=writer.pk).order_by("account_name")
    return FieldView(
        _PROPOSERS, _("いっしょに提案する人"), "rows", rows_most=_MOST_PROPOSERS,
        value=[{"who": user.account_name} for user in others] or None,
        help=_("自分は書かなくても入っています。提案に名前が載る人を、全員書きます。"),
        columns=(FieldView("who", _("職員番号、アカウント名、氏名のどれか")),),
    )  # fmt: skip


def read(post: QueryDict, *, fields: Fields, whole: bool = False) -> Fields:
    """The fields with what was posted; `whole`: nothing that is required may be missing."""
    found = (filled(each, reading=read_field(post, field=each)) for each in fields)
    return tuple(fitting(require(each) if whole else each, longest=_LONGEST) for each in found)


def said(fields: Fields) -> tuple[str, dict[str, Any]]:
    """The title and the values of what was read, empty ones left out."""
    values = {each.name: each.value for each in fields if each.value not in (None, "")}
    values.pop(_PROPOSERS, None)
    return str(values.pop(_TITLE, "")), values


def read_proposers(
    post: QueryDict, *, field: FieldView, municipality: Municipality, writer: User
) -> tuple[FieldView, list[User]]:
    """The field and everybody who proposes; who is not found stands at the row."""
    field = filled(field, reading=read_field(post, field=field))
    people, wrong = [writer], dict(field.cell_errors or {})
    for place, row in enumerate(field.value or ()):
        user, sentence = who_is(row["who"], municipalities=[municipality])
        if user is not None and user.division_id is None:
            user, sentence = None, _("この人には所属の課がありません。職員の名前を書いてください。")
        if user is None:
            wrong[place, "who"] = (sentence,)
        elif user not in people:
            people.append(user)
    return replace(field, cell_errors=wrong or None), people


def words_field(*, name: str, label: str, required: bool, **more: Any) -> FieldView:
    return FieldView(name, label, "long_text", required=required, **more)


def give_back_fields() -> Fields:
    """What the proposers are to mend."""
    return (
        words_field(
            name="reason", label=_("直してほしいこと"), required=True,
            help=_("このまま提案者に届きます。どこを、どう直せばよいかを書きます。"),
            good=_("費用に、毎年かかる郵便料を足してください。"), bad=_("不備があります。"),
        ),
    )  # fmt: skip


def refusal_fields(proposal: Proposal) -> Fields:
    """On which ground it is not taken in, and why."""
    grounds = tuple((each.id, each.title) for each in proposal.programme.grounds)
    return (
        FieldView("ground", _("受理しない理由"), "choice", required=True, choices=grounds),
        words_field(
            name="reason", label=_("くわしいわけ"), required=True,
            help=_("制度の文に続けて、提案者に届きます。"),
            good=_("道路の信号は県の警察が決めるため、市では変えられません。"),
            bad=_("対象外です。"),
        ),
    )  # fmt: skip


def withdrawal_fields() -> Fields:
    return (
        words_field(
            name="reason", label=_("取り下げるわけ"), required=True,
            good=_("4月の制度改正で、同じことが全市で始まるため。"),
        ),
    )  # fmt: skip


def again_fields(calls: Iterable[Call]) -> Fields:
    """Into which call it is sent once more."""
    choices = tuple((str(each.pk), each.title) for each in calls)
    first = choices[0][0] if len(choices) == 1 else None
    return (
        FieldView("call", _("どの募集に"), "choice", required=True, choices=choices, value=first),
    )
