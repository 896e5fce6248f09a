"""Migrations newer than the baseline run while the version before them still serves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from rukun.trail.append_only import AppendOnly
from rukun.trail.while_working import AddConstraintWhileWorking, AddIndexWhileWorking, ValidateWhileWorking
from tests.contracts.zero_downtime import LARGE, findings

ROOT = Path(__file__).resolve().parents[2]
# The newest migrations of the last version that a city runs: they and what they stand on are not looked at any more.
# With every release these become its own newest ones (CONTRIBUTING says so).
BASELINE = {
    "areas": "0001_initial", "chats": "0001_first", "followup": "0006_open311", "funds": "0007_payments",
    "notices": "0002_matters_by_rules", "operation": "0001_operation", "people": "0005_identity",
    "ranking": "0004_awards", "reports": "0008_history", "sosialisasi": "0002_questions",
    "trail": "0003_subtrees_and_countersignatures", "transparency": "0004_counts_of_areas",
    "validation": "0007_counted_from_one_index", "webhooks": "0001_subscriptions",
}  # fmt: skip


def _state() -> ProjectState:
    """A large table with a column that may be empty, and a small one."""
    state = ProjectState()
    fields = [("id", models.BigAutoField(primary_key=True)), ("place", models.CharField(max_length=20, null=True))]
    for app, name in (("reports", "Report"), ("areas", "Area")):
        migrations.CreateModel(name, list(fields)).state_forwards(app, state)
    return state


def _migration(*operations: object, app: str = "reports", safe: str = "") -> migrations.Migration:
    made = migrations.Migration("0099_tried", app)
    made.operations = list(operations)  # type: ignore[arg-type]
    if safe:
        made.safe = safe  # type: ignore[attr-defined]
    return made


INDEX = models.Index(fields=["place"], name="report_place")
CHECK = models.CheckConstraint(condition=models.Q(place__isnull=False), name="report_has_place")
WRONG = {
    "removes reports.report.place": migrations.RemoveField("report", "place"),
    "removes reports.report,": migrations.DeleteModel("Report"),
    "renames what the version before knows as place": migrations.RenameField("report", "place", "spot"),
    "renames what the version before knows as Report": migrations.RenameModel("Report", "Said"),
    "NOT NULL: the version before writes rows without it": migrations.AddField(
        "report", "weight", models.IntegerField(default=0)
    ),
    "with an index on a large table": migrations.AddField("report", "day", models.DateField(null=True, db_index=True)),
    "NOT NULL in one step": migrations.AlterField("report", "place", models.CharField(max_length=20, default="")),
    "another type": migrations.AlterField("report", "place", models.IntegerField(null=True)),
    "shorter": migrations.AlterField("report", "place", models.CharField(max_length=10, null=True)),
    "adds an index to reports.report.place": migrations.AlterField(
        "report", "place", models.CharField(max_length=20, null=True, db_index=True)
    ),
    "makes index report_place on the large table": migrations.AddIndex("report", INDEX),
    "adds constraint report_has_place": migrations.AddConstraint("report", CHECK),
    "runs UPDATE": migrations.RunSQL("UPDATE reports_report SET place = ''", migrations.RunSQL.noop),
    "runs CREATE INDEX": migrations.RunSQL("CREATE INDEX x ON reports_report (place)", migrations.RunSQL.noop),
    "runs Python over rows": migrations.RunPython(migrations.RunPython.noop),
}
RIGHT = [
    migrations.AddField("report", "weight", models.IntegerField(null=True)),
    migrations.AddField("report", "weight", models.IntegerField(db_default=0)),
    migrations.AlterField("report", "place", models.CharField(max_length=40, null=True)),
    migrations.AlterField("report", "place", models.CharField(max_length=20, null=True, help_text="where")),
    migrations.CreateModel("New", [("id", models.BigAutoField(primary_key=True))]),
    AddIndexWhileWorking("report", INDEX),
    AddConstraintWhileWorking("report", CHECK),
    ValidateWhileWorking("report", "report_has_place"),
    AppendOnly("reports_report"),
    migrations.RunSQL("CREATE INDEX CONCURRENTLY x ON reports_report (place)", migrations.RunSQL.noop),
]


def test_migrations_newer_than_the_baseline_let_the_version_before_go_on() -> None:
    loader = MigrationLoader(None)
    old = {key for app, head in BASELINE.items() for key in loader.graph.forwards_plan((app, head))}
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("rukun.")}
    wrong: list[str] = []
    for key, migration in loader.disk_migrations.items():
        if key[0] in ours and key not in old:
            before = loader.project_state(key, at_end=False)
            wrong += findings(migration, before)
    assert not wrong, "docs/operating/upgrades.md tells how else:\n" + "\n".join(wrong)


@pytest.mark.parametrize("told", WRONG)
def test_what_would_break_or_stop_the_version_before_is_refused_unless_it_says_why_it_does_not(told: str) -> None:
    found = findings(_migration(WRONG[told]), _state())
    assert len(found) == 1 and told in found[0] and found[0].startswith("reports.0099_tried: ")
    assert not findings(_migration(WRONG[told], safe="No version that anybody runs has this column yet."), _state())
    assert "must tell why" in findings(_migration(WRONG[told], safe="yes"), _state())[0]


def test_a_large_step_that_hides_in_another_one_is_found_too() -> None:
    hidden = migrations.SeparateDatabaseAndState(database_operations=[migrations.AddIndex("report", INDEX)])
    assert "large table" in findings(_migration(hidden), _state())[0]


@pytest.mark.parametrize("operation", RIGHT, ids=lambda one: type(one).__name__)
def test_what_only_adds_is_let_through(operation: object) -> None:
    assert not findings(_migration(operation), _state())


def test_an_index_at_once_is_let_through_on_a_small_table_and_on_one_that_is_new() -> None:
    assert not findings(_migration(migrations.AddIndex("area", INDEX), app="areas"), _state())
    made = migrations.CreateModel("New", [("id", models.BigAutoField(primary_key=True))])
    column = migrations.AddField("new", "place", models.CharField(max_length=9, default=""))
    assert not findings(_migration(made, column, migrations.AddIndex("new", INDEX)), _state())


def test_the_large_tables_are_tables_of_this_version() -> None:
    assert {model._meta.label_lower for model in apps.get_models()} >= LARGE


def test_the_handbook_tells_of_every_rule() -> None:
    handbook = (ROOT / "docs" / "operating" / "upgrades.md").read_text()
    wanted = "RemoveField RenameField AddField AlterField RunSQL RunPython"
    for name in (
        *wanted.split(),
        "AddIndexWhileWorking",
        "AddConstraintWhileWorking",
        "ValidateWhileWorking",
        "safe =",
    ):
        assert re.search(rf"`[^`]*{re.escape(name)}", handbook), name


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL knows its columns, whichever index they are in")
@pytest.mark.parametrize("counts", [True, False])
def test_sqlite_knows_how_much_a_new_index_holds_where_it_counted_the_others(emptied: None, counts: bool) -> None:
    made = migrations.CreateModel(
        "Kelurahan", [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=9))],
        options={"db_table": "tried_kelurahan"},
    )  # fmt: skip
    index = AddIndexWhileWorking("kelurahan", models.Index(fields=["name"], name="tried_while_working"))
    before = ProjectState()
    made.state_forwards("tried", before)
    after = before.clone()
    index.state_forwards("tried", after)
    known = "SELECT idx FROM sqlite_stat1 WHERE tbl = 'tried_kelurahan'"
    with connection.schema_editor(atomic=False) as editor, connection.cursor() as cursor:
        try:
            made.database_forwards("tried", editor, ProjectState(), before)
            cursor.execute("INSERT INTO tried_kelurahan (name) VALUES ('Bangka')")
            if counts:
                cursor.execute("ANALYZE")
            index.database_forwards("tried", editor, before, after)
            cursor.execute("SELECT name FROM sqlite_master WHERE name = 'sqlite_stat1'")
            told = cursor.execute(known).fetchall() if cursor.fetchone() else []
            assert (("tried_while_working",) in told) is counts
        finally:
            if counts:
                cursor.execute("DROP TABLE IF EXISTS sqlite_stat1")
            made.database_backwards("tried", editor, before, ProjectState())


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts by itself, and makes no table anew")
@pytest.mark.parametrize("counts", [True, False])
def test_sqlite_knows_of_a_table_that_was_made_anew_what_it_had_counted_before(emptied: None, counts: bool) -> None:
    made = migrations.CreateModel(
        "Kelurahan", [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=9))],
        options={"db_table": "tried_kelurahan", "indexes": [models.Index(fields=["name"], name="tried_by_name")]},
    )  # fmt: skip
    wider = migrations.AddField("kelurahan", "parts", models.PositiveSmallIntegerField(default=0))
    before = ProjectState()
    made.state_forwards("tried", before)
    after = before.clone()
    wider.state_forwards("tried", after)
    with connection.schema_editor(atomic=False) as editor, connection.cursor() as cursor:
        try:
            made.database_forwards("tried", editor, ProjectState(), before)
            cursor.execute("INSERT INTO tried_kelurahan (name) VALUES ('Bangka')")
            if counts:
                cursor.execute("ANALYZE tried_kelurahan")
            wider.database_forwards("tried", editor, before, after)
            cursor.execute("SELECT name FROM sqlite_master WHERE name = 'sqlite_stat1'")
            is_there = cursor.fetchone() is not None
            assert is_there is counts
            if counts:
                known = cursor.execute("SELECT idx FROM sqlite_stat1 WHERE tbl = 'tried_kelurahan'").fetchall()
                assert known == [("tried_by_name",)]
        finally:
            if counts:
                cursor.execute("DROP TABLE IF EXISTS sqlite_stat1")
            made.database_backwards("tried", editor, after, ProjectState())


def test_an_index_and_a_check_are_made_while_others_work_also_after_a_try_that_broke(emptied: None) -> None:
    index = AddIndexWhileWorking("kelurahan", models.Index(fields=["name"], name="tried_while_working"))
    has_name = models.CheckConstraint(condition=~models.Q(name=""), name="tried_has_name")
    made = migrations.CreateModel(
        "Kelurahan", [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=9))],
        options={"db_table": "tried_kelurahan"},
    )  # fmt: skip
    steps = [made, index, AddConstraintWhileWorking("kelurahan", has_name),
             ValidateWhileWorking("kelurahan", "tried_has_name")]  # fmt: skip
    states = [ProjectState()]
    for step in steps:
        states.append(states[-1].clone())
        step.state_forwards("tried", states[-1])

    def names() -> set[str]:
        with connection.cursor() as cursor:
            return set(connection.introspection.get_constraints(cursor, "tried_kelurahan"))

    with connection.schema_editor(atomic=False) as editor:
        try:
            for step, before, after in zip(steps, states, states[1:], strict=False):
                step.database_forwards("tried", editor, before, after)
            assert {"tried_while_working", "tried_has_name"} <= names()
            if connection.vendor == "postgresql":
                broken = "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'tried_while_working'::regclass"
                editor.execute(broken)
                index.database_forwards("tried", editor, states[1], states[2])
                assert "tried_while_working" in names()
            index.database_backwards("tried", editor, states[2], states[1])
            assert "tried_while_working" not in names()
        finally:
            made.database_backwards("tried", editor, states[1], states[0])
