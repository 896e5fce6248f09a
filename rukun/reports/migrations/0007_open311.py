"""By which key another program handed a report on; the newest of a kind are found by an index."""

import django.db.models.deletion
from django.db import migrations, models

from rukun.trail.append_only import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_open311'),
        ('reports', '0006_concerns_and_hiding'),
    ]

    operations = [
        migrations.CreateModel(
            name='Relay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.report')),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.apikey')),
            ],
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['category', '-received_at'], name='reports_of_a_kind'),
        ),
        AppendOnly("reports_relay"),
    ]
