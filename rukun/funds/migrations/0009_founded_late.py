"""A month that was closed before a unit was entered has a statement of it, too, of nothing, for its correction."""

from django.db import migrations, models

from rukun.trail.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("funds", "0008_units_end")]

    operations = [
        migrations.AddField("statement", "is_late", models.BooleanField(db_default=False, default=False)),
        # SQLite makes the table anew for a column, and its guards do not come along.
        AppendOnly("funds_statement"),
    ]
