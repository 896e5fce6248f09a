"""Months that were closed before a beginning was entered are looked for every minute: the few have an index."""

from django.db import migrations, models

from rukun.trail.while_working import AddIndexWhileWorking


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("areas", "0004_turns")]

    operations = [
        AddIndexWhileWorking(
            model_name="area",
            index=models.Index(
                fields=["begin_known_at"], condition=models.Q(begin_known_at__isnull=False), name="areas_known_to_begin"
            ),
        ),
    ]
