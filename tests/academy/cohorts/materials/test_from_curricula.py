"""Where materials come from: a curriculum, another cohort, the sample city."""

import importlib
from datetime import date

from django.apps import apps

from academy.cohorts.materials import samples
from academy.conftest import CURRICULUM, City
from tomoni.academy.cohorts import services as cohorts
from tomoni.academy.cohorts.materials import intake, sample, services
from tomoni.academy.cohorts.materials.models import Kind, Material, MaterialVersion
from tomoni.academy.cohorts.models import Cohort
from tomoni.engine.cases import read_curriculum

WITH_MATERIALS = CURRICULUM.replace(
    "- {number: 2, title: 仮説, hours: 3,",
    '- {number: 2, title: 仮説, hours: 3, notes: "# 進め方",\n   materials: [\n'
    '     {id: tree, title: 仮説の木, kind: slides, text: "# 木"},\n'
    "     {id: guide, title: 手引き, kind: text, text: よく聞く, for_lecturers: true}],",
)


def opened(city: City, *, number: int = 2) -> Cohort:
    return cohorts.open_cohort(
        city.municipality, number=number, title=f"第{number}期",
        curriculum=read_curriculum(WITH_MATERIALS.encode()), starts_date=date(2027, 5, 1),
        ends_date=date(2027, 10, 31),
    )  # fmt: skip


def shown(cohort: Cohort) -> list[tuple[int, str, str, bool, int, str]]:
    found = MaterialVersion.objects.newest().filter(material__cohort=cohort)
    return [
        (each.material.number, each.material.kind, each.material.title,
         each.material.for_lecturers, each.number, each.text)
        for each in found.select_related("material").order_by("material__number", "material")
    ]  # fmt: skip


FIRST = [
    (2, "slides", "仮説の木", False, 1, "# 木"),
    (2, "text", "手引き", True, 1, "よく聞く"),
    (2, "text", "講師のメモ", True, 1, "# 進め方"),
]


def test_a_new_cohort_has_what_its_curriculum_brings_along(city: City) -> None:
    cohort = opened(city)
    assert shown(cohort) == FIRST
    assert all(version.is_at_first for version in MaterialVersion.objects.all())


def test_cohorts_that_were_there_before_have_it_too(city: City) -> None:
    Cohort.objects.update(curriculum_text=WITH_MATERIALS)
    migration = importlib.import_module(
        "tomoni.academy.cohorts.materials.migrations.0002_materials_of_running_cohorts"
    )
    migration.place(apps, None)
    assert shown(city.cohort) == FIRST


def test_a_cohort_takes_over_what_another_one_made_of_it(city: City) -> None:
    first, second = opened(city, number=2), opened(city, number=3)
    tree = first.materials.get(title="仮説の木")
    services.write(
        tree, place=services.Place(2, "仮説の木（改）"), content=services.Content(text="# 林"),
        base=1, actor=city.lecturer,
    )  # fmt: skip
    file = services.add(
        first, kind=Kind.FILE, place=services.Place(1, "配る資料"), actor=city.secretariat,
        content=services.Content(file=intake.receive(samples.pptx(), name="配る.pptx")),
    )  # fmt: skip
    services.add(
        first, kind=Kind.RECORDING, place=services.Place(1, "絵"), actor=city.recorder,
        content=services.Content(file=intake.receive(samples.png(), name="絵.png"), alt="列"),
    )  # fmt: skip
    assert services.copy_materials(first, second, actor=city.secretariat) == 2
    assert shown(second) == [
        (1, "file", "配る資料", False, 1, ""),
        (2, "slides", "仮説の木（改）", False, 2, "# 林"),
        *FIRST[1:],
    ]
    copy = MaterialVersion.objects.get(material__cohort=second, material__kind=Kind.FILE)
    assert services.bytes_of(copy) == services.bytes_of(services.newest_of(file))
    assert copy.note == "「第2期」から"
    assert first.materials.count() == 5
    assert services.copy_materials(first, second, actor=city.secretariat) == 0


def test_the_sample_is_drawn_alike_each_time_and_once(city: City) -> None:
    assert sample.fill(city.cohort, drawn=2) == 2
    assert sample.fill(city.cohort, drawn=3) == 1
    digests = list(
        MaterialVersion.objects.order_by("material__number").values_list("digest", flat=True)
    )
    assert len(set(digests)) == 3
    MaterialVersion.objects.all().delete()
    Material.objects.all().delete()
    assert sample.fill(city.cohort, drawn=1) == 1
    assert MaterialVersion.objects.get().digest == digests[0]
