"""By which weights the queue was weighed, and how far it is weighed anew: nothing known of a city from before, so that
its queue is weighed once more."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('validation', '0008_struck_for_privacy'),
    ]

    operations = [
        migrations.AddField(
            model_name='lookedthrough',
            name='weighed_from',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='lookedthrough',
            name='weights',
            field=models.CharField(db_default='', default='', max_length=64),
        ),
    ]
