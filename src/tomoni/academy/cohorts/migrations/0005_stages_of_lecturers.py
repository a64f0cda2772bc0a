from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cohorts", "0004_names_of_divisions")]
    operations = [
        migrations.AddField(
            model_name="membership",
            name="stage",
            field=models.CharField(
                choices=[("observe", "見学"), ("assist", "補助"), ("lead", "主担当")],
                default="lead",
                max_length=8,
                verbose_name="講師の段階",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ["observe", "assist", "lead"])),
                name="stage_is_known",
            ),
        ),
    ]
