"""The newest open tickets of a city stand in an index of their own: the map of its first page sorted all that were open."""

from django.db import migrations, models

from rukun.trail.while_working import AddIndexWhileWorking


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("followup", "0014_urgent")]

    operations = [
        AddIndexWhileWorking(
            "ticket",
            models.Index(
                fields=["-received_at"], condition=models.Q(done_at__isnull=True), name="open_newest_first"
            ),
        ),
    ]
