"""What goes to a reader is found when the reader leaves, and each notice and delivery is to exactly one of the two."""

from django.db import migrations, models

from rukun.trail.while_working import AddConstraintWhileWorking, AddIndexWhileWorking, ValidateWhileWorking

TO_SOMEBODY = models.Q(person__isnull=False, reader=None) | models.Q(person=None, reader__isnull=False)
NAMES = {"notice": "a_notice_is_to_somebody", "delivery": "a_delivery_is_to_somebody"}


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("notices", "0003_readers")]

    operations = [
        AddIndexWhileWorking(
            "notice",
            models.Index(fields=["reader"], condition=models.Q(reader__isnull=False), name="notices_of_a_reader"),
        ),
        AddIndexWhileWorking(
            "delivery",
            models.Index(fields=["reader"], condition=models.Q(reader__isnull=False), name="deliveries_to_a_reader"),
        ),
        *(
            AddConstraintWhileWorking(model, models.CheckConstraint(condition=TO_SOMEBODY, name=name))
            for model, name in NAMES.items()
        ),
        *(ValidateWhileWorking(model, name) for model, name in NAMES.items()),
    ]
