"""Samples: seeds promised and opened, frames, what was picked, second readings; photos of appeals, and overdue ones."""

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from rukun.trail.append_only import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0001_initial'),
        ('people', '0002_accounts'),
        ('reports', '0005_pictures'),
        ('validation', '0003_signals'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MonthFramed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(unique=True)),
                ('kelurahan', models.PositiveIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('framed_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='MonthSeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(unique=True)),
                ('seal', models.BigIntegerField()),
                ('root', models.CharField(max_length=64)),
                ('seed', models.CharField(max_length=64)),
                ('mixed_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='SampleDrawn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('drawn_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='SecondDraw',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('drawn_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='SecondReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_valid', models.BooleanField()),
                ('reason', models.CharField(blank=True, choices=[('outside', 'outside'), ('not-public', 'not-public'), ('duplicate', 'duplicate'), ('old-photo', 'old-photo'), ('not-shown', 'not-shown'), ('unreadable', 'unreadable'), ('privacy', 'privacy'), ('abusive', 'abusive'), ('test', 'test')], max_length=20)),
                ('read_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='SeedCommitment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('party', models.CharField(max_length=60)),
                ('digest', models.CharField(max_length=64)),
                ('committed_at', models.DateTimeField()),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('month', 'party'), name='a_party_commits_once_a_month'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SeedReveal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('secret', models.CharField(max_length=64)),
                ('revealed_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='AppealPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(db_index=True, max_length=64)),
                ('original', models.CharField(max_length=64)),
                ('order', models.PositiveSmallIntegerField()),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('appeal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='validation.appeal')),
            ],
            options={
                'ordering': ['order'],
                'constraints': [
                    models.UniqueConstraint(fields=('appeal', 'order'), name='photos_of_an_appeal_stand_in_order'),
                ],
            },
        ),
        migrations.CreateModel(
            name='OverdueAppeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('noted_at', models.DateTimeField()),
                ('appeal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='overdue', to='validation.appeal')),
            ],
        ),
        migrations.CreateModel(
            name='Sample',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('reports', models.PositiveIntegerField()),
                ('judged', models.PositiveIntegerField()),
                ('above', models.PositiveIntegerField()),
                ('rest', models.PositiveIntegerField()),
                ('size', models.PositiveIntegerField()),
                ('threshold', models.PositiveSmallIntegerField()),
                ('tolerable', models.CharField(max_length=10)),
                ('confidence', models.CharField(max_length=10)),
                ('second_share', models.CharField(max_length=10)),
                ('is_full', models.BooleanField()),
                ('frame', models.TextField(blank=True)),
                ('digest', models.CharField(max_length=64)),
                ('framed_at', models.DateTimeField()),
                ('kelurahan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('month', 'kelurahan'), name='a_kelurahan_has_one_sample_a_month'),
                    models.CheckConstraint(condition=models.Q(('reports', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('judged'), '+', models.F('above')), '+', models.F('rest')))), name='every_report_is_judged_above_or_in_the_rest'),
                    models.CheckConstraint(condition=models.Q(('size__lte', models.F('rest'))), name='no_more_drawn_than_there_is'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Picked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(choices=[('risk', 'Risk'), ('drawn', 'Drawn'), ('unit', 'Unit')], max_length=5)),
                ('picked_at', models.DateTimeField()),
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.report')),
                ('sample', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='validation.sample')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['sample', 'why'], name='picked_of_a_sample'),
                ],
            },
        ),
        migrations.AddField(
            model_name='verdict',
            name='sample',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='validation.sample'),
        ),
        migrations.AddIndex(
            model_name='verdict',
            index=models.Index(condition=models.Q(('sample__isnull', False)), fields=['sample'], name='verdicts_by_sample'),
        ),
        migrations.AddConstraint(
            model_name='verdict',
            constraint=models.CheckConstraint(condition=models.Q(('sample__isnull', True), ('is_valid', True), _connector='OR'), name='no_sample_strikes'),
        ),
        migrations.AddField(
            model_name='sampledrawn',
            name='sample',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='drawn', to='validation.sample'),
        ),
        migrations.AddField(
            model_name='seconddraw',
            name='kelurahan',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area'),
        ),
        migrations.AddField(
            model_name='seconddraw',
            name='verdict',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='validation.verdict'),
        ),
        migrations.AddField(
            model_name='secondreading',
            name='seat',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.seat'),
        ),
        migrations.AddField(
            model_name='secondreading',
            name='second',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reading', to='validation.seconddraw'),
        ),
        migrations.AddField(
            model_name='secondreading',
            name='validator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='seedreveal',
            name='commitment',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reveal', to='validation.seedcommitment'),
        ),
        migrations.AddIndex(
            model_name='seconddraw',
            index=models.Index(fields=['month', 'kelurahan'], name='second_draws_of_a_month'),
        ),
        migrations.AddConstraint(
            model_name='secondreading',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_valid', True), ('reason', '')), models.Q(('is_valid', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='a_second_reading_states_its_reason'),
        ),
        AppendOnly('validation_seedcommitment'),
        AppendOnly('validation_seedreveal'),
        AppendOnly('validation_monthframed'),
        AppendOnly('validation_monthseed'),
        AppendOnly('validation_sample'),
        AppendOnly('validation_sampledrawn'),
        AppendOnly('validation_picked'),
        AppendOnly('validation_seconddraw'),
        AppendOnly('validation_secondreading'),
        AppendOnly('validation_appealphoto'),
        AppendOnly('validation_overdueappeal'),
        # SQLite makes the table anew for a constraint and drops its guards with the old one.
        AppendOnly('validation_verdict'),
    ]
