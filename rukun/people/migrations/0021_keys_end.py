"""A key in somebody's name ends. Those that were given before go on until they are withdrawn."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0020_data_rights")]

    operations = [migrations.AddField("apikey", "expires_at", models.DateTimeField(blank=True, null=True))]
