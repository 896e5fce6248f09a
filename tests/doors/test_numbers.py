"""A number that is none, or longer than any, gets a refusal at every door and never an accident."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from rukun.people.rules import Actor
from rukun.values.number import number_in, typed_number_in
from tests.doors.open311 import BASE

SignedIn = Callable[[Actor], Client]
LONG, RAISED = "9" * 5_000, "²"
NONE = (LONG, RAISED, "9" * 30, "00000000199999999999999999999999")


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("007", 7), ("9" * 18, 10**18 - 1), ("9" * 19, None), (LONG, None), (RAISED, None), ("٣", None),
     ("-1", None), ("", None), (" 1", None)],
)  # fmt: skip
def test_a_number_is_so_many_digits_and_nothing_else(text: str, number: int | None) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("60", 60), ("1.000", 1000), ("1,000", 1000), ("12.000.000", 12_000_000), ("1.5", None), ("1.000,5", None),
     ("1.0000", None), (".500", None), ("", None), ("١٢٣", None)],
)  # fmt: skip
def test_thousands_are_read_as_people_part_them_and_half_a_number_is_none(text: str, number: int | None) -> None:
    assert typed_number_in(text) == number


@pytest.mark.parametrize("text", NONE)
def test_strangers_are_told_that_a_page_is_no_number(kota: Path, client: Client, text: str) -> None:
    for name in ("page", "page_size"):
        assert client.get(f"{BASE}/requests.json", {name: text}).status_code == 400


@pytest.mark.parametrize("text", NONE)
def test_whoever_is_signed_in_is_refused_a_number_that_is_none(
    kota: Path, signed_in: SignedIn, ani: Actor, gita: Actor, text: str
) -> None:
    for actor, address, form in (
        (gita, "/dana/9999991001/koreksi/", {"koreksi": text}),
        (ani, "/kas/serah-terima/", {"jumlah": "1000", "nomor": text}),
        (ani, "/akun/kunci/hapus/", {"factor": text}),
    ):
        assert signed_in(actor).post(address, form).status_code in (302, 400, 404, 409), (address, text[:40])
    assert signed_in(ani).get("/kabar/", {"halaman": text}).status_code == 400
