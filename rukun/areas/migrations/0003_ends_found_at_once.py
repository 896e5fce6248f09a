"""Months that were closed before an end was entered are looked for every minute: the few ends have an index."""

from django.db import migrations, models

from rukun.trail.while_working import AddIndexWhileWorking


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("areas", "0002_when_it_was_known")]

    operations = [
        AddIndexWhileWorking(
            model_name="area",
            index=models.Index(
                fields=["end_known_at"], condition=models.Q(end_known_at__isnull=False), name="areas_known_to_end"
            ),
        ),
    ]
