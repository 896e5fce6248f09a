"""A month that was closed before a unit was entered has a statement of it, too, of nothing, for its correction."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("funds", "0008_units_end")]

    operations = [
        migrations.AddField("statement", "is_late", models.BooleanField(db_default=False, default=False)),
    ]
