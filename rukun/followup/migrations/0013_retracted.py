"""A ticket may be closed because whoever reported took it back. What the database holds to stays as it is."""

from django.db import migrations, models

STATES = ("waiting", "in-hand", "done", "declined", "reopened", "paused", "merged", "retracted")


class Migration(migrations.Migration):
    dependencies = [("followup", "0012_lists_from_one_index")]

    operations = [
        migrations.AlterField(
            model_name="ticket",
            name="state",
            field=models.CharField(choices=[(state, state) for state in STATES], max_length=12),
        ),
    ]
