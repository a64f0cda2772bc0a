import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("proposals", "0001_programmes_calls_proposals"),
    ]

    operations = [
        migrations.AddField("programmeedition", "is_draft", models.BooleanField(default=False)),
        migrations.AddField(
            "programmeedition", "source", models.CharField(blank=True, max_length=60, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "programmeedition",
            "changed_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("programmeedition", "changed_at", models.DateTimeField(auto_now=True)),
        migrations.AddField("call", "announced_at", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "programmeedition",
            models.UniqueConstraint(
                condition=models.Q(("is_draft", True)),
                fields=("municipality", "key"),
                name="programme_has_one_draft",
            ),
        ),
    ]
