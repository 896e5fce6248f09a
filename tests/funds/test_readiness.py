"""A decree binds a unit only after its head was trained and had practised; until then a fixed amount, and said so."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from rukun.areas.models import Area
from rukun.areas.queries import area
from rukun.funds import actions, queries
from rukun.funds.decree import Decree, Status, in_force, read_decree
from rukun.funds.readiness import Gate
from rukun.funds.rules import as_applied, entitlement
from rukun.people.models import Seat
from rukun.people.rules import Actor
from rukun.sosialisasi.models import Attendance, Sosialisasi
from rukun.transparency.open_data import exporting, redoing
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused
from rukun.values.rupiah import Rupiah
from rukun.values.time import Month
from tests.conftest import KELURAHAN, _person
from tests.made import KOTA, judged_valid, noon_of, reports_for_unit

PROPOSAL = KOTA / "jakarta" / "decrees" / "usulan-kesiapan.toml"
RT = f"{KELURAHAN}002005"
JUNE, JULY, AUGUST = (Month(2016, number) for number in (6, 7, 8))
NEVER: dict[int, date] = {}
TRAINED = {1: date(2016, 5, 4), 2: date(2016, 5, 20), 3: date(2016, 6, 14)}
_keys = count(1)


def proposal() -> Decree:
    return read_decree("usulan-kesiapan", PROPOSAL.read_bytes())


def gate(*stages: int, practice_months: int = 1) -> Gate:
    return Gate(stages, practice_months, {Kind.RT: Rupiah(975_000)}, "Pasal 4")


DAYS = st.dates(date(2016, 1, 1), date(2017, 12, 31))
CAME = st.dictionaries(st.integers(1, 3), DAYS)


@given(CAME, st.integers(0, 12))
def test_the_first_month_that_counts_has_whole_months_of_practice_before_it(
    came: dict[int, date], practice: int
) -> None:
    asked = gate(1, 2, 3, practice_months=practice)
    first = asked.bound_from(came)
    assert (first is None) == (len(came) < 3)
    if first is not None:
        assert not asked.binds(came, first.previous) and asked.binds(came, first) and asked.binds(came, first.next)
        for _ in range(practice):
            first = first.previous
        assert first.previous == Month.of(max(came.values())), "the month of the training itself is no practice"


@given(CAME, CAME)
def test_coming_to_more_stages_or_earlier_never_makes_a_unit_ready_later(
    one: dict[int, date], other: dict[int, date]
) -> None:
    both = {stage: min(come[stage] for come in (one, other) if stage in come) for stage in {*one, *other}}
    if (before := gate(1, 2, 3).bound_from(one)) is not None:
        after = gate(1, 2, 3).bound_from(both)
        assert after is not None and after <= before


@given(CAME, st.integers(0, 30))
def test_a_unit_that_is_not_ready_gets_the_same_whatever_it_reports(came: dict[int, date], per_day: int) -> None:
    held = as_applied(proposal(), Kind.RT, JUNE, came)
    found = entitlement(held, Kind.RT, JUNE, dict.fromkeys(JUNE.days, per_day), 30)
    if not gate(1, 2, 3).binds(came, JUNE):
        assert (found.total, found.counted, [line.what for line in found.lines]) == (975_000, 0, ["flat"])


def test_a_decree_without_the_gate_holds_at_once_and_keeps_its_digest() -> None:
    for file in sorted((KOTA / "contoh" / "decrees").glob("*[0-9].toml")):
        decree = read_decree(file.stem, file.read_bytes())
        assert decree.readiness is None
        assert as_applied(decree, Kind.RT, JUNE, None) is decree


def test_the_proposal_moves_no_money() -> None:
    assert proposal().status is Status.PROPOSED
    with pytest.raises(Refused, match="Tidak ada keputusan"):
        in_force([proposal()], Kind.RT, JUNE, date(2017, 1, 1))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("stages = [1, 2, 3]", "stages = []"), "readiness.stages harus nomor tahap"),
        (("stages = [1, 2, 3]", "stages = [1, 1]"), "readiness.stages harus nomor tahap"),
        (("stages = [1, 2, 3]", 'stages = ["satu"]'), "readiness.stages harus nomor tahap"),
        (("stages = [1, 2, 3]", "stages = [1, 10]"), "readiness.stages harus nomor tahap"),
        (("practice_months = 1", "practice_months = 13"), "readiness.practice_months paling banyak 12"),
        (("rt = 975_000\nrw = 1_200_000", ""), "readiness.rt, rw tidak ada"),
        (("rt = 975_000", "rt = -1"), "readiness.rt tidak boleh kurang dari nol"),
        (("practice_months = 1", "practise_months = 1"), "readiness.practise_months tidak dikenal"),
    ],
)
def test_a_gate_that_makes_no_sense_is_named(change: tuple[str, str], said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_decree("usulan-kesiapan", PROPOSAL.read_text().replace(*change, 1).encode())


def test_a_gate_asks_for_at_most_nine_stages_and_a_year_and_for_a_month_where_it_says_nothing() -> None:
    text = PROPOSAL.read_text()
    longest = text.replace("stages = [1, 2, 3]", "stages = [1, 9]").replace(
        "practice_months = 1", "practice_months = 12"
    )
    for changed, stages, months in ((longest, (1, 9), 12), (text.replace("practice_months = 1\n", ""), (1, 2, 3), 1)):
        found = read_decree("usulan-kesiapan", changed.encode()).readiness
        assert found is not None and (found.stages, found.practice_months) == (stages, months)


@pytest.fixture
def law(kota: Path, tmp_path: Path) -> Path:
    """The proposal as if it had been signed."""
    return signed_into(tmp_path / "law")


def signed_into(folder: Path) -> Path:
    folder.mkdir()
    signed = PROPOSAL.read_text().replace('status = "proposed"', 'status = "in-force"')
    (folder / PROPOSAL.name).write_text(signed)
    cases = PROPOSAL.with_name("usulan-kesiapan.cases.toml")
    (folder / cases.name).write_text(cases.read_text())
    actions.load_decrees(folder, at=noon_of(date(2016, 4, 6)))
    return folder


def came_to(stage: int, day: date, *, received: datetime | None = None, **facts: object) -> Attendance:
    """The head of RT 005 came to a session of the stage; or somebody else, by name."""
    at = noon_of(day)
    session = Sosialisasi.objects.create(
        code=f"S{next(_keys)}", kelurahan=area(KELURAHAN), stage=stage, place="Aula", starts_at=at, lasts_minutes=120,
        speakers="Kominfomas", capacity=60, roles="ketua-rt", planned_by="kominfomas@9999", planned_at=at,
    )  # fmt: skip
    who = {"kind": "seat", "seat": Seat.objects.get(role="ketua-rt", area__code=RT)} | facts
    return Attendance.objects.create(
        key=f"came-{next(_keys)}", sosialisasi=session, way="name", came_at=at, received_at=received or at,
        by="kominfomas@9999", **who,
    )  # fmt: skip


def owed(month: Month, at: datetime | None = None) -> queries.Due:
    found = queries.due(AreaCode(KELURAHAN), month, at or noon_of(month.next.first))
    return next(due for due in found if due.unit.code == RT)


def test_training_and_a_month_of_practice_make_reports_count(law: Path, ani: Actor, dodi: Actor) -> None:
    for stage, day in TRAINED.items():
        came_to(stage, day)
    for month in (JUNE, JULY, AUGUST):
        judged_valid(reports_for_unit(ani, [month.first], 2), dodi, noon_of(month.last))
    told = {month: (owed(month).total, owed(month).entitlement.counted) for month in (JUNE, JULY, AUGUST)}
    assert told == {JUNE: (975_000, 0), JULY: (975_000, 0), AUGUST: (95_000, 2)}


def test_whoever_missed_a_stage_keeps_the_fixed_amount_and_the_others_do_not_count_for_the_head(
    law: Path, ani: Actor
) -> None:
    came_to(1, date(2016, 5, 4))
    came_to(2, date(2016, 5, 20)).sosialisasi.__class__.objects.filter(stage=2).update(cancelled_at=noon_of(TRAINED[1]))
    came_to(3, date(2016, 5, 21), kind="board", seat=None, name="Wulan", unit=area(RT))
    Attendance.objects.filter(pk=came_to(3, date(2016, 5, 22)).pk).update(withdrawn_at=noon_of(date(2016, 5, 23)))
    assert (owed(AUGUST).came, owed(AUGUST).total) == ({1: date(2016, 5, 4)}, 975_000)


def test_a_sheet_of_names_that_is_typed_in_after_closing_changes_nothing_that_was_closed(
    law: Path, ani: Actor, dodi: Actor, gita: Actor
) -> None:
    judged_valid(reports_for_unit(ani, [date(2016, 8, 1)], 2), dodi, noon_of(date(2016, 8, 3)))
    actions.close_month(AreaCode(KELURAHAN), AUGUST, by=gita, at=noon_of(date(2016, 9, 2)))
    for stage, day in TRAINED.items():
        came_to(stage, day, received=noon_of(date(2016, 9, 5)))
    statement = queries.statement_of(AreaCode(RT), AUGUST)
    assert statement is not None and (statement.total, statement.came) == (975_000, {})
    assert "came" not in statement.codes
    # Something else happens to the month, and it is compared anew.
    judged_valid(reports_for_unit(ani, [date(2016, 8, 2)], 1), dodi, noon_of(date(2016, 9, 6)))
    assert actions.propose_corrections(at=noon_of(date(2016, 9, 7))) == 0
    assert owed(Month(2016, 9), noon_of(date(2016, 10, 2))).total == 75_000, "from the next month on it counts"


def test_a_city_without_such_a_decree_asks_no_more_than_before(
    kota: Path, ani: Actor, django_assert_num_queries: Callable[[int], object]
) -> None:
    actions.load_decrees(kota / "decrees", at=noon_of(date(2016, 6, 1)))
    with django_assert_num_queries(5):  # type: ignore[attr-defined]
        queries.due(AreaCode(KELURAHAN), JUNE, noon_of(date(2016, 7, 2)))


def test_with_such_a_decree_it_is_two_queries_more_however_many_units(
    law: Path, ani: Actor, django_assert_num_queries: Callable[[int], object]
) -> None:
    with django_assert_num_queries(7):  # type: ignore[attr-defined]
        queries.due(AreaCode(KELURAHAN), JUNE, noon_of(date(2016, 7, 2)))


def said_on_the_slip(client: Client, ani: Actor, month: Month) -> str:
    from django.contrib.auth import get_user_model

    client.force_login(get_user_model().objects.get(pk=ani.person_id))
    return " ".join(client.get(f"/bulan-ini/?bulan={month}").content.decode().split())


def test_the_slip_says_in_plain_words_what_is_missing_and_from_when_it_counts(
    law: Path, ani: Actor, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rukun.clock.now", lambda: noon_of(date(2016, 8, 20)))
    came_to(1, TRAINED[1])
    page = said_on_the_slip(client, ani, JULY)
    assert "Jumlah tetap sampai ketua mengikuti sosialisasi tahap 2, 3 dan berlatih." in page
    assert "Tahap 1 diikuti 4 Mei 2016." in page and "Tahap 2, 3 belum diikuti." in page
    for stage in (2, 3):
        came_to(stage, TRAINED[stage])
    page = said_on_the_slip(client, ani, JULY)
    assert "Jumlah tetap selama masa latihan. Mulai Agustus 2016 keputusan ini berlaku penuh." in page
    assert "laporan sah ×" in said_on_the_slip(client, ani, AUGUST)


def test_a_closed_month_is_reckoned_anew_from_the_files_alone(
    law: Path, ani: Actor, dodi: Actor, gita: Actor, tmp_path: Path
) -> None:
    for stage, day in TRAINED.items():
        came_to(stage, day)
    judged_valid(reports_for_unit(ani, [date(2016, 8, 1)], 2), dodi, noon_of(date(2016, 8, 3)))
    closing = actions.close_month(AreaCode(KELURAHAN), AUGUST, by=gita, at=noon_of(date(2016, 9, 2)))
    out, scoring = tmp_path / "out", settings.REPOSITORY / "kota" / "contoh" / "scoring"
    exporting.export_month(out, AUGUST, scoring=scoring, at=noon_of(date(2016, 9, 3)))
    told = next(one for one in redoing.month_of(out, AUGUST) if one["kelurahan"] == AreaCode(KELURAHAN).official)
    assert (told["digest"], told["total"]) == (closing.digest, closing.total)
    assert (
        json.dumps(told).count('"came"')
        == Area.objects.filter(code__startswith=KELURAHAN, kind__in=["rt", "rw"]).count()
    )
    with (out / "2016-08" / "training.csv").open() as text:
        assert list(csv.reader(text))[1:] == [[RT, str(stage), day.isoformat()] for stage, day in TRAINED.items()]


def paying_for_training(folder: Path) -> None:
    """The decree of 2018, as if it paid for trained boards in the place of answered closings."""
    folder.mkdir()
    text = (KOTA / "contoh" / "decrees" / "sk-3-2018.toml").read_text()
    (folder / "sk-3-2018.toml").write_text(
        text.replace('revokes = ["sk-1-2015", "sk-2-2016"]', "").replace('measure = "answered"', 'measure = "trained"')
    )
    (folder / "sk-3-2018.cases.toml").write_text(
        '[[case]]\ntitle = "a"\nunit = "rt"\nmonth = "2018-06"\ntotal = 1_900_000\nmeasured = { trained = [1, 2] }\n'
    )
    actions.load_decrees(folder, at=noon_of(date(2018, 4, 2)))


def test_a_board_is_measured_by_how_many_of_it_came(kota: Path, ani: Actor, tmp_path: Path) -> None:
    june, at = Month(2018, 6), datetime(2018, 7, 2, tzinfo=UTC)
    paying_for_training(tmp_path / "law")
    _person("Hana", "pengurus-rt", RT)
    assert owed(june, at).measured["trained"] == (0, 2)
    came_to(1, date(2018, 6, 3))
    for name in ("Hana ", "hana", "Seorang lagi", "Dan lagi"):
        came_to(1, date(2018, 6, 4), kind="board", seat=None, name=name, unit=area(RT))
    assert owed(june, at).measured["trained"] == (2, 2)


def test_a_board_whose_names_are_typed_in_after_closing_is_paid_as_it_was_closed(
    kota: Path, ani: Actor, dodi: Actor, gita: Actor, tmp_path: Path
) -> None:
    """Whether something else happens in the kelurahan afterwards decides about nobody's money."""
    june = Month(2018, 6)
    paying_for_training(tmp_path / "law")
    judged_valid(reports_for_unit(ani, [date(2018, 6, 1)], 2), dodi, noon_of(date(2018, 6, 3)))
    actions.close_month(AreaCode(KELURAHAN), june, by=gita, at=noon_of(date(2018, 7, 2)))
    came_to(1, date(2018, 6, 3), received=noon_of(date(2018, 7, 5)))
    assert owed(june).measured["trained"] == (0, 1)
    judged_valid(reports_for_unit(ani, [date(2018, 6, 2)], 1), dodi, noon_of(date(2018, 7, 6)))
    assert actions.propose_corrections(at=noon_of(date(2018, 7, 7))) == 0
    assert owed(june.next, noon_of(date(2018, 8, 2))).measured["trained"] == (1, 1)
