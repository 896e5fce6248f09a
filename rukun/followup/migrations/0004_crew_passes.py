"""Passes of a day for the crew, who was sent to what, and what came back; the last two are only ever added to."""

import django.db.models.deletion
from django.db import migrations, models

from rukun.trail.append_only import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('followup', '0003_saved_views'),
        ('people', '0002_accounts'),
    ]

    operations = [
        migrations.CreateModel(
            name='CrewPass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(blank=True, max_length=40)),
                ('day', models.DateField()),
                ('issued_at', models.DateTimeField()),
                ('device', models.CharField(blank=True, max_length=40)),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('agent', models.CharField(blank=True, max_length=300)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('turned_away', models.PositiveSmallIntegerField(default=0)),
                ('turned_away_at', models.DateTimeField(blank=True, null=True)),
                ('crew', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='followup.crewmember')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.seat')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['crew', 'day'], name='passes_of_a_day'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('digest', ''), _negated=True), fields=('digest',), name='a_link_is_another_each_time'),
                    models.UniqueConstraint(condition=models.Q(('device', ''), _negated=True), fields=('device',), name='a_device_holds_one_pass'),
                    models.CheckConstraint(condition=models.Q(models.Q(('device', ''), ('opened_at__isnull', True)), models.Q(models.Q(('device', ''), _negated=True), ('opened_at__isnull', False)), _connector='OR'), name='an_opened_pass_has_a_device'),
                ],
            },
        ),
        migrations.CreateModel(
            name='CrewWork',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True)),
                ('did', models.CharField(choices=[('done', 'done'), ('cannot', 'cannot')], max_length=8)),
                ('words', models.TextField(blank=True)),
                ('photo', models.CharField(blank=True, max_length=64)),
                ('source', models.CharField(blank=True, max_length=64)),
                ('code', models.CharField(blank=True, max_length=12)),
                ('code_state', models.CharField(choices=[('read', 'read'), ('unread', 'unread'), ('wrong', 'wrong'), ('late', 'late'), ('none', 'none')], max_length=8)),
                ('taken_at', models.DateTimeField()),
                ('lat', models.FloatField(null=True)),
                ('lon', models.FloatField(null=True)),
                ('at', models.DateTimeField()),
                ('crew_pass', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='followup.crewpass')),
                ('step', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='followup.step')),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='followup.ticket')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['ticket', 'at'], name='crew_work_on_a_ticket'),
                    models.Index(condition=models.Q(('photo', ''), _negated=True), fields=['photo'], name='crew_work_by_photo'),
                    models.Index(condition=models.Q(('source', ''), _negated=True), fields=['source'], name='crew_work_by_source'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('did', 'done'), _negated=True), models.Q(('photo', ''), _negated=True), _connector='OR'), name='done_is_shown_by_a_photo'),
                    models.CheckConstraint(condition=models.Q(models.Q(('did', 'cannot'), _negated=True), models.Q(('words', ''), _negated=True), _connector='OR'), name='what_cannot_be_done_says_why'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('crew', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='followup.crewmember')),
                ('step', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='followup.step')),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='followup.ticket')),
            ],
            options={
                'indexes': [models.Index(fields=['ticket', 'at'], name='assignments_of_a_ticket')],
            },
        ),
        AppendOnly("followup_assignment"),
        AppendOnly("followup_crewwork"),
    ]
