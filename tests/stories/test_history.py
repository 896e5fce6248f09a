"""Reports of another system come in once, with their own time and what became of them; never money, nobody's work."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test import Client

from rukun.followup import importing
from rukun.followup import queries as followup
from rukun.followup.access import ticket_to_work
from rukun.followup.actions import escalate, finish, open_tickets
from rukun.followup.models import Disposisi, Step, Ticket
from rukun.followup.oversight.models import DayTally
from rukun.followup.parts.actions import give
from rukun.people.queries import office
from rukun.people.rules import Actor
from rukun.ranking import queries as ranking
from rukun.reports.history.fieldmap import FieldMap, read_fieldmap
from rukun.reports.history.rows import RefusedRow
from rukun.reports.models import Origin, Report, Source, Told
from rukun.reports.queries import category
from rukun.tick import tick
from rukun.trail.models import Event
from rukun.transparency import listing, queries
from rukun.transparency.alike import near_alike
from rukun.transparency.map.keeping import rebuild_map
from rukun.transparency.models import AreaCount, Mark
from rukun.transparency.rules import Colour
from rukun.transparency.wished import Wish
from rukun.validation.looking import noticing
from rukun.validation.queries import unjudged
from rukun.values.code import AreaCode
from rukun.values.place import Place
from rukun.values.time import Month
from tests.made import proof

MAP = """
[source]
code = "lama"
name = "Sistem lama"
address = "https://lama.contoh.id"
[identity]
columns = ["id"]
[words]
columns = ["isi"]
[time]
received = "masuk"
[place]
lat = "lat"
lon = "lon"
[category]
column = "jenis"
[outcome]
column = "status"
closed_at = ["selesai"]
note = "catatan"
"""
COLUMNS = ["id", "masuk", "jenis", "isi", "status", "selesai", "lat", "lon", "catatan"]
MARCH = Month(2014, 3)
InThread = Callable[..., threading.Thread]


def row(number: int, **change: str) -> dict[str, str]:
    """Rubbish at nine on a day in March 2014, gone the day after, unless told otherwise."""
    day = 3 + number % 20
    facts = {
        "id": f"L-{number}", "masuk": f"2014-03-{day:02}T09:00:00+07:00", "jenis": "sampah", "status": "closed",
        "isi": f"Sampah nomor {number} di pos ronda", "selesai": f"2014-03-{day + 1:02}T09:00:00+07:00",
        "lat": f"{-6.501 - number % 7 / 10_000:.4f}", "lon": "106.5075", "catatan": "Sudah diangkut",
    }  # fmt: skip
    return facts | change


def fieldmap() -> FieldMap:
    return read_fieldmap(MAP)


def bring(rows: Iterable[dict[str, str]], at: datetime, refused: list[RefusedRow] | None = None) -> importing.Tally:
    """Bring rows in, to the end."""
    heard: list[RefusedRow] = [] if refused is None else refused
    *_, tally = importing.bring_in(enumerate(rows, start=2), fieldmap(), hears=heard.append, at=at)
    return tally


def test_a_report_that_was_closed_elsewhere_keeps_its_time_and_end_and_is_shown_with_its_source(
    kota: Path, noon: datetime
) -> None:
    assert bring([row(1)], noon).filed == 1
    report = Report.objects.select_related("origin__source").get()
    assert report.received_at == datetime(2014, 3, 4, 2, tzinfo=UTC) and report.counted_on == date(2014, 3, 4)
    assert (report.filer_id, report.unit_id, report.seat_id, report.channel) == (None, None, None, "lama")
    assert (report.origin.source.name, report.origin.name, report.origin.taken_at) == ("Sistem lama", "L-1", noon)
    ticket = Ticket.objects.get()
    assert (ticket.state, ticket.outcome) == ("done", "unconfirmed")
    assert ticket.done_at == datetime(2014, 3, 5, 2, tzinfo=UTC)
    page = Client().get(f"/laporan/{report.code}/").content.decode()
    for words in (
        "Sistem lama",
        "L-1",
        "https://lama.contoh.id",
        "Sudah diangkut",
        "Selesai",
        "5\u00a0Maret\u00a02014",
    ):
        assert words in page, words
    assert "Buktikan dengan segel" not in page


def test_what_is_not_known_to_have_ended_is_nobodys_work_unless_it_is_said_to_be_open(
    kota: Path, citra: Actor, noon: datetime
) -> None:
    unknown, undated = row(1, status="unknown", selesai=""), row(2, selesai="")
    assert bring([unknown, undated, row(3, status="declined"), row(4, jenis="kerja-bakti")], noon).opened == 0
    while open_tickets(at=noon, since=None):
        pass
    assert [one.state for one in Ticket.objects.all()] == ["declined"]
    assert not followup.queue_of(citra.seats[0].office).exists() and escalate(at=noon) == 0

    assert bring([row(5, status="open", selesai="")], noon).opened == 1
    (work,) = followup.queue_of(citra.seats[0].office)
    assert (work.report.origin.name, work.state) == ("L-5", "waiting")
    assert work.received_at.year == 2014 and work.opened_at == work.held_since == noon < work.due_at
    assert escalate(at=noon) == 0, "nobody was told of it before, so nobody is late"


def test_where_the_end_is_not_known_the_public_reads_so_and_not_that_it_waits(kota: Path, noon: datetime) -> None:
    bring([row(1, status="unknown", selesai=""), row(2, selesai=""), row(3)], noon)
    rebuild_map()
    unknown, undated, closed = (one.report for one in Origin.objects.select_related("report").order_by("name"))
    colours = dict(Mark.objects.values_list("report_id", "colour"))
    assert colours == {unknown.pk: Colour.PLAIN, undated.pk: Colour.PLAIN, closed.pk: Colour.GREEN}
    told = {one.report.pk: (one.state, one.is_open) for one in listing.listed(Wish())}
    assert told[unknown.pk] == told[undated.pk] == (None, False)
    assert {one.report.pk for one in listing.listed(Wish(is_open=True))} == set()
    assert len(listing.listed(Wish(is_open=False))) == 3
    assert set(queries.in_colour(Report.objects.all(), Colour.PLAIN)) == {unknown, undated}
    assert not queries.in_colour(Report.objects.all(), Colour.RED).exists()
    assert not near_alike(Place(unknown.lat, unknown.lon), unknown.category, noon), "nobody is asked to support it"
    assert "Sumbernya tidak mencatat hasilnya" in Client().get(f"/laporan/{unknown.code}/").content.decode()
    page = Client().get(f"/laporan/{undated.code}/").content.decode()
    assert "Selesai: Sudah diangkut" in page and "segera diteruskan" not in page


def test_the_map_the_counts_and_the_inputs_of_the_ranking_hold_them_and_money_and_validation_never(
    kota: Path, noon: datetime, tmp_path: Path
) -> None:
    rows = [row(number) for number in range(40)]
    assert bring(rows, noon).filed == 40
    importing.count_days_of("lama")
    tick(at=noon, home=tmp_path, everything=True)
    assert Mark.objects.filter(colour=Colour.GREEN).count() == 40
    assert AreaCount.objects.get(area__code="9999991001").reports == 40
    inputs = ranking.inputs(MARCH, noon)
    assert len(inputs) == 40 and {one.kelurahan for one in inputs} == {"9999991001"}
    # From nine to nine: a whole day, and none of it on a day without work.
    assert Counter(one.held_seconds for one in inputs).most_common(1)[0][0] == 86_400
    assert {(one.is_closed, one.outcome) for one in inputs} == {(True, "unconfirmed")}
    assert sum(DayTally.objects.values_list("closed", flat=True)) == 40
    assert not unjudged(AreaCode("99")).exists() and noticing.raise_flags(at=noon) == 0
    assert not Report.objects.filter(unit__isnull=False).exists()


def test_a_batch_leaves_one_entry_with_a_digest_and_no_word_of_what_was_said(kota: Path, noon: datetime) -> None:
    before = Event.objects.count()
    bring([row(number) for number in range(5)], noon)
    event = Event.objects.get(verb="reports.taken-over")
    assert Event.objects.count() == before + 1 and event.about == "source:lama"
    assert '"filed":5' in event.facts and "Sampah" not in event.facts and '"rows":"' in event.facts


def test_the_same_rows_again_add_nothing_and_a_newer_file_is_followed(kota: Path, citra: Actor, noon: datetime) -> None:
    bring([row(1, status="open", selesai=""), row(2)], noon)
    again = bring([row(1, status="open", selesai=""), row(2)], noon)
    assert (again.filed, again.known, again.changed) == (0, 2, 0)
    assert Event.objects.filter(verb="reports.taken-over").count() == 1

    hours = noon + timedelta(hours=1)
    newer = bring(
        [row(1, selesai=hours.isoformat()), row(2, status="open", selesai=""), row(3)], noon + timedelta(days=1)
    )
    assert (newer.filed, newer.changed, newer.opened) == (1, 2, 1)
    closed, reopened, _ = Ticket.objects.order_by("report__received_at")
    assert (closed.state, closed.done_at, closed.outcome) == ("done", hours, "claimed")
    assert (reopened.state, reopened.reopened) == ("reopened", 1)
    steps = Step.objects.filter(ticket=closed).order_by("id").values_list("before", "after", "words")
    assert list(steps) == [("", "waiting", ""), ("waiting", "done", "Sudah diangkut")]
    assert Told.objects.count() == 5


def test_what_was_done_here_stands_although_the_source_still_says_open(
    kota: Path, citra: Actor, noon: datetime
) -> None:
    bring([row(1, status="open", selesai="")], noon)
    held, desk = ticket_to_work(citra, Report.objects.get().code)
    finish(held, words="Sudah bersih", proof=proof(3), desk=desk, at=noon + timedelta(hours=2))
    later = bring([row(1, status="open", selesai="")], noon + timedelta(days=1))
    assert (later.changed, Ticket.objects.get().state) == (0, "done")


def test_what_offices_here_still_have_parts_of_stays_open_although_the_source_closed_it(
    kota: Path, citra: Actor, noon: datetime
) -> None:
    """They close it when the parts are done; the other rows of the file are taken as ever."""
    bring([row(1, status="open", selesai=""), row(2, status="open", selesai="")], noon)
    shared, other = Ticket.objects.order_by("report__received_at")
    held, desk = ticket_to_work(citra, shared.report.code)
    give(held, category=category("jalan-rusak"), office=office("bina-marga"), task="Menambal", desk=desk, at=noon)
    hours = (noon + timedelta(hours=1)).isoformat()
    newer = bring([row(1, selesai=hours), row(2, selesai=hours), row(3)], noon + timedelta(days=1))
    assert (newer.filed, newer.changed) == (1, 2)
    assert [Ticket.objects.get(pk=one.pk).state for one in (shared, other)] == ["waiting", "done"]


def test_a_row_that_stands_twice_in_a_file_is_taken_once_and_the_other_names_the_first(
    kota: Path, noon: datetime
) -> None:
    heard: list[RefusedRow] = []
    tally = bring([row(1), row(2), row(1, isi="Lain")], noon, heard)
    assert (tally.filed, tally.twice) == (2, 1)
    assert [(one.number, one.code) for one in heard] == [(4, "twice")] and "Baris 2" in heard[0].words


def test_a_dry_run_tells_everything_and_writes_nothing(kota: Path, noon: datetime) -> None:
    heard: list[RefusedRow] = []
    rows = [row(1), row(2, jenis="banjir"), row(3, lat="-6.2"), row(4, jenis="entah", masuk="kemarin"), row(1)]
    *_, tally = importing.look_through(enumerate(rows, start=2), fieldmap(), hears=heard.append, at=noon)
    assert (tally.rows, tally.filed, tally.twice, tally.rows_refused) == (5, 2, 1, 3)
    assert dict(tally.kinds) == {"sampah": 1, "banjir": 1}
    assert importing.ward_names(tally.wards) == {"99.99.99.1001 Rukun Jaya": 2}
    assert [(one.number, one.column, one.code) for one in heard] == [
        (4, "lat", "outside"), (5, "masuk", "time"), (5, "jenis", "category"), (6, "id", "twice"),
    ]  # fmt: skip
    assert not Report.objects.exists() and not Source.objects.exists() and not Event.objects.filter(about="source:lama")


def test_a_key_that_somebody_took_before_costs_that_row_and_no_other(kota: Path, budi: Actor, noon: datetime) -> None:
    from rukun.reports.history.rows import named
    from tests.made import report

    report(budi, noon, key=named(fieldmap(), 2, row(1)).key)
    tally = bring([row(1), row(2)], noon)
    assert (tally.filed, tally.known) == (1, 1) and Origin.objects.count() == 1


def test_two_imports_of_the_same_file_at_once_take_each_row_once(
    committed: Path, noon: datetime, in_thread: InThread
) -> None:
    rows, gate, done = [row(number) for number in range(1_200)], threading.Barrier(2), []

    def run() -> None:
        gate.wait()
        done.append(bring(rows, noon))

    for thread in [in_thread(run), in_thread(run)]:
        thread.join(120)
    assert sum(tally.filed for tally in done) == 1_200 and all(tally.rows_refused == 0 for tally in done)
    assert (
        Report.objects.count() == Origin.objects.count() == Ticket.objects.count() == Disposisi.objects.count() == 1_200
    )
    assert Step.objects.count() == 2_400


def test_an_import_that_is_killed_goes_on_where_it_was_and_takes_each_row_once(
    committed: Path, noon: datetime, tmp_path: Path
) -> None:
    """Killed for real, in the midst of a batch: what it had not committed is as if it had never been."""
    with (tmp_path / "lama.csv").open("w", newline="") as text:
        rows = csv.DictWriter(text, COLUMNS)
        rows.writeheader()
        rows.writerows(row(number) for number in range(1_300))
    (tmp_path / "lama.toml").write_text(MAP)
    kept = []
    for write in KILLED_AFTER[connection.vendor]:
        assert killed_after(write, tmp_path) == -signal.SIGKILL
        kept.append(Report.objects.count())
        assert kept[-1] % importing.ROWS_AT_ONCE == 0
        assert Report.objects.count() == Origin.objects.count() == Ticket.objects.count()
    assert killed_after(10_000, tmp_path) == 0
    assert Report.objects.count() == Origin.objects.count() == Ticket.objects.count() == 1_300
    assert kept[0] == 0 < kept[-1] < 1_300, "killed within the first batch, and within a later one"
    assert Step.objects.count() == 2_600 and Event.objects.filter(verb="reports.taken-over").count() == 3


# So many INSERTs: on PostgreSQL most rows of a batch come as one COPY, which is none.
KILLED_AFTER = {"postgresql": (2, 3), "sqlite": (3, 8, 9)}
KILLER = """
import os, signal, sys
import django
django.setup()
from django.db import connection, connections
database = connections.databases["default"]
database["NAME"] = sys.argv[1]
database["OPTIONS"] = {key: value for key, value in database.get("OPTIONS", {}).items() if key != "pool"}
seen, most = 0, int(sys.argv[2])
def dying(execute, sql, params, many, context):
    global seen
    result = execute(sql, params, many, context)
    seen += sql.lstrip().upper().startswith("INSERT")
    if seen >= most:
        os.kill(os.getpid(), signal.SIGKILL)
    return result
from rukun.channels.cli import main
with connection.execute_wrapper(dying):
    main(["reports", "import", sys.argv[3] + "/lama.csv", "--mapping", sys.argv[3] + "/lama.toml"])
"""


def killed_after(write: int, folder: Path) -> int:
    """The command itself, in a process that kills itself after so many writes; how it ended."""
    told = [str(connection.settings_dict["NAME"]), str(write), str(folder)]
    environment = {**os.environ, "RUKUN_HOME": str(folder), "PYTHONPATH": str(settings.REPOSITORY)}
    ran = subprocess.run([sys.executable, "-c", KILLER, *told], env=environment, capture_output=True, timeout=120)
    assert ran.returncode in (0, -signal.SIGKILL), ran.stderr.decode()
    return ran.returncode
