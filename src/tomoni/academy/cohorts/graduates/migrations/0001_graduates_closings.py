import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("cohorts", "0005_stages_of_lecturers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Closing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("issued_date", models.DateField(verbose_name="修了の日")),
                ("signatory", models.CharField(blank=True, max_length=100, verbose_name="証書に書く人")),
                ("decided_at", models.DateTimeField(auto_now=True)),
                ("cohort", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="closing", to="cohorts.cohort")),
                ("decided_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name="Graduate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=100)),
                ("division_name", models.CharField(max_length=100)),
                ("theme", models.CharField(blank=True, max_length=200)),
                ("issued_date", models.DateField()),
                ("withdrawn_date", models.DateField(null=True)),
                ("willing", models.CharField(blank=True, choices=[("yes", "講師をしたい"), ("some", "少しなら手伝える"), ("not_now", "いまはしない")], max_length=10, verbose_name="講師の希望")),
                ("line", models.CharField(blank=True, max_length=200, verbose_name="ひとこと")),
                ("cohort", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="graduates", to="cohorts.cohort")),
                ("group", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="graduates", to="cohorts.group")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="graduations", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ("cohort", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("cohort", "user"), name="one_graduation_a_cohort"),
                    models.UniqueConstraint(fields=("cohort", "number"), name="one_certificate_a_number"),
                    models.CheckConstraint(condition=models.Q(("willing__in", ["", "yes", "some", "not_now"])), name="willingness_is_known"),
                ],
            },
        ),
    ]
