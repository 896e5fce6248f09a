"""A small city to strike at: the fictional kota with somebody who reports and somebody who answers.

Run as `python -m rukun.channels.bench.cities.small` on an empty database of its own.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

KELURAHAN = "9999991001"
REPORTER, DESK = "demo-warga", "demo-lurah"
# Of a report that is filed: its kind, and a place inside of the kelurahan.
REPORT = {"category": "sampah", "words": "Tumpukan sampah di depan pos ronda", "lat": "-6.501", "lon": "106.5075"}


def build() -> dict[str, str]:
    """Tables, the city's folder, two simulated people; returns the key with which a program acts for the desk."""
    from django.conf import settings

    from rukun import clock
    from rukun.areas import actions as areas
    from rukun.areas.queries import area
    from rukun.databases import structure
    from rukun.followup import actions as followup
    from rukun.people import actions as people
    from rukun.people.actions import KeyTerms, issue_key
    from rukun.people.queries import office
    from rukun.people.rules import Role, Scope
    from rukun.reports import actions as reports
    from rukun.values.code import AreaCode

    structure.prepare()
    folder, at = Path(settings.RUKUN_KOTA_FOLDER) / settings.RUKUN_KOTA, clock.now()
    areas.load_kota(folder, at=at)
    people.load_offices(folder, at=at)
    reports.load_categories(folder, at=at)
    followup.load_holidays(folder, at=at)
    followup.load_routes(folder, at=at)
    followup.load_templates(folder, at=at)
    people.register_person(login=REPORTER, name="Budi", pseudonym="Warga", password=None, at=at, is_simulated=True)
    lurah = people.register_person(login=DESK, name="Citra", pseudonym="Lurah", password=None, at=at, is_simulated=True)
    seat = people.open_seat(role=Role.LURAH, area=area(AreaCode(KELURAHAN)), at=at, office=office(KELURAHAN))
    people.appoint(person=lurah, seat=seat, sk="SK 1", held_from=date(2016, 1, 1), at=at)
    terms = KeyTerms("Meja", "meja@contoh.id", 100_000, 1_000_000, frozenset([Scope.READ, Scope.ACT]), lurah.pk)
    return {"key": issue_key(terms, by="bench", at=at).code}


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps(build()))
