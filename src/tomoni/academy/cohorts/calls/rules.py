"""Who may do what with a call and an application. `None`: yes; else the reason, for the reader."""

from datetime import date

from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.calls import queries
from tomoni.academy.cohorts.calls.models import Application, ApplicationState, Call, CallState
from tomoni.academy.cohorts.queries import cohorts_run_by


def may_run(user: User, *, call: Call) -> str | None:
    """The secretariat of its cohort."""
    if cohorts_run_by(user).filter(pk=call.cohort_id).exists():
        return None
    return _("募集を受け持つのは、この期の事務局です。")


def may_edit(user: User, *, call: Call) -> str | None:
    """The secretariat, until the results are out."""
    if call.results_at is not None:
        return _("結果を知らせたあとなので、もう変えられません。")
    return may_run(user, call=call)


def may_announce(user: User, *, call: Call) -> str | None:
    """The secretariat, once."""
    if call.announced_at is not None:
        return _("この募集は、もう知らせてあります。")
    return may_run(user, call=call)


def may_close(user: User, *, call: Call, today: date) -> str | None:
    """The secretariat, while it is open or about to be."""
    if call.state(today) not in {CallState.COMING, CallState.OPEN}:
        return _("この募集は、いま受け付けていません。")
    return may_run(user, call=call)


def may_apply(user: User, *, call: Call, today: date) -> str | None:
    """Staff of the municipalities that take part, while the call is open."""
    if user.division_id is None:
        return _("応募できるのは、課に所属する職員です。")
    if not queries.staff_may_apply(user, call=call):
        return _("応募できるのは、この期に加わる自治体の職員です。")
    return _closed(call, today=today)


def may_change(user: User, *, application: Application, today: date) -> str | None:
    """Who applied and the members, until the call closes."""
    if application.state == ApplicationState.WITHDRAWN:
        return _("取り下げた応募は変えられません。")
    if not _is_own(user, application):
        return _("書き直せるのは、応募した人と、いっしょに応募する人だけです。")
    return _closed(application.call, today=today)


def may_withdraw(user: User, *, application: Application) -> str | None:
    """Who applied, the members, and for them the secretariat, at any time."""
    if application.state == ApplicationState.WITHDRAWN:
        return _("この応募は、もう取り下げてあります。")
    if _is_own(user, application):
        return None
    if application.state == ApplicationState.SENT:
        return may_run(user, call=application.call)
    return _("取り下げられるのは、応募した人と、いっしょに応募する人だけです。")


def may_approve(user: User, *, application: Application) -> str | None:
    """Only the manager who is asked, until the results are out."""
    if application.manager_id != user.pk:
        return _("承認できるのは、頼まれた所属長だけです。")
    return _undecided(application)


def may_record_approval(user: User, *, application: Application) -> str | None:
    """The secretariat, for an approval that was given in person."""
    return may_run(user, call=application.call) or _undecided(application)


def may_decide(user: User, *, application: Application, today: date) -> str | None:
    """The secretariat, between the closing of the call and its results."""
    if application.call.state(today) in {CallState.COMING, CallState.OPEN}:
        return _("選考は、募集を締め切ってからです。それまでは、応募した人が書き直せます。")
    return may_run(user, call=application.call) or _undecided(application)


def may_announce_results(user: User, *, call: Call, today: date) -> str | None:
    """The secretariat, once, after the call is closed."""
    state = call.state(today)
    if state == CallState.DECIDED:
        return _("結果は、もう知らせてあります。")
    if state != CallState.CLOSED:
        return _("結果を知らせられるのは、募集を締め切ってからです。")
    return may_run(user, call=call)


def _is_own(user: User, application: Application) -> bool:
    return application.applicant_id == user.pk or user in application.members.all()


def _closed(call: Call, *, today: date) -> str | None:
    state = call.state(today)
    if state == CallState.OPEN:
        return None
    if state in {CallState.DRAFT, CallState.COMING}:
        return _("受け付けは、まだ始まっていません。")
    return _("募集は締め切られました。変えたいことは、事務局に伝えてください。")


def _undecided(application: Application) -> str | None:
    if application.state != ApplicationState.SENT:
        return _("応募が送られていないか、取り下げられています。")
    if application.call.results_at is not None:
        return _("結果を知らせたあとなので、もう変えられません。")
    return None
