import yaml
from django.db import migrations
from django.utils import timezone


def place(apps, schema_editor):
    """What the curricula of the cohorts that are there bring along, as first versions."""
    cohort, material, version = (
        apps.get_model("cohorts", "Cohort"),
        apps.get_model("materials", "Material"),
        apps.get_model("materials", "MaterialVersion"),
    )
    for each in cohort.objects.all():
        for session in (yaml.safe_load(each.curriculum_text) or {}).get("sessions", ()):
            for of, text in _of_session(session):
                made = material.objects.create(cohort=each, number=session["number"], **of)
                version.objects.create(
                    material=made, number=1, text=text, made_at=timezone.now()
                )


def _of_session(session):
    number = session["number"]
    for each in session.get("materials", ()):
        yield (
            {
                "key": f"{number}_{each['id']}",
                "kind": each["kind"],
                "title": each["title"][:100],
                "for_lecturers": each.get("for_lecturers", False),
            },
            each["text"],
        )
    if session.get("notes"):
        notes = {"kind": "text", "title": "講師のメモ", "for_lecturers": True}
        yield notes | {"key": f"{number}_notes"}, session["notes"]


class Migration(migrations.Migration):
    dependencies = [
        ("materials", "0001_materials_versions_read_marks"),
        ("cohorts", "0004_names_of_divisions"),
    ]
    operations = [migrations.RunPython(place, migrations.RunPython.noop)]
