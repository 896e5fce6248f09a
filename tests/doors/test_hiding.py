"""What should not be seen: anyone says so, who holds the report decides, and it is gone in every place at once."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from rukun.followup import actions as followup
from rukun.followup.access import ticket_to_work
from rukun.followup.models import Ticket
from rukun.notices import walking
from rukun.notices.models import Notice
from rukun.notices.words import told as in_words
from rukun.people.entering.throttle import Source
from rukun.people.queries import office
from rukun.people.rules import ANYONE, Actor
from rukun.reports import actions
from rukun.reports.actions import Content, Teller
from rukun.reports.hiding import CONCERNS_A_NETWORK, CONCERNS_A_TELLER, Part, Reason
from rukun.reports.models import Comment, Concern, CurrentHiding, Hiding, Report
from rukun.reports.photos import keep_photo
from rukun.trail.models import Event
from rukun.transparency import queries
from rukun.transparency.access import deciding_seat
from rukun.transparency.map import keeping
from rukun.transparency.models import Mark
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from tests.conftest import _person
from tests.made import jpeg, proof, report, ticket

SignedIn = Callable[[Actor], Client]
KELURAHAN = AreaCode("9999991001")


@pytest.fixture
def shown(kota: Path, budi: Actor, noon: datetime) -> Report:
    """A public report of Budi's with a photo and words, and its ticket with the kelurahan."""
    words = "Rumah Pak Zulkifli penuh sampah"
    return ticket(budi, noon, words=words, photos=[keep_photo(jpeg(3), at=noon)]).report


def fresh(it: Report) -> Report:
    return Report.objects.select_related("kelurahan", "category").get(pk=it.pk)


def hide(it: Report, part: Part, by: Actor, at: datetime, **more: object) -> Hiding:
    facts = {"reason": Reason.PRIVACY, "note": "", "desk": by.seats[0]} | more
    return actions.hide(fresh(it), part, at=at, **facts)  # type: ignore[arg-type]


def flag(it: Report, client: Client, reason: str = "privacy", **more: str) -> int:
    """What is answered to a concern; a browser has read the form first, and is known again by its cookie."""
    client.get(f"/laporan/{it.code}/isi/")
    return client.post(f"/laporan/{it.code}/isi/", {"reason": reason, **more}).status_code


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def digest_of(it: Report) -> str:
    return it.photos.get().digest


def photo_status(it: Report, client: Client) -> set[int]:
    """The photo itself and its smaller sizes."""
    return {client.get(f"/foto/{digest_of(it)}.jpg{size}").status_code for size in ("", "?ukuran=800", "?ukuran=320")}


def places(it: Report, client: Client) -> dict[str, str]:
    """Every public page and answer that may show a report."""
    keeping.keep_map()
    near = f"lat={it.lat}&lon={it.lon}"
    return {address: text(client.get(address)) for address in (
        "/", "/laporan/", "/laporan/?jenis=sampah", "/laporan/?cari=Zulkifli", "/laporan/?status=waiting",
        "/wilayah/99.99.99.1001/", "/wilayah/99/", f"/sekitar/?{near}", f"/sekitar/daftar/?{near}",
        "/sekitar/?wilayah=99.99.99.1001", "/sekitar/titik.json?kotak=106,-7,107,-6&z=17",
        f"/api/v1/reports/alike?{near}&category=sampah",
    )}  # fmt: skip


def test_a_strangers_word_hides_photo_and_words_at_once_and_nothing_else(
    shown: Report, signed_in: SignedIn, fajar: Actor
) -> None:
    neighbour = signed_in(fajar)
    before = places(shown, neighbour)
    assert all(shown.code in page for page in before.values()) and photo_status(shown, Client()) == {200}
    assert "Laporkan isi" in text(Client().get(f"/laporan/{shown.code}/"))
    assert flag(shown, Client(), bagian="both") == 302
    for address, page in places(shown, neighbour).items():
        assert "Rumah Pak" not in page and digest_of(shown) not in page, address
        # Found by no word any more, and no longer among the newest with a photo; place, kind and state stay.
        is_by_content = "cari=" in address or address == "/" or address.startswith("/wilayah/")
        assert (shown.code in page) == (not is_by_content), address
    assert photo_status(shown, Client()) == photo_status(shown, neighbour) == {404}
    page = text(Client().get(f"/laporan/{shown.code}/"))
    assert "Rumah Pak" not in page and digest_of(shown) not in page
    assert "Untuk sementara foto dan kata-katanya tidak terlihat umum" in page and "Rukun Jaya" in page
    assert len(queries.map_of(KELURAHAN).dots) == 1  # type: ignore[union-attr]


