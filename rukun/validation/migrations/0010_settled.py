"""What waits for Tapem is found without all that was judged before: a risk says that its report is settled, and an index
holds those alone that are not.

The worker settles what was there already, slice by slice (`rukun.validation.looking.settling`); up to where it came the
new way is asked, and beyond it the old one.
"""

from django.db import migrations, models

from rukun.trail.while_working import AddIndexWhileWorking


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("validation", "0009_weighed_by")]

    operations = [
        migrations.AddField("risk", "is_settled", models.BooleanField(db_default=False, default=False)),
        migrations.AddField("lookedthrough", "settled", models.BigIntegerField(db_default=0, default=0)),
        AddIndexWhileWorking(
            "risk",
            models.Index(
                fields=["-score", "report"],
                condition=models.Q(is_settled=False, unit__isnull=False),
                name="riskiest_that_waits",
            ),
        ),
    ]
