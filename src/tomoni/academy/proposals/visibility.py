"""Who else may see a proposal: each sub-app adds its readers once, in `AppConfig.ready`.

The proposers, the office, finance, and everybody once a verdict is spoken are known here already
(`queries.proposals_visible_to`). A sub-app adds its own with a `Q` over `Proposal`:

    visibility.register("reviewing", lambda user: Q(pk__in=Opinion.objects.filter(...)))

What is added holds only of proposals that were sent: a draft stays its proposers' own. Seeing a
proposal is not seeing names: every page goes through `pages.mask_of` besides.
"""

from collections.abc import Callable

from django.db.models import Q

from tomoni.academy.accounts.models import User

Readers = Callable[[User], Q]

_registered: dict[str, Readers] = {}


def register(name: str, readers: Readers) -> None:
    """Let a part say which proposals somebody may read; a second call replaces the first."""
    _registered[name] = readers


def added_for(user: User) -> Q:
    """All that the parts add for the person; joined by or."""
    found = Q(pk__in=())
    for readers in _registered.values():
        found |= readers(user)
    return found
