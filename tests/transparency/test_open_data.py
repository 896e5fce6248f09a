"""The open data: what is in it is described and true, names nobody, and gives the published figures anew."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from rukun import clock
from rukun.areas.changing import dissolve, found
from rukun.areas.queries import area
from rukun.followup import actions as followup
from rukun.funds import actions as funds
from rukun.people.entering.throttle import Source
from rukun.people.models import Person
from rukun.people.rules import Actor
from rukun.ranking.actions import publish_table
from rukun.reports.actions import Content, Teller, raise_concern
from rukun.reports.hiding import Reason
from rukun.reports.models import Report
from rukun.reports.retracting import Retracting
from rukun.sosialisasi.helped.actions import file_for_resident
from rukun.transparency.open_data import describing, exporting, published, redoing
from rukun.transparency.open_data.dictionary import datasets
from rukun.transparency.open_data.privacy import CELL_LEAST
from rukun.transparency.open_data.writing import SUMS, sum_of, sums_in
from rukun.validation.actions import retract, strike
from rukun.validation.rules import StrikeReason
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.conftest import KELURAHAN, _open_kota, _person
from tests.made import draft, judged_valid, noon_of, proof, report, reports_for_unit, ticket

MAY, JUNE, JULY = (Month(2016, number) for number in (5, 6, 7))
MONTHS = (MAY, JUNE, JULY)
SCORING = settings.REPOSITORY / "kota" / "contoh" / "scoring"
NOW = noon_of(date(2016, 8, 20))
# Neither a database nor settings: what a stranger has who installed the package and fetched the files.
STRANGER = {"PATH": os.environ["PATH"], "DATABASE_URL": "postgres://nobody@nowhere.invalid/none", "LANG": "C.UTF-8"}


@dataclass(frozen=True)
class Built:
    """Who acts in the city, and the home that its photos lie in."""

    people: dict[str, Actor]
    home: Path


@pytest.fixture(scope="module")
def built(standing: Path) -> Built:
    """Three months with problems, some finished; activities of RT 005, judged; May and June closed."""
    with pytest.MonkeyPatch.context() as patched, override_settings(RUKUN_HOME=standing, MEDIA_ROOT=standing / "media"):
        patched.setattr(clock, "now", lambda: NOW)
        kota = _open_kota()
        people = {name: _person(name.title(), *seat) for name, seat in SEATS.items()}
        funds.load_decrees(kota / "decrees", at=noon_of(date(2016, 5, 1)))
        for month in MONTHS:
            _play(month, people)
    return Built(people, standing)


SEATS = {
    "ani": ("ketua-rt", f"{KELURAHAN}002005"),
    "budi": (),
    "joko": (),
    "lani": (),
    "mira": (),
    "nina": (),
    "citra": ("lurah", KELURAHAN, KELURAHAN),
    "dodi": ("tapem", "999999"),
    "gita": ("bendahara", KELURAHAN),
}


RESIDENTS = ("budi", "joko", "lani", "mira", "nina")


def _play(month: Month, people: dict[str, Actor]) -> None:
    first = noon_of(month.first)
    for n in range(34):
        words = "Hubungi 0812-3456-7890 atau saya@contoh.id" if n == 0 else "Tumpukan sampah"
        seen = ticket(people[RESIDENTS[n % len(RESIDENTS)]], first + timedelta(hours=n), words=words, is_private=n == 1)
        if n % 3:
            done = first + timedelta(hours=n, minutes=40 * n)
            followup.finish(seen, words="Beres", proof=proof(), desk=people["citra"].seats[0], at=done)
    made = reports_for_unit(people["ani"], [date(month.year, month.month, day) for day in range(1, 9)], 4)
    judged_valid(made[1:], people["dodi"], noon_of(month.last))
    strike(made[0], reason=StrikeReason.DUPLICATE, note=made[1].code, by=people["dodi"], at=noon_of(month.last))
    publish_table(month, scoring=SCORING, at=noon_of(month.next.first))
    if month != JULY:
        funds.close_month(AreaCode(KELURAHAN), month, by=people["gita"], at=noon_of(month.next.first))


@pytest.fixture
def city(built: Built, db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Actor]:
    """The three months as they were built, in a home of the test's own; who acts in them."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    shutil.copytree(built.home, settings.RUKUN_HOME, dirs_exist_ok=True)
    return built.people


