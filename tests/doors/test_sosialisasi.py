"""Sessions at the web's door: planning, inviting, the papers, codes for accounts, the door's queue, progress."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rukun.areas.models import Area
from rukun.people.models import Invitation
from rukun.people.rules import Actor
from rukun.sosialisasi import actions, tallying
from rukun.sosialisasi.models import Attendance, Minutes, SessionPhoto, Sosialisasi, Tally
from rukun.sosialisasi.queries import guests_of
from tests.conftest import KELURAHAN, _person
from tests.doors.test_pages import ME, queries_of, text_of
from tests.made import jpeg, judged_valid, reports_for_unit
from tests.sosialisasi.conftest import planned

pytestmark = pytest.mark.any_engine

SignedIn = Callable[[Actor], Client]
Later = Callable[[timedelta], None]
PLAN = {
    "kelurahan": KELURAHAN, "tahap": "2", "tempat": "Aula kelurahan", "hari": "2016-06-01", "jam": "13:00",
    "pembicara": "Camat; Lurah", "kapasitas": "60", "undang": "on",
}  # fmt: skip


def pages_of(paper: object) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.content)).pages]  # type: ignore[attr-defined]


@pytest.fixture
def session(kota: Path, citra: Actor, noon: datetime) -> Sosialisasi:
    made = planned(citra, noon, stage=2, hours=1)
    actions.invite_seats(made, by=citra.seats[0], at=noon)
    return made


def test_a_plan_is_made_in_one_form_with_everybody_invited_and_nothing_typed_is_lost(
    kota: Path, signed_in: SignedIn, citra: Actor, fajar: Actor
) -> None:
    desk = signed_in(citra)
    for wrong, words in (
        ({"hari": "2016-05-31"}, "Waktunya harus sesudah sekarang"),
        ({"jam": ""}, "Isi hari dan jamnya"),
        ({"kapasitas": "0"}, "Jumlah tempat duduk"),
        ({"tahap": "7"}, "Tahap 7 tidak ada"),
    ):
        refused = desk.post("/sosialisasi/rencana/", PLAN | wrong)
        assert refused.status_code == 400 and words in refused.content.decode()
        assert 'value="Aula kelurahan"' in refused.content.decode()
    assert signed_in(fajar).post("/sosialisasi/rencana/", PLAN).status_code == 404
    assert not Sosialisasi.objects.exists()
    page = desk.post("/sosialisasi/rencana/", PLAN, follow=True)
    assert "Diundang 12" in text_of(page) and "Memakai aplikasi" in text_of(page)
    assert "Rukun Jaya" in text_of(desk.get("/sosialisasi/jadwal/"))
    assert "Rukun Jaya" not in text_of(signed_in(fajar).get("/sosialisasi/jadwal/"))


def test_letters_and_the_sheet_name_every_seat_and_who_came(
    session: Sosialisasi, signed_in: SignedIn, ani: Actor, citra: Actor, fajar: Actor, noon: datetime
) -> None:
    letters = pages_of(signed_in(citra).get(f"/sosialisasi/acara/{session.code}/surat.pdf"))
    assert len(letters) == 12
    mine = next(letter for letter in letters if "Ketua RT 005/RW 002" in letter)
    sign = next(guest.sign for guest in guests_of(session, noon) if guest.seat.pk == ani.seats[0].id)
    assert "Ani" in mine and f"{sign[:4]} {sign[4:]}" in mine and "pukul 13.00 WIB" in mine
    entry = actions.Entry(key="pintu-001", came_at=noon, seat=ani.seats[0].id)
    actions.check_in(entry, session, by=citra.seats[0], at=noon)
    sheet = " ".join(pages_of(signed_in(citra).get(f"/sosialisasi/acara/{session.code}/daftar-hadir.pdf")))
    assert "Ketua RT 005/RW 002" in sheet and "12.00" in sheet and "Tanda tangan" in sheet
    for paper in ("surat.pdf", "daftar-hadir.pdf", ""):
        assert signed_in(fajar).get(f"/sosialisasi/acara/{session.code}/{paper}").status_code == 404


def test_who_came_without_an_account_gets_the_code_of_the_seat_and_who_has_one_does_not(
    session: Sosialisasi, signed_in: SignedIn, ani: Actor, citra: Actor, dodi: Actor, noon: datetime
) -> None:
    desk, address = signed_in(citra), f"/sosialisasi/acara/{session.code}/akun/"
    here = [guest.seat for guest in guests_of(session, noon)][:3]
    assert ani.seats[0].id not in {seat.pk for seat in here}
    for number, seat in enumerate((*(one.pk for one in here), ani.seats[0].id)):
        entry = actions.Entry(key=f"pintu-00{number}", came_at=noon, seat=seat)
        actions.check_in(entry, session, by=citra.seats[0], at=noon)
    assert "3 yang hadir belum punya akun" in text_of(desk.get(f"/sosialisasi/acara/{session.code}/"))
    unsound = desk.post(address, {"sk": "SK 7/2016 " * 9, "jabatan": ""})
    assert unsound.status_code == 400 and "paling panjang 80 huruf" in text_of(unsound)
    assert 'value="SK 7/2016 SK' in unsound.content.decode(), "what was typed is still there"
    cards = " ".join(pages_of(desk.post(address, {"sk": "SK 7/2016", "jabatan": ""})))
    assert cards.count("Undangan Rukun") == 3 and Invitation.objects.filter(revoked_at=None).count() == 3
    one = desk.post(address, {"sk": "SK 7/2016", "jabatan": str(here[0].pk)})
    assert "Kode undangan" in text_of(one) and one.headers["Cache-Control"] == "no-store"
    assert desk.post(address, {"sk": "SK 7/2016", "jabatan": str(ani.seats[0].id)}).status_code == 400
    # Tapem holds sessions, but does not hand out seats.
    assert signed_in(dodi).post(address, {"sk": "SK 7/2016", "jabatan": ""}).status_code == 404
    assert "diberikan oleh kelurahan" in text_of(signed_in(dodi).get(f"/sosialisasi/acara/{session.code}/"))


def test_the_door_sends_each_once_puts_a_wrong_clock_right_and_serves_only_who_runs_it(
    session: Sosialisasi, signed_in: SignedIn, client: Client, ani: Actor, citra: Actor, fajar: Actor, noon: datetime
) -> None:
    desk = signed_in(citra)
    known = desk.get(f"/sosialisasi/pintu/siap.json?acara={session.code}").json()
    guest = next(one for one in known["guests"] if one["words"] == "Ketua RT 005/RW 002")
    assert (guest["name"], guest["came"], len(known["guests"])) == ("Ani", False, 12)
    # The telephone lives in 2031: both times are its own.
    sent = {
        "kunci": "telepon-1", "acara": session.code, "tanda": guest["sign"],
        "hadir": "2031-01-01T00:00:00+00:00", "kirim": "2031-01-01T00:20:00+00:00",
    }  # fmt: skip
    as_app = {"headers": {"Accept": "application/json"}}
    answers = [desk.post("/sosialisasi/pintu/kirim/", sent, **as_app).status_code for _ in range(2)]
    assert answers == [201, 200]
    assert Attendance.objects.get().came_at == noon - timedelta(minutes=20)
    stranger = signed_in(fajar).post("/sosialisasi/pintu/kirim/", sent | {"kunci": "telepon-2"}, **as_app)
    assert stranger.status_code == 404 and Attendance.objects.count() == 1
    assert signed_in(fajar).get(f"/sosialisasi/pintu/siap.json?acara={session.code}").status_code == 404
    page = client.get("/sosialisasi/pintu/").content.decode()
    assert "Ani" not in page and "csrfmiddlewaretoken" not in page


def test_minutes_and_pictures_are_kept_for_who_runs_the_session_and_not_before_it_begins(
    session: Sosialisasi, signed_in: SignedIn, later: Later, citra: Actor, fajar: Actor
) -> None:
    desk, address = signed_in(citra), f"/sosialisasi/acara/{session.code}/"
    early = desk.post(f"{address}catatan/", {"catatan": "Belum"})
    assert early.status_code == 400 and "belum mulai" in early.content.decode()
    later(timedelta(hours=2))
    desk.post(f"{address}catatan/", {"catatan": "Ditanyakan: boleh beli HP?"})
    desk.post(f"{address}catatan/", {"catatan": "Ditanyakan: boleh beli HP? Dijawab di Kas."})
    assert Minutes.objects.count() == 2 and "Dijawab di Kas." in desk.get(address).content.decode()
    many = [SimpleUploadedFile(f"{n}.jpg", jpeg(n), "image/jpeg") for n in range(7)]
    refused = desk.post(f"{address}foto/", {"foto": many})
    assert refused.status_code == 400 and "Paling banyak 6 foto" in text_of(refused), "none is left out unsaid"
    broken = [SimpleUploadedFile("a.jpg", jpeg(9), "image/jpeg"), SimpleUploadedFile("b.jpg", b"x", "image/jpeg")]
    assert desk.post(f"{address}foto/", {"foto": broken}).status_code == 400 and not SessionPhoto.objects.exists()
    picture = SimpleUploadedFile("acara.jpg", jpeg(4), "image/jpeg")
    assert desk.post(f"{address}foto/", {"foto": picture}).status_code == 302
    shown = f"/sosialisasi/foto/{SessionPhoto.objects.get().digest}.jpg"
    assert desk.get(shown).getvalue().startswith(b"\xff\xd8") and signed_in(fajar).get(shown).status_code == 404
    assert desk.post(shown).status_code == 302 and desk.get(shown).status_code == 404


def test_the_pages_take_as_many_queries_for_forty_as_for_one(
    session: Sosialisasi, signed_in: SignedIn, client: Client, ani: Actor, citra: Actor, dodi: Actor, noon: datetime
) -> None:
    desk = signed_in(citra)
    for number, guest in enumerate(guests_of(session, noon)):
        entry = actions.Entry(key=f"pintu-{number:03}", came_at=noon, seat=guest.seat.pk)
        actions.check_in(entry, session, by=citra.seats[0], at=noon)
    judged_valid(reports_for_unit(ani, [date(2016, 5, 30)], 2), dodi, noon)
    tallying.rebuild_tallies(at=noon)
    assert queries_of(desk, f"/sosialisasi/acara/{session.code}/") == ME + 11
    assert queries_of(desk, "/sosialisasi/jadwal/") == ME + 1
    assert queries_of(client, "/sosialisasi/") == 3
    assert queries_of(signed_in(dodi), "/sosialisasi/kemajuan/") == ME + 4
    assert queries_of(desk, "/sosialisasi/kemajuan/") == ME + 11


def test_the_seats_of_a_large_kelurahan_are_read_rw_by_rw_and_few_stand_open(
    session: Sosialisasi, signed_in: SignedIn, citra: Actor, noon: datetime
) -> None:
    actions.check_in(
        actions.Entry(key="pintu-001", came_at=noon, seat=guests_of(session, noon)[0].seat.pk), session,
        by=citra.seats[0], at=noon,
    )  # fmt: skip
    address = f"/sosialisasi/kemajuan/?wilayah={KELURAHAN}"
    desk = signed_in(citra)
    few = desk.get(address)
    assert few.content.decode().count('rw-seats" open') == 2
    rw = Area.objects.get(code=f"{KELURAHAN}002")
    for number in range(20, 140):
        Area.objects.create(code=f"{rw.code}{number:03}", kind="rt", name=f"RT {number:03}", parent=rw)
    many = desk.get(address)
    assert many.content.decode().count("rw-seats") == 2 and 'rw-seats" open' not in many.content.decode()
    assert "RW 002 0 dari 127 berjalan sendiri" in text_of(many)
    assert "&lt; 1%" in many.content.decode(), "one of many is more than none"
    # What is asked for is shown, and the RW still says how it stands as a whole.
    stuck = desk.get(f"{address}&keadaan=did-not-come")
    assert 'rw-seats" open' in stuck.content.decode() and "RW 002 0 dari 127 berjalan sendiri" in text_of(stuck)
    assert "RT 020/RW 002" not in text_of(stuck)


def test_progress_names_persons_to_who_runs_sessions_there_and_to_nobody_else(
    session: Sosialisasi, signed_in: SignedIn, ani: Actor, citra: Actor, eka: Actor, fajar: Actor, noon: datetime
) -> None:
    page = text_of(signed_in(citra).get(f"/sosialisasi/kemajuan/?wilayah={KELURAHAN}"))
    assert "Ani" in page and "Punya akun, belum melapor" in page
    figures = text_of(signed_in(eka).get(f"/sosialisasi/kemajuan/?wilayah={KELURAHAN}"))
    assert "Ani" not in figures and "RT 005/RW 002" in figures
    for refused in (f"?wilayah={KELURAHAN}", "?wilayah=99", "?wilayah=9999991009"):
        assert signed_in(fajar).get(f"/sosialisasi/kemajuan/{refused}").status_code == 404
    assert signed_in(ani).get("/sosialisasi/kemajuan/").status_code == 404


def test_everyone_sees_how_far_the_city_is_and_no_person(
    session: Sosialisasi, client: Client, ani: Actor, citra: Actor, noon: datetime
) -> None:
    assert "Belum ada 3 dari 3" in text_of(client.get("/sosialisasi/")) and "Aula kelurahan" in text_of(
        client.get("/sosialisasi/")
    )
    entry = actions.Entry(key="pintu-001", came_at=noon, seat=ani.seats[0].id)
    actions.check_in(entry, session, by=citra.seats[0], at=noon)
    page = text_of(client.get("/sosialisasi/"))
    assert "Rukun Jaya ◑ tahap 2" in page and "Belum ada 2 dari 3" in page and "Ani" not in page
    row = Attendance.objects.get()
    actions.take_back(row, by=citra.seats[0], at=noon)
    assert "Rukun Jaya belum" in text_of(client.get("/sosialisasi/"))


def test_the_page_opens_where_the_reader_has_a_seat_and_says_of_the_rest_how_far_it_is(
    session: Sosialisasi, client: Client, signed_in: SignedIn, ani: Actor, citra: Actor, noon: datetime
) -> None:
    actions.check_in(
        actions.Entry(key="pintu-001", came_at=noon, seat=ani.seats[0].id), session, by=citra.seats[0], at=noon
    )
    groups = re.compile(r'<details class="stage-group" id="k(\d+)"( open)?>')
    far = groups.findall(client.get("/sosialisasi/").content.decode())
    near = groups.findall(signed_in(ani).get("/sosialisasi/").content.decode())
    assert {code for code, is_open in near if is_open} == {KELURAHAN[:6]} and len(near) == len(far)
    assert len(far) == 1 or not any(is_open for _, is_open in far)
    assert "1 dari" in text_of(client.get("/sosialisasi/"))


def test_what_is_kept_for_the_city_is_what_the_kelurahan_counts(
    session: Sosialisasi, ani: Actor, citra: Actor, dodi: Actor, noon: datetime
) -> None:
    entry = actions.Entry(key="pintu-001", came_at=noon, seat=ani.seats[0].id)
    actions.check_in(entry, session, by=citra.seats[0], at=noon)
    judged_valid(reports_for_unit(ani, [date(2016, 6, 1)], 1), dodi, noon)
    assert tallying.keep_tallies(at=noon) == 3 and tallying.keep_tallies(at=noon) == 0
    kept = Tally.objects.get(kelurahan__code=KELURAHAN)
    assert (kept.seats, kept.invited, kept.came, kept.registered, kept.reported, kept.valid) == (12, 12, 1, 1, 1, 1)
    assert json.loads(kept.days) == {"0": 1} and json.loads(kept.weeks) == {"2016-05-30": 1}


def test_where_nobody_was_invited_yet_is_folded_below_where_somebody_was(
    kota: Path, signed_in: SignedIn, citra: Actor, noon: datetime
) -> None:
    watcher = signed_in(_person("Kiki", "camat", "999999"))  # type: ignore[arg-type]
    assert "belum dimulai" not in text_of(watcher.get("/sosialisasi/kemajuan/")), "where nothing has begun all stand"
    actions.invite_seats(planned(citra, noon, stage=2, hours=1), by=citra.seats[0], at=noon)
    tallying.keep_tallies(at=noon)
    page = watcher.get("/sosialisasi/kemajuan/").content.decode()
    table, _, folded = page.rpartition("</table>")
    assert "wilayah=9999991001" in table and "wilayah=9999991002" not in table
    assert "belum dimulai" in folded and "wilayah=9999991002" in folded, "and is still led to"
