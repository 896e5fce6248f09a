"""What should not be seen: concerns, decisions, and who looked up a reporter; what is said so cannot be changed."""

import django.db.models.deletion
from django.db import migrations, models

from rukun.trail.append_only import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_accounts'),
        ('reports', '0005_pictures'),
    ]

    operations = [
        migrations.CreateModel(
            name='CurrentHiding',
            fields=[
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='current_hiding', serialize=False, to='reports.report')),
                ('photos', models.BooleanField()),
                ('words', models.BooleanField()),
                ('whole', models.BooleanField()),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('whole', True)), fields=['report'], name='reports_hidden_whole')],
            },
        ),
        migrations.CreateModel(
            name='Concern',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about', models.CharField(max_length=30)),
                ('reason', models.CharField(max_length=20)),
                ('words', models.TextField(blank=True)),
                ('teller', models.CharField(max_length=40)),
                ('after', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.comment')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.report')),
            ],
            options={
                'indexes': [models.Index(fields=['at'], name='concerns_oldest_first')],
                'constraints': [models.UniqueConstraint(fields=('report', 'about', 'teller'), name='a_concern_is_raised_once'), models.CheckConstraint(condition=models.Q(('reason', 'other'), ('words', ''), _negated=True), name='another_concern_is_told')],
            },
        ),
        migrations.CreateModel(
            name='ContactOpened',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=300)),
                ('at', models.DateTimeField()),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.report')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.seat')),
            ],
            options={
                'indexes': [models.Index(fields=['report', '-at'], name='openings_of_a_report')],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='opening_states_its_reason')],
            },
        ),
        migrations.CreateModel(
            name='Hiding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('photos', models.BooleanField()),
                ('words', models.BooleanField()),
                ('whole', models.BooleanField()),
                ('reason', models.CharField(blank=True, max_length=20)),
                ('note', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.comment')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.report')),
                ('seat', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.seat')),
            ],
            options={
                'indexes': [models.Index(fields=['comment', 'number'], name='hidings_of_a_comment')],
                'constraints': [models.UniqueConstraint(fields=('report', 'number'), name='hidings_stand_in_order'), models.CheckConstraint(condition=models.Q(('whole', False), models.Q(('photos', True), ('words', True)), _connector='OR'), name='what_is_hidden_whole_is_hidden_in_every_part'), models.CheckConstraint(condition=models.Q(models.Q(('photos', False), ('words', False)), models.Q(('reason', ''), _negated=True), _connector='OR'), name='what_is_hidden_has_its_reason'), models.CheckConstraint(condition=models.Q(('seat__isnull', False), ('whole', False), _connector='OR'), name='a_concern_hides_no_whole_report')],
            },
        ),
        AppendOnly("reports_concern"),
        AppendOnly("reports_hiding"),
        AppendOnly("reports_contactopened"),
    ]
