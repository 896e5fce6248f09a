"""Where reports of other systems were taken over from, and how they stand there."""

import django.db.models.deletion
from django.db import migrations, models

from rukun.trail.append_only import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0007_open311'),
    ]

    operations = [
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=20, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('address', models.CharField(blank=True, max_length=200)),
                ('seen_until', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Origin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='origin', to='reports.report')),
                ('name', models.CharField(max_length=100)),
                ('taken_at', models.DateTimeField()),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.source')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('source', 'name'), name='a_row_of_a_source_is_taken_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Told',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fate', models.CharField(choices=[('open', 'open'), ('closed', 'closed'), ('declined', 'declined'), ('unknown', 'unknown')], max_length=10)),
                ('since', models.DateTimeField(null=True)),
                ('note', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('report', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.report')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['report', '-id'], name='told_of_a_report'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('fate__in', ['closed', 'declined']), ('since__isnull', True), _connector='OR'), name='only_an_end_has_its_moment'),
                ],
            },
        ),
        AppendOnly("reports_origin"),
        AppendOnly("reports_told"),
    ]
