"""The validator's desk: who has which report before them, and verdicts that were taken back."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from rukun.trail.append_only import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_accounts'),
        ('reports', '0005_pictures'),
        ('validation', '0004_sampling'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.seat')),
                ('verdict', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawal', to='validation.verdict')),
            ],
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='reports.report')),
                ('until', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['until'], name='claims_by_age')],
            },
        ),
        AppendOnly('validation_withdrawal'),
    ]
