"""Nihil: the head attests a quiet month on the page, a seal draws who is looked at, and what was seen stands."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from rukun import clock
from rukun.areas.queries import area, units_of
from rukun.funds import actions
from rukun.funds.models import Attestation, SpotCheck
from rukun.funds.queries.quiet import quiet_months
from rukun.people.rules import Actor
from rukun.trail.actions import seal
from rukun.values.code import AreaCode
from rukun.values.time import Month
from tests.conftest import _person
from tests.doors.test_pages import text_of
from tests.made import report

KELURAHAN = AreaCode("9999991001")
RT = KELURAHAN.digits + "002005"
JUNE = Month(2018, 6)
LAST_OF_JUNE = datetime(2018, 6, 28, 5, tzinfo=UTC)
AFTER = datetime(2018, 7, 11, 5, tzinfo=UTC)
SignedIn = Callable[[Actor], Client]
ATTEST = "/bulan-ini/nihil/?bulan=2018-06"
MONTH = "/bulan-ini/?bulan=2018-06"
LIST = f"/nihil/?kelurahan={KELURAHAN.digits}&bulan=2018-06"


@pytest.fixture
def law(kota: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    actions.load_decrees(kota / "decrees", at=LAST_OF_JUNE)
    monkeypatch.setattr(clock, "now", lambda: LAST_OF_JUNE)
    return kota


def heads(many: int) -> list[Actor]:
    """Heads of so many units, each with a quiet June."""
    found = []
    for number, unit in enumerate(list(units_of(KELURAHAN))[:many]):
        head = _person(f"Ketua {number}", "ketua-rw" if unit.kind == "rw" else "ketua-rt", unit.code)
        actions.attest_quiet(unit, JUNE, by=head, at=LAST_OF_JUNE)  # type: ignore[arg-type]
        found.append(head)
    return found  # type: ignore[return-value]


def test_the_head_attests_a_quiet_month_with_one_tap_and_sees_it_stand(
    law: Path, signed_in: SignedIn, ani: Actor
) -> None:
    client = signed_in(ani)
    assert "Nyatakan nihil" in text_of(client.get(MONTH))
    assert client.get(ATTEST).status_code == 404
    assert client.post(ATTEST).status_code == 302
    page = text_of(client.get(MONTH))
    assert "Dinyatakan nihil 28 Juni 2018." in page and "Nyatakan nihil" not in page
    assert client.post(ATTEST).status_code == 409 and Attestation.objects.count() == 1


def test_a_board_member_a_month_with_reports_and_one_out_of_time_have_no_button(
    law: Path, signed_in: SignedIn, ani: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = _person("Iwan", "pengurus-rt", RT)
    assert "Nyatakan nihil" not in text_of(signed_in(board).get(MONTH))  # type: ignore[arg-type]
    assert signed_in(board).post(ATTEST).status_code == 404  # type: ignore[arg-type]
    monkeypatch.setattr(clock, "now", lambda: datetime(2018, 6, 20, 5, tzinfo=UTC))
    client = signed_in(ani)
    assert "Nyatakan nihil" not in text_of(client.get(MONTH))
    refused = client.post(ATTEST)
    assert refused.status_code == 400 and "tanggal 24" in text_of(refused)
    monkeypatch.setattr(clock, "now", lambda: LAST_OF_JUNE)
    report(ani, LAST_OF_JUNE, for_unit=ani.seats[0].area)
    assert "Nyatakan nihil" not in text_of(client.get(MONTH))


def test_nobody_knows_who_is_looked_at_before_the_seal_and_everybody_can_repeat_the_draw(
    law: Path, budi: Actor
) -> None:
    heads(12)
    seal(home=settings.RUKUN_HOME, at=LAST_OF_JUNE)
    before = quiet_months(KELURAHAN, JUNE)
    assert (before.seal, before.drawn, before.waiting) == (None, frozenset(), [])
    report(budi, AFTER)
    seal(home=settings.RUKUN_HOME, at=AFTER)
    found = quiet_months(KELURAHAN, JUNE)
    assert found.seal is not None and len(found.drawn) == 2, "a tenth of twelve, rounded up"
    root, codes = bytes.fromhex(found.root), [one.unit.code for one in found.attestations]
    again = sorted(codes, key=lambda code: hashlib.sha256(root + code.encode()).hexdigest())[:2]
    assert set(again) == found.drawn
    report(budi, datetime(2018, 8, 1, tzinfo=UTC))
    seal(home=settings.RUKUN_HOME, at=datetime(2018, 8, 1, tzinfo=UTC))
    assert quiet_months(KELURAHAN, JUNE) == found, "a later seal draws nobody else"


def test_whoever_goes_and_looks_says_what_was_seen_once_and_the_unit_reads_it(
    law: Path, signed_in: SignedIn, citra: Actor, fajar: Actor, ani: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.attest_quiet(area(RT), JUNE, by=ani, at=LAST_OF_JUNE)
    seal(home=settings.RUKUN_HOME, at=AFTER)
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    lurah, number = signed_in(citra), Attestation.objects.get().pk
    assert "RT 005/RW 002" in text_of(lurah.get(LIST)) and "Memang tidak ada masalah" in text_of(lurah.get(LIST))
    address = f"/nihil/{number}/?kelurahan={KELURAHAN.digits}&bulan=2018-06"
    assert lurah.post(address, {"do": "stood", "words": " "}).status_code == 400
    refused = lurah.post(address, {"words": "Bersih sekali."})
    assert refused.status_code == 400 and "Bersih sekali." in text_of(refused), "what was typed is still there"
    assert not SpotCheck.objects.exists(), "without saying what, nothing is said"
    assert signed_in(fajar).post(address, {"do": "stood", "words": "Bersih."}).status_code == 404
    assert signed_in(ani).post(address, {"do": "stood", "words": "Bersih."}).status_code == 404
    assert lurah.post(address, {"do": "fell", "words": "Sampah di tiga tempat."}).headers["Location"] == LIST
    assert lurah.post(address, {"do": "stood", "words": "Bersih."}).status_code == 409
    assert SpotCheck.objects.get().stood is False
    assert "tidak benar: Sampah di tiga tempat." in text_of(lurah.get(LIST))
    assert "Sudah dilihat di tempat: tidak benar. Sampah di tiga tempat." in text_of(signed_in(ani).get(MONTH))


def test_a_month_without_quiet_units_says_so(law: Path, signed_in: SignedIn, citra: Actor) -> None:
    assert "Tidak ada RT atau RW yang menyatakan" in text_of(signed_in(citra).get(LIST))
