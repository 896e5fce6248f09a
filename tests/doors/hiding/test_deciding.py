"""Who holds a report decides what is hidden of it, and every decision stays."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from rukun.followup import actions as followup
from rukun.followup.access import ticket_to_work
from rukun.people.queries import office
from rukun.people.rules import Actor
from rukun.reports import actions
from rukun.reports.hiding import Part
from rukun.reports.models import Concern, CurrentHiding, Hiding, Report
from rukun.trail.models import Event
from rukun.transparency.access import deciding_seat
from rukun.values.refused import Refused
from tests.conftest import _person
from tests.doors.hiding.seen import SignedIn, flag, fresh, hide, photo_status, text
from tests.made import report


def test_a_handlers_word_is_final_against_everybody_elses(
    shown: Report, signed_in: SignedIn, citra: Actor, ani: Actor
) -> None:
    assert flag(shown, Client(), bagian="photos") == 302
    lurah = signed_in(citra)
    assert shown.code in text(lurah.get("/isi/")) and "1 laporan yang isinya" in text(lurah.get("/meja/"))
    without = lurah.post(f"/isi/{shown.code}/", {"do": "show", "note": " ", "number": "1"})
    assert without.status_code == 400 and "Tulis mengapa" in text(without)
    good = {"do": "show", "note": "Itu pos ronda, bukan rumah.", "number": "1"}
    assert lurah.post(f"/isi/{shown.code}/", good).status_code == 302
    assert photo_status(shown, Client()) == {200} and shown.code not in text(lurah.get("/isi/"))
    for again in (Client(), signed_in(ani)):
        assert flag(shown, again, bagian="photos") == 302 and flag(shown, again, bagian="both") == 302
    assert photo_status(shown, Client()) == {200}, "and yet the handler reads what they say"
    assert shown.code in text(lurah.get("/isi/"))


def test_who_holds_the_ticket_decides_and_nobody_else(
    shown: Report, signed_in: SignedIn, ani: Actor, budi: Actor, citra: Actor, dodi: Actor, eka: Actor, fajar: Actor,
    noon: datetime,
) -> None:  # fmt: skip
    act = {"do": "hide", "part": "whole", "reason": "abuse", "note": "", "number": "0"}
    crew = _person("Petugas", "skpd", "99", "bina-marga")
    for who in (ani, budi, eka, fajar, crew):
        assert signed_in(who).post(f"/isi/{shown.code}/", act).status_code == 404  # type: ignore[arg-type]
        assert deciding_seat(who, fresh(shown)) is None  # type: ignore[arg-type]
    assert Client().post(f"/isi/{shown.code}/", act).status_code == 302 and not Hiding.objects.exists()
    held, desk = ticket_to_work(citra, shown.code)
    followup.dispose(held, to=office("bina-marga"), reason="Perlu alat", desk=desk, at=noon)
    assert signed_in(citra).post(f"/isi/{shown.code}/", act).status_code == 404, "it is in other hands now"
    assert signed_in(crew).post(f"/isi/{shown.code}/", act).status_code == 302  # type: ignore[arg-type]
    assert deciding_seat(dodi, fresh(shown)) is not None, "the validator, wherever it is held"


def test_before_there_is_a_ticket_the_kelurahan_decides_and_a_department_does_not(
    kota: Path, budi: Actor, citra: Actor, fajar: Actor, noon: datetime
) -> None:
    it = fresh(report(budi, noon, kind="jalan-rusak"))
    crew = _person("Petugas", "skpd", "99", "bina-marga")
    assert deciding_seat(citra, it) is not None
    assert deciding_seat(crew, it) is None and deciding_seat(fajar, it) is None  # type: ignore[arg-type]


def test_what_tapem_hid_tapem_alone_shows(shown: Report, citra: Actor, dodi: Actor, noon: datetime) -> None:
    hide(shown, Part.PHOTOS, dodi, noon)
    with pytest.raises(Refused):
        actions.show(fresh(shown), note="Menurut kami boleh", desk=citra.seats[0], at=noon)
    actions.show(fresh(shown), note="Dilihat lagi", desk=dodi.seats[0], at=noon)
    assert photo_status(shown, Client()) == {200}


@pytest.mark.parametrize("less", [Part.WORDS, Part.PHOTOS, Part.BOTH])
def test_nobody_gets_round_tapem_by_hiding_less_of_it(
    shown: Report, citra: Actor, dodi: Actor, noon: datetime, less: Part
) -> None:
    hide(shown, Part.WHOLE, dodi, noon)
    with pytest.raises(Refused, match="hanya Tapem"):
        hide(shown, less, citra, noon)
    assert fresh(shown).hidden.part is Part.WHOLE and Hiding.objects.count() == 1


def test_what_others_hide_beside_what_tapem_hid_they_show_again_and_no_more(
    shown: Report, citra: Actor, dodi: Actor, noon: datetime
) -> None:
    hide(shown, Part.PHOTOS, dodi, noon)
    hide(shown, Part.WHOLE, citra, noon)
    with pytest.raises(Refused, match="hanya Tapem"):
        actions.show(fresh(shown), note="Menurut kami boleh", desk=citra.seats[0], at=noon)
    hide(shown, Part.PHOTOS, citra, noon)
    actions.show(fresh(shown), note="Dilihat lagi", desk=dodi.seats[0], at=noon)
    hide(shown, Part.WORDS, citra, noon)
    actions.show(fresh(shown), note="Boleh", desk=citra.seats[0], at=noon)
    assert fresh(shown).hidden.part is None


def test_every_decision_stays_and_the_database_refuses_to_change_one(
    shown: Report, citra: Actor, noon: datetime
) -> None:
    flag(shown, Client(), bagian="photos")
    hide(shown, Part.WHOLE, citra, noon, note="Nama tetangga")
    actions.show(fresh(shown), note="Nama itu nama jalan.", desk=citra.seats[0], at=noon)
    assert [(row.number, row.hidden.part) for row in Hiding.objects.order_by("number")] == [
        (1, Part.PHOTOS), (2, Part.WHOLE), (3, None)
    ]  # fmt: skip
    seen = list(Event.objects.filter(verb__in=["report.hidden", "report.shown"]).order_by("id"))
    assert [event.seat for event in seen] == ["anyone", "lurah@9999991001", "lurah@9999991001"]
    assert json.loads(seen[0].facts)["by"] == "concern" and "jalan" not in seen[2].facts
    for rows in (Hiding.objects, Concern.objects):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(reason="")


def test_what_stands_is_what_a_rebuild_makes(kota: Path, budi: Actor, citra: Actor, noon: datetime) -> None:
    made = [report(budi, noon) for _ in range(5)]
    for it, part in zip(made, [*Part, Part.WHOLE], strict=True):
        hide(it, part, citra, noon)
    actions.show(fresh(made[0]), note="Boleh", desk=citra.seats[0], at=noon)
    columns = ("report", "photos", "words", "whole")
    before = list(CurrentHiding.objects.order_by("report").values_list(*columns))
    assert (made[0].pk, False, False, False) in before
    CurrentHiding.objects.update(photos=True, words=False, whole=False)
    assert actions.rebuild_current_hidings(at=noon) == 5
    assert list(CurrentHiding.objects.order_by("report").values_list(*columns)) == before


def test_the_page_that_decides_keeps_what_was_typed_and_tells_of_another_decision(
    shown: Report, signed_in: SignedIn, citra: Actor
) -> None:
    client, address = signed_in(citra), f"/isi/{shown.code}/"
    wrong = client.post(
        address, {"do": "hide", "part": "whole", "reason": "", "note": "Sudah saya baca", "number": "0"}
    )
    assert wrong.status_code == 400 and "Sudah saya baca" in text(wrong) and "Pilih alasannya" in text(wrong)
    good = {"do": "hide", "part": "whole", "reason": "abuse", "note": "", "number": "0"}
    assert client.post(address, good).status_code == 302
    late = client.post(address, good)
    assert late.status_code == 409 and "Baru saja ada putusan lain" in text(late)
