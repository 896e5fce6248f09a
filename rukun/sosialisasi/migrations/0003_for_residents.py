"""A report may be typed for a resident. What the database holds to stays as it is."""

from django.db import migrations, models

WAYS = (("counter", "Counter"), ("paper", "Paper"), ("assistant", "Assistant"), ("resident", "Resident"))


class Migration(migrations.Migration):
    dependencies = [("sosialisasi", "0002_questions")]

    operations = [
        migrations.AlterField(
            model_name="helped", name="way", field=models.CharField(choices=list(WAYS), max_length=10)
        ),
    ]
