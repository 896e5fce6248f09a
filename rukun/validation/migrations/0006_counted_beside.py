"""The facts of a report by which a month is counted stand beside its verdict: their columns, and what is in them."""

import django.db.models.deletion
from django.db import migrations, models

FILL = """
UPDATE validation_currentverdict SET received_at = r.received_at, code = r.code, category_id = r.category_id,
    rt_distance_m = r.rt_distance_m, rw_distance_m = r.rw_distance_m, kelurahan_distance_m = r.kelurahan_distance_m
FROM reports_report r WHERE r.id = validation_currentverdict.report_id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0007_open311'),
        ('validation', '0005_desk'),
    ]

    operations = [
        migrations.AddField('currentverdict', 'received_at', models.DateTimeField(null=True)),
        migrations.AddField('currentverdict', 'code', models.CharField(max_length=12, null=True)),
        migrations.AddField(
            'currentverdict', 'category',
            models.ForeignKey(
                db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+',
                to='reports.category',
            ),
        ),
        migrations.AddField('currentverdict', 'rt_distance_m', models.PositiveIntegerField(null=True)),
        migrations.AddField('currentverdict', 'rw_distance_m', models.PositiveIntegerField(null=True)),
        migrations.AddField('currentverdict', 'kelurahan_distance_m', models.PositiveIntegerField(null=True)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
