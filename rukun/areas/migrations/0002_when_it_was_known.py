"""When it was entered that an area begins or ends; areas from before were always known."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("areas", "0001_initial")]

    operations = [
        migrations.AddField("area", "begin_known_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("area", "end_known_at", models.DateTimeField(blank=True, null=True)),
    ]
