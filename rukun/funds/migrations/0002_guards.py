"""What was stated, corrected and moved cannot be changed afterwards."""

from django.db import migrations

from rukun.trail.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("funds", "0001_initial")]

    operations = [
        AppendOnly("funds_statement"),
        AppendOnly("funds_statementline"),
        AppendOnly("funds_correction"),
        AppendOnly("funds_transfer"),
        AppendOnly("funds_loadeddecree"),
    ]
