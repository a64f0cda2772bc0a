"""Notices to people by their code: one sentence with the notice's values."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui.wording.entries import Text

NOTICES: Mapping[str, Text] = {
    "comment-answered": _("%(who)sさんが「%(title)s」のやりとりに返事をしました。"),
    "comment-called": _("%(who)sさんが「%(title)s」のコメントであなたを呼びました。"),
    "looked-at": _("%(who)sさんが「%(title)s」を見ました。"),
    "graduated": _("「%(cohort)s」を修了しました。修了証を受け取れます。"),
    "taken-over": _("%(name)sさんから%(count)s件の役割を引き継ぎました。"),
    "teaching-asked": _("教材ケース「%(title)s」の確認を頼まれました。"),
    "teaching-approved": _("教材ケース「%(title)s」が承認されました。"),
    "teaching-returned": _("教材ケース「%(title)s」が戻ってきました。わけ：%(reason)s"),
    "role-given": _("「%(place)s」での役割が付きました。"),
    "meetings-planned": _("「%(cohort)s」の日程が決まりました（%(count)s回）。"),
    "meeting-moved": _("「%(cohort)s」第%(number)s回は、%(when)s に変わりました。"),
    "meeting-cancelled": _("「%(cohort)s」第%(number)s回（%(when)s）は取りやめになりました。"),
    "homework-due": _(
        "「%(title)s」の宿題の期限は%(due)sです。提出していないものが%(count)sつあります。"
    ),
    "homework-asked": _(
        "%(who)sさんから：「%(title)s」の宿題の期限は%(due)sです。"
        "提出していないものが%(count)sつあります。"
    ),
    "homework-moved": _("「%(cohort)s」第%(number)s回の宿題の期限は、%(due)s に変わりました。"),
    "call-announced": _("「%(title)s」の参加者を募集しています。どの課からも応募できます。"),
    "application-named": _("%(name)sさんが、「%(work)s」の応募にあなたの名前を入れました。"),
    "approval-asked": _("%(name)sさんが、「%(work)s」の応募の承認をあなたに頼んでいます。"),
    "application-approved": _("「%(work)s」の応募が、所属長に承認されました。"),
    "application-refused": _("「%(work)s」の応募は、所属長に認められませんでした。"),
    "application-withdrawn": _("%(division)sの「%(work)s」の応募が取り下げられました。"),
    "result-selected": _("「%(work)s」の応募が選ばれました。わけ：%(reason)s"),
    "result-reserve": _("「%(work)s」の応募は補欠になりました。わけ：%(reason)s"),
    "result-not_selected": _("「%(work)s」の応募は選ばれませんでした。わけ：%(reason)s"),
    "survey-opened": _("アンケート「%(survey)s」に答えてください。"),
    "survey-waits": _("アンケート「%(survey)s」の回答を待っています。"),
    "duty-given": _("%(place)sの職員提案で「%(part)s」になりました。"),
    "duty-taken": _("%(place)sの職員提案の「%(part)s」を外れました。"),
    "proposal-call-announced": _(
        "職員提案「%(title)s」を募集します。受付は%(opens)sから%(closes)sまでです。"
    ),
    "proposal-call-moved": _("職員提案「%(title)s」の受付の終わりが、%(closes)sに変わりました。"),
    "proposal-sent": _("提案「%(title)s」が送られてきました。受け付けるか決めてください。"),
    "proposal-withdrawn": _("提案「%(title)s」が取り下げられました。わけ：%(reason)s"),
    "proposal-given_back": _("提案「%(title)s」が事務局から戻ってきました。%(reason)s"),
    "proposal-told": _("%(text)s"),
    "moved-up": _("「%(work)s」の応募が、補欠から繰り上がって選ばれました。"),
    "verdict-announced": _("%(words)s"),
    "prize-given": _("提案「%(title)s」が「%(prize)s」を受けました。"),
    "aftercare-asked": _(
        "提案「%(title)s」について、%(what)sが課に来ています。期限は%(due)sです。"
    ),
    "aftercare-soon": _("提案「%(title)s」の%(what)sの期限が近づいています（%(due)s）。"),
    "aftercare-next": _(
        "提案「%(title)s」の%(what)sの期限は%(due)sです。進み具合を報告してください。"
    ),
    "aftercare-late": _("提案「%(title)s」の%(what)sの期限（%(due)s）が過ぎました。"),
    "aftercare-reported": _("%(division)sが「%(title)s」の進み具合を報告しました：%(state)s"),
    "aftercare-finished": _("提案「%(title)s」の実施か検討の要請が完了しました。"),
    "budget-request": _("「%(title)s」の%(year)s年度の予算要求が届きました。"),
    "budget-give_back": _(
        "「%(title)s」の%(year)s年度の予算要求が戻ってきました。直して出し直します。"
    ),
    "budget-assess": _("「%(title)s」の%(year)s年度の予算要求が査定されました。"),
    "budget-budget": _("「%(title)s」が%(year)s年度の予算に入りました。"),
    "budget-pass_over": _("「%(title)s」の%(year)s年度の予算は見送られました。"),
    "opinion-asked": _("「%(title)s」への所管課の意見を、%(due)s までに書いてください。"),
    "opinion-waits": _("「%(title)s」への所管課の意見を待っています（期限 %(due)s）。"),
    "opinion-written": _("「%(title)s」に、%(division)sの意見が届きました。"),
    "review-asked": _("「%(title)s」を、%(due)s までに審査してください。"),
    "review-waits": _("「%(title)s」の採点を待っています（期限 %(due)s）。"),
    "review-again": _("「%(title)s」の次の回の採点が始まりました。前の点を直せます。"),
    "review-through": _("「%(title)s」の採点がそろいました。点の広がりを見られます。"),
    "review-declined": _("%(who)sさんが、利害関係のため「%(title)s」の審査から外れました。"),
    "followup-soon": _("提案「%(title)s」の「%(what)s」の期日が近づいています（%(due)s）。"),
    "followup-late": _("提案「%(title)s」の「%(what)s」の期日（%(due)s）が過ぎました。"),
    "effect-confirmed": _("提案「%(title)s」の効果が確認されました。"),
    "summary-asked": _("提案「%(title)s」の住民向けの要約の承認を頼まれました。"),
}


def notice_sentence(code: str, values: Mapping[str, object]) -> str:
    """The sentence of a notice; `KeyError` for a code that nobody has worded."""
    return str(NOTICES[code]) % values
