"""A page after the last of a list, which somebody else has worked shorter: said so, with the way to where it begins."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from rukun.people.rules import Actor
from tests.made import ticket

SignedIn = Callable[[Actor], Client]
SAID = "Daftar ini berakhir sebelum halaman ini."


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("budi", "/laporan/?jenis=sampah"),
        ("budi", "/laporan-saya/?tampil=merah"),
        ("budi", "/kabar/?"),
        ("ani", "/bulan-ini/?"),
        ("ani", "/kas/?"),
        ("citra", "/undangan/?rw=002"),
        ("citra", "/penataan/?"),
        ("citra", "/sosialisasi/jadwal/?"),
        ("dodi", "/tapem/daftar/?"),
        ("budi", "/akun/data-dibuka/?"),
        ("budi", "/penghargaan/?"),
        ("budi", "/uang/9999991001002005/?bulan=2016-06"),
    ],
)
def test_a_page_after_the_last_says_so_and_leads_to_the_first(
    request: pytest.FixtureRequest, signed_in: SignedIn, kota: object, noon: datetime, who: str, address: str
) -> None:
    ticket(request.getfixturevalue("budi"), noon)
    client = signed_in(request.getfixturevalue(who))
    page = client.get(f"{address}&halaman=9").content.decode()
    assert SAID in page and "Bagus" not in page and "Tidak ada laporan yang cocok" not in page
    first = re.search(r'<a href="(\?[^"]*)">Ke halaman pertama', page)
    assert first is not None and "halaman=9" not in first[1]
    asked = address.partition("?")[2]
    assert asked in first[1].replace("&amp;", "&")
    again = client.get(address.partition("?")[0] + first[1].replace("&amp;", "&"))
    assert again.status_code == 200 and SAID not in again.content.decode()