def test_only_the_photo_that_was_spoken_against_is_gone_and_what_is_no_private_matter_stays(
    shown: Report, signed_in: SignedIn, budi: Actor
) -> None:
    assert flag(shown, Client(), "abuse", bagian="photos") == 302 and photo_status(shown, Client()) == {200}
    assert flag(shown, Client(), bagian="photos") == 302 and photo_status(shown, Client()) == {404}
    assert "Rumah Pak" in text(Client().get("/laporan/?cari=Zulkifli"))
    assert digest_of(shown) not in text(Client().get("/laporan/"))
    assert [event.verb for event in Event.objects.order_by("id")][-2:] == ["report.questioned", "report.hidden"]


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


def test_a_report_hidden_whole_is_gone_everywhere_and_its_page_says_who_hid_it_and_why(
    shown: Report, signed_in: SignedIn, citra: Actor, ani: Actor, fajar: Actor, noon: datetime
) -> None:
    neighbour = signed_in(fajar)
    assert all(shown.code in page for page in places(shown, neighbour).values()) and Mark.objects.exists()
    hide(shown, Part.WHOLE, citra, noon, reason=Reason.OTHER, note="Atas perintah pengadilan")
    for address, page in places(shown, neighbour).items():
        assert shown.code not in page and "Rumah Pak" not in page and digest_of(shown) not in page, address
    assert not Mark.objects.exists() and queries.map_of(KELURAHAN).dots == []  # type: ignore[union-attr]
    for stranger in (Client(), signed_in(ani), neighbour):
        page = stranger.get(f"/laporan/{shown.code}/")
        assert page.status_code == 410 and photo_status(shown, stranger) == {404}
        assert "oleh Kelurahan Rukun Jaya, karena Atas perintah pengadilan" in text(page)
        assert "Zulkifli" not in text(page) and "Sampah" not in text(page)
        assert stranger.get(f"/laporan/{shown.code}/kartu/").status_code == 404
        assert flag(shown, stranger) == 410
    for verb in ("dukung", "komentar"):
        assert neighbour.post(f"/laporan/{shown.code}/{verb}/", {"comment": "x", "key": "k" * 9}).status_code == 410


def test_whoever_filed_it_handles_it_or_oversees_it_still_sees_all_marked_as_hidden(
    shown: Report, signed_in: SignedIn, budi: Actor, citra: Actor, dodi: Actor, eka: Actor, noon: datetime
) -> None:
    hide(shown, Part.WHOLE, citra, noon, note="Nama tetangga disebut.")
    for who in (budi, citra, dodi, eka):
        client = signed_in(who)
        page = client.get(f"/laporan/{shown.code}/")
        assert page.status_code == 200 and "Zulkifli" in text(page) and digest_of(shown) in text(page)
        assert "menyembunyikan seluruh laporan dari umum" in text(page) and "Nama tetangga disebut" in text(page)
        assert photo_status(shown, client) == {200}
    assert "Zulkifli" in text(signed_in(budi).get("/laporan-saya/"))
    assert "tersembunyi dari umum" in text(signed_in(citra).get(f"/meja/{shown.code}/"))


def test_the_reporter_is_told_what_was_hidden_and_why_and_when_it_is_seen_again(
    shown: Report, citra: Actor, budi: Actor, noon: datetime
) -> None:
    walking.begin(at=noon)
    flag(shown, Client(), bagian="photos")
    hide(shown, Part.WORDS, citra, noon, reason=Reason.ABUSE)
    actions.show(fresh(shown), note="Sudah dibaca lagi.", desk=citra.seats[0], at=noon)
    walking.catch_up(at=noon)
    told = Notice.objects.select_related("report__category").exclude(matter="opened").order_by("id")
    words = [in_words(notice).words for notice in told]
    assert [notice.person_id for notice in told] == [budi.person_id] * 3
    assert "fotonya kini tidak terlihat umum, karena menunjukkan urusan pribadi" in words[0]
    assert "kata-katanya kini tidak terlihat umum, karena menghina" in words[1]
    assert "Kelurahan Rukun Jaya sudah memutuskan" in words[2]


def test_a_proof_of_finished_work_is_hidden_with_the_photos(
    shown: Report, signed_in: SignedIn, citra: Actor, noon: datetime
) -> None:
    after = proof(9)
    held, desk = ticket_to_work(citra, shown.code)
    followup.finish(held, words="Sudah diangkut", proof=after, desk=desk, at=noon)
    assert Client().get(f"/bukti/{after.digest}.jpg").status_code == 200
    hide(shown, Part.PHOTOS, citra, noon)
    assert Client().get(f"/bukti/{after.digest}.jpg").status_code == 404
    assert after.digest not in text(Client().get(f"/laporan/{shown.code}/"))
    assert signed_in(citra).get(f"/bukti/{after.digest}.jpg").status_code == 200


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


