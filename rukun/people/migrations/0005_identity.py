"""Who a person is at the city's own sign-in, and which sessions began there."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_scopes'),
    ]

    operations = [
        migrations.AddField(
            model_name='session',
            name='came_by',
            field=models.CharField(blank=True, db_index=True, max_length=40),
        ),
        migrations.CreateModel(
            name='Identity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issuer', models.CharField(max_length=255)),
                ('subject', models.CharField(max_length=255)),
                ('shown', models.CharField(blank=True, max_length=120)),
                ('connected_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('issuer', 'subject'), name='an_identity_is_one_person'), models.UniqueConstraint(fields=('person', 'issuer'), name='a_person_has_one_identity_an_issuer')],
            },
        ),
    ]
