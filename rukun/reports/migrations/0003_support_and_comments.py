"""Support and comments; that a comment was hidden, and why, cannot be changed afterwards."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from rukun.trail.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("reports", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, unique=True)),
                ("words", models.TextField()),
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
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reports.report"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.seat"
                    ),
                ),
            ],
            options={
                'indexes': [
                    models.Index(fields=["report", "id"], name="comments_of_a_report"),
                    models.Index(fields=["person", "at"], name="comments_of_a_person"),
                ],
                'constraints': [
                    models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="a_comment_says_something"
            ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HiddenComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "comment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hiding", to="reports.comment"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.seat"),
                ),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="hiding_states_its_reason"
            ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Support",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reports.report"
                    ),
                ),
            ],
            options={
                'indexes': [
                    models.Index(fields=["person", "-at"], name="supports_of_a_person"),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=("report", "person"), name="a_person_supports_a_report_once"),
                ],
            },
        ),
        AppendOnly("reports_hiddencomment"),
    ]
