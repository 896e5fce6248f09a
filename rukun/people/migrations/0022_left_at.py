"""Whoever leaves a seat on the day on which they took it has no access from that moment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0021_keys_end")]

    operations = [migrations.AddField("appointment", "left_at", models.DateTimeField(blank=True, null=True))]
