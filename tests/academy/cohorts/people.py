"""Staff lists of the small city, as a personnel division would send them."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from openpyxl import Workbook

from academy.conftest import City
from tomoni.academy.accounts.models import Roster, User
from tomoni.academy.cohorts import giving

DAY = date(2026, 4, 1)
HEADINGS = ("職員番号", "氏名", "所属", "職")
NUMBERS = {
    "akari": "00101", "botan": "00102", "chihiro": "00103", "daichi": "00104",
    "secretariat": "00105", "reviewer": "00106", "auditor": "00107", "manager": "00108",
}  # fmt: skip


def csv(*lines: str, encoding: str = "utf-8") -> bytes:
    """A text file with the usual headings over the lines."""
    return "\r\n".join((",".join(HEADINGS), *lines, "")).encode(encoding)


def xlsx(headings: Sequence[str], *rows: Sequence[object]) -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (headings, *rows):
        sheet.append(list(row))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def numbered(city: City) -> dict[str, User]:
    """The city's staff with their staff numbers and posts."""
    users = {name: getattr(city, name) for name in NUMBERS}
    for name, user in users.items():
        user.staff_number, user.post = NUMBERS[name], "主事"
        user.save()
        user.postings.create(division=user.division, post="主事", from_date=date(2024, 4, 1))
    return users


def everybody(city: City, **instead: str) -> bytes:
    """The whole staff as they are; `instead`: another line for a person, empty for none."""
    lines = {
        name: f"{NUMBERS[name]},{user.display_name},{user.division},主事"
        for name, user in numbered(city).items()
    }
    return csv(*(line for line in (lines | instead).values() if line))


def roster(
    city: City,
    data: bytes = b"",
    *,
    whole: bool = False,
    grow: bool = False,
    day: date = DAY,
) -> Roster:
    """A list that the secretariat handed in; with nothing given, one new person."""
    return giving.hand_in(
        city.municipality, data=data or csv("00201,ふみ,市民課,主査"), file_name="名簿.csv",
        day=day, whole=whole, grow=grow, actor=city.secretariat,
    )  # fmt: skip


def at_person(city: City) -> tuple[object, ...]:
    """What fills in the address of a person, and so on below."""
    return (city.municipality.pk, city.akari.pk)


def at_division(city: City) -> tuple[object, ...]:
    return (city.municipality.pk, city.group.division.pk)


def at_roster(city: City) -> tuple[object, ...]:
    return (city.municipality.pk, roster(city).pk)


def at_role(city: City) -> tuple[object, ...]:
    return (city.cohort.pk, city.cohort.memberships.get(user=city.reviewer).pk)
