"""The applications of a call as a workbook."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.cohorts import workbooks
from tomoni.academy.cohorts.calls.models import Application, Call


def workbook(call: Call, applications: Sequence[Application]) -> bytes:
    """One row an application, in their order on the page."""
    headings = (
        _("自治体"), _("課"), _("業務"), _("困りごと"), _("期待すること"), _("応募した人"),
        _("人数"), _("班の人"), _("所属長の承認"), _("承認した人"), _("承認の日"),
        _("所属長のことば"), _("応募の日"), _("状態"), _("結果"), _("補欠の順番"), _("わけ"),
    )  # fmt: skip
    rows = [_row(each) for each in applications]
    return workbooks.workbook(str(call), headings=headings, rows=rows)


def _row(application: Application) -> tuple[str | int, ...]:
    people = application.people()
    sent = timezone.localdate(application.sent_at).isoformat() if application.sent_at else ""
    return (
        application.division.municipality.name, application.division.name, application.work,
        application.problem, application.hope, application.applicant.display_name, len(people),
        "、".join(f"{user.display_name}（{user.place}）" for user in people),
        application.get_approval_display(), application.approver,
        application.approval_date.isoformat() if application.approval_date else "",
        application.approval_text, sent, application.get_state_display(),
        application.get_decision_display() if application.decision else "",
        str(application.reserve_number or ""), application.reason,
    )  # fmt: skip
