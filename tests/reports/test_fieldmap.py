"""A mapping file says what a table means; what it does not say, or says wrongly, is refused by its name."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import shapely

from rukun.reports.history.fates import Fate, Outcome
from rukun.reports.history.fieldmap import read_fieldmap
from rukun.reports.history.library import shipped
from rukun.reports.history.rows import Earlier, RefusedRow, earlier, named
from rukun.values.place import Place
from rukun.values.refused import Refused
from tests.made import KOTA

NOW = datetime(2016, 6, 1, 5, tzinfo=UTC)
KINDS = {"sampah", "jalan-rusak", "banjir"}
EXAMPLE = (KOTA / "contoh" / "mappings" / "contoh.toml").read_text()
ROW = {
    "No": "17", "Judul": "Lubang besar", "Isi": "Di depan pos", "Tanggal": "05/03/2014 08:30", "Lintang": "-6,501",
    "Bujur": "106,5075", "Jenis": "jalan  BERLUBANG", "Status": "Beres", "Selesai": "07/03/2014 10:00",
    "Diubah": "09/03/2014 10:00", "Catatan": "Sudah ditambal", "Rahasia": "", "Kelurahan": "", "Kecamatan": "",
}  # fmt: skip


def read(text: str = EXAMPLE, **change: str) -> Earlier | list[RefusedRow]:
    fieldmap = read_fieldmap(text)
    return earlier(fieldmap, named(fieldmap, 2, ROW | change), KINDS, NOW)


def taken(text: str = EXAMPLE, **change: str) -> Earlier:
    row = read(text, **change)
    assert isinstance(row, Earlier), row
    return row


def refused(text: str = EXAMPLE, **change: str) -> list[tuple[str, str]]:
    row = read(text, **change)
    assert isinstance(row, list), row
    return [(one.column, one.code) for one in row]


def test_a_row_becomes_a_report_with_its_own_time_place_kind_and_outcome() -> None:
    row = taken()
    assert (row.words, row.category, row.place) == (
        "Lubang besar\nDi depan pos",
        "jalan-rusak",
        Place(-6.501, 106.5075),
    )
    assert row.at == datetime(2014, 3, 5, 1, 30, tzinfo=UTC)
    assert row.outcome == Outcome(Fate.CLOSED, datetime(2014, 3, 7, 3, tzinfo=UTC), "Sudah ditambal")
    assert not row.is_private and taken(Rahasia="YA").is_private


def test_everything_that_is_wrong_with_a_row_is_told_at_once_with_its_column() -> None:
    change = {"Tanggal": "31/02/2014 08:30", "Lintang": "x", "Status": "Entah", "Judul": "", "Isi": ""}
    assert refused(**change) == [("Tanggal", "time"), ("Judul", "empty"), ("Lintang", "place"), ("Status", "status")]


@pytest.mark.parametrize(("change", "wrong"), [
    ({"Selesai": "04/03/2014 10:00"}, ("Status", "closed_at")),
    ({"Selesai": "04/03/2017 10:00"}, ("Status", "closed_at")),
    ({"Tanggal": "05/03/2017 08:30", "Status": "Baru"}, ("Tanggal", "time")),
    ({"Lintang": "", "Bujur": ""}, ("Lintang", "place")),
    ({"Lintang": "96"}, ("Lintang", "place")),
    ({"Isi": "x" * 4_001}, ("Judul", "words")),
])  # fmt: skip
def test_what_cannot_be_is_refused_although_it_can_be_read(change: dict[str, str], wrong: tuple[str, str]) -> None:
    assert refused(**change) == [wrong]


def test_an_end_without_a_moment_is_told_and_not_timed_and_what_is_not_ended_has_none() -> None:
    assert taken(Selesai="", Diubah="").outcome == Outcome(Fate.CLOSED, None, "Sudah ditambal")
    assert taken(Status="Baru").outcome == Outcome(Fate.OPEN)
    assert taken(Status="").outcome == Outcome(Fate.UNKNOWN)


def test_a_row_without_a_point_may_name_a_kelurahan() -> None:
    row = taken(Lintang="", Bujur="", Kelurahan="Rukun Jaya")
    assert (row.place, row.kelurahan) == (None, "Rukun Jaya")


@pytest.mark.parametrize(("place", "cell"), [
    ('pair = "T"', "-6.501, 106.5075"), ('pair = "T"', "(-6.501;106.5075)"),
    ('shape = "T"', "POINT (106.5075 -6.501)"), ('shape = "T"', "SRID=4326;POINT(106.5075 -6.501)"),
    ('shape = "T"', shapely.to_wkb(shapely.Point(106.5075, -6.501), hex=True)),
])  # fmt: skip
def test_a_point_is_read_in_the_ways_in_which_tables_write_it(place: str, cell: str) -> None:
    text = EXAMPLE.replace('lat = "Lintang"\nlon = "Bujur"\n', f"{place}\n").replace('decimal = ","', 'decimal = "."')
    point = taken(text, T=cell).place
    assert point is not None and (round(point.lat, 6), round(point.lon, 6)) == (-6.501, 106.5075)
    assert refused(text, T="di depan pos") == [("T", "place")]


def test_a_moment_without_a_zone_is_refused_where_the_mapping_names_none() -> None:
    nameless = EXAMPLE.replace('zone = "Asia/Jakarta"', 'zone = ""')
    assert ("Tanggal", "time") in refused(nameless)
    by_offset = EXAMPLE.replace('zone = "Asia/Jakarta"', 'zone = "+09:00"')
    assert taken(by_offset).at == datetime(2014, 3, 4, 23, 30, tzinfo=UTC)
    iso = {"Tanggal": "2014-03-05T08:30:00+07:00", "Selesai": "2014-03-07T03:00:00Z", "Diubah": ""}
    assert taken(nameless, **iso).at == taken().at


def test_a_row_is_known_by_what_names_it_at_its_source_and_by_nothing_else() -> None:
    one, other_source = read_fieldmap(EXAMPLE), read_fieldmap(EXAMPLE.replace('"aduan-lama"', '"aduan-baru"'))
    key = named(one, 2, ROW).key
    assert named(one, 900, ROW | {"Status": "Baru", "Isi": "Lain"}).key == key
    assert key not in (named(one, 2, ROW | {"No": "18"}).key, named(other_source, 2, ROW).key)
    with pytest.raises(Refused) as refusal:
        named(one, 2, ROW | {"No": " "})
    assert (refusal.value.code, refusal.value.field) == ("id", "No")


@pytest.mark.parametrize(("before", "after", "field"), [
    ("[identity]", "[identitas]", "identitas"),
    ('received = "Tanggal"', 'recieved = "Tanggal"', "time.recieved"),
    ('code = "aduan-lama"', 'code = "Aduan Lama"', "source.code"),
    ('address = "https://aduan.contoh.id"', 'address = "javascript:alert(1)"', "source.address"),
    ('zone = "Asia/Jakarta"', 'zone = "Asia/Jakarto"', "time.zone"),
    ('"Beres" = "closed"', '"Beres" = "beres"', "outcome.values"),
    ('column = "Jenis"', 'column = "Jenis"\nconstant = "banjir"', "category"),
    ('lat = "Lintang"', 'pair = "T"\nlat = "Lintang"', "place"),
    ('delimiter = "semicolon"', 'delimiter = ";"', "file.delimiter"),
    ("header_row = 1", 'header_row = "1"', "file.header_row"),
    ("header_row = 1", "header_row = true", "file.header_row"),
    ("[source]", "[source", "berkas"),
])  # fmt: skip
def test_a_mapping_that_lacks_something_or_makes_no_sense_is_refused_by_its_key(
    before: str, after: str, field: str
) -> None:
    assert before in EXAMPLE
    with pytest.raises(Refused) as refusal:
        read_fieldmap(EXAMPLE.replace(before, after, 1))
    assert (refusal.value.code, refusal.value.field) == ("mapping", field)


@pytest.mark.parametrize("path", [path for path, _ in shipped()], ids=lambda path: path.stem)
def test_every_shipped_mapping_can_be_read_says_what_it_is_for_and_where_its_columns_stand(path: Path) -> None:
    text = path.read_text()
    assert read_fieldmap(text).source.name and text.startswith("# ")
    assert path.stem == "open311" or "mysociety/fixmystreet" in text or "Amsterdam/signals" in text
