"""The room `effects` in words."""

from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui.wording.entries import Entries

ERRORS: Entries = {
    "no-minutes": (
        _("どちらの業務フローにも、かかる時間（分）が一つも入っていません。"),
        _("業務フローの表の「ふつう（分）」に、分かるところから時間を入れてください。"),
    ),
}
