"""A delay may be a question to whoever reported, and a question has an answer."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from rukun.trail.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [
        ("followup", "0010_notes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="delay",
            name="asks",
            field=models.BooleanField(db_default=False, default=False),
        ),
        # SQLite makes the table anew for a column, and its guards stay behind.
        AppendOnly("followup_delay"),
        migrations.CreateModel(
            name="Replied",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "delay",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="followup.delay"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["at"], name="replies_by_time")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="a_reply_says_something"
                    ),
                ],
            },
        ),
    ]
