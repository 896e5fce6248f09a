"""What the machine noticed: fingerprints, flags, risks, devices, and what officials saw. All of it is derived."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0001_initial'),
        ('reports', '0005_pictures'),
        ('validation', '0002_appeals'),
    ]

    operations = [
        migrations.CreateModel(
            name='Fingerprint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('version', models.PositiveSmallIntegerField()),
                ('is_compared', models.BooleanField()),
                ('blank', models.PositiveSmallIntegerField()),
                ('blurred', models.PositiveSmallIntegerField()),
                ('screen', models.PositiveSmallIntegerField()),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['made_at'], name='fingerprints_by_age')],
            },
        ),
        migrations.CreateModel(
            name='LookedThrough',
            fields=[
                ('number', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('report', models.BigIntegerField(default=0)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('number', 1)), name='one_look_through')],
            },
        ),
        migrations.CreateModel(
            name='SentFrom',
            fields=[
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='reports.report')),
                ('device', models.CharField(max_length=32)),
                ('sent_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['device', 'sent_at'], name='reports_of_a_device'), models.Index(fields=['sent_at'], name='devices_by_age')],
            },
        ),
        migrations.CreateModel(
            name='Flag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('strength', models.PositiveSmallIntegerField()),
                ('points', models.SmallIntegerField()),
                ('evidence', models.JSONField(default=dict)),
                ('picture', models.CharField(blank=True, max_length=64)),
                ('other_picture', models.CharField(blank=True, max_length=64)),
                ('raised_at', models.DateTimeField()),
                ('other', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='reports.report')),
                ('report', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reports.report')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('report', 'kind'), name='a_report_has_a_flag_of_a_kind_once'), models.CheckConstraint(condition=models.Q(('strength__lte', 1000)), name='a_flag_is_at_most_certain')],
            },
        ),
        migrations.CreateModel(
            name='Likeness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('share', models.PositiveSmallIntegerField()),
                ('points', models.PositiveSmallIntegerField()),
                ('is_mirrored', models.BooleanField()),
                ('one', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='validation.fingerprint')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='validation.fingerprint')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='two_pictures_are_alike_once'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='the_earlier_picture_is_named_first')],
            },
        ),
        migrations.CreateModel(
            name='OfficialEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.SlugField(max_length=40)),
                ('begins_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('source', models.CharField(max_length=60)),
                ('told', models.CharField(blank=True, max_length=120)),
                ('area', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'begins_at'], name='official_events_by_time')],
                'constraints': [models.UniqueConstraint(fields=('area', 'kind', 'begins_at', 'source'), name='officials_say_it_once'), models.CheckConstraint(condition=models.Q(('ends_at__gte', models.F('begins_at'))), name='an_event_goes_forward')],
            },
        ),
        migrations.CreateModel(
            name='PictureKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.BigIntegerField()),
                ('place', models.BigIntegerField()),
                ('fingerprint', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='validation.fingerprint')),
            ],
            options={
                'indexes': [models.Index(fields=['key', 'fingerprint'], name='pictures_by_key'), models.Index(fields=['fingerprint'], name='keys_of_a_picture')],
            },
        ),
        migrations.CreateModel(
            name='Risk',
            fields=[
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='reports.report')),
                ('counted_on', models.DateField()),
                ('score', models.PositiveSmallIntegerField()),
                ('version', models.CharField(max_length=20)),
                ('unit', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
            ],
            options={
                'indexes': [models.Index(fields=['-score', 'report'], name='riskiest_first'), models.Index(fields=['unit', 'counted_on', '-score'], name='riskiest_of_a_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(('score__lte', 1000)), name='a_risk_is_at_most_1000')],
            },
        ),
        migrations.CreateModel(
            name='WordKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.BigIntegerField()),
                ('report', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reports.report')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('key', 'report'), name='a_report_has_a_word_key_once')],
            },
        ),
    ]
