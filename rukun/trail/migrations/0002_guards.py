"""The log refuses changes, and every new event waits to be sealed."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from rukun.trail.append_only import AppendOnly

SQLITE = (
    'CREATE TRIGGER "trail_event_waits" AFTER INSERT ON "trail_event" '
    'BEGIN INSERT INTO "trail_unsealed" ("event_id") VALUES (NEW.id); END',
)
POSTGRESQL = (
    "CREATE FUNCTION trail_event_waits() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN INSERT INTO trail_unsealed (event_id) VALUES (NEW.id); RETURN NULL; END $$",
    "CREATE TRIGGER trail_event_waits AFTER INSERT ON trail_event FOR EACH ROW EXECUTE FUNCTION trail_event_waits()",
)


def let_events_wait(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]

    operations = [
        migrations.RunPython(let_events_wait, migrations.RunPython.noop),
        AppendOnly("trail_event"),
        AppendOnly("trail_leaf"),
        AppendOnly("trail_seal"),
    ]
