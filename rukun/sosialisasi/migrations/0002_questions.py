"""Questions and answers; assistants, forms on paper, what somebody else typed, and how long it took."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from rukun.trail.append_only import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0001_initial'),
        ('people', '0002_accounts'),
        ('reports', '0006_concerns_and_hiding'),
        ('sosialisasi', '0001_sessions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(choices=[('register', 'register'), ('report', 'report'), ('validation', 'validation'), ('money', 'money'), ('other', 'other')], max_length=10)),
                ('heading', models.CharField(max_length=200)),
                ('words', models.TextField()),
                ('use', models.CharField(blank=True, default='', max_length=40)),
                ('written_at', models.DateTimeField()),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('returned_at', models.DateTimeField(blank=True, null=True)),
                ('because', models.CharField(blank=True, default='', max_length=200)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_in', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.seat')),
                ('replaces', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sosialisasi.reply')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_in', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.seat')),
            ],
            options={
                'indexes': [
                    models.Index(condition=models.Q(('approved_at__isnull', False), ('retired_at', None)), fields=['topic', 'id'], name='published_replies'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('written_by')), _negated=True), _connector='OR'), name='who_answers_does_not_approve'),
                    models.CheckConstraint(condition=models.Q(('approved_at', None), ('returned_at', None), _connector='OR'), name='approved_or_sent_back'),
                    models.CheckConstraint(condition=models.Q(('returned_at', None), models.Q(('because', ''), _negated=True), _connector='OR'), name='what_is_sent_back_says_why'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True)),
                ('topic', models.CharField(choices=[('register', 'register'), ('report', 'report'), ('validation', 'validation'), ('money', 'money'), ('other', 'other')], max_length=10)),
                ('words', models.CharField(max_length=500)),
                ('taken_down_by', models.CharField(blank=True, default='', max_length=40)),
                ('at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('put_aside_at', models.DateTimeField(blank=True, null=True)),
                ('put_aside_because', models.CharField(blank=True, default='', max_length=200)),
                ('chased_at', models.DateTimeField(blank=True, null=True)),
                ('kelurahan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sosialisasi', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sosialisasi.sosialisasi')),
                ('reply', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='sosialisasi.reply')),
            ],
            options={
                'indexes': [
                    models.Index(condition=models.Q(('put_aside_at', None), ('settled_at', None)), fields=['at'], name='questions_that_wait'),
                    models.Index(fields=['person', 'at'], name='questions_of_a_person'),
                    models.Index(fields=['sosialisasi'], name='questions_of_a_session'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('put_aside_at', None), models.Q(('put_aside_because', ''), _negated=True), _connector='OR'), name='what_is_put_aside_says_why'),
                    models.CheckConstraint(condition=models.Q(('settled_at', None), ('reply__isnull', False), _connector='OR'), name='an_answer_settles_it'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Assistant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('named_by', models.CharField(max_length=40)),
                ('named_at', models.DateTimeField()),
                ('ended_by', models.CharField(blank=True, default='', max_length=40)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.seat')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['person'], name='seats_that_somebody_assists')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('seat', 'person'), name='somebody_assists_a_seat_once'), models.CheckConstraint(condition=models.Q(('ended_at', None), models.Q(('ended_by', ''), _negated=True), _connector='OR'), name='somebody_ends_an_assistance')],
            },
        ),
        migrations.CreateModel(
            name='Effort',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('seconds', models.PositiveIntegerField(default=0)),
                ('forms', models.PositiveIntegerField(default=0)),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.seat')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('seat', 'month'), name='one_sum_a_seat_and_month')],
            },
        ),
        migrations.CreateModel(
            name='Helped',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('counter', 'Counter'), ('paper', 'Paper'), ('assistant', 'Assistant')], max_length=10)),
                ('typed_by', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.report')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
            ],
            options={
                'indexes': [models.Index(fields=['unit', '-at'], name='typed_for_a_unit')],
            },
        ),
        migrations.CreateModel(
            name='PaperForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=10, unique=True)),
                ('number', models.PositiveIntegerField()),
                ('issued_by', models.CharField(max_length=40)),
                ('issued_at', models.DateTimeField()),
                ('picture', models.CharField(blank=True, db_index=True, default='', max_length=64)),
                ('pictured_at', models.DateTimeField(blank=True, null=True)),
                ('report', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.report')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'number'), name='forms_of_a_unit_stand_in_order')],
            },
        ),
        AppendOnly("sosialisasi_helped"),
    ]