def told(*arguments: str) -> str:
    """What the command answers to a stranger."""
    command = [sys.executable, "-m", "rukun.channels.cli", *arguments, "--json"]
    done = subprocess.run(command, env=STRANGER, capture_output=True, text=True, cwd=settings.REPOSITORY)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the command answers in the house itself."""
    from rukun.channels.cli import main

    capsys.readouterr()
    with pytest.raises(SystemExit):
        main([*arguments, "--json"])
    return capsys.readouterr().out


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_three_months_come_out_byte_for_byte_from_the_files_alone(
    city: dict[str, Actor], tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    for month in MONTHS:
        asked(capsys, "open-data", "export", str(tmp_path), "--month", str(month), "--format", form)
    for month in MONTHS:
        for what in ("ranking", "month"):
            own = asked(capsys, what, "compute", "--month", str(month))
            assert told(what, "recompute", str(tmp_path), "--month", str(month)) == own
        one = json.loads(told("month", "recompute", str(tmp_path), "--month", str(month), "--kelurahan", KELURAHAN))
        counted = next(s for s in one[0]["statements"] if s["unit"] == f"{KELURAHAN}002005")
        assert len(counted["struck"]) == 1 and len(counted["counted"]) > 20, "it says something"
        assert one[0]["state"] == ("draft" if month == JULY else "closed")
    assert not [*tmp_path.rglob("*.csv" if form == "parquet" else "*.parquet")][1:], "but for the dictionary"


@pytest.fixture(scope="module")
def exported(built: Built) -> Path:
    """June in both formats, written once."""
    exporting.export_month(built.home / "out", JUNE, scoring=SCORING, at=NOW)
    return (built.home / "out").rename(built.home.with_name(f"{built.home.name}-out"))


@pytest.fixture
def folder(exported: Path, city: dict[str, Actor], tmp_path: Path) -> Path:
    """The files of June, a test's own."""
    return Path(shutil.copytree(exported, tmp_path / "out"))


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(newline="", encoding="utf-8") as text:
        return list(csv.DictReader(text))


def test_every_file_has_the_columns_of_the_dictionary_with_their_types_and_both_formats_say_the_same(
    folder: Path,
) -> None:
    for dataset in datasets().values():
        plain = next(folder.rglob(f"{dataset.name}.csv"))
        found = duckdb.sql(f"DESCRIBE SELECT * FROM '{plain.with_suffix('.parquet')}'").fetchall()
        assert [(row[0], row[1]) for row in found] == [(c.name, c.sql) for c in dataset.columns], dataset.name
        with plain.open(encoding="utf-8") as text:
            assert tuple(next(csv.reader(text))) == dataset.names
        folder_of = plain.parent.name
        again = [list(redoing.read(folder, folder_of, dataset.name, form)) for form in ("csv", "parquet")]
        assert again[0] == again[1], dataset.name
        assert all(column.id and column.en and column.example for column in dataset.columns)
    assert {row["dataset"] for row in rows_of(folder / describing.DICTIONARY)} == set(datasets())


