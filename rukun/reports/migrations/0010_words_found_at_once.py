"""Words of a new report go into the index at once: a list of what waits would be read through by every search, and
grows with each report until something tidies it up."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from rukun.reports.search import TABLE


def at_once(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER INDEX {TABLE}_found SET (fastupdate = off)", None)
        # What waits already: four megabytes at most.
        schema_editor.execute(f"SELECT gin_clean_pending_list('{TABLE}_found')", None)


def later(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER INDEX {TABLE}_found RESET (fastupdate)", None)


class Migration(migrations.Migration):
    dependencies = [("reports", "0009_direct_upload")]
    safe = "it changes how an index takes in what is added, under a lock that lets everybody read and write"

    operations = [migrations.RunPython(at_once, later)]
