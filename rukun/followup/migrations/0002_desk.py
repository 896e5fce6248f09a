"""What a desk works with: tickets carry what is believed now, and closings what proves and contradicts them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from rukun.trail.append_only import AppendOnly

# Tickets that were there before: everything as reported, all at once, by one statement that both engines read.
AS_REPORTED = """
UPDATE followup_ticket AS t SET
    category_id = r.category_id, kelurahan_id = r.kelurahan_id, rw_id = r.rw_id, rt_id = r.rt_id,
    lat = r.lat, lon = r.lon, received_at = r.received_at,
    changed_at = coalesce((SELECT max(s.at) FROM followup_step s WHERE s.ticket_id = t.id), t.held_since),
    forwards = (SELECT count(*) FROM followup_disposisi d WHERE d.ticket_id = t.id AND d.giver_id IS NOT NULL),
    outcome = CASE
        WHEN t.state NOT IN ('done', 'declined') THEN ''
        WHEN EXISTS (
            SELECT 1 FROM followup_rating g WHERE g.ticket_id = t.id AND g.closing = t.reopened + 1 AND g.stars >= 3
        ) THEN 'confirmed'
        ELSE 'claimed'
    END
FROM reports_report AS r WHERE r.id = t.report_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0001_initial"),
        ("followup", "0002_guards"),
        ("people", "0002_accounts"),
        ("reports", "0005_pictures"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Delay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=24)),
                ("words", models.TextField()),
                ("expected", models.DateField()),
                ("stops_until", models.DateTimeField(null=True)),
                ("due_before", models.DateTimeField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Proof",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                ("taken_at", models.DateTimeField(null=True)),
                ("lat", models.FloatField(null=True)),
                ("lon", models.FloatField(null=True)),
                ("metres", models.PositiveIntegerField(null=True)),
                ("code", models.CharField(blank=True, max_length=12)),
                (
                    "code_state",
                    models.CharField(
                        choices=[
                            ("read", "read"),
                            ("unread", "unread"),
                            ("wrong", "wrong"),
                            ("late", "late"),
                            ("none", "none"),
                        ],
                        max_length=8,
                    ),
                ),
                ("before_digest", models.CharField(blank=True, max_length=64)),
                ("kind", models.CharField(default="after", max_length=8)),
            ],
        ),
        migrations.CreateModel(
            name="Routing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("category", models.CharField(max_length=40)),
                ("area", models.CharField(max_length=16)),
                ("office", models.CharField(max_length=40)),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gt", models.F("since")), _connector="OR"),
                name="a_route_ends_after_it_began",
            ),
                    models.UniqueConstraint(
                fields=("category", "area", "since"), name="one_route_a_category_area_and_day"
            ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Template",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=60)),
                ("words", models.TextField()),
                ("is_active", models.BooleanField(default=True)),
            ],
        ),
        migrations.AddField(
            model_name="step",
            name="reason",
            field=models.CharField(blank=True, default="", max_length=24),
        ),
        # SQLite makes the table anew for a column, and its guards do not come along.
        AppendOnly("followup_step"),
        migrations.AddField(
            model_name="ticket",
            name="category",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reports.category",
            ),
        ),
        migrations.AddField(
            model_name="ticket",
            name="changed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="ticket",
            name="forwards",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="ticket",
            name="kelurahan",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="areas.area",
            ),
        ),
        migrations.AddField(
            model_name="ticket",
            name="lat",
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="ticket",
            name="lon",
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="ticket",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="followup.ticket",
            ),
        ),
        migrations.AddField(
            model_name="ticket",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("claimed", "claimed"),
                    ("confirmed", "confirmed"),
                    ("disputed", "disputed"),
                    ("unconfirmed", "unconfirmed"),
                ],
                default="",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="ticket",
            name="pause_reason",
            field=models.CharField(blank=True, default="", max_length=24),
        ),
        migrations.AddField(
            model_name="ticket",
            name="paused_until",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="ticket",
            name="received_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="ticket",
            name="rt",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="areas.area",
            ),
        ),
        migrations.AddField(
            model_name="ticket",
            name="rw",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="areas.area",
            ),
        ),
        migrations.AlterField(
            model_name="ticket",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "waiting"),
                    ("in-hand", "in-hand"),
                    ("done", "done"),
                    ("declined", "declined"),
                    ("reopened", "reopened"),
                    ("paused", "paused"),
                    ("merged", "merged"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("field", models.CharField(choices=[("category", "category"), ("place", "place")], max_length=12)),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
                ("words", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "seat",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.seat"),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="followup.ticket"
                    ),
                ),
            ],
            options={
                'indexes': [
                    models.Index(fields=["ticket", "at"], name="amendments_of_a_ticket"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("closing", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(choices=[("confirmed", "confirmed"), ("disputed", "disputed")], max_length=12),
                ),
                ("words", models.TextField(blank=True)),
                ("photo", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                'indexes': [
                    models.Index(
                condition=models.Q(("photo", ""), _negated=True), fields=["photo"], name="answers_with_a_photo"
            ),
                ],
                'constraints': [
                    models.UniqueConstraint(
                fields=("ticket", "person", "closing"), name="a_closing_is_answered_once"
            ),
                    models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "disputed"), _negated=True),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_dispute_says_what_is_wrong",
            ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Audit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("closing", models.PositiveSmallIntegerField()),
                ("stood", models.BooleanField()),
                ("words", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "seat",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.seat"),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="followup.ticket"
                    ),
                ),
            ],
            options={
                'indexes': [
                    models.Index(fields=["ticket", "at"], name="audits_of_a_ticket"),
                ],
                'constraints': [
                    models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="an_audit_says_what_was_seen"
            ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CrewMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("phone", models.CharField(blank=True, max_length=32)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.office"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=("office", "name"), name="a_crew_has_each_name_once"),
                ],
            },
        ),
        migrations.AddField(
            model_name="ticket",
            name="crew",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="followup.crewmember",
            ),
        ),
        migrations.RunSQL(AS_REPORTED, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="ticket",
            name="category",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reports.category"
            ),
        ),
        migrations.AlterField(
            model_name="ticket",
            name="kelurahan",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
            ),
        ),
        migrations.AlterField(
            model_name="ticket",
            name="received_at",
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name="ticket",
            name="changed_at",
            field=models.DateTimeField(),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(fields=["kelurahan", "state", "due_at"], name="queue_of_a_kelurahan"),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(condition=models.Q(("done_at__isnull", False)), fields=["holder", "-done_at", "-id"], name="archive_of_a_holder"),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(condition=models.Q(("done_at__isnull", False)), fields=["kelurahan", "-done_at", "-id"], name="archive_of_a_kelurahan"),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(fields=["holder", "changed_at"], name="changes_of_a_holder"),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(fields=["kelurahan", "changed_at"], name="changes_of_a_kelurahan"),
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(fields=["at"], name="steps_by_time"),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(fields=["received_at"], name="tickets_by_arrival"),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(("outcome", "claimed")), fields=["done_at"], name="closings_nobody_answered"
            ),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(("state", "paused")), fields=["paused_until"], name="pauses_by_their_end"
            ),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(("crew__isnull", False)), fields=["crew", "state"], name="work_of_a_crew"
            ),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)), fields=["merged_into"], name="merged_into_another"
            ),
        ),
        migrations.AddConstraint(
            model_name="ticket",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("paused_until__isnull", False), ("state", "paused")),
                    models.Q(models.Q(("state", "paused"), _negated=True), ("paused_until__isnull", True)),
                    _connector="OR",
                ),
                name="a_paused_ticket_says_until_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="ticket",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merged_into__isnull", False), ("state", "merged")),
                    models.Q(models.Q(("state", "merged"), _negated=True), ("merged_into__isnull", True)),
                    _connector="OR",
                ),
                name="a_merged_ticket_names_the_other",
            ),
        ),
        migrations.AddConstraint(
            model_name="ticket",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("outcome__in", ["claimed", "confirmed", "disputed", "unconfirmed"]),
                        ("state__in", ["done", "declined"]),
                    ),
                    models.Q(models.Q(("state__in", ["done", "declined"]), _negated=True), ("outcome", "")),
                    _connector="OR",
                ),
                name="a_closing_has_an_outcome",
            ),
        ),
        migrations.AddField(
            model_name="delay",
            name="next_office",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.office"
            ),
        ),
        migrations.AddField(
            model_name="delay",
            name="seat",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.seat"),
        ),
        migrations.AddField(
            model_name="delay",
            name="ticket",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="followup.ticket"
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="seat",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.seat"),
        ),
        migrations.AddField(
            model_name="merge",
            name="source",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="followup.ticket"
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="target",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="followup.ticket"
            ),
        ),
        migrations.AddField(
            model_name="proof",
            name="step",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="followup.step"
            ),
        ),
        migrations.AddField(
            model_name="template",
            name="office",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.office"
            ),
        ),
        migrations.AddIndex(
            model_name="delay",
            index=models.Index(fields=["ticket", "at"], name="delays_of_a_ticket"),
        ),
        migrations.AddConstraint(
            model_name="delay",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="a_delay_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", models.F("target")), _negated=True), name="a_ticket_merges_into_another"
            ),
        ),
        migrations.AddIndex(
            model_name="proof",
            index=models.Index(fields=["digest"], name="proofs_by_digest"),
        ),
        migrations.AddIndex(
            model_name="proof",
            index=models.Index(
                condition=models.Q(("before_digest", ""), _negated=True),
                fields=["before_digest"],
                name="proofs_by_what_was_before",
            ),
        ),
        migrations.AddConstraint(
            model_name="template",
            constraint=models.UniqueConstraint(
                fields=("office", "state", "name"), name="a_template_has_a_name_of_its_own"
            ),
        ),
        AppendOnly("followup_proof"),
        AppendOnly("followup_audit"),
        AppendOnly("followup_delay"),
        AppendOnly("followup_amendment"),
        AppendOnly("followup_merge"),
    ]
