"""Several offices work on one report: the ticket stays with who leads, each other has a part with its own deadline."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from rukun.trail.append_only import AppendOnly


def _key(to: str, *, null: bool = False) -> Any:
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to, null=null
    )


def _id() -> Any:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


STATES = ("waiting", "in-hand", "returned", "done", "withdrawn")
IS_OPEN = models.Q(("ended_at__isnull", True))


class Migration(migrations.Migration):
    dependencies = [
        ("followup", "0016_unmerged"),
        ("people", "0022_left_at"),
        ("reports", "0008_history"),
    ]

    operations = [
        migrations.AddField("ticket", "parts", models.PositiveSmallIntegerField(db_default=0, default=0)),
        migrations.CreateModel(
            name="Part",
            fields=[
                ("id", _id()),
                ("number", models.PositiveSmallIntegerField()),
                ("task", models.TextField()),
                ("state", models.CharField(choices=[(state, state) for state in STATES], max_length=12)),
                ("given_at", models.DateTimeField()),
                ("held_since", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("forwards", models.PositiveSmallIntegerField(default=0)),
                ("escalated", models.PositiveSmallIntegerField(default=0)),
                ("category", _key("reports.category")),
                ("holder", _key("people.office")),
                ("ticket", _key("followup.ticket")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("ticket", "number"), name="a_part_has_a_number_of_its_own"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), ("number__lte", 10)),
                        name="a_ticket_has_ten_parts_at_most",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("task", ""), _negated=True), name="a_part_says_what_is_to_be_done"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", False), ("state__in", ["done", "withdrawn"])),
                            models.Q(
                                models.Q(("state__in", ["done", "withdrawn"]), _negated=True),
                                ("ended_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="a_part_that_ended_says_when",
                    ),
                ],
                "indexes": [
                    models.Index(
                        fields=["holder", "due_at", "id"], condition=IS_OPEN, name="open_parts_of_a_holder"
                    ),
                    models.Index(fields=["due_at"], condition=IS_OPEN, name="open_parts_by_deadline"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartStep",
            fields=[
                ("id", _id()),
                ("before", models.CharField(blank=True, max_length=12)),
                ("after", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("words", models.TextField(blank=True)),
                ("office", _key("people.office")),
                ("part", _key("followup.part")),
                ("seat", _key("people.seat")),
                ("taker", _key("people.office", null=True)),
            ],
            options={"indexes": [models.Index(fields=["part", "at"], name="steps_of_a_part")]},
        ),
        AppendOnly("followup_partstep"),
    ]
