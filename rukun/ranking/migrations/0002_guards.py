"""What was published cannot be changed afterwards."""

from django.db import migrations

from rukun.trail.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("ranking", "0001_initial")]

    operations = [AppendOnly("ranking_table"), AppendOnly("ranking_standing")]
