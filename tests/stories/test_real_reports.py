"""The main job on real input: 1,204 reports of February 2017 from report to money, ranking and seal."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import pytest
from django.conf import settings

from rukun.areas import actions as areas
from rukun.areas import queries as area_queries
from rukun.areas.models import Area
from rukun.followup import actions as followup
from rukun.followup import importing
from rukun.followup.access import ticket_to_work
from rukun.followup.models import Ticket
from rukun.funds import actions as funds
from rukun.funds.models import Closing, Statement
from rukun.people import actions as people
from rukun.people.queries import actor_of
from rukun.people.rules import Actor, Role
from rukun.ranking import actions as ranking
from rukun.reports import actions as reports
from rukun.reports.history.fieldmap import read_fieldmap
from rukun.reports.history.rows import RefusedRow
from rukun.reports.history.tables import rows_of
from rukun.reports.models import Report
from rukun.reports.queries import category
from rukun.trail import actions as trail
from rukun.trail import queries as trail_queries
from rukun.validation import actions as validation
from rukun.validation import queries as judged
from rukun.validation.access import report_to_judge, reports_to_judge
from rukun.validation.rules import StrikeReason
from rukun.values.code import AreaCode, Kind
from rukun.values.place import Place
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.conftest import counted
from tests.made import proof
from tests.shared import shared

FEBRUARY = Month(2017, 2)
BEFORE = datetime(2017, 1, 31, 17, tzinfo=UTC)
AFTER = datetime(2017, 3, 2, 3, tzinfo=UTC)
CSV = "reports_qlue_petabencana_2017/petabencana_qlue_detik_grasp_2017-02-20_22.csv"


@pytest.fixture
def jakarta(db: None) -> Path:
    """Jakarta with its surveyed kelurahan (HDX) and the RW that nest in them, its offices, categories and decrees."""
    folder = Path(settings.REPOSITORY) / "kota" / "jakarta"
    areas.load_kota(folder, at=BEFORE)
    areas.import_file(shared("boundaries_kelurahan_hdx_bps2020/kelurahan_267.geojson"), at=BEFORE)
    areas.import_file(shared("boundaries_all_gpkg/jakarta_boundaries.gpkg"), layer="rw", at=BEFORE)
    people.load_offices(folder, at=BEFORE)
    reports.load_categories(folder, at=BEFORE)
    followup.load_holidays(folder, at=BEFORE)
    funds.load_decrees(folder / "decrees", at=BEFORE)
    counted()
    return folder


def seated(name: str, role: Role, area: Area, office: str = "") -> Actor:
    from rukun.people.queries import office as office_by_code

    person = people.register_person(login=name, name=name, pseudonym=name, password=None, at=BEFORE)
    seat = people.open_seat(role=role, area=area, at=BEFORE, office=office_by_code(office) if office else None)
    people.appoint(person=person, seat=seat, sk=f"SK {name}", held_from=date(2017, 1, 1), at=BEFORE)
    return actor_of(person.pk, BEFORE)


@pytest.mark.real
def test_the_real_reports_are_located_and_those_outside_jakarta_are_refused_with_the_reason(jakarta: Path) -> None:
    heard: list[RefusedRow] = []
    fieldmap = read_fieldmap((jakarta / "mappings" / "petabencana-qlue.toml").read_text())
    *_, done = importing.bring_in(rows_of(shared(CSV), fieldmap), fieldmap, hears=heard.append, at=AFTER)
    assert done.filed == 1_105 and done.rows_refused == len(heard) == 99
    assert {row.code for row in heard} == {"outside"}
    assert all("di luar wilayah" in row.words for row in heard)
    one = Report.objects.select_related("kelurahan", "rw").get(words__contains="Nirbaya XIII")
    assert one.words.startswith("Banjir di Jl. Nirbaya XIII RT. 010/ RW. 003 Pinangranti.")
    assert (one.lat, one.lon, one.channel) == (-6.298305, 106.888489, "petabencana-2017")
    assert one.received_at == datetime(2017, 2, 19, 20, 48, tzinfo=UTC) and one.counted_on == date(2017, 2, 20)
    assert one.kelurahan.code == "3175081002" and one.rw is not None and one.rw.code == "3175081002003"
    assert not Report.objects.filter(words="").exists() and not Ticket.objects.exists()


@pytest.mark.real
def test_the_real_reports_go_all_the_way_to_tickets_verdicts_statements_a_ranking_and_a_seal(
    jakarta: Path, tmp_path: Path
) -> None:
    units = {area.code: area for area in area_queries.areas_of(Kind.RW)}
    wards = {area.code: area for area in area_queries.areas_of(Kind.KELURAHAN)}
    heads = {code: seated(f"ketua-{code}", Role.KETUA_RW, units[code]) for code in wanted_units()}
    desks = {code: seated(f"lurah-{code}", Role.LURAH, area, code) for code, area in wards.items() if busy(code)}
    validator = seated("tapem", Role.VALIDATOR, area_queries.area("31"))

    filed = filed_by(heads)
    assert filed > 1_050
    counted()

    while followup.open_tickets(at=AFTER, since=None):
        pass
    assert Ticket.objects.count() == filed
    counted()
    answer(desks)
    assert Ticket.objects.filter(state="done").count() > 300

    copies = repeated_words()
    for code, first in copies.items():
        seen = report_to_judge(validator, code)
        validation.strike(seen, StrikeReason.DUPLICATE, by=validator, at=AFTER, note=first, after=0)
    honest = [code for code in Report.objects.values_list("code", flat=True) if code not in copies]
    validation.accept_many(reports_to_judge(validator, honest), by=validator, at=AFTER)
    counted()
    assert not judged.unjudged(AreaCode("31")).exists()
    outcome = judged.verdicts_by_outcome(AreaCode("31"), FEBRUARY)
    assert outcome == {"valid": len(honest), "duplicate": len(copies)} and len(copies) > 20

    busiest = AreaCode(max(wards, key=busy))
    clerk = seated("bendahara", Role.BENDAHARA, wards[busiest.digits])
    closing = funds.close_month(busiest, FEBRUARY, by=clerk, at=AFTER)
    statements = Statement.objects.filter(closing=closing)
    assert closing.total == sum(s.total for s in statements) == 2_000_000 * statements.count() > 0
    assert Closing.objects.count() == 1

    table = ranking.publish_table(FEBRUARY, scoring=jakarta / "scoring", at=AFTER)
    ranked = [row for row in table.told["rows"] if row["rank"]]
    assert len(table.told["rows"]) == 267 and 0 < len(ranked) < 20, "few kelurahan have 30 reports in three days"
    assert all(row["rank_low"] <= row["rank"] <= row["rank_high"] for row in ranked)
    assert all(row["reports"] >= 30 for row in ranked)

    trail.seal(home=tmp_path, at=AFTER)
    verified = trail_queries.verify(tmp_path)
    assert verified.broken is None and verified.sealed > 3_000


def wanted_units() -> set[str]:
    """The RW in which the reports lie: their heads must sit before the reports can be made in their name."""
    found, locator = set(), area_queries.locator()
    with shared(CSV).open(encoding="utf-8") as text:
        for row in csv.DictReader(text):
            try:
                located = locator.locate(Place(float(row["lat"]), float(row["lon"])))
            except Refused:
                continue
            if located.rw is not None:
                found.add(located.rw.digits)
    return found


def filed_by(heads: Mapping[str, Actor]) -> int:
    """The real reports as if the head of the RW in which each lies had made it, at its own time; how many."""
    kind, locator = category("banjir"), area_queries.locator()
    filed = 0
    with shared(CSV).open(encoding="utf-8") as text:
        rows = sorted(csv.DictReader(text), key=lambda row: datetime.fromisoformat(row["created_at"]))
    for row in rows:
        place, at = Place(float(row["lat"]), float(row["lon"])), datetime.fromisoformat(row["created_at"])
        try:
            unit = locator.locate(place).rw
        except Refused:
            continue
        if unit is not None:
            words = "\n".join(part for part in (row["title"], row["text"]) if part) or row["image_url"]
            said = reports.Draft(key=row["id"], category=kind, words=words, captured_at=at, place=place, for_unit=unit)
            filed += reports.file_report(said, by=heads[unit.digits], at=at).unit_id is not None
    return filed


def busy(kelurahan: str) -> int:
    """How many of the real reports lie there, by the file's own column."""
    return by_kelurahan()[kelurahan]


