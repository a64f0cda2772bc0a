"""Who may have what done. `None`: yes; else the reason why not, for the reader."""

from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.jobs.models import OPEN, Job

MOST_OPEN = 3
"""Jobs that one person can have waiting or running: the others get their turn, too."""


def may_start(user: User, *, row: models.Case, subject: str) -> str | None:
    """Not twice the same at a time, and not too many."""
    if Job.objects.filter(case=row, subject=subject, state__in=OPEN).exists():
        return _("同じ計算が進んでいます。終わるのを待つか、いまの計算をやめてください。")
    if Job.objects.filter(actor=user, state__in=OPEN).count() >= MOST_OPEN:
        sentence = _("いちどに頼める計算は%(most)s件までです。どれかが終わるのを待ってください。")
        return sentence % {"most": MOST_OPEN}
    return None
