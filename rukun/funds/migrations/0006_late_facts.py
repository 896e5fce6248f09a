"""Corrections that were accepted, and why a month was closed though something was open."""

import django.db.models.deletion
from django.db import migrations, models

from rukun.trail.append_only import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('funds', '0005_spending'),
        ('people', '0002_accounts'),
    ]

    operations = [
        migrations.AddField(
            model_name='closing',
            name='despite',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.CreateModel(
            name='Acceptance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('correction', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='acceptance', to='funds.correction')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.seat')),
            ],
        ),
        AppendOnly("funds_acceptance"),
    ]
