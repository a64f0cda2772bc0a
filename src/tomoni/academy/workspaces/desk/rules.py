"""Who may do what with data. `None`: yes; else the reason why not, for the reader."""

from datetime import date

from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.models import Role
from tomoni.academy.cohorts.queries import roles_in_group
from tomoni.academy.workspaces.desk.models import Holding, Record, Request, State, Use, UseState


def may_edit_record(user: User, *, record: Record) -> str | None:
    """The division that holds the data."""
    if user.division_id == record.division_id:
        return None
    return _("書き直せるのは「%(division)s」の職員だけです。") % {"division": record.division}


def may_answer(user: User, *, request: Request) -> str | None:
    """The division that is asked; everybody but the asker when all are asked."""
    if request.state == State.CLOSED:
        return _("この照会は取り下げられました。")
    if request.division_id is None and user.pk != request.asked_by_id:
        return None
    if request.division_id is not None and user.division_id == request.division_id:
        return None
    return _("答えられるのは、聞かれた課の職員です。")


def may_close(user: User, *, request: Request) -> str | None:
    """Who asked."""
    if user.pk != request.asked_by_id:
        return _("取り下げや催促ができるのは、照会した人だけです。")
    if request.state == State.CLOSED:
        return _("この照会は取り下げられました。")
    return None


def may_decide(user: User, *, use: Use) -> str | None:
    """Somebody of the division that holds the data, and not the applicant."""
    if use.state != UseState.WAITING:
        return _("この申請はもう決まっています。")
    if user.division_id != use.holding.division_id:
        return _("承認できるのは、保有課「%(division)s」の職員です。") % {
            "division": use.holding.division
        }
    if user.pk == use.applicant_id:
        return _("自分の申請は承認できません。保有課のほかの人に頼んでください。")
    return None


def may_keep(user: User, *, holding: Holding) -> str | None:
    """The owner's staff and the group's participants decide how a file is kept."""
    if user.division_id == holding.division_id:
        return None
    if Role.PARTICIPANT in roles_in_group(user, group=holding.case.group):
        return None
    return _("預かり方を変えられるのは、この班の受講者と保有課の職員です。")


def may_own(user: User, *, holding: Holding) -> str | None:
    """What only the owner decides: whether lecturers may see the rows, and the class."""
    if user.division_id == holding.division_id:
        return None
    return _("これを決められるのは、保有課「%(division)s」の職員です。") % {
        "division": holding.division
    }


def may_open(user: User, *, holding: Holding, use: Use | None, today: date) -> str | None:
    """The rows of a file: everybody who sees the case when no person is in them; else the owner
    and, while an approval holds, those it names; lecturers where the owner lets them."""
    if holding.erased_at is not None:
        return _("このデータは保存の期限が来て消去されました。消去の証明書が残っています。")
    if not holding.is_personal or user.division_id == holding.division_id:
        return None
    if use is None:
        return _("個人情報を含むデータです。利用の申請が承認されるまで、開けるのは保有課だけです。")
    if not use.is_open(today):
        return _("利用の期限が過ぎました。続けて使うときは、もう一度申請してください。")
    if use.people.filter(pk=user.pk).exists():
        return None
    lecturer = Role.LECTURER in roles_in_group(user, group=holding.case.group)
    if lecturer and holding.for_lecturers:
        return None
    return _(
        "個人情報を含むデータです。開けるのは、承認された人と保有課だけです。"
        "公開用の表は、どなたでも見られます。"
    )


def may_audit(user: User, *, municipality_id: int) -> str | None:
    """Auditors of a cohort of the municipality."""
    held = user.memberships.filter(
        role=Role.AUDITOR, cohort__municipality_id=municipality_id
    ).exists()
    return None if held else _("利用の記録を見られるのは、監査の役割の人だけです。")
