"""A merging can be taken back, and the same ticket merged again: what is taken back stands beside, and is never altered.

SQLite makes the table of mergings anew, so its guards are put up again.
"""

import django.db.models.deletion
from django.db import migrations, models

from rukun.trail.append_only import AppendOnly


class Migration(migrations.Migration):
    safe = (
        "A ticket may now be merged more than once. The version before looks for the first of its mergings and adds "
        "one where there is none: it reads and writes the column as it did. The table is small beside the tickets."
    )
    dependencies = [
        ("followup", "0015_open_newest_first"),
        ("people", "0022_left_at"),
    ]

    operations = [
        migrations.AddIndex("merge", models.Index(fields=["source"], name="merges_of_a_ticket")),
        migrations.AlterField(
            "merge",
            "source",
            models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="followup.ticket"
            ),
        ),
        AppendOnly("followup_merge"),
        migrations.CreateModel(
            name="Unmerge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "merge",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="followup.merge"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.seat",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="followup.ticket"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="an_unmerging_says_why"
                    ),
                ],
            },
        ),
        AppendOnly("followup_unmerge"),
    ]
