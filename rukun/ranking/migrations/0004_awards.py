"""Awards: what the rules proposed, and what people decided."""

import django.db.models.deletion
from django.db import migrations, models

from rukun.trail.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("areas", "0001_initial"), ("people", "0002_accounts"), ("ranking", "0003_spans")]

    operations = [
        migrations.CreateModel(
            name="Award",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("month", models.DateField()),
                ("stated", models.TextField()),
                ("facts", models.TextField()),
                ("at", models.DateTimeField()),
                ("area", models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area")),
                ("within", models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area")),
                ("table", models.ForeignKey(
                    null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ranking.table")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "month", "within"), name="an_award_is_proposed_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="AwardDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("outcome", models.CharField(choices=[("given", "given"), ("declined", "declined")], max_length=10)),
                ("words", models.TextField(blank=True)),
                ("token", models.CharField(max_length=32, unique=True)),
                ("event", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("award", models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="decision", to="ranking.award")),
                ("seat", models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.seat")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome", "declined"), ("words", ""), _negated=True),
                        name="an_award_declined_says_why",
                    )
                ],
            },
        ),
        AppendOnly("ranking_award"),
        AppendOnly("ranking_awarddecision"),
    ]
