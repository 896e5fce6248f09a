"""The few strikes for privacy are found by themselves: every public list asks for them.

Without it PostgreSQL reads all verdicts for each list, which grows with the city.
"""

from django.db import migrations, models

from rukun.trail.while_working import AddIndexWhileWorking


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('validation', '0007_counted_from_one_index'),
    ]

    operations = [
        AddIndexWhileWorking(
            'verdict',
            models.Index(fields=['report'], condition=models.Q(reason='privacy'), name='struck_for_privacy'),
        ),
    ]