def test_checksums_and_sizes_are_those_of_the_files_and_the_catalogue_lists_each(folder: Path) -> None:
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.name != SUMS}
    assert set(sums_in(folder)) == files
    done = subprocess.run(["sha256sum", "--check", "--quiet", SUMS], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    listed = describing.listed(folder)
    assert {one.path for one in listed} == {name for name in files if "/" in name}
    for one in listed:
        assert (one.size, one.digest) == ((folder / one.path).stat().st_size, sum_of(folder / one.path))
    stated = json.loads((folder / describing.CATALOGUE).read_bytes())
    assert stated["@type"] == "dcat:Catalog" and stated["dct:license"]["@id"] == describing.LICENCE


def test_another_month_leaves_what_lies_there_as_it_is(folder: Path) -> None:
    before = {one.path: one for one in describing.listed(folder)}
    exporting.export_month(folder, MAY, scoring=SCORING, at=NOW + timedelta(days=1))
    after = {one.path: one for one in describing.listed(folder)}
    assert all(after[path] == one for path, one in before.items() if one.folder == str(JUNE))
    assert {one.folder for one in after.values()} >= {"2016-05", "2016-06"}


def test_nobody_is_named_and_what_is_private_or_hidden_has_no_place(folder: Path) -> None:
    whole = "".join(path.read_text() for path in folder.rglob("*") if path.suffix in (".csv", ".geojson"))
    for person in Person.objects.all():
        assert not re.search(rf"\b{person.name}\b", whole) and (person.login or "@") not in whole
    assert "3456" not in whole and "saya@" not in whole and "Hubungi … atau …" in whole
    private = set(Report.objects.filter(is_private=True).values_list("code", flat=True))
    for name in ("reports.csv", "tickets.csv", "held.csv", "reports.geojson"):
        assert not [code for code in private if code in (folder / "2016-06" / name).read_text()]
    assert not re.search(r"\d\d:\d\d", (folder / "2016-06" / "reports.csv").read_text()), "no hour of a day"


def test_what_a_clerk_typed_and_what_was_taken_back_is_told_and_by_which_channel_a_resident_reports_is_not(
    city: dict[str, Actor], tmp_path: Path
) -> None:
    own = report(city["budi"], noon_of(JUNE.first), channel="telegram")
    typed = file_for_resident(draft(at=noon_of(JUNE.first)), by=city["citra"], at=noon_of(JUNE.first))
    retract(own, Retracting.SOLVED, by=city["budi"], at=noon_of(JUNE.first))
    exporting.export_month(tmp_path / "out", JUNE, scoring=SCORING, at=NOW)
    rows = {row["report"]: row for row in rows_of(tmp_path / "out" / "2016-06" / "reports.csv")}
    assert (rows[own.code]["channel"], rows[own.code]["retracted"]) == ("", "solved")
    assert (rows[typed.code]["channel"], rows[typed.code]["retracted"]) == ("counter", "")
    assert {row["channel"] for row in rows.values()} == {"", "counter"}


def test_what_goes_first_says_why_beside_its_ticket(city: dict[str, Actor], tmp_path: Path) -> None:
    noon = noon_of(JUNE.first)
    first, other = ticket(city["budi"], noon), ticket(city["budi"], noon, words="Yang lain")
    followup.mark_urgent(first, reason_code="danger", desk=city["citra"].seats[0], at=noon)
    exporting.export_month(tmp_path / "out", JUNE, scoring=SCORING, at=NOW)
    rows = {row["report"]: row["urgent"] for row in rows_of(tmp_path / "out" / "2016-06" / "tickets.csv")}
    assert rows[first.report.code] == "danger" and rows[other.report.code] == ""
    assert "Membahayakan" not in (tmp_path / "out" / "2016-06" / "tickets.csv").read_text(), (
        "codes, as the dictionary says"
    )


def test_residents_of_a_month_hide_among_at_least_five_in_the_place_that_is_told(
    city: dict[str, Actor], tmp_path: Path
) -> None:
    """Quasi-identifiers of a resident's report are its RW and its point; days and units are no secret of a person."""
    from rukun.values.place import Place

    busy = [report(city["budi"], noon_of(JUNE.first), place=Place(-6.501, 106.5025)) for _ in range(CELL_LEAST + 1)]
    others = [report(city[name], noon_of(JUNE.first), place=Place(-6.501, 106.5025)) for name in RESIDENTS[1:-1]]
    alone = busy + others
    exporting.export_month(tmp_path / "out", JUNE, scoring=SCORING, at=NOW)
    rows = [row for row in rows_of(tmp_path / "out" / "2016-06" / "reports.csv") if not row["unit"]]
    cells = Counter(row["rw"] for row in rows if row["rw"])
    assert cells and min(cells.values()) >= CELL_LEAST
    for row in rows:
        digits = max(len(row[name].partition(".")[2]) for name in ("lat", "lon"))
        assert digits <= (3 if row["rw"] else 2)
    few = {one.code for one in alone if one.rw_id and one.rw.code not in cells}
    assert few and all(row["rw"] == "" for row in rows if row["report"] in few)


def test_a_delta_holds_what_happened_since_a_day_or_a_seal(folder: Path) -> None:
    from rukun.trail.actions import seal

    sealed = seal(home=folder.parent, at=noon_of(date(2016, 7, 3)))
    assert sealed is not None
    since = exporting.moment_named(str(sealed.number))
    assert since == sealed.at and exporting.moment_named("2016-07-03") < since
    delta = exporting.export_delta(folder, since, at=NOW)
    told_of = {row["report"] for row in rows_of(delta / "verdicts.csv")}
    july = Report.objects.filter(counted_on__gte=JULY.first, unit__isnull=False).values_list("code", flat=True)
    assert told_of == set(july)
    assert {one.folder for one in describing.listed(folder)} >= {"2016-06", "delta/2016-07-03--2016-08-20"}
    for wrong in ("x", "9999", "2016-13-01"):
        with pytest.raises(Refused):
            exporting.moment_named(wrong)


def test_what_is_missing_or_altered_is_refused_by_its_name(folder: Path, tmp_path: Path) -> None:
    for what in (redoing.ranking_of, redoing.month_of):
        with pytest.raises(Refused) as refusal:
            what(tmp_path / "nothing", JUNE)
        assert refusal.value.code == "folder"
        with pytest.raises(Refused, match="2016-05") as refusal:
            what(folder, MAY)
        assert refusal.value.code == "file"
    for name in ("verdicts.csv", "verdicts.parquet"):
        other = tmp_path / name
        shutil.copytree(folder, other)
        file = other / "2016-06" / name
        file.write_bytes(file.read_bytes()[:-9] + b"xxxxxxxx\n")
        with pytest.raises(Refused, match="verdicts") as refusal:
            redoing.month_of(other, JUNE, form=file.suffix[1:])
        assert refusal.value.code == "checksum"
    method = next((folder / "methods").glob("*.toml"))
    method.write_bytes(method.read_bytes() + b"\n")
    with pytest.raises(Refused, match="methods/"):
        redoing.ranking_of(folder, JUNE)
    (folder / SUMS).unlink()
    with pytest.raises(Refused, match="tidak menyebut"):
        redoing.month_of(folder, JUNE)


def test_a_month_that_has_not_begun_is_not_exported(city: dict[str, Actor], tmp_path: Path) -> None:
    with pytest.raises(Refused, match="belum dimulai"):
        exporting.export_month(tmp_path, Month(2016, 9), scoring=SCORING, at=NOW)


def test_the_moment_of_the_making_is_not_in_the_files_of_a_closed_month(folder: Path, noon: datetime) -> None:
    before = (folder / "2016-06" / "statements.csv").read_bytes()
    exporting.export_month(folder, JUNE, scoring=SCORING, at=NOW + timedelta(days=9))
    assert (folder / "2016-06" / "statements.csv").read_bytes() == before


def test_the_sql_of_the_docs_gives_the_published_speed_and_finds_no_false_statement(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (settings.REPOSITORY / "docs" / "recompute.md").read_text()
    (block,) = re.findall(r"```sql\n(.*?)```", text, re.DOTALL)
    monkeypatch.chdir(folder)
    made = duckdb.connect()
    answers = [made.execute(question).fetchall() for question in block.split(";") if question.strip()]
    score, money = answers[-2:]
    published = {row["name"]: row for row in redoing.ranking_of(folder, JUNE)["rows"]}
    assert score and money == []
    for name, reports, decided, _, _, speed, rank, points in score:
        row = published[name]
        assert (reports, decided, rank, points) == (row["reports"], row["decided"], row["rank"], row["score"])
        assert row["parts"] is None or speed == pytest.approx(row["parts"]["speed"], abs=1e-4)
    assert len(block.strip().splitlines()) <= 60


def test_the_worker_publishes_closed_months_once_and_then_the_changes_of_yesterday(
    city: dict[str, Actor], tmp_path: Path
) -> None:
    done = [published.keep(home=tmp_path, scoring=SCORING, at=NOW) for _ in range(5)]
    assert done == [1, 1, 1, 1, 0], "three months, a day, and then nothing is due"
    found = published.shelf(tmp_path)
    assert found.months == (JULY, JUNE, MAY) and found.deltas == ("delta/2016-08-19--2016-08-20",)
    assert published.keep(home=tmp_path, scoring=SCORING, at=NOW + timedelta(days=1)) == 1
    assert published.keep(home=tmp_path, scoring=SCORING, at=NOW + timedelta(days=40)) == 1
    assert published.shelf(tmp_path).deltas == ("delta/2016-09-28--2016-09-29",), "those of a month ago are gone"
    assert {name.partition("/")[0] for name in sums_in(tmp_path / "open-data")} >= {"delta", "2016-05", "areas"}


def test_the_changes_of_days_without_a_worker_are_written_when_it_is_back(
    city: dict[str, Actor], tmp_path: Path
) -> None:
    while published.keep(home=tmp_path, scoring=SCORING, at=NOW):
        pass
    back = NOW + timedelta(days=4)
    done = [published.keep(home=tmp_path, scoring=SCORING, at=back) for _ in range(5)]
    assert done == [1, 1, 1, 1, 0]
    days = [name.partition("/")[2] for name in published.shelf(tmp_path).deltas]
    assert days == [f"2016-08-{day}--2016-08-{day + 1}" for day in (23, 22, 21, 20, 19)]


@pytest.mark.parametrize("how", ["hidden", "struck"])
def test_what_is_hidden_after_a_month_was_published_is_in_no_file_from_the_next_day_on(
    city: dict[str, Actor], tmp_path: Path, how: str
) -> None:
    told = report(city["budi"], NOW - timedelta(days=1), words="Pagar rumah Bu Sri")
    month = Month.of(told.received_at)
    exporting.export_month(published.folder_of(tmp_path), month, scoring=SCORING, at=NOW)
    while published.keep(home=tmp_path, scoring=SCORING, at=NOW):
        pass
    assert len(_files_with(tmp_path, b"Bu Sri")) >= 2, "the month and the changes of the day"
    later = NOW + timedelta(hours=1)
    if how == "struck":
        strike(told, StrikeReason.PRIVACY, by=city["dodi"], at=later)
    else:
        raise_concern(Content(told), Reason.PRIVACY, words="", teller=Teller("x", Source("10.0.0.1"), True), at=later)
    assert published.keep(home=tmp_path, scoring=SCORING, at=later) == 0, "each at most once a day"
    for _ in range(5):
        published.keep(home=tmp_path, scoring=SCORING, at=NOW + timedelta(days=1))
    assert not _files_with(tmp_path, b"Bu Sri")
    assert published.keep(home=tmp_path, scoring=SCORING, at=NOW + timedelta(days=1)) == 0
    sums = sums_in(tmp_path / "open-data")
    assert all(sum_of(tmp_path / "open-data" / name) == told for name, told in sums.items() if "/" in name)


def _files_with(home: Path, words: bytes) -> list[Path]:
    return [file for file in home.rglob("*.csv") if words in file.read_bytes()]


def test_the_page_lists_the_files_and_hands_out_only_those(
    city: dict[str, Actor], tmp_path: Path, client: Client
) -> None:
    settings_home = Path(settings.RUKUN_HOME)
    assert "Belum ada berkas" in client.get("/data/").content.decode()
    exporting.export_month(published.folder_of(settings_home), JUNE, scoring=SCORING, at=NOW)
    for language, words in (("id", "Laporan yang terbuka bagi umum"), ("en", "Reports open to everyone")):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        page = client.get("/data/?bulan=2016-06").content.decode()
        assert words in page and "/data/berkas/2016-06/reports.parquet" in page and "SHA256SUMS" in page
    with CaptureQueriesContext(connection) as asked_of:
        client.get("/data/")
    assert len(asked_of) == 0
    for name in ("2016-06/reports.csv", "catalog.jsonld", "SHA256SUMS", "decrees/decrees.parquet"):
        answer = client.get(f"/data/berkas/{name}")
        assert answer.status_code == 200
        whole = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        assert whole == (published.folder_of(settings_home) / name).read_bytes()
    (settings_home / "secret").write_text("x")
    for name in ("../secret", "2016-06/../../secret", "2016-07/reports.csv", "%2e%2e/secret"):
        assert client.get(f"/data/berkas/{name}").status_code in (301, 404)


def test_a_correction_that_went_into_a_later_month_comes_out_again_with_its_seal(
    city: dict[str, Actor], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A report is struck after May was closed: July takes the money back, and May stays as it was."""
    at = noon_of(date(2016, 7, 20))
    counted = Report.objects.filter(counted_on=date(2016, 5, 2), unit__isnull=False)
    for one in counted:
        strike(one, reason=StrikeReason.TEST, note="x", by=city["dodi"], at=at)
    assert funds.propose_corrections(at=at + timedelta(hours=1)) == 1
    funds.accept_corrections(AreaCode(KELURAHAN), by=city["gita"], at=at + timedelta(hours=2))
    funds.close_month(AreaCode(KELURAHAN), JULY, by=city["gita"], at=noon_of(date(2016, 8, 2)))
    for month in (MAY, JULY):
        exporting.export_month(tmp_path, month, scoring=SCORING, at=NOW)
        own = json.loads(asked(capsys, "month", "compute", "--month", str(month)))
        assert redoing.month_of(tmp_path, month) == own
    assert [row["of_month"] for row in rows_of(tmp_path / "2016-07" / "corrections.csv")] == ["2016-05"]


def test_a_month_closed_before_a_units_end_or_beginning_was_entered_comes_out_again_with_its_seal(
    city: dict[str, Actor], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = noon_of(date(2016, 7, 20))
    dissolve(area(f"{KELURAHAN}002005"), on=date(2016, 5, 16), at=at, into=area(f"{KELURAHAN}002004"))
    found(code=AreaCode(f"{KELURAHAN}002019"), name="RT 019", on=date(2016, 5, 20), at=at)
    assert funds.propose_corrections(at=at + timedelta(hours=1)) == 4, "of each: May in part, June whole"
    funds.accept_corrections(AreaCode(KELURAHAN), by=city["gita"], at=at + timedelta(hours=2))
    funds.close_month(AreaCode(KELURAHAN), JULY, by=city["gita"], at=noon_of(date(2016, 8, 2)))
    for month in (MAY, JUNE, JULY):
        exporting.export_month(tmp_path, month, scoring=SCORING, at=NOW)
        own = json.loads(asked(capsys, "month", "compute", "--month", str(month)))
        assert own and redoing.month_of(tmp_path, month) == own
