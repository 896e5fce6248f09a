"""Samples in the formats that other systems export, written for this test, read by the mappings that are shipped."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import shapely

from rukun.followup import importing
from rukun.followup.models import Ticket
from rukun.reports.history.fieldmap import read_fieldmap
from rukun.reports.history.library import fieldmap_named
from rukun.reports.history.rows import RefusedRow
from rukun.reports.history.tables import rows_of
from rukun.reports.models import Report, Told
from rukun.values.refused import Refused
from tests.made import KOTA

FIXMYSTREET = """Report ID,Title,Detail,User Name,Category,Created,Confirmed,Acknowledged,Fixed,Closed,Status,Latitude,\
Longitude,Query,Ward,Easting,Northing,Report URL,Device Type,Site Used,Reported As
41,Deep hole,"Next to the post, ankle deep",Zebulon Quick,Potholes,2014-03-05T08:29:00,2014-03-05T08:30:00,\
2014-03-06T09:00:00,2014-03-07T10:00:00,,fixed - council,-6.501,106.5075,SW1A,Ward,1,2,https://e.org/report/41,website,\
fixmystreet,
42,Bags,Three of them,(anonymous),Flytipping,2014-06-05T08:29:00,2014-06-05T08:30:00,,,2014-06-07T10:00:00,\
not responsible,-6.501,106.5075,SW1A,Ward,1,2,https://e.org/report/42,iOS,fixmystreet,
43,Bags again,Here,(anonymous),Flytipping,2014-06-05T08:29:00,2014-06-06T08:30:00,,,,investigating,-6.501,106.5075,\
SW1A,Ward,1,2,https://e.org/report/43,iOS,fixmystreet,
44,Lamp,Dark,(anonymous),Dog fouling,2014-06-05T08:29:00,2014-06-06T08:30:00,,,,confirmed,-6.501,106.5075,SW1A,\
Ward,1,2,https://e.org/report/44,iOS,fixmystreet,
"""
POINT = shapely.to_wkb(shapely.set_srid(shapely.Point(106.5075, -6.501), 4326), hex=True, include_srid=True)
SIGNALEN = f"""id,created_at,updated_at,geometry,status,main_slug,sub_slug
7,2021-03-01 12:34:56.123456+00,2021-03-02 12:00:00+00,{POINT},o,afval,grofvuil
8,2021-03-01 13:00:00+00,2021-03-02 12:00:00+00,{POINT},a,wegen,gladheid
9,2021-03-01 14:00:00+00,2021-03-02 12:00:00+00,{POINT},b,wegen,gladheid
"""
LATER = datetime(2026, 6, 1, tzinfo=UTC)


def brought(file: Path, mapping: str) -> tuple[importing.Tally, list[RefusedRow]]:
    heard: list[RefusedRow] = []
    fieldmap = fieldmap_named(mapping)
    *_, tally = importing.bring_in(rows_of(file, fieldmap), fieldmap, hears=heard.append, at=LATER)
    return tally, heard


def test_the_csv_of_fixmystreets_dashboard(kota: Path, tmp_path: Path) -> None:
    (tmp_path / "fms.csv").write_text(FIXMYSTREET)
    tally, heard = brought(tmp_path / "fms.csv", "fixmystreet-csv")
    assert (tally.filed, tally.opened) == (3, 1)
    assert [(row.number, row.identity, row.column, row.code) for row in heard] == [(5, "44", "Category", "category")]
    hole, refused, _ = Ticket.objects.select_related("report", "category").order_by("received_at")
    assert (hole.report.words, hole.category.code) == ("Deep hole\nNext to the post, ankle deep", "jalan-rusak")
    assert hole.received_at == datetime(2014, 3, 5, 8, 30, tzinfo=UTC) and hole.state == "done"
    assert hole.done_at == datetime(2014, 3, 7, 10, tzinfo=UTC)
    # In June its clock is an hour ahead of UTC.
    assert refused.received_at == datetime(2014, 6, 5, 7, 30, tzinfo=UTC) and refused.state == "declined"
    assert not Report.objects.filter(words__contains="Quick").exists()


def test_the_csv_of_signalen_whose_points_are_wkb(kota: Path, tmp_path: Path) -> None:
    (tmp_path / "signals.csv").write_text(SIGNALEN)
    tally, heard = brought(tmp_path / "signals.csv", "signalen-csv")
    assert (tally.filed, tally.opened, heard) == (3, 1, [])
    states = Ticket.objects.order_by("received_at").values_list("state", "category__code", "report__words")
    assert list(states) == [
        ("done", "sampah", "grofvuil"), ("declined", "jalan-rusak", "gladheid"), ("waiting", "jalan-rusak", "gladheid"),
    ]  # fmt: skip
    first = Report.objects.order_by("received_at")[0]
    assert (first.lat, first.lon, first.channel) == (-6.501, 106.5075, "signalen")


def test_the_geojson_of_signalens_public_map_which_names_no_id_makes_nobodys_work(kota: Path, tmp_path: Path) -> None:
    def feature(created_at: str, slug: str) -> dict[str, object]:
        category = {"name": slug.title(), "slug": slug, "parent": {"name": "Afval", "slug": "afval"}}
        point = {"type": "Point", "coordinates": [106.5075, -6.501]}
        return {"type": "Feature", "geometry": point, "properties": {"category": category, "created_at": created_at}}

    day = "2023-06-02T00:00:00+00:00"
    features = [feature("2023-06-01T00:00:00.000000+00:00", "grofvuil")]
    features += [feature(day, "wateroverlast"), feature(day, "geluid")]
    file = tmp_path / "signals.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    tally, heard = brought(file, "signalen-geojson")
    assert (tally.filed, [row.code for row in heard]) == (2, ["category"])
    assert not Ticket.objects.exists() and not Told.objects.exists()
    assert brought(file, "signalen-geojson")[0].known == 2


def test_a_spreadsheet_is_read_with_its_dates_and_numbers_as_they_are(kota: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Aduan")
    sheet.append(["Buku aduan"])
    sheet.append(["Nomor", "Kapan", "Isi", "Kel"])
    sheet.append([17.0, datetime(2014, 3, 5, 8, 30), "Sampah di pos", "Rukun Jaya"])
    sheet.append([18, "kemarin", "Sampah lagi", "Rukun Entah"])
    book.save(tmp_path / "aduan.xlsx")
    text = """
    [source]
    code = "buku"
    name = "Buku aduan"
    [file]
    sheet = "Aduan"
    header_row = 2
    [identity]
    columns = ["Nomor"]
    [words]
    columns = ["Isi"]
    [time]
    received = "Kapan"
    zone = "Asia/Jakarta"
    [place]
    kelurahan = "Kel"
    [category]
    constant = "sampah"
    """
    heard: list[RefusedRow] = []
    fieldmap = read_fieldmap(text)
    rows = rows_of(tmp_path / "aduan.xlsx", fieldmap)
    *_, tally = importing.bring_in(rows, fieldmap, hears=heard.append, at=LATER)
    assert [(row.number, row.identity, row.column, row.code) for row in heard] == [(4, "18", "Kapan", "time")]
    report = Report.objects.select_related("kelurahan", "origin").get()
    assert (report.kelurahan.name, report.placed, report.lat, report.origin.name) == (
        "Rukun Jaya",
        "by-hand",
        None,
        "17",
    )
    assert report.received_at == datetime(2014, 3, 5, 1, 30, tzinfo=UTC) and tally.filed == 1


@pytest.mark.parametrize("harm", [
    lambda sheet: sheet[: len(sheet) // 2],
    lambda sheet: b'<!DOCTYPE worksheet [<!ENTITY a "x">]>' + sheet,
])  # fmt: skip
def test_a_sheet_that_breaks_off_or_names_entities_is_refused_in_plain_words(
    tmp_path: Path, harm: Callable[[bytes], bytes]
) -> None:
    fieldmap = read_fieldmap((KOTA / "contoh" / "mappings" / "contoh.toml").read_text())
    book = openpyxl.Workbook()
    for _ in range(50):
        book.active.append(list(fieldmap.columns))  # type: ignore[union-attr]
    book.save(tmp_path / "whole.xlsx")
    with ZipFile(tmp_path / "whole.xlsx") as whole, ZipFile(tmp_path / "old.xlsx", "w") as broken:
        for name in whole.namelist():
            content = whole.read(name)
            broken.writestr(name, harm(content) if name == "xl/worksheets/sheet1.xml" else content)
    assert len(list(rows_of(tmp_path / "whole.xlsx", fieldmap))) == 49
    with pytest.raises(Refused, match=r"old\.xlsx tidak dapat dibaca sebagai XLSX"):
        list(rows_of(tmp_path / "old.xlsx", fieldmap))


@pytest.mark.parametrize(("name", "content", "told"), [
    ("old.csv", b"id;Judul\n1;2\n", "tidak punya kolom No, Isi"),
    ("old.csv", b"No;Judul\n\xff;1\n", "tidak dapat dibaca"),
    ("old.xlsx", b"no zip", "sebagai XLSX"),
    ("old.geojson", b'{"features": [1]}', "sebagai GeoJSON"),
    ("old.csv.gz", b"no gzip", "tidak dapat dibaca"),
    ("none.csv", None, "tidak ada"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_as_a_whole(
    tmp_path: Path, name: str, content: bytes | None, told: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    fieldmap = read_fieldmap((KOTA / "contoh" / "mappings" / "contoh.toml").read_text())
    with pytest.raises(Refused, match=told):
        list(rows_of(tmp_path / name, fieldmap))
