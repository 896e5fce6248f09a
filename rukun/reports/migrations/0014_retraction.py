"""Whoever made a report may take it back; the report stays as it was said."""

import django.db.models.deletion
from django.db import migrations, models

from rukun.trail.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("reports", "0013_indexes_that_nobody_asked")]

    operations = [
        migrations.CreateModel(
            name="Retraction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reason",
                    models.CharField(
                        choices=[("mistake", "mistake"), ("solved", "solved"), ("other", "other")], max_length=10
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="retraction", to="reports.report"
                    ),
                ),
            ],
        ),
        AppendOnly("reports_retraction"),
    ]
