"""What may be changed. `None`: yes; else the reason why not, for the reader."""

from django.utils.translation import gettext as _

from tomoni.academy.cohorts.curricula.models import Edition


def may_change(edition: Edition | None) -> str | None:
    """Drafts of one's own; what comes with Tomoni and what is published stays as it is."""
    if edition is None:
        return _(
            "付属のカリキュラムは変えられません。「写しを作る」で、自分たちのものにして変えてください。"
        )
    if not edition.is_draft:
        return _("公開した版は変えられません。「次の版を書く」で、写しを作って変えてください。")
    return None


def may_revise(edition: Edition | None) -> str | None:
    """A published one of one's own."""
    return may_change(None) if edition is None else None
