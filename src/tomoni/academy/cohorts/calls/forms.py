"""The questions about a call, an application, its approval and decision, and what was posted."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import Municipality, User
from tomoni.academy.cohorts.calls.models import FEWEST, MOST, Application, Call, Decision
from tomoni.academy.cohorts.forms import day_of as day_of
from tomoni.academy.cohorts.forms import text as text
from tomoni.academy.cohorts.forms import who_field
from tomoni.academy.cohorts.people_pages import Fields, who_is
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import filled, fitting, has_errors, read_field, require, with_error

_LONGEST = {"short_text": 100, "long_text": 2000}
_REASON_LONGEST = 300
_PERIOD = timedelta(days=28)
_MOST_GROUPS = 50
_PLACES = {
    "manager-is-member": "manager", "too-few-members": "members", "member-elsewhere": "members",
    "no-place-left": "decision", "not-approved": "decision", "decided-meanwhile": "decision",
    "fewer-places-than-selected": "most_groups",
}  # fmt: skip
"""At which field an error of the services stands."""


@dataclass(frozen=True)
class Named:
    """Whom an application names."""

    members: tuple[User, ...] = ()
    manager: User | None = None


def read(post: QueryDict, *, fields: Fields, whole: bool = True) -> Fields:
    """The fields with what was posted; `whole`: nothing that is required may be missing."""
    read = (filled(each, reading=read_field(post, field=each)) for each in fields)
    return tuple(
        fitting(require(each) if whole else each, longest=_longest(each.name)) for each in read
    )


def refused(fields: Fields, *, code: str, sentence: str) -> Fields:
    """The fields with what the service refuses, where it belongs."""
    return with_error(fields, name=_PLACES.get(code, fields[0].name), sentence=sentence)


def call_fields(call: Call | None, *, today: date) -> Fields:
    """What a call says; with nothing yet, what is usual."""
    said = {
        "text": call.text if call else "",
        "eligibility": call.eligibility if call else "",
        "from_date": (call.from_date if call else today).isoformat(),
        "until_date": (call.until_date if call else today + _PERIOD).isoformat(),
        "most_groups": call.most_groups if call else 5,
        "fewest_members": call.fewest_members if call else FEWEST,
        "most_members": call.most_members if call else MOST,
    }
    fields = (
        FieldView(
            "text", _("どんな研修ですか"), "long_text", required=True,
            help=_("何を、いつからいつまで、どのくらいの時間をかけてするかを書きます。"),
            good=_("自分の課の困りごとを、市のデータで調べて提案にします。半年で6回、1回3時間です。"),
            bad=_("データ利活用人材の育成を図る研修です。"),
        ),
        FieldView(
            "eligibility", _("応募できる人"), "long_text", required=True,
            good=_("どの課の職員でも応募できます。データ分析の経験はいりません。"),
        ),
        FieldView("from_date", _("受け付けの始まり"), "date", required=True),
        FieldView(
            "until_date", _("締め切り"), "date", required=True,
            help=_("この日の終わりまで受け付けます。延ばすと、締め切ったあとでも、また受け付けます。"),
        ),
        FieldView("most_groups", _("班の数（多くて）"), "number", required=True, unit=_("班")),
        FieldView(
            "fewest_members", _("1班の人数（少なくとも）"), "number", required=True, unit=_("人")
        ),
        FieldView("most_members", _("1班の人数（多くて）"), "number", required=True, unit=_("人")),
    )  # fmt: skip
    return tuple(replace(field, value=said[field.name]) for field in fields)


def read_call(post: QueryDict, *, fields: Fields) -> tuple[Fields, dict[str, Any]]:
    """The fields and, where nothing is wrong, what the call is to say."""
    fields = read(post, fields=fields)
    said = {field.name: field.value for field in fields}
    for name, least, most in (
        ("most_groups", 1, _MOST_GROUPS), ("fewest_members", FEWEST, MOST),
        ("most_members", FEWEST, MOST),
    ):  # fmt: skip
        number = said[name]
        if isinstance(number, int | float) and number not in range(least, most + 1):
            sentence = _("%(least)s から %(most)s までの数にしてください。")
            fields = with_error(
                fields, name=name, sentence=sentence % {"least": least, "most": most}
            )
    if has_errors(fields):
        return fields, {}
    if said["until_date"] < said["from_date"]:
        sentence = _("締め切りは、受け付けの始まりと同じ日か、後の日にしてください。")
        fields = with_error(fields, name="until_date", sentence=sentence)
    if said["most_members"] < said["fewest_members"]:
        sentence = _("少なくとも必要な人数より、小さくできません。")
        fields = with_error(fields, name="most_members", sentence=sentence)
    days = {name: date.fromisoformat(said[name]) for name in ("from_date", "until_date")}
    return fields, said | days


def application_fields(
    application: Application, *, near: list[User], named: Named, places: list[Municipality]
) -> Fields:
    """An application as it stands; `near`: the colleagues who can simply be ticked."""
    return (
        FieldView(
            "work", _("業務"), required=True, value=application.work,
            help=_("研修で見直したい仕事を、一つだけ書きます。"),
            good=_("食品営業許可の更新"), bad=_("課の業務全般"),
        ),
        FieldView(
            "problem", _("困りごと"), "long_text", required=True, value=application.problem,
            help=_("だれが、いつ、どう困っているかを書きます。道具の名前からは始めません。"),
            good=_("更新の月は窓口が1時間待ちになり、市民も職員も困っている。"),
            bad=_("AI を導入したい。"),
        ),
        FieldView(
            "hope", _("期待すること"), "long_text", required=True, value=application.hope,
            good=_("待ち時間の原因を数字で確かめ、来年度の予算の提案にしたい。"),
        ),
        *_people_fields(application.call, near=near, named=named, places=places),
    )  # fmt: skip


def _people_fields(
    call: Call, *, near: list[User], named: Named, places: list[Municipality]
) -> Fields:
    elsewhere = [user for user in named.members if user not in near]
    return (
        FieldView(
            "members", _("いっしょに応募する人（自分の課）"), "choice", many=True,
            value=[str(user.pk) for user in near if user in named.members],
            choices=tuple((str(user.pk), _colleague(user)) for user in near),
            help=_("班は %(fewest)s〜%(most)s人です。ほかの課の人と合わせて数えます。")
            % {"fewest": call.fewest_members, "most": call.most_members},
        ),
        FieldView(
            "others", _("いっしょに応募する人（ほかの課、ほかの自治体）"), "rows",
            value=[{"who": _spoken(user, places=places)} for user in elsewhere] or None,
            rows_most=MOST, columns=(FieldView("who", _("職員番号、アカウント名、氏名のどれか")),),
        ),
        replace(
            who_field(
                name="manager", label=_("承認する所属長"), required=False,
                help=_(
                    "応募を送ると、この人にお知らせが届きます。アカウントがない人なら空けておき、"
                    "事務局に直接伝えてもらってください。"
                ),
            ),
            value=_spoken(named.manager, places=places) if named.manager else "",
        ),
    )  # fmt: skip


def read_application(
    post: QueryDict, *, fields: Fields, near: list[User], places: list[Municipality], whole: bool
) -> tuple[Fields, Named]:
    """The fields and who is named in them; what is wrong stands at its field."""
    fields = read(post, fields=fields, whole=whole)
    by_key = {str(user.pk): user for user in near}
    ticked = next(field for field in fields if field.name == "members")
    rows = next(field for field in fields if field.name == "others")
    members = [by_key[key] for key in ticked.value or () if key in by_key]
    wrong = dict(rows.cell_errors or {})
    for place, row in enumerate(rows.value or ()):
        user, sentence = _staff(row["who"], places=places)
        if user is None:
            wrong[place, "who"] = (sentence,)
        elif user not in members:
            members.append(user)
    fields = tuple(
        replace(field, cell_errors=wrong) if field.name == "others" else field for field in fields
    )
    said = text(fields, "manager")
    manager, sentence = _staff(said, places=places) if said else (None, "")
    if sentence:
        fields = with_error(fields, name="manager", sentence=sentence)
    return fields, Named(tuple(members), manager)


def approval_fields() -> Fields:
    """What the manager is asked."""
    return (
        FieldView(
            "approved", _("承認しますか"), "choice", required=True,
            choices=(("yes", _("承認する")), ("no", _("認めない"))),
            help=_("承認すると、研修の時間と、課のデータを使うことを認めたことになります。"),
        ),
        FieldView(
            "text", _("ことば"), "long_text", help=_("認めないときは、わけを書いてください。"),
            good=_("7月の繁忙期だけは、研修の日を避けてください。"),
        ),
    )  # fmt: skip


def in_person_fields(application: Application, *, today: date) -> Fields:
    """What was said in person."""
    manager = application.manager
    return (
        FieldView(
            "approver", _("承認した人"), required=True, good=_("生活衛生課長 三浦 恵"),
            value=manager.signature if manager else "",
        ),
        FieldView("day", _("承認した日"), "date", required=True, value=today.isoformat()),
        FieldView("text", _("ことば"), "long_text", help=_("条件があれば書きます。")),
    )  # fmt: skip


def read_in_person(post: QueryDict, *, fields: Fields, today: date) -> Fields:
    """The fields with what was posted; nothing is approved on a day to come."""
    fields = read(post, fields=fields)
    if not has_errors(fields) and day_of(fields) > today:
        return with_error(fields, name="day", sentence=_("今日か、それより前の日にしてください。"))
    return fields


def decision_fields(application: Application) -> Fields:
    """What is to come of the application."""
    return (
        FieldView(
            "decision", _("結果"), "choice", required=True, value=application.decision,
            choices=tuple((each.value, str(each.label)) for each in Decision),
        ),
        FieldView(
            "reason", _("わけ"), "long_text", required=True, value=application.reason,
            help=_("結果といっしょに、応募した人に届きます。"),
            good=_("困りごとがはっきりしていて、課にデータもそろっている。"),
            bad=_("総合的に判断した。"),
        ),
    )  # fmt: skip


def withdrawal_fields() -> Fields:
    return (
        FieldView(
            "why", _("わけ"), "long_text", help=_("書かなくてもかまいません。"),
            good=_("4月の異動で二人とも課を離れるため。"),
        ),
    )  # fmt: skip


def _staff(said: str, *, places: Iterable[Municipality]) -> tuple[User | None, str]:
    """Somebody of a division: who comes from outside teaches, and does not apply."""
    user, sentence = who_is(said, municipalities=list(places))
    if user is not None and user.division_id is None:
        return None, _("この人には所属の課がありません。職員の名前を書いてください。")
    return user, sentence


def _spoken(user: User, *, places: list[Municipality]) -> str:
    """The name where it is the person's alone, else the account name."""
    alone, _wrong = who_is(user.display_name, municipalities=places)
    return user.display_name if alone == user else user.account_name


def _colleague(user: User) -> str:
    return f"{user.display_name}（{user.post}）" if user.post else user.display_name


def _longest(name: str) -> dict[str, int]:
    return _LONGEST | ({"long_text": _REASON_LONGEST} if name == "reason" else {})
