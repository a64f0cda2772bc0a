from django.db import migrations
from django.db.models import OuterRef, Subquery


def write(apps, schema_editor):
    """No division has been renamed so far: what it is called is what it was called."""
    group, division = apps.get_model("cohorts", "Group"), apps.get_model("accounts", "Division")
    name = division.objects.filter(pk=OuterRef("division")).values("name")
    group.objects.update(division_name=Subquery(name))


class Migration(migrations.Migration):
    dependencies = [("cohorts", "0003_roles_in_groups")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
