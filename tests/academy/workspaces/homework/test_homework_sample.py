"""What the sample city's first group handed in: the same each time, nothing out of order."""

from datetime import timedelta

from django.utils import timezone

from academy.conftest import City
from academy.workspaces.homework import samples
from tomoni.academy.workspaces.homework import sample
from tomoni.academy.workspaces.homework.models import HandIn


def test_the_first_group_handed_in_two_days_before_and_the_last_waits(city: City) -> None:
    city.cohort.curriculum_text = samples.CHECKED.replace(
        "{number: 2, title: 仮説, hours: 3,",
        "{number: 2, title: 仮説, hours: 3, homework: [problem, assumptions],",
    )
    city.cohort.save()
    meetings = [samples.due(city, number=number, days=number * 14) for number in (1, 2)]
    case = samples.begun(city)
    samples.write(case, actor=city.akari, values={"goal": samples.MEASURED})
    sample.fill(case, meetings=2, reader=city.lecturer)
    first, second = HandIn.objects.order_by("meeting__number")
    assert [first.meeting, second.meeting] == meetings
    assert [each.days_late for each in (first, second)] == [-2, -2]
    assert (first.read_by, second.read_at) == (city.lecturer, None)
    assert first.read_at is not None
    assert first.read_at - first.handed_in_at == timedelta(days=2)
    assert timezone.localtime(second.handed_in_at).hour == 16
