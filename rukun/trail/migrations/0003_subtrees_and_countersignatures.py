"""Roots of full subtrees, so that proofs are quick at any size; and the signatures of witnesses."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from rukun.trail.append_only import AppendOnly
from rukun.trail.subtrees import lay


def lay_what_is_sealed(apps: Any, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    lay(apps.get_model("trail", "Leaf"), apps.get_model("trail", "Subtree"))


class Migration(migrations.Migration):
    dependencies = [("trail", "0002_guards")]

    operations = [
        migrations.CreateModel(
            name="Subtree",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.PositiveSmallIntegerField()),
                ("index", models.BigIntegerField()),
                ("hash", models.BinaryField(max_length=32)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("level", "index"), name="a_subtree_has_one_root"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Countersignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("witness", models.CharField(max_length=100)),
                ("signed_at", models.DateTimeField()),
                ("line", models.TextField()),
                (
                    "seal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="countersignatures",
                        to="trail.seal",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("seal", "witness"), name="a_witness_signs_a_seal_once"),
                ],
            },
        ),
        AppendOnly("trail_subtree"),
        AppendOnly("trail_countersignature"),
        migrations.RunPython(lay_what_is_sealed, migrations.RunPython.noop),
    ]
