"""What fixes what is known of a kelurahan happens one after the other, also by the time that it carries."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("areas", "0003_ends_found_at_once")]

    operations = [migrations.AddField("area", "last_turn_at", models.DateTimeField(blank=True, null=True))]
