"""Transfers without a closing, and each once by its key; further places where money can be."""

import django.db.models.deletion
from django.apps.registry import Apps as StateApps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from rukun.trail.append_only import AppendOnly, arming, disarming

TRANSFERS = "funds_transfer"
# What the earlier uniqueness said, as a key: the cause, the month, and the unit that the money was moved for.
KEYS = """
    UPDATE funds_transfer SET key = cause || ':' || (
        SELECT substr(CAST(month AS varchar), 1, 7) FROM funds_closing WHERE id = funds_transfer.closing_id
    ) || ':' || (SELECT owner_id FROM funds_account WHERE id = funds_transfer.debit_id)
"""


def disarm(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001  Django's signature
    for statement in disarming(schema_editor.connection.vendor, TRANSFERS):
        schema_editor.execute(statement)


def arm(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001  Django's signature
    for statement in arming(schema_editor.connection.vendor, TRANSFERS):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("funds", "0002_guards")]

    operations = [
        migrations.RunPython(disarm, arm),
        migrations.AlterField(
            "account",
            "kind",
            models.CharField(
                choices=[
                    ("city", "City"), ("budget", "Budget"), ("owed", "Owed"), ("approved", "Approved"),
                    ("sent", "Sent"), ("kas", "Kas"), ("spent", "Spent"), ("tax", "Tax"), ("returned", "Returned"),
                ],
                max_length=8,
            ),
        ),
        migrations.RemoveConstraint("transfer", "a_closing_moves_money_once"),
        migrations.AddField("transfer", "key", models.CharField(default="", max_length=80), preserve_default=False),
        migrations.RunSQL(KEYS, migrations.RunSQL.noop),
        migrations.AlterField("transfer", "key", models.CharField(max_length=80, unique=True)),
        migrations.AlterField(
            "transfer",
            "closing",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="funds.closing"
            ),
        ),
        AppendOnly(TRANSFERS),
    ]
