"""Every address for every role, own and foreign: really asked for, and written down in `docs/security/access.md`."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from django.urls import get_resolver

from rukun import clock
from rukun.areas import queries as areas
from rukun.operation import standing
from rukun.people.rules import Role
from tests.conftest import NOON
from tests.security import access_page, asking, city
from tests.security.asking import BROKEN, ENTERED, NOTHING, Answers, Told

# So that there is a database when the table is asked, once for all of them.
pytestmark = pytest.mark.django_db
PAGE = Path(settings.REPOSITORY) / "docs" / "security" / "access.md"
# Nobody gets in here as the small city stands, and why.
UNREACHED = {
    "masuk-demo": "only a demonstration has it",
    "masuk-sso": "no other sign-in is set up",
    "masuk-sso-kembali": "no other sign-in is set up",
    "masuk-sso-keluar": "no other sign-in is set up",
    "akun-sso-lepas": "no other sign-in is set up",
    "bahan": "the curriculum of this city names no file",
    "masuk-kode": "nobody waits for a second step",
    "metrics": "asked for as from elsewhere (tests/operation/test_metrics.py)",
    "petugas-siap": "the crew's telephone has a pass of its own (tests/doors/test_crew.py)",
    "petugas-kirim": "the crew's telephone has a pass of its own (tests/doors/test_crew.py)",
    "petugas-foto": "the crew's telephone has a pass of its own (tests/doors/test_crew.py)",
    "lapor-unggah": "telephones send to no store here (tests/reports/test_direct_uploads.py)",
    "undian-json": "no month was drawn (tests/doors/test_validasi.py)",
    "undian-csv": "no month was drawn (tests/doors/test_validasi.py)",
    "kartu (private)": "what is private has no card for others",
}
# Where an office works with people by their names, or answers for what was said in confidence; each time it is noted.
MAY_SHOW = {
    "private words": {"laporan-satu (private)", "tiket"},
    "contact": {"hubungi-pelapor"},
    "name": set[str](),
}


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The whole table, asked once, and on a second engine of the same run what its statements answer; the city is gone
    afterwards."""
    kept = Path(os.environ.get("RUKUN_TEST_KEPT") or tmp_path_factory.mktemp("kept")) / "access"
    before = pickle.loads(kept.read_bytes()) if kept.exists() else None
    home = tmp_path_factory.mktemp("access")
    with pytest.MonkeyPatch.context() as patched, django_db_blocker.unblock():  # type: ignore[attr-defined]
        patched.setattr(clock, "now", lambda: NOON)
        patched.setattr(areas, "_kept", None)
        patched.setattr(standing, "_kept", (float("inf"), None))
        with override_settings(RUKUN_HOME=home, MEDIA_ROOT=home / "media"), transaction.atomic():
            made = city.build(home / "folder", home)
            found = asking.ask(made, before)
            transaction.set_rollback(True)
    if before is None:
        kept.write_bytes(pickle.dumps(Answers(found.cells, found.shown)))
    yield found


def test_the_table_says_what_is_so_and_every_route_has_a_row(told: Told) -> None:
    made = access_page.page_of(told)
    if os.environ.get("RUKUN_WRITE_ACCESS"):
        PAGE.write_text(made)
    assert PAGE.read_text().splitlines() == made.splitlines(), "make access, and read what changed"


def test_every_route_of_the_resolver_was_asked_for(told: Told) -> None:
    asked = {row.route.name for row in told.rows}
    served = {pattern.name for pattern in get_resolver("rukun.channels.web.urls").url_patterns}
    assert served == asked


def test_nothing_breaks_whoever_asks(told: Told) -> None:
    assert not [where for where, cell in told.cells.items() if BROKEN in cell]


def test_who_reads_is_answered_with_a_page_or_the_way_to_one_or_that_there_is_nothing(told: Told) -> None:
    assert not told.unlike


def test_every_address_lets_somebody_in_so_that_the_others_are_kept_out_for_a_reason(told: Told) -> None:
    reached = {name for (name, _, _), cell in told.cells.items() if ENTERED in cell}
    assert {row.name for row in told.rows} - reached == set(UNREACHED)


def test_a_role_that_the_table_does_not_name_never_gets_in_and_is_told_of_nothing_there(told: Told) -> None:
    named = {row.name: row.route.who for row in told.rows if isinstance(row.route.who, frozenset)}
    kept_out = [(name, role) for name, who in named.items() for role in Role if role not in who]
    for name, role in kept_out:
        assert told.cells[name, role, city.Side.OWN][0] == NOTHING, (name, role)
    for name, who in named.items():
        for how in (0, 1):
            assert {role for role, _ in told.entered(name, how)} <= who, name


def test_what_is_told_of_a_person_to_others_is_noted_for_them(told: Told) -> None:
    assert not [one for one in told.shown if not one.is_noted]


def test_the_name_of_a_reporter_stands_nowhere_and_what_is_private_only_before_its_handlers(told: Told) -> None:
    for one in told.shown:
        if one.mark in MAY_SHOW:
            assert one.row in MAY_SHOW[one.mark], one
            assert one.side is city.Side.OWN, one
