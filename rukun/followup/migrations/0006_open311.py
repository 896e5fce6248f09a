"""What changed since a moment is found by an index."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('followup', '0005_exports'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(fields=['changed_at'], name='tickets_by_change'),
        ),
    ]
