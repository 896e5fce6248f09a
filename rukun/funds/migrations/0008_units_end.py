"""A closed month is corrected, too, where it is entered later that a unit had ended."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("funds", "0007_payments")]

    operations = [
        migrations.AlterField(
            "correction",
            "cause",
            models.CharField(choices=[("verdict", "Verdict"), ("decree", "Decree"), ("unit", "Unit")], max_length=8),
        ),
    ]
