"""What begins an index of several columns needs none by itself, and few lines settle a correction: closing a month
writes a hundred thousand rows, each into every index of its table. The new index is made before the old one goes."""

import django.db.models.deletion
from django.db import migrations, models

from rukun.trail.while_working import AddIndexWhileWorking, DropIndexWhileWorking


def _unindexed(model: str, name: str, to: str, *, related_name: str = "+", null: bool = False) -> migrations.AlterField:
    key = models.ForeignKey(
        db_index=False, null=null, on_delete=django.db.models.deletion.PROTECT, related_name=related_name, to=to
    )
    return migrations.AlterField(model, name, key)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("funds", "0010_looked_at_on_the_spot")]

    operations = [
        AddIndexWhileWorking(
            "statementline",
            models.Index(
                fields=["correction"], condition=models.Q(correction__isnull=False), name="lines_that_settle"
            ),
        ),
        DropIndexWhileWorking("funds_statementline_correction_id_1662170b", "funds_statementline", "correction_id"),
        DropIndexWhileWorking("funds_statementline_statement_id_bc817bd7", "funds_statementline", "statement_id"),
        DropIndexWhileWorking("funds_statement_unit_id_6bf50252", "funds_statement", "unit_id"),
        DropIndexWhileWorking("funds_account_owner_id_428b47f6", "funds_account", "owner_id"),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                _unindexed("statementline", "correction", "funds.correction", null=True),
                _unindexed("statementline", "statement", "funds.statement", related_name="lines"),
                _unindexed("statement", "unit", "areas.area"),
                _unindexed("account", "owner", "areas.area"),
            ],
        ),
    ]
