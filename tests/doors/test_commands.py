"""The `rukun` command: what others rely on, in JSON, and refusals with exit code 1."""

from __future__ import annotations

import getpass
import json
import shutil
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from rukun import clock
from rukun.areas.models import Area
from rukun.areas.queries import area
from rukun.channels.cli import main
from rukun.followup import actions as followup
from rukun.funds import actions as funds
from rukun.people.models import Office
from rukun.people.rules import Actor
from rukun.trail import append_only
from rukun.trail.actions import seal
from rukun.trail.models import Event
from rukun.values.code import AreaCode
from rukun.values.time import day_of
from tests.made import judged_valid, noon_of, proof, reports_for_unit, ticket

KELURAHAN = "99.99.99.1001"


class Command:
    """Runs the command and gives what it answered, as JSON where asked."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: str, code: int = 0) -> Any:
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        said = self.capsys.readouterr()
        assert (ended.value.code or 0) == code, said
        return json.loads(said.out) if "--json" in arguments else said.out + said.err


@pytest.fixture
def rukun(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


def test_a_command_that_locates_nothing_loads_no_geometry() -> None:
    code = (
        "import sys, django; django.setup(); import rukun.channels.cli.trail, rukun.operation.doctor;"
        "import rukun.operation.backup.restoring, rukun.operation.backup.making;"
        "assert not {'numpy', 'shapely'} & sys.modules.keys()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=settings.REPOSITORY, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_place_is_located_with_its_codes_and_names(kota: Path, rukun: Command) -> None:
    found = rukun("areas", "locate", "-6.501", "106.5075", "--json")
    assert found["kelurahan"] == {"code": KELURAHAN, "name": "Rukun Jaya"}
    assert (found["rw"]["code"], found["rt"]["code"]) == ("9999991001002", "9999991001002005")
    assert (found["placed"], found["distance_m"]) == ("inside", 0)
    assert "Rukun Jaya" in rukun("areas", "locate", "-6.501", "106.5075")


@pytest.mark.parametrize(
    ("lat", "lon", "code"), [("-6.2", "106.8", "outside"), ("x", "1", "place"), ("99", "1", "place")]
)
def test_a_place_that_cannot_be_located_is_refused_in_json(
    kota: Path, rukun: Command, lat: str, lon: str, code: str
) -> None:
    assert rukun("areas", "locate", lat, lon, "--json", code=1)["refused"]["code"] == code
    assert "Ditolak" in rukun("areas", "locate", lat, lon, code=1)


def test_an_import_tells_what_was_taken_and_every_row_that_was_not(kota: Path, rukun: Command, tmp_path: Path) -> None:
    square = {"type": "Polygon", "coordinates": [[[106.53, -6.51], [106.54, -6.51], [106.54, -6.5], [106.53, -6.51]]]}
    rows = [("99.99.99.1009", "Rukun Baru"), ("12.34", "Antah")]
    features = [
        {"type": "Feature", "properties": {"kode": code, "kelurahan": name}, "geometry": square} for code, name in rows
    ]
    (tmp_path / "new.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    done = rukun("areas", "import", str(tmp_path / "new.geojson"), "--json")
    assert (done["rows"], done["areas_added"], done["borders_added"], len(done["refused"])) == (2, 1, 1, 1)
    assert done["refused"][0]["number"] == 2 and done["refused"][0]["words"]
    assert rukun("areas", "import", str(tmp_path / "none.geojson"), "--json", code=1)["refused"]["code"] == "file"


def test_what_is_missing_for_follow_up_is_found(kota: Path, citra: Actor, rukun: Command) -> None:
    found = rukun("check", "--json")
    assert {one["code"] for one in found} == {"empty-desk", "calendar", "templates"} and not any(
        one["is_serious"] for one in found
    )
    assert any(one["about"] == "bina-marga" for one in found)
    (kelurahan,) = [one["words"] for one in found if one["about"] == "kelurahan"]
    assert "Rukun Jaya" not in kelurahan, "where Citra sits somebody is"
    Office.objects.filter(code="bina-marga").delete()
    (serious,) = [one for one in rukun("check", "--json", code=1) if one["is_serious"]]
    assert (serious["code"], serious["about"]) == ("nobody-in-charge", "jalan-rusak")


def test_what_a_route_of_next_week_lacks_is_found_today_and_what_it_has_is_not(
    kota: Path, citra: Actor, rukun: Command, tmp_path: Path
) -> None:
    soon = day_of(clock.now()) + timedelta(days=7)
    line = '[[route]]\ncategory = "banjir"\narea = "{}"\noffice = "{}"\nsince = {}\n'
    lines = [line.format("99.99.99", "sda", soon), line.format("99.99.99.1001", "9999991001", soon)]
    (tmp_path / "routing.toml").write_text("".join(lines))
    Office.objects.get_or_create(code="sda", defaults={"name": "SDA", "kind": "skpd", "area": area(AreaCode("99"))})
    rukun("routing", "load", str(tmp_path))
    assert [one["about"] for one in rukun("check", "--json") if str(soon) in one["words"]] == ["sda"]
    Office.objects.filter(code="sda").delete()
    (gone,) = [one for one in rukun("check", "--json") if str(soon) in one["words"]]
    assert (gone["code"], gone["is_serious"]) == ("nobody-in-charge", False)


def test_a_bank_layout_is_tried_and_its_mistakes_are_named(kota: Path, rukun: Command, tmp_path: Path) -> None:
    layout, out, answer = kota / "bank" / "contoh-csv.toml", tmp_path / "out.csv", tmp_path / "answer.csv"
    answer.write_text("Referensi;Jumlah;Kode\r\nRKN1;5000;14\r\nRKN2;7000;00\r\n")
    told = rukun("bank", "check", str(layout), "--out", str(out), "--answer", str(answer), "--json")
    assert told["answered"][0] == {
        "reference": "RKN1", "amount": 5000, "paid": False, "waiting": False,
        "words": "Nomor rekening tidak ditemukan.",
    } and told["answered"][1]["paid"]  # fmt: skip
    assert out.read_text().splitlines()[0] == "RUKUN;000001;2016-07-01;2;1950000"
    wrong = tmp_path / "salah.toml"
    wrong.write_text(layout.read_text().replace('value = "account"', 'value = "alamat"'))
    assert rukun("bank", "check", str(wrong), "--json", code=1)["refused"]["code"] == "decree"


def test_words_to_citizens_are_missed_until_they_are_loaded(kota: Path, rukun: Command) -> None:
    assert "paused" in next(one["words"] for one in rukun("check", "--json") if one["code"] == "templates")
    followup.load_templates(Path(settings.REPOSITORY) / "kota" / "jakarta", at=clock.now())
    assert "templates" not in {one["code"] for one in rukun("check", "--json")}


def test_routes_are_loaded_and_move_open_tickets_only_when_told_to(
    kota: Path, budi: Actor, rukun: Command, tmp_path: Path
) -> None:
    line = '[[route]]\ncategory = "sampah"\narea = "99"\noffice = "bina-marga"\nsince = 2016-01-01\n'
    (tmp_path / "routing.toml").write_text(line)
    seen = ticket(budi, clock.now())
    assert "1 routes" in rukun("routing", "load", str(tmp_path))
    assert rukun("routing", "show", "--json")[0]["office"] == "bina-marga"
    rukun("routing", "apply", code=2)
    seen.refresh_from_db()
    assert seen.holder.code == "9999991001"
    assert "1 tickets" in rukun("routing", "apply", "--open")
    seen.refresh_from_db()
    assert seen.holder.code == "bina-marga"


def test_the_decrees_are_listed_checked_and_explained_without_a_database(rukun: Command, tmp_path: Path) -> None:
    """pytest-django refuses any query in a test that asks for no database."""
    settings.RUKUN_KOTA, before = "jakarta", settings.RUKUN_KOTA
    try:
        listed = {decree["id"]: decree for decree in rukun("decrees", "list", "--json")}
        assert listed["kepgub-903-2016"]["grants"]["rt"]["rate"] == 10_000
        assert listed["kepgub-2432-2016"]["grants"]["rw"]["basis"] == "flat"
        checked = rukun("decrees", "check", str(settings.REPOSITORY / "kota" / "jakarta" / "decrees"), "--json")
        assert checked["ok"] and checked["cases"] >= 10 and not checked["mistakes"]
        valid = tmp_path / "valid.json"
        valid.write_text(json.dumps({f"2016-06-{day:02d}": 3 for day in range(1, 31)}))
        asked = ["--decree", "kepgub-903-2016", "--month", "2016-06", "--valid", str(valid), "--json"]
        why = rukun("decrees", "why", "--role", "ketua-rt", *asked)
        assert why["total"] == 975_000
        assert why["lines"] == [
            {"what": "reports", "count": 90, "rate": 10_000, "amount": 900_000},
            {"what": "allowance", "count": 1, "rate": 75_000, "amount": 75_000},
        ]
        assert rukun("decrees", "why", "--role", "ketua-rw", *asked)["total"] == 1_200_000
        valid.write_text('{"2016-07-01": 3}')
        assert rukun("decrees", "why", "--role", "ketua-rt", *asked, code=1)["refused"]["field"] == "valid"
        valid.write_text('{"2016-06-01": "three"}')
        assert rukun("decrees", "why", "--role", "ketua-rt", *asked, code=1)["refused"]["field"] == "valid"
        assert rukun("decrees", "why", "--role", "ketua-rt", *["x" if a == asked[1] else a for a in asked], code=1)
    finally:
        settings.RUKUN_KOTA = before


READY = ("--came", "1=2016-05-04", "--came", "2=2016-05-20", "--came", "3=2016-06-14")


def test_a_decree_that_waits_for_training_says_whether_it_binds_and_from_when(rukun: Command, tmp_path: Path) -> None:
    valid, before = tmp_path / "valid.json", settings.RUKUN_KOTA
    settings.RUKUN_KOTA = "jakarta"

    def asked(month: str, *came: str, code: int = 0) -> Any:
        valid.write_text(json.dumps({f"{month}-{day:02d}": 1 for day in range(1, 31)}))
        named = ("--decree", "usulan-kesiapan", "--role", "ketua-rt", "--month", month, "--valid", str(valid))
        return rukun("decrees", "why", *named, *came, "--json", code=code)

    try:
        untrained = asked("2016-08")
        assert (untrained["total"], untrained["lines"][0]["what"]) == (975_000, "flat")
        assert untrained["readiness"]["missing"] == [1, 2, 3] and untrained["readiness"]["bound_from"] is None
        practising, bound = asked("2016-07", *READY), asked("2016-08", *READY)
        assert (practising["total"], practising["readiness"]["is_bound"]) == (975_000, False)
        assert practising["readiness"]["bound_from"] == "2016-08"
        assert (bound["total"], bound["readiness"]["is_bound"]) == (375_000, True)
        assert asked("2016-08", "--came", "4=2016-06-14", code=1)["refused"]["field"] == "came"
        assert asked("2016-08", "--came", "3", code=1)["refused"]["field"] == "came"
    finally:
        settings.RUKUN_KOTA = before


def test_a_folder_of_decrees_with_a_mistake_is_named(rukun: Command, tmp_path: Path) -> None:
    good = (settings.REPOSITORY / "kota" / "contoh" / "decrees" / "sk-1-2015.toml").read_text()
    (tmp_path / "sk-9.toml").write_text(good.replace("amount = 300_000", "amount = -1"))
    checked = rukun("decrees", "check", str(tmp_path), "--json", code=1)
    assert not checked["ok"] and len(checked["mistakes"]) == 1


@pytest.fixture
def june(kota: Path, ani: Actor, dodi: Actor, gita: Actor, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """June 2016 with thirty valid reports of RT 005, two days later."""
    at = noon_of(date(2016, 7, 2))
    monkeypatch.setattr(clock, "now", lambda: at)
    funds.load_decrees(kota / "decrees", at=at)
    judged_valid(reports_for_unit(ani, [date(2016, 6, day) for day in range(1, 11)], 3), dodi, at)
    return at


def test_a_month_is_previewed_closed_once_and_previewed_again_as_closed(june: datetime, rukun: Command) -> None:
    asked = ("--kelurahan", KELURAHAN, "--month", "2016-06", "--json")
    preview = rukun("month", "preview", *asked)
    unit = next(s for s in preview["statements"] if s["unit"] == "9999991001002005")
    assert (preview["state"], unit["total"], len(unit["counted"])) == ("draft", 375_000, 30)
    closed = rukun("month", "close", *asked)
    assert (closed["state"], closed["total"]) == ("closed", preview["total"]) and len(closed["digest"]) == 64
    assert rukun("month", "close", *asked, code=1)["refused"]["code"] == "closed"
    again = rukun("month", "preview", *asked)
    assert (again["state"], again["total"]) == ("closed", preview["total"])
    for wrong in (("--kelurahan", "99.99.99"), ("--kelurahan", "99.99.99.1009")):
        assert rukun("month", "preview", *wrong, "--month", "2016-06", "--json", code=1)["refused"]


def test_the_ranking_is_computed_exported_and_recomputed_to_the_last_digit(
    kota: Path,
    budi: Actor,
    citra: Actor,
    rukun: Command,
    noon: datetime,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings_kota = kota.name
    assert settings_kota == "contoh"
    for n in range(35):
        seen = ticket(budi, noon + timedelta(minutes=n))
        if n % 3:
            followup.finish(seen, words="Beres", proof=proof(), desk=citra.seats[0], at=noon + timedelta(hours=n))
    monkeypatch.setattr(clock, "now", lambda: noon_of(date(2016, 7, 2)))
    table = rukun("ranking", "compute", "--month", "2016-06", "--json")
    first = next(row for row in table["rows"] if row["rank"] == 1)
    assert first["name"] == "Rukun Jaya" and first["score_low"] <= first["score"] <= first["score_high"]
    rukun("open-data", "export", str(tmp_path / "out"), "--month", "2016-06")
    assert rukun("ranking", "recompute", str(tmp_path / "out"), "--month", "2016-06", "--json") == table


def test_a_log_that_was_changed_behind_its_back_is_named_with_exit_code_1(
    kota: Path, budi: Actor, rukun: Command, noon: datetime, tmp_path: Path
) -> None:
    ticket(budi, noon)
    seal(home=tmp_path, at=noon)
    whole = rukun("trail", "verify", "--json")
    assert whole["unbroken"] and whole["sealed"] == Event.objects.count() and whole["broken"] is None
    event = Event.objects.get(verb="report.filed")
    with connection.cursor() as cursor:
        for table in ("trail_event",):
            for statement in append_only.disarming(connection.vendor, table):
                cursor.execute(statement)
        cursor.execute("UPDATE trail_event SET facts = replace(facts, 'sampah', 'sampaH') WHERE id = %s", [event.pk])
        for table in ("trail_event",):
            for statement in append_only.arming(connection.vendor, table):
                cursor.execute(statement)
    found = rukun("trail", "verify", "--json", code=1)
    assert not found["unbroken"] and found["broken"]["event"] == event.pk and event.about in found["broken"]["words"]
    assert "BROKEN" in rukun("trail", "verify", code=1)


def test_an_entry_and_the_growth_of_the_log_are_proved(
    kota: Path, budi: Actor, rukun: Command, noon: datetime, tmp_path: Path
) -> None:
    from rukun.trail import merkle

    ticket(budi, noon)
    seal(home=tmp_path, at=noon)
    event = Event.objects.get(verb="report.filed")
    told = json.loads(rukun("trail", "prove", str(event.pk)))
    steps = [bytes.fromhex(step) for step in told["proof"]]
    hashed = merkle.leaf_hash(told["content"].encode())
    assert merkle.includes(bytes.fromhex(told["root"]), told["size"], told["index"], hashed, steps)
    grown = json.loads(rukun("trail", "prove", "--grown-from", "2"))
    assert merkle.only_grew(
        2, bytes.fromhex(grown["first_root"]), grown["size"], bytes.fromhex(grown["root"]),
        [bytes.fromhex(step) for step in grown["proof"]],
    )  # fmt: skip
    assert "Ditolak" in rukun("trail", "prove", "999999", code=1)


def test_setting_up_twice_changes_nothing(db: None, rukun: Command, noon: datetime) -> None:
    first = rukun("setup")
    loaded = Event.objects.filter(verb="areas.loaded").count()
    assert "Ready" in first and area("9999991001").name == "Rukun Jaya"
    rukun("setup")
    assert Event.objects.filter(verb="areas.loaded").count() == loaded == 1
    assert set(rukun("tick", "--json")) >= {"tickets opened", "seals"}


@pytest.mark.parametrize(
    ("file", "words"),
    [("retention.toml", "[asked]\nthink_over_days = true"), ("sampling.toml", "= 3"), ("scoring/broken.toml", "x = ")],
)
def test_setting_up_a_city_with_a_mistake_tells_every_mistake_and_does_nothing(
    db: None, rukun: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, words: str
) -> None:
    folder = Path(shutil.copytree(settings.REPOSITORY / "kota" / "contoh", tmp_path / "kota" / "contoh"))
    monkeypatch.setattr(settings, "RUKUN_KOTA_FOLDER", folder.parent)
    (folder / file).write_text(words)
    (folder / "holidays.toml").write_text("no toml at all")
    told = rukun("setup", code=1)
    assert "WRONG: holidays.toml: " in told and f"WRONG: {file.partition('/')[0]}" in told
    assert "Ready: " not in told and "Nothing was done." in told
    assert not Area.objects.exists()


def test_wrong_usage_says_how_and_help_says_more(rukun: Command) -> None:
    assert "Usage" in rukun("month", "close", code=2)
    assert "No such command" in rukun("nothing", code=2)
    for command in ("areas", "bench", "decrees", "demo", "month", "ranking", "reports", "serve", "trail", "work"):
        assert "Usage" in rukun(command, "--help")


def test_what_another_user_keeps_is_refused_by_its_path_and_whom_to_give_it_to(rukun: Command) -> None:
    # Nobody may make a file there, not even root.
    told = rukun("backup", "recipient", "/sys/kernel/rukun-secret", code=1)
    assert told.startswith("Ditolak (permission)") and "/sys/kernel/rukun-secret" in told
    assert getpass.getuser() in told and "Traceback" not in told


@pytest.mark.parametrize(
    "asked",
    [
        ("backup", "FILE", "--without-keys"), ("backup", "verify", "FILE"), ("restore", "FILE"),
        ("installation", "import", "FILE"), ("open-data", "export", "FILE"), ("mirror", "make", "/proc/cermin"),
        ("reports", "import", "FILE", "--mapping", "fixmystreet-csv", "--refusals", "FILE/refused.csv"),
        ("events", "load", "FILE"), ("partitions", "keep"),
    ],
    ids=lambda asked: " ".join(asked[:2]),
)  # fmt: skip
def test_a_path_or_a_file_that_cannot_be_used_is_refused_in_a_line(
    kota: Path, rukun: Command, tmp_path: Path, asked: tuple[str, ...]
) -> None:
    file = tmp_path / "some.bin"
    file.write_bytes(b"\xff\xfe\x00\x81no such thing")
    told = rukun(*(word.replace("FILE", str(file)) for word in asked), code=1)
    assert told.startswith("Ditolak (") and "Traceback" not in told


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL shows its one part")
def test_parts_are_shown_of_postgresql_alone(kota: Path, rukun: Command) -> None:
    assert "Ditolak (engine)" in rukun("partitions", "show", code=1)


def test_a_number_that_no_log_reaches_is_wrong_usage(kota: Path, rukun: Command) -> None:
    assert "Usage" in rukun("trail", "prove", "9" * 20, code=2)
    assert "Usage" in rukun("trail", "grew", "1", "9" * 20, code=2)


def test_a_demonstration_that_is_not_asked_as_one_is_told_so(
    kota: Path, rukun: Command, settings: Any, tmp_path: Path
) -> None:
    settings.RUKUN_HOME = tmp_path
    assert "RUKUN_DEMO" not in rukun("maintenance", "status")
    (tmp_path / "demo-clock.json").write_text('{"shift_seconds": 0}')
    assert "set RUKUN_DEMO=true" in rukun("maintenance", "status")
