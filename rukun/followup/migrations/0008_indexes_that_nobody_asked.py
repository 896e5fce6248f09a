"""What begins an index of several columns needs none by itself."""

import django.db.models.deletion
from django.db import migrations, models

from rukun.trail.while_working import DropIndexWhileWorking


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("followup", "0007_flood")]

    operations = [
        DropIndexWhileWorking("followup_ticket_holder_id_4b071b83", "followup_ticket", "holder_id"),
        DropIndexWhileWorking("followup_step_ticket_id_b571aacc", "followup_step", "ticket_id"),
        DropIndexWhileWorking("followup_disposisi_ticket_id_7389fdd2", "followup_disposisi", "ticket_id"),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "ticket",
                    "holder",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.office",
                    ),
                ),
                migrations.AlterField(
                    "step",
                    "ticket",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="followup.ticket",
                    ),
                ),
                migrations.AlterField(
                    "disposisi",
                    "ticket",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="followup.ticket",
                    ),
                ),
            ],
        ),
    ]
