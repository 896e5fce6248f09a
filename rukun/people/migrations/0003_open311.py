"""Keys by which other programs hand on reports, and how often each was used in an hour."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_accounts'),
    ]

    operations = [
        migrations.CreateModel(
            name='ApiKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('contact', models.CharField(max_length=120)),
                ('digest', models.CharField(max_length=40, unique=True)),
                ('begins_with', models.CharField(max_length=12)),
                ('per_hour', models.PositiveIntegerField()),
                ('per_day', models.PositiveIntegerField()),
                ('issued_by', models.CharField(max_length=40)),
                ('issued_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('per_day__gte', models.F('per_hour')), ('per_hour__gt', 0)), name='a_key_may_be_used_each_hour_and_more_each_day')],
            },
        ),
        migrations.CreateModel(
            name='KeyUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hour', models.DateTimeField(db_index=True)),
                ('used', models.PositiveIntegerField()),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.apikey')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('key', 'hour'), name='the_use_of_a_key_is_counted_once_an_hour')],
            },
        ),
    ]
