"""Of a closing a citizen may also say that it is done in part, and then what is left; or that they do not know."""

from django.db import migrations, models

from rukun.trail.while_working import AddConstraintWhileWorking, ValidateWhileWorking

KINDS = ("confirmed", "disputed", "partly", "unsure")
SAYS = models.Q(models.Q(("kind", "partly"), _negated=True), models.Q(("words", ""), _negated=True), _connector="OR")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("followup", "0017_parts")]

    operations = [
        migrations.AlterField(
            "answer", "kind", models.CharField(choices=[(kind, kind) for kind in KINDS], max_length=12)
        ),
        AddConstraintWhileWorking(
            "answer", models.CheckConstraint(condition=SAYS, name="a_partly_says_what_is_left")
        ),
        ValidateWhileWorking("answer", "a_partly_says_what_is_left"),
    ]
