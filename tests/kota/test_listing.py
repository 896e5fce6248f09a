"""A list of areas is taken as offices hand it over, or every fault in it is told by line and column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rukun.areas.listing import Listing, read_listing
from rukun.values.code import Kind

PLAIN = """code,kind,name,parent,lat,lon,km2,rw,rt,population
35,provinsi,Jawa Timur,,,,,,,
35.78,kota,Surabaya,35,,,,,,
35.78.07,kecamatan,Genteng,35.78,,,,,,
35.78.07.1002,kelurahan,Peneleh,35.78.07,-7.2525,112.7408,0.45,16,,12345
,rw,RW 03,35.78.07.1002,,,,,,
"""
SEMICOLONS = """sep=;
Kode;Jenis;Nama;Induk;Lintang;Bujur;Luas km2;RW;RT;Penduduk
="35";provinsi;Jawa Timur;;;;;;;
="35.78";kota;"Surabaya";="35";;;;;;
="35.78.07";kecamatan;Genteng;="35.78";;;;;;
="35.78.07.1002";kelurahan;Peneleh;="35.78.07";-7,2525;112,7408;0,45;16;;12.345
;rw;3;="35.78.07.1002";;;;;;
;;;;;;;;;
"""


def faults(text: str) -> list[tuple[int, str]]:
    return [(one.line, one.column) for one in read_listing(text.encode()).faults]


def seen(listing: Listing) -> list[tuple[object, ...]]:
    return [(one.code.official, one.name, one.lat, one.lon, one.km2, one.rw, one.population) for one in listing.areas]


def test_a_list_is_read_with_its_figures_and_an_rw_gets_its_code_from_its_parent_and_number() -> None:
    listing = read_listing(PLAIN.encode())
    assert not listing.faults and listing.seat.official == "35.78"
    (peneleh,) = listing.of(Kind.KELURAHAN)
    assert (peneleh.name, peneleh.lat, peneleh.km2, peneleh.rw, peneleh.rt, peneleh.population) == (
        "Peneleh", -7.2525, 0.45, 16, None, 12345,
    )  # fmt: skip
    (unit,) = listing.of(Kind.RW)
    assert (unit.code.digits, unit.name, unit.line) == ("3578071002003", "RW 03", 6)


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        PLAIN.replace(",", "\t").replace("\n", "\r\n").encode(),
        ("sep=,\n" + PLAIN + ",,,,,,,,,\n").encode(),
        PLAIN.replace("Peneleh", '"Peneleh"').replace("kecamatan", "Kecamatan ").encode(),
    ],
    ids=["mark", "utf-16", "tabs", "sep and empty line", "quotes"],
)
def test_what_a_spreadsheet_makes_of_a_list_is_the_same_list(content: bytes) -> None:
    assert seen(read_listing(content)) == seen(read_listing(PLAIN.encode()))


def test_indonesian_excel_with_semicolons_decimal_commas_and_wrapped_codes_is_the_same_list() -> None:
    listing = read_listing(SEMICOLONS.encode("utf-8-sig"))
    assert not listing.faults
    assert seen(listing)[:4] == seen(read_listing(PLAIN.encode()))[:4]
    assert listing.of(Kind.RW)[0].name == "RW 003", "a number alone is no name"


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("35.78.07,kec", "35.78.7,kec", [(4, "code")]),
        ("35.78.07.1002,kel", "3.57807E+09,kel", [(5, "code")]),
        ("07,kecamatan", "07,kelurahan", [(4, "kind")]),
        ("07,kecamatan", "07,distrik", [(4, "kind")]),
        (",Genteng,35.78", ",,35.78", [(4, "name")]),
        (",Genteng,", ",=HYPERLINK(1),", [(4, "name")]),
        ("Peneleh,35.78.07,", "Peneleh,35.78.08,", [(5, "parent")]),
        ("-7.2525,112.7408", "112.7408,-7.2525", [(5, "lat"), (5, "lon")]),
        ("-7.2525,112.7408", "-7.2525,", [(5, "lon")]),
        ("0.45,16", ",16", [(5, "km2")]),
        ("0.45,16", "0.45,enam", [(5, "rw")]),
        (",rw,RW 03,35.78.07.1002", ",rw,Makam,35.78.07.1002", [(6, "code")]),
        (",rw,RW 03,35.78.07.1002", ",rt,RT 03,35.78.07.1002", [(6, "parent")]),
        ("35,provinsi,Jawa Timur,,,,,,,\n", "", [(2, "parent")]),
        ("35.78.07.1002,kel", "35.78.07.1002,kelurahan,Lama,,,,,,,\n35.78.07.1002,kel", [(6, "code")]),
        ("population", "warga", [(1, "warga")]),
        ("code,", "nomor,", [(1, "nomor"), (1, "code")]),
        ("12345\n", "12345,7\n", [(5, "")]),
        ("Peneleh", '"Peneleh', [(5, "")]),
    ],
)  # fmt: skip
def test_a_fault_is_told_by_its_line_and_column(old: str, new: str, where: list[tuple[int, str]]) -> None:
    assert not faults(PLAIN)
    assert old in PLAIN
    assert faults(PLAIN.replace(old, new, 1)) == where


def test_all_faults_are_told_at_once_and_each_in_words() -> None:
    listing = read_listing(PLAIN.replace("-7.2525", "tujuh").replace("12345", "banyak").encode())
    assert [(one.line, one.column) for one in listing.faults] == [(5, "lat"), (5, "population")]
    assert all(one.words.endswith(".") for one in listing.faults)


def test_two_of_one_name_in_one_area_are_a_fault_and_in_two_areas_are_not() -> None:
    again = PLAIN + "35.78.07.1003,kelurahan,peneleh,,,,,,,\n"
    assert faults(again) == [(7, "name")]
    assert not faults(again.replace("1003,kelurahan,peneleh", "1003,kelurahan,Ketabang"))


def test_a_file_that_is_no_utf_8_is_told_with_the_line_and_what_to_choose_in_excel() -> None:
    (fault,) = read_listing(PLAIN.replace("Peneleh", "Pén").encode("cp1252")).faults
    assert fault.line == 5 and "UTF-8" in fault.words
    assert read_listing(b"").faults and read_listing(b"\n\n").faults


@given(
    st.one_of(
        st.binary(max_size=300), st.text(max_size=300).map(lambda text: (PLAIN + text).encode("utf-8", "replace"))
    )
)
def test_whatever_is_handed_over_is_read_or_told_and_never_breaks(content: bytes) -> None:
    listing = read_listing(content)
    assert listing.faults or listing.of(Kind.KELURAHAN)
