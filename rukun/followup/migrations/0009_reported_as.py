"""The kind that a report was filed as stands beside its ticket, so that a list by kind and state is read from one index.

The worker notes it of tickets that are there already, in batches (`rukun.followup.kinds`); until then lists are read as
before.
"""

import django.db.models.deletion
from django.db import migrations, models

from rukun.trail.while_working import AddIndexWhileWorking


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("followup", "0008_indexes_that_nobody_asked"),
        ("reports", "0013_indexes_that_nobody_asked"),
    ]

    operations = [
        migrations.AddField(
            "ticket",
            "reported_as",
            models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reports.category",
            ),
        ),
        AddIndexWhileWorking(
            "ticket",
            models.Index(fields=["reported_as", "state", "-received_at", "-report"], name="tickets_of_a_kind"),
        ),
        AddIndexWhileWorking(
            "ticket",
            models.Index(fields=["id"], condition=models.Q(reported_as=None), name="tickets_without_their_kind"),
        ),
    ]
