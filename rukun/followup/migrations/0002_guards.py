"""What was done and what was forwarded cannot be changed afterwards."""

from django.db import migrations

from rukun.trail.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("followup", "0001_initial")]

    operations = [AppendOnly("followup_step"), AppendOnly("followup_disposisi")]
