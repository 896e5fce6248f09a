"""A border that a unit is to get, entered like any other change of it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('penataan', '0001_changes'),
    ]

    operations = [
        migrations.AddField(
            model_name='change',
            name='cuts',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='change',
            name='is_drawn',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='change',
            name='shape',
            field=models.BinaryField(null=True),
        ),
        migrations.AlterField(
            model_name='change',
            name='what',
            field=models.CharField(choices=[('founded', 'founded'), ('merged', 'merged'), ('ended', 'ended'), ('bordered', 'bordered')], max_length=8),
        ),
    ]
