"""Photos that telephones send straight to the store, until the worker has drawn them anew."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0008_history'),
    ]

    operations = [
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=160)),
                ('digest', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('named_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('drawn', 'drawn'), ('refused', 'refused'), ('gone', 'gone')], default='', max_length=8)),
                ('report', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.report')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('settled_at', None)), fields=['id'], name='uploads_to_be_drawn'), models.Index(fields=['name'], name='uploads_by_name')],
                'constraints': [models.UniqueConstraint(fields=('report', 'order'), name='uploads_stand_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('settled_at__isnull', True)), models.Q(models.Q(('settled_at__isnull', False)), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='a_settled_upload_says_how')],
            },
        ),
    ]
