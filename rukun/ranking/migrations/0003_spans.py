"""Tables of spans, and of others than kelurahan; the facts that each line was made from. What was published is a month's table of kelurahan, and stays so.

That the same table is not published twice is the act's to see to: facts may change back to what they were.
"""

import django.db.models.deletion
from django.db import migrations, models

from rukun.trail.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("areas", "0001_initial"), ("ranking", "0002_guards")]

    operations = [
        migrations.RemoveConstraint(model_name="table", name="tables_stand_in_order"),
        migrations.RemoveConstraint(model_name="table", name="the_same_table_is_published_once"),
        migrations.AddField(
            model_name="table", name="of", field=models.CharField(default="kelurahan", max_length=10)
        ),
        migrations.AddField(
            model_name="table", name="span", field=models.CharField(default="month", max_length=10)
        ),
        migrations.AddConstraint(
            model_name="table",
            constraint=models.UniqueConstraint(fields=("month", "span", "of", "number"), name="tables_stand_in_order"),
        ),
        # SQLite makes the table anew for a column, and its guards do not come along.
        AppendOnly("ranking_table"),
        migrations.CreateModel(
            name="LineInputs",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.BinaryField()),
                ("kelurahan", models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area")),
                ("table", models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="line_inputs", to="ranking.table")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("table", "kelurahan"), name="a_line_is_made_from_one_set")
                ],
            },
        ),
        AppendOnly("ranking_lineinputs"),
    ]
