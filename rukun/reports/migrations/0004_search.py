"""An index over the words of reports: a full-text table kept by triggers on SQLite, an index on PostgreSQL."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from rukun.reports.search import DOCUMENT, TABLE

SQLITE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5(words, content='reports_report', content_rowid='id', prefix='3')",
    f"CREATE TRIGGER {TABLE}_added AFTER INSERT ON reports_report BEGIN "
    f"INSERT INTO {TABLE}(rowid, words) VALUES (new.id, new.words); END",
    f"CREATE TRIGGER {TABLE}_gone AFTER DELETE ON reports_report BEGIN "
    f"INSERT INTO {TABLE}({TABLE}, rowid, words) VALUES ('delete', old.id, old.words); END",
    f"CREATE TRIGGER {TABLE}_changed AFTER UPDATE OF words ON reports_report BEGIN "
    f"INSERT INTO {TABLE}({TABLE}, rowid, words) VALUES ('delete', old.id, old.words); "
    f"INSERT INTO {TABLE}(rowid, words) VALUES (new.id, new.words); END",
    f"INSERT INTO {TABLE}({TABLE}) VALUES ('rebuild')",
)
POSTGRESQL = (f"CREATE INDEX {TABLE}_found ON reports_report USING gin (({DOCUMENT}))",)
BACK_SQLITE = (
    *(f"DROP TRIGGER IF EXISTS {TABLE}_{when}" for when in ("added", "gone", "changed")),
    f"DROP TABLE IF EXISTS {TABLE}",
)
BACK_POSTGRESQL = (f"DROP INDEX IF EXISTS {TABLE}_found",)


def make(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for sql in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(sql, None)


def unmake(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for sql in BACK_SQLITE if schema_editor.connection.vendor == "sqlite" else BACK_POSTGRESQL:
        schema_editor.execute(sql, None)


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_support_and_comments")]

    operations = [migrations.RunPython(make, unmake)]
