"""A verdict is never changed; another one stands after it."""

from django.db import migrations

from rukun.trail.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("validation", "0001_initial")]

    operations = [AppendOnly("validation_verdict")]