@lru_cache(maxsize=1)
def by_kelurahan() -> Counter[str]:
    with shared(CSV).open(encoding="utf-8") as text:
        return Counter(row["kode"].replace(".", "") for row in csv.DictReader(text))


def answer(desks: dict[str, Actor]) -> None:
    """Each desk finishes what it holds, the later the more it has; whatever has no desk stays open."""
    for number, ticket in enumerate(Ticket.objects.select_related("report", "holder").order_by("id")):
        desk = desks.get(ticket.holder.code)
        if desk is None or number % 5 == 0:
            continue
        held, seat = ticket_to_work(desk, ticket.report.code)
        hours = 2 + number % 30
        at = ticket.opened_at + timedelta(hours=hours)
        followup.finish(held, words="Air sudah disedot.", proof=proof(number % 7), desk=seat, at=at)


def repeated_words() -> dict[str, str]:
    """Code of each report that repeats the words of an earlier one in the same RW, and the code of that one."""
    first: dict[tuple[str, int | None], str] = {}
    copies: dict[str, str] = {}
    for code, words, unit in Report.objects.order_by("received_at", "id").values_list("code", "words", "rw_id"):
        key = (words.lower().strip(), unit)
        if key in first:
            copies[code] = first[key]
        else:
            first[key] = code
    return copies
