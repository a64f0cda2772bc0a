"""Who graduated from the sample city's first cohort, and who of them wants to teach the second."""

from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from tomoni.academy.cohorts.graduates import services
from tomoni.academy.cohorts.graduates.models import Closing, Willingness
from tomoni.academy.cohorts.models import Cohort, Membership, Role

SIGNATORY = "ともに市長　見本 太郎"
WISHES = {
    "eisei2": (Willingness.YES, "水曜の午後なら動けます。データの見方を手伝えます。"),
    "shimin1": (Willingness.YES, "業務フローの描き方を教えたいです。"),
    "kaigo1": (Willingness.SOME, "発表の回だけなら。"),
    "doro1": (Willingness.NOT_NOW, ""),
}
"""By account name; the others have not said yet."""


@transaction.atomic
def fill(cohort: Cohort) -> None:
    """All participants graduate on the last day; does nothing the second time."""
    if Closing.objects.filter(cohort=cohort).exists():
        return
    actor = cohort.memberships.filter(role=Role.SECRETARIAT).select_related("user").earliest("pk")
    members = Membership.objects.filter(group__cohort=cohort, role=Role.PARTICIPANT)
    services.close(
        cohort,
        chosen=set(members.values_list("user", flat=True)),
        issued_date=cohort.ends_date,
        signatory=SIGNATORY,
        actor=actor.user,
    )
    for graduate in cohort.graduates.select_related("user", "cohort__municipality"):
        account = graduate.user.account_name
        graduate.uid = uuid5(NAMESPACE_URL, f"tomoni:{cohort.number}:{account}")
        graduate.save(update_fields=["uid"])
        if account in WISHES:
            willing, line = WISHES[account]
            services.tell(graduate, willing=willing, line=line, actor=graduate.user)
