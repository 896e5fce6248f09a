"""A closed month is corrected, too, where somebody went and looked, and it had not been quiet."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("funds", "0009_founded_late")]

    operations = [
        migrations.AlterField(
            "correction",
            "cause",
            models.CharField(
                choices=[("verdict", "Verdict"), ("decree", "Decree"), ("unit", "Unit"), ("quiet", "Quiet")],
                max_length=8,
            ),
        ),
    ]