def test_the_handler_reads_every_concern_and_never_who_raised_it(
    shown: Report, signed_in: SignedIn, ani: Actor, citra: Actor, fajar: Actor
) -> None:
    stranger, neighbour = Client(), signed_in(ani)
    assert flag(shown, stranger, "abuse", words="Itu menghina tetangga saya") == 302
    assert flag(shown, stranger, "abuse", words="Itu menghina tetangga saya") == 409
    assert flag(shown, neighbour, "not-so", words="Mohon diperiksa") == 302
    for page in ("/isi/", f"/isi/{shown.code}/"):
        seen = text(signed_in(citra).get(page))
        assert "Itu menghina" in seen and not re.search(r"\bAni\b", seen) and "ketua-rt" not in seen, page
    assert "Mohon diperiksa" in text(signed_in(citra).get(f"/isi/{shown.code}/"))
    assert shown.code not in text(signed_in(fajar).get("/isi/"))
    assert "Itu menghina" not in text(Client().get(f"/laporan/{shown.code}/"))
    seats = set(Event.objects.filter(verb="report.questioned").values_list("seat", flat=True))
    assert seats == {"anyone", "warga"}, "a seat would name the neighbour"
    facts = Event.objects.filter(verb="report.questioned").values_list("facts", flat=True)
    assert all("menghina" not in told and "diperiksa" not in told for told in facts)


def test_the_oldest_concern_stands_first_and_a_decision_settles_what_was_said_before_it(
    kota: Path, signed_in: SignedIn, budi: Actor, citra: Actor, noon: datetime, later: Callable[[timedelta], None]
) -> None:
    first, second = ticket(budi, noon).report, ticket(budi, noon).report
    flag(second, Client(), "abuse")
    later(timedelta(hours=1))
    flag(first, Client(), "abuse")
    client = signed_in(citra)
    page = text(client.get("/isi/"))
    assert page.index(second.code) < page.index(first.code)
    client.post(f"/isi/{second.code}/", {"do": "show", "note": "Tidak menghina siapa pun", "number": "0"})
    assert second.code not in text(client.get("/isi/"))
    flag(second, signed_in(budi), "other", words="Baca lagi")
    assert second.code in text(client.get("/isi/"))


@pytest.mark.parametrize(
    ("typed", "told"),
    [({}, "Pilih alasannya"), ({"reason": "gossip"}, "Pilih alasannya"), ({"reason": "other"}, "kata-kata Anda"),
     ({"reason": "abuse", "words": "x" * 301}, "paling panjang 300"), ({"reason": "abuse", "bagian": "x"}, "bagian")],
)  # fmt: skip
def test_a_concern_that_says_nothing_is_refused_in_words(shown: Report, typed: dict[str, str], told: str) -> None:
    answer = Client().post(f"/laporan/{shown.code}/isi/", typed)
    assert answer.status_code == 400 and told in text(answer) and not Concern.objects.exists()


