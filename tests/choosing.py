"""Which tests run on which engine, in what order, and how rarely garbage is looked for meanwhile."""

from __future__ import annotations

import gc
import re
from pathlib import Path

import pytest

# What touches a database, directly or through a server under test.
STORED = frozenset({"db", "transactional_db", "live_server"})
# Of the browser's journeys the second engine sees these; what a page does in a browser does not depend on it.
WALKED_TWICE = "test_journeys.py"

# How a file says that none of its tests says anything of the database.
WHOLE_FILE = re.compile(r"^pytestmark = .*any_engine", re.MULTILINE)

# What takes longest begins first, the longest of all at the head: begun last, they would leave a core idle at the end.
BEGIN_FIRST = (
    "test_every_page.py", "test_access.py", "test_demonstration.py", "test_backup.py", "test_endurance.py",
    "test_installation.py", "test_surabaya.py", "test_access_table.py", "test_migration.py", "test_mirror.py",
    "test_replicas.py", "test_partitions.py", "test_pooler.py", "test_open_data.py", "test_harvest.py",
    "test_fraud_month.py", "test_importing.py", "test_real_reports.py", "test_any_sequence.py", "test_uploads.py",
    "test_lock_out.py", "test_structure.py", "test_noticing.py", "test_history.py", "test_killed.py",
    "test_contested_money.py", "test_money_in_any_order.py",
)  # fmt: skip
# What the second engine is held to: made by then, also where both are at it beside each other.
MADE_BY_THE_FIRST = ("test_access.py", "test_demonstration.py")
LENGTHS = {name: place for place, name in enumerate(BEGIN_FIRST)}

# Until the first test begins all is being loaded, and nothing of it is garbage.
gc.disable()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--second-engine", action="store_true", help="Leave out what does not depend on the database.")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A file of which a second engine runs no test is not even read there."""
    if not config.getoption("--second-engine") or collection_path.suffix != ".py":
        return None
    return True if WHOLE_FILE.search(collection_path.read_text()) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long files first, and on a second engine only what depends on it: without a database the answer is the same."""
    is_second = config.getoption("--second-engine")
    items.sort(key=lambda item: _when_begun(item, is_second=is_second))
    if not is_second:
        return
    chosen = [_depends_on_the_engine(item) for item in items]
    config.hook.pytest_deselected(items=[item for item, is_chosen in zip(items, chosen, strict=True) if not is_chosen])
    items[:] = [item for item, is_chosen in zip(items, chosen, strict=True) if is_chosen]


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> None:
    """What is there now stays until the end: looking through it for garbage again and again takes a sixteenth."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()


def _when_begun(item: pytest.Item, *, is_second: bool) -> int:
    """Long files in their order, then the journeys, then all others as they were found."""
    if is_second and item.path.name in MADE_BY_THE_FIRST:
        return len(LENGTHS)
    return LENGTHS.get(item.path.name, len(LENGTHS) + ("journeys" not in item.path.parts))


def _depends_on_the_engine(item: pytest.Item) -> bool:
    if item.get_closest_marker("any_engine") is not None:
        return False
    used = set(getattr(item, "fixturenames", ()))
    is_stored = bool(used & STORED) or item.get_closest_marker("django_db") is not None
    return is_stored and ("browser" not in used or item.path.name == WALKED_TWICE)
