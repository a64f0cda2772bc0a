from datetime import date

from django.db import migrations

BEGINNING = date(1900, 4, 1)


def write(apps, schema_editor):
    """Every division has stood as it stands, and everybody has worked where they work."""
    division, standing = apps.get_model("accounts", "Division"), apps.get_model("accounts", "Standing")
    posting, user = apps.get_model("accounts", "Posting"), apps.get_model("accounts", "User")
    standing.objects.bulk_create(
        standing(division=each, name=each.name, from_date=BEGINNING)
        for each in division.objects.all()
    )
    posting.objects.bulk_create(
        posting(user=each, division_id=each.division_id, post=each.post, from_date=BEGINNING)
        for each in user.objects.exclude(division=None)
    )
    for ending, level in (("部", "department"), ("局", "department"), ("係", "section")):
        division.objects.filter(name__endswith=ending).exclude(name__endswith="事務局").update(
            level=level
        )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_tree_and_staff")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