def test_nobody_raises_concerns_without_end_and_nobody_shuts_out_their_neighbours(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    made = [report(budi, noon) for _ in range(CONCERNS_A_TELLER.most + 1)]

    def say(number: int, teller: Teller, at: datetime = noon) -> Concern:
        return actions.raise_concern(Content(made[number]), Reason.ABUSE, words="", teller=teller, at=at)

    one = Teller.of(ANYONE, "one browser", Source("10.0.0.1"))
    for number in range(CONCERNS_A_TELLER.most):
        say(number, one)
    with pytest.raises(Refused) as refusal:
        say(-1, one)
    assert refusal.value.code == "wait"
    for number in range(CONCERNS_A_NETWORK.most - CONCERNS_A_TELLER.most):
        say(number % 10, Teller.of(ANYONE, f"browser {number}", Source("10.0.0.1")))
    with pytest.raises(Refused):
        say(-1, Teller.of(ANYONE, "another browser", Source("10.0.0.1")))
    assert say(-1, Teller.of(citra, "", Source("10.0.0.1"))), "who says who they are is heard on the same network"
    assert say(-1, Teller.of(ANYONE, "another browser", Source("10.0.0.2")))
    assert say(-1, one, noon + CONCERNS_A_TELLER.window)


def test_a_comment_that_shows_a_private_matter_waits_out_of_sight_for_the_handler(
    shown: Report, signed_in: SignedIn, ani: Actor, citra: Actor, noon: datetime
) -> None:
    spoken = [actions.comment(shown, words=words, key=f"key-{words[:4]}-1", by=ani, at=noon)
              for words in ("Nomornya 0812", "Istrinya sakit")]  # fmt: skip
    page = f"/laporan/{shown.code}/"
    assert f"isi/?komentar={spoken[0].pk}" in text(Client().get(page))
    for one in spoken:
        assert flag(shown, Client(), komentar=str(one.pk)) == 302
    seen = text(Client().get(page))
    assert "0812" not in seen and "Istrinya" not in seen and seen.count("Untuk sementara tidak terlihat") == 2
    assert Client().get(f"/laporan/{shown.code}/isi/?komentar={spoken[0].pk}").status_code == 404, "nor by the form"
    lurah, address = signed_in(citra), f"/isi/{shown.code}/komentar/"
    assert "Nomornya 0812" in text(lurah.get(f"/isi/{shown.code}/"))
    assert lurah.post(address, {"komentar": spoken[0].pk, "do": "hide", "reason": "Nomor telepon"}).status_code == 302
    assert lurah.post(address, {"komentar": spoken[1].pk, "do": "stand"}).status_code == 302
    assert flag(shown, Client(), komentar=str(spoken[1].pk)) == 302
    seen = text(Client().get(page))
    assert "0812" not in seen and "Nomor telepon" in seen and "Istrinya sakit" in seen
    assert signed_in(ani).post(address, {"komentar": spoken[1].pk, "do": "stand"}).status_code == 404
    assert flag(shown, Client(), komentar="99999") == 404 and Comment.objects.count() == 2


def test_of_a_private_report_nobody_learns_by_raising_a_concern(kota: Path, budi: Actor, noon: datetime) -> None:
    private = report(budi, noon, is_private=True)
    assert flag(private, Client()) == flag(Report(code="0000000000"), Client()) == 404
    assert not Concern.objects.exists()


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


def test_of_two_handlers_at_once_one_decides_and_of_two_concerns_both_are_heard(
    committed: Path, in_thread: Callable[..., threading.Thread], budi: Actor, citra: Actor, noon: datetime
) -> None:
    decided, flagged = report(budi, noon), report(budi, noon)
    outcomes: list[str] = []
    gate = threading.Barrier(4)

    def decide(part: Part) -> None:
        seen = fresh(decided)
        gate.wait(20)
        try:
            outcomes.append("decided" if hide(seen, part, citra, noon, after=0) else "")
        except Refused as refusal:
            outcomes.append(refusal.code)

    def speak(browser: str) -> None:
        teller = Teller.of(ANYONE, browser, Source("10.0.0.1"))
        seen = fresh(flagged)
        gate.wait(20)
        actions.raise_concern(Content(seen, part=Part.WORDS), Reason.PRIVACY, words="", teller=teller, at=noon)

    threads = [in_thread(decide, part) for part in (Part.WHOLE, Part.WORDS)]
    for thread in [*threads, *(in_thread(speak, browser) for browser in ("one", "two"))]:
        thread.join(30)
    assert sorted(outcomes) == ["conflict", "decided"]
    assert fresh(decided).hidden == Hiding.objects.get(report=decided).hidden
    assert Concern.objects.filter(report=flagged).count() == 2 and fresh(flagged).hidden.words
    assert Hiding.objects.filter(report=flagged).count() == 1, "the second had nothing more to hide"


def test_a_department_reads_what_was_forwarded_to_it_though_it_is_private_and_not_its_kind(
    kota: Path, signed_in: SignedIn, budi: Actor, citra: Actor, noon: datetime
) -> None:
    it = ticket(budi, noon, is_private=True, photos=[keep_photo(jpeg(3), at=noon)]).report
    held, desk = ticket_to_work(citra, it.code)
    crew = signed_in(_person("Petugas", "skpd", "99", "bina-marga"))  # type: ignore[arg-type]
    addresses = (f"/meja/{it.code}/", f"/laporan/{it.code}/", f"/foto/{digest_of(it)}.jpg")
    assert {crew.get(address).status_code for address in addresses} == {404}
    followup.dispose(held, to=office("bina-marga"), reason="Perlu alat", desk=desk, at=noon)
    assert {crew.get(address).status_code for address in addresses} == {200}
    assert digest_of(it) in text(crew.get(f"/meja/{it.code}/"))
    back, skpd = ticket_to_work(_person("Petugas2", "skpd", "99", "bina-marga"), it.code)  # type: ignore[arg-type]
    followup.dispose(back, to=office("9999991001"), reason="Bukan jalan kota", desk=skpd, at=noon)
    assert {crew.get(address).status_code for address in addresses} == {404}
    assert Ticket.objects.get(report=it).holder.code == "9999991001"
