"""A desk's list of one kind, and how many there are, are read from one index: before, each open ticket of the desk was
looked at for its kind. The new indexes are made before the old ones go."""

from django.db import migrations, models

from rukun.trail.while_working import AddIndexWhileWorking, DropIndexWhileWorking


def _gone(name: str, columns: str) -> migrations.SeparateDatabaseAndState:
    return migrations.SeparateDatabaseAndState(
        database_operations=[DropIndexWhileWorking(name, "followup_ticket", columns)],
        state_operations=[migrations.RemoveIndex("ticket", name)],
    )


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("followup", "0011_asking")]

    operations = [
        AddIndexWhileWorking(
            "ticket",
            models.Index(fields=["holder", "state", "due_at", "category", "id"], name="list_of_a_holder"),
        ),
        AddIndexWhileWorking(
            "ticket",
            models.Index(fields=["kelurahan", "state", "due_at", "category", "id"], name="list_of_a_kelurahan"),
        ),
        _gone("queue_of_a_holder", "holder_id, state, due_at"),
        _gone("queue_of_a_kelurahan", "kelurahan_id, state, due_at"),
    ]
