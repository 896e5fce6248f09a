"""What is only added to is not emptied at once either: cities that were there before get the guard that newer ones have."""

from typing import Any

from django.db import migrations, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from rukun.trail.append_only import refusing_truncate

# Every guarded table, and every part of one; the guard is called after the whole.
GUARDED = """
SELECT left(tgname, -length('_no_change')), relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE tgname LIKE '%%\\_no\\_change' AND pg_table_is_visible(tgrelid) ORDER BY relname
"""


def refuse(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(GUARDED, [])
        for table, part in cursor.fetchall():
            with transaction.atomic(connection.alias):
                cursor.execute("SET LOCAL lock_timeout = '5s'")
                cursor.execute(refusing_truncate(table, part))


class Migration(migrations.Migration):
    atomic = False
    safe = "Reads no rows; each table is held for a moment, by itself, and a try that had to wait may simply run again."
    dependencies = [("trail", "0003_subtrees_and_countersignatures")]

    operations = [migrations.RunPython(refuse, migrations.RunPython.noop)]
