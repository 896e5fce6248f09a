"""What is alike near a place is found by kind, cell and latitude, without a look at all that lies in the cells."""

from django.db import migrations, models

from rukun.trail.while_working import AddIndexWhileWorking


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("reports", "0010_words_found_at_once")]

    operations = [
        AddIndexWhileWorking(
            model_name="report",
            index=models.Index(fields=["category", "cell", "lat", "lon"], name="reports_alike_near_a_place"),
        ),
    ]
