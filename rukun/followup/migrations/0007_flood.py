"""What many report at the same time: incidents, and the tickets that were gathered in each."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('followup', '0006_open311'),
        ('people', '0005_identity'),
        ('reports', '0008_history'),
    ]

    operations = [
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('began_at', models.DateTimeField()),
                ('last_at', models.DateTimeField()),
                ('size', models.PositiveIntegerField(default=0)),
                ('words', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('parted_at', models.DateTimeField(blank=True, null=True)),
                ('category', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.category')),
                ('holder', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.office')),
                ('seat', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.seat')),
                ('target', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='followup.ticket')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['holder', '-last_at'], name='incidents_of_a_holder'),
                    models.Index(condition=models.Q(('target__isnull', False)), fields=['last_at'], name='incidents_to_be_followed'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('target__isnull', True), ('seat__isnull', False), _connector='OR'), name='an_incident_becomes_one_ticket_by_a_desk'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Gathered',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ticket', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='followup.ticket')),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='followup.incident')),
            ],
        ),
    ]
