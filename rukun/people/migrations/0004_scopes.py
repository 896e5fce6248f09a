"""What a key may do and in whose name, and what was answered to sendings with a name of their own."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_open311'),
    ]

    operations = [
        migrations.AddField(
            model_name='apikey',
            name='holder',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='apikey',
            name='scopes',
            field=models.CharField(default='report', max_length=60),
        ),
        migrations.CreateModel(
            name='Sending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=40)),
                ('body', models.CharField(max_length=40)),
                ('status', models.PositiveSmallIntegerField()),
                ('answer', models.TextField()),
                ('at', models.DateTimeField(db_index=True)),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.apikey')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('key', 'digest'), name='a_sending_is_answered_once')],
            },
        ),
    ]
