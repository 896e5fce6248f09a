"""The shape of the house, which import contracts alone cannot see."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "rukun"
FLOORS = [
    "values", "trail", "areas", "people", "penataan", "reports", "followup", "validation", "sosialisasi", "funds",
    "ranking", "transparency", "notices", "webhooks", "chats", "following",
]  # fmt: skip
FILE_LINES_MAX = 300
FUNCTION_LINES_MAX = 40
BANNED_NAMES = {"utils", "helpers", "manager", "service", "services", "data", "info", "base", "common"}


def sources() -> Iterator[Path]:
    return (path for path in HOUSE.rglob("*.py") if path.parent.name != "migrations")


@cache
def functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)]


def actions() -> list[Path]:
    files = [*HOUSE.glob("*/actions.py"), *HOUSE.glob("*/actions/*.py")]
    return sorted(path for path in files if path.stem != "__init__")


def test_files_fit_in_a_sitting() -> None:
    long = {
        str(path.relative_to(ROOT)): n
        for path in sources()
        if (n := len(path.read_text().splitlines())) > FILE_LINES_MAX
    }
    assert not long


def test_functions_fit_on_a_screen() -> None:
    long = {
        f"{path.relative_to(ROOT)}:{node.name}": n
        for path in sources()
        for node in functions(path)
        if (n := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES_MAX
    }
    assert not long


def test_no_file_has_a_name_that_says_nothing() -> None:
    named = [path for path in sources() if path.stem in BANNED_NAMES or path.parent.name in BANNED_NAMES]
    # Django looks for an engine's connection in a module of this name.
    assert sorted(named) == [HOUSE / "databases" / engine / "base.py" for engine in ("postgresql", "sqlite3")]


@pytest.mark.parametrize("path", actions(), ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_every_act_leaves_a_trace(path: Path) -> None:
    """Each public verb reaches one of trail's `record`s, itself or by what it calls in its own file or package."""
    if path.parent.name == "trail":
        return
    package = path.parent.parent if path.parent.name == "actions" else path.parent
    near = {node.name: node for file in package.rglob("*.py") for node in functions(file)}
    public = [
        n for n in ast.parse(path.read_text()).body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")
    ]
    assert public
    for verb in public:
        assert reaches(verb, near, set()), f"{verb.name} leaves no trace"


def reaches(node: ast.FunctionDef, near: dict[str, ast.FunctionDef], seen: set[str]) -> bool:
    called = {
        call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
    }
    if called & {"record", "record_many", "record_with"}:
        return True
    fresh = called & near.keys() - seen
    return any(reaches(near[name], near, seen | fresh | {node.name}) for name in fresh)


def test_keys_point_downstairs_and_leave_no_ladder_up() -> None:
    wrong = []
    for model in apps.get_models():
        if not model.__module__.startswith("rukun."):
            continue
        for field in model._meta.get_fields():
            if not isinstance(field, ForeignKey):
                continue
            target = field.related_model._meta.app_label
            if target == model._meta.app_label:
                continue
            downstairs = FLOORS.index(target) < FLOORS.index(model._meta.app_label)
            if not downstairs or not field.remote_field.hidden:
                wrong.append(f"{model.__name__}.{field.name} -> {target}")
    assert not wrong


def test_funds_and_ranking_have_no_key_between_them() -> None:
    for label, other in (("funds", "ranking"), ("ranking", "funds")):
        keys = [f for m in apps.get_app_config(label).get_models() for f in m._meta.get_fields() if f.is_relation]
        assert not [key for key in keys if key.related_model and key.related_model._meta.app_label == other]


def test_every_package_says_what_it_is_for_and_architecture_says_the_same() -> None:
    told = " ".join((ROOT / "ARCHITECTURE.md").read_text().split())
    for init in HOUSE.glob("*/__init__.py"):
        sentence = ast.get_docstring(ast.parse(init.read_text()))
        assert sentence, f"{init.parent.name} says nothing"
        assert " ".join(sentence.split()) in told, f"ARCHITECTURE.md says something else of {init.parent.name}"


def test_every_setting_is_in_the_docs_and_no_other() -> None:
    read = set(re.findall(r'readers\.\w+\(\s*"([A-Z_]+)"', (HOUSE / "settings.py").read_text()))
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE))
    assert read == told


def test_every_command_has_help_with_an_example() -> None:
    import click

    from rukun.channels.cli.commands import cli

    def commands(group: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
        if isinstance(group, click.Group):
            for sub in group.list_commands(click.Context(group)):
                found = group.get_command(click.Context(group), sub)
                assert found is not None
                yield from commands(found, f"{name} {sub}")
        else:
            yield name, group

    silent = [name for name, command in commands(cli, "rukun") if "Example" not in (command.help or "")]
    assert not silent


def test_each_app_has_one_migration_head() -> None:
    from django.db.migrations.loader import MigrationLoader

    assert MigrationLoader(None).detect_conflicts() == {}


def test_the_models_and_the_migrations_say_the_same(db: None) -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
