"""What persons may ask about what is kept of them, and reads that are counted for all hosts together."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from rukun.trail.append_only import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0005_identity'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='closed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='person',
            name='forgotten_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='Paced',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=40)),
                ('minute', models.BigIntegerField(db_index=True)),
                ('used', models.PositiveIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('subject', 'minute'), name='a_minute_is_counted_once')],
            },
        ),
        migrations.CreateModel(
            name='Copy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=32, unique=True)),
                ('asked_at', models.DateTimeField()),
                ('made_at', models.DateTimeField(blank=True, null=True)),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('made_at', None)), fields=['asked_at'], name='copies_to_be_made')],
            },
        ),
        migrations.CreateModel(
            name='DataOpened',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('name', 'name'), ('contact', 'contact'), ('private', 'private'), ('copy', 'copy')], max_length=12)),
                ('about', models.CharField(max_length=60)),
                ('day', models.DateField()),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('seat', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.seat')),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-at'], name='openings_of_a_person'), models.Index(fields=['seat', '-at'], name='openings_by_a_seat')],
                'constraints': [models.UniqueConstraint(fields=('person', 'seat', 'what', 'about', 'day'), name='an_opening_is_noted_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Forgetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('taken_back_at', models.DateTimeField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('done_at', None), ('taken_back_at', None)), fields=['due_at'], name='forgettings_to_be_done')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('done_at', None), ('taken_back_at', None)), fields=('person',), name='one_forgetting_waits'), models.CheckConstraint(condition=models.Q(('taken_back_at', None), ('done_at', None), _connector='OR'), name='what_was_taken_back_is_not_done')],
            },
        ),
        AppendOnly("people_dataopened"),
    ]
