"""What was filled in by the migration before is always there, and one index answers for a unit's month.

Apart from that one: PostgreSQL alters no table whose rows were changed in the same transaction.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('validation', '0006_counted_beside'),
    ]

    operations = [
        migrations.AlterField('currentverdict', 'received_at', models.DateTimeField()),
        migrations.AlterField('currentverdict', 'code', models.CharField(max_length=12)),
        migrations.AlterField(
            'currentverdict', 'category',
            models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.category',
            ),
        ),
        migrations.RemoveIndex('currentverdict', 'judged_of_a_unit'),
        migrations.AddIndex(
            'currentverdict',
            models.Index(
                fields=[
                    'unit', 'counted_on', 'received_at', 'report', 'is_valid', 'code', 'category',
                    'rt_distance_m', 'rw_distance_m', 'kelurahan_distance_m',
                ],
                name='judged_of_a_unit',
            ),
        ),
    ]
