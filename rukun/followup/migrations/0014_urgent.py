"""A ticket may be urgent, for a reason of the city's. The version before leaves the columns as the database makes them."""

from django.db import migrations, models

from rukun.trail.while_working import AddIndexWhileWorking


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("followup", "0013_retracted")]

    operations = [
        migrations.AddField("ticket", "is_urgent", models.BooleanField(db_default=False, default=False)),
        migrations.AddField(
            "ticket", "urgent_because", models.CharField(blank=True, db_default="", default="", max_length=24)
        ),
        migrations.AddField("ticket", "urgent_until", models.DateTimeField(blank=True, null=True)),
        AddIndexWhileWorking(
            "ticket",
            models.Index(
                fields=["holder", "due_at", "id"], condition=models.Q(is_urgent=True), name="urgent_of_a_holder"
            ),
        ),
    ]
