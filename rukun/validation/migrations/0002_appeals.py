"""Appeals against strikes, and the verdicts that answer them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from rukun.trail.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("validation", "0002_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Appeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField()),
                ("lodged_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.seat"
                    ),
                ),
                (
                    "verdict",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="validation.verdict",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["lodged_at"], name="appeals_by_time")],
                "constraints": [
                    models.UniqueConstraint(fields=["verdict"], name="a_strike_is_appealed_once"),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="an_appeal_says_something"
                    ),
                ],
            },
        ),
        # A column that may be empty and a partial index: SQLite adds both without making the table anew, which would
        # drop the guards of the verdicts.
        migrations.AddField(
            model_name="verdict",
            name="appeal",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="validation.appeal",
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.UniqueConstraint(
                condition=models.Q(("appeal__isnull", False)), fields=("appeal",), name="an_appeal_is_answered_once"
            ),
        ),
        AppendOnly("validation_appeal"),
    ]
