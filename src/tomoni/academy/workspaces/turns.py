"""What people wait for in talks: on the first page, under what there is to do."""

from collections.abc import Iterator
from itertools import islice

from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.ui.waiting import Waiting
from tomoni.academy.workspaces import models, queries, talking

_MOST = 10
_LETTERS = 60


def find(request: HttpRequest) -> Iterator[Waiting]:
    """Where the person was called, then what waits for the answer of their groups."""
    user = request.user
    if not isinstance(user, User):
        return
    called = list(islice(queries.calls_for(user), _MOST))
    for call in called:
        yield _waiting(call.comment, _("%(who)sさんがあなたを呼んでいます"))
    known = {call.comment.parent_id or call.comment_id for call in called}
    for talk in islice(queries.talks_for(user).exclude(pk__in=known), _MOST):
        yield _waiting(talk, _("%(who)sさんのコメントが返事を待っています"))


def _waiting(found: models.Comment, about: str) -> Waiting:
    artifact = found.version.artifact
    return Waiting(
        text=Truncator(found.text).chars(_LETTERS),
        url=talking.place_of(found),
        about=f"{about % {'who': found.author}}　{artifact.case.title}　{artifact.title}",
    )
