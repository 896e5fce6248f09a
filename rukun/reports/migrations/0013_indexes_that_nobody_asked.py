"""What begins an index of several columns needs none by itself, and no code or key is looked for by its beginning: six of
the twenty indexes that each report was written into, and one of photos."""

import django.db.models.deletion
from django.db import migrations, models

from rukun.trail.while_working import DropIndexWhileWorking


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("reports", "0012_beginnings_of_words")]

    operations = [
        DropIndexWhileWorking("reports_report_category_id_7a7857a8", "reports_report", "category_id"),
        DropIndexWhileWorking("reports_report_kelurahan_id_6b2f7c67", "reports_report", "kelurahan_id"),
        DropIndexWhileWorking("reports_report_filer_id_6c56d386", "reports_report", "filer_id"),
        DropIndexWhileWorking("reports_report_unit_id_711212ce", "reports_report", "unit_id"),
        DropIndexWhileWorking("reports_photo_report_id_5bf46ccd", "reports_photo", "report_id"),
        DropIndexWhileWorking(
            "reports_report_key_5f3fd0b8_like", "reports_report", "key varchar_pattern_ops", engine="postgresql"
        ),
        DropIndexWhileWorking(
            "reports_report_code_eb340c4b_like", "reports_report", "code varchar_pattern_ops", engine="postgresql"
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "report",
                    "category",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.category",
                    ),
                ),
                migrations.AlterField(
                    "report",
                    "kelurahan",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
                migrations.AlterField(
                    "report",
                    "filer",
                    models.ForeignKey(
                        null=True,
                        db_index=False,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                migrations.AlterField(
                    "report",
                    "unit",
                    models.ForeignKey(
                        null=True,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
                migrations.AlterField(
                    "photo",
                    "report",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="reports.report",
                    ),
                ),
            ],
        ),
    ]
