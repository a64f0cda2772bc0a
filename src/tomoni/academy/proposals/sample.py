"""The sample city's programme, duties, its open call, and the first proposal out of a case."""

from datetime import date

from tomoni.academy.accounts.models import Municipality, User
from tomoni.academy.cohorts.models import Role
from tomoni.academy.proposals import intake, submitting
from tomoni.academy.proposals.models import Call, Duty, Part, ProgrammeEdition, Proposal
from tomoni.academy.proposals.programme import Who, parsed, shipped_programme
from tomoni.academy.workspaces.models import Case

PROGRAMME = "two_categories"
FISCAL_YEAR = 2026
OPENS_DATE, CLOSES_DATE = date(2026, 10, 1), date(2027, 3, 31)
CALL = "令和8年度 職員提案"
THEME = "市民の待ち時間を減らす"
WORDS = """\
窓口で市民を待たせている仕事を、件数と分で見直す提案を待っています。
道具の名前からではなく、困っている人から書いてください。"""
DUTIES = (
    ("jimukyoku", Part.OFFICE), ("shinsa", Part.REVIEWER), ("kansa", Part.REVIEWER),
    ("shiminkacho", Part.REVIEWER), ("shokuin", Part.FINANCE),
)  # fmt: skip
"""Who does what, by account; `shokuin` works in 財政課."""


def fill(municipality: Municipality) -> Proposal:
    """The first group's proposal, sent and taken in; what is there already stays as it is.

    The municipality is the sample city with its people and the first group's case.
    """
    people = {user.account_name: user for user in User.objects.all()}
    office = people["jimukyoku"]
    for name, part in DUTIES:
        Duty.objects.get_or_create(municipality=municipality, user=people[name], part=part)
    call = _call(municipality, office=office)
    case = Case.objects.filter(group__cohort__municipality=municipality).order_by("pk")[0]
    made = Proposal.objects.filter(call=call, case_version__artifact__case=case).first()
    return made or _submitted(call, case=case, office=office)


def _call(municipality: Municipality, *, office: User) -> Call:
    text = shipped_programme(PROGRAMME)
    programme = parsed(text)
    edition, _made = ProgrammeEdition.objects.get_or_create(
        municipality=municipality, key=programme.id, version=programme.version,
        defaults={"title": programme.title, "text": text, "made_by": office},
    )  # fmt: skip
    call, _made = Call.objects.get_or_create(
        edition=edition, title=CALL, fiscal_year=FISCAL_YEAR,
        defaults={
            "theme": THEME, "words": WORDS, "opens_date": OPENS_DATE, "closes_date": CLOSES_DATE,
        },
    )  # fmt: skip
    return call


def _submitted(call: Call, *, case: Case, office: User) -> Proposal:
    members = case.group.memberships.filter(role=Role.PARTICIPANT).order_by("pk")
    writer = members.select_related("user__division")[0].user
    proposal = submitting.begin(
        call, category="new", who=Who.GROUP, division=case.group.division, actor=writer, case=case
    )
    submitting.send(proposal, actor=writer)
    intake.accept(proposal, actor=office)
    return proposal
