"""A staff list of 5,000 taken in, beside a naive loop of `get_or_create` over the same lines.

Target: at most 5 s from the sent file to the last audit row, the preview included.
"""

from collections.abc import Callable
from datetime import date
from time import perf_counter
from typing import TypeVar

import pytest

from academy.cohorts.people import xlsx
from academy.conftest import City
from academy.conftest import city as city
from tomoni.academy.accounts import roster as lists
from tomoni.academy.accounts.models import Division, Municipality, PeopleEntry, Posting, User
from tomoni.academy.cohorts import giving

T = TypeVar("T")
STAFF, MOVED = 5_000, 1_200
DIVISIONS = 120
HEADINGS = ("職員番号", "氏名", "部", "課", "職名", "E-mail")
DAY, NEXT = date(2026, 4, 1), date(2026, 5, 1)


def _list(*, moved: int) -> bytes:
    """The whole staff; `moved` of them elsewhere than before, every fiftieth gone and new."""
    rows: list[tuple[object, ...]] = [("00001", "じゅん", "", "市民課", "主事", "")]
    for number in range(2, STAFF + 1):
        place = (number + (number < moved)) % DIVISIONS
        name = f"職員 {'改' if number % 97 == 0 and moved else ''}第{number}"
        person = number + (STAFF if moved and number % 50 == 0 else 0)
        rows.append((
            f"{person:05d}", name, f"第{place // 10}部", f"第{place}課",
            ("主事", "主任", "主査", "係長")[number % 4], f"s{person}@example.jp",
        ))  # fmt: skip
    return xlsx(HEADINGS, *rows)


def _taken(city: City, data: bytes, day: date) -> dict[str, float]:
    """Seconds of each step of the two-step import."""
    times: dict[str, float] = {}

    def timed(name: str, work: Callable[[], T]) -> T:
        start = perf_counter()
        found = work()
        times[name] = perf_counter() - start
        return found

    kept = timed("handed in", lambda: giving.hand_in(
        city.municipality, data=data, file_name="名簿.xlsx", day=day, whole=True, grow=True,
        actor=city.secretariat,
    ))  # fmt: skip
    seen = timed("preview", lambda: giving.transfer_of(kept))
    done = timed("confirmed", lambda: giving.confirm(kept, seen=seen.fingerprint, today=NEXT))
    assert done is not None
    assert done.fingerprint == seen.fingerprint
    return times


def _naive(data: bytes, municipality: Municipality, actor: User, day: date) -> float:
    """The same lines one by one, without a preview, a department or anybody leaving."""
    start = perf_counter()
    for line in lists.read(data, file_name="名簿.xlsx"):
        division, _new = Division.objects.get_or_create(
            municipality=municipality, name=line.place.split()[-1], parent=None
        )
        user, _new = User.objects.get_or_create(
            account_name=f"naive-{line.staff_number}", defaults={"display_name": line.name}
        )
        user.display_name, user.division, user.post = line.name, division, line.post or ""
        user.staff_number, user.email = line.staff_number, line.email or ""
        user.save()
        Posting.objects.get_or_create(user=user, division=division, post=user.post, from_date=day)
        PeopleEntry.objects.create(
            municipality=municipality, actor=actor, action="added", subject=user.account_name
        )
    return perf_counter() - start


def test_a_staff_list_of_five_thousand(city: City, capsys: pytest.CaptureFixture[str]) -> None:
    city.secretariat.staff_number = "00001"
    city.secretariat.save()
    first, second = _list(moved=0), _list(moved=MOVED)
    new = _taken(city, first, DAY)
    yearly = _taken(city, second, NEXT)
    other = Municipality.objects.create(code="990009", name="くらべる市")
    naive = _naive(first, other, city.secretariat, DAY)
    again = _naive(second, other, city.secretariat, NEXT)
    with capsys.disabled():
        print(f"\n{STAFF:,} people, {len(first):,} bytes")
        for name, times, row_by_row in (("first", new, naive), ("yearly", yearly, again)):
            parts = ", ".join(f"{step} {seconds:.2f}" for step, seconds in times.items())
            total = sum(times.values())
            print(
                f"{name:7} {total:5.2f} s ({parts})  row by row {row_by_row:6.2f} s"
                f"  {row_by_row / total:5.1f} × faster"
            )
