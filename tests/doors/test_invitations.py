"""How a seat gets its holder: codes issued, revoked, accepted, and printed as sheets."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from rukun.people.models import Invitation, Person
from rukun.people.rules import Actor
from tests.doors.entering import RIGHT, TUTI
from tests.doors.test_pages import ME, queries_of, text_of

pytestmark = pytest.mark.any_engine

SignedIn = Callable[[Actor], Client]
RT_1, RT_5 = "9999991001001001", "9999991001002005"


def issue(client: Client, **change: str) -> str:
    facts = {"peran": "ketua-rt", "wilayah": RT_1, "sk": "SK 7/2016"} | change
    shown = client.post("/undangan/terbitkan/", facts)
    found = re.search(r'class="code-large">([0-9A-Z]{5}-[0-9A-Z]{5})<', shown.content.decode())
    assert found and shown.headers["Cache-Control"] == "no-store", text_of(shown)
    return found[1]


def test_the_lurah_invites_and_a_head_joins_by_code_with_a_new_account(
    kota: object, citra: Actor, signed_in: SignedIn, client: Client
) -> None:
    lurah = signed_in(citra)
    code = issue(lurah)
    page = lurah.get("/undangan/").content.decode()
    assert f"kode …{code[-2:]}" in page and code not in page
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert client.post("/bergabung/", {"code": typed}).headers["Location"] == "/bergabung/jabatan/"
    seat = text_of(client.get("/bergabung/jabatan/"))
    assert "Ketua RT 001/RW 001" in seat and "Kelurahan Rukun Jaya" in seat
    weak = client.post("/bergabung/jabatan/", TUTI | {"password": "1"})
    assert weak.status_code == 400 and TUTI["name"] in weak.content.decode()
    assert client.post("/bergabung/jabatan/", TUTI).headers["Location"] == "/bulan-ini/"
    assert client.get("/bulan-ini/").status_code == 200
    late = Client().post("/bergabung/", {"code": code})
    assert late.status_code == 409 and "sudah dipakai" in text_of(late)
    assert "Tuti Wulandari" in lurah.get("/undangan/?status=held").content.decode()


def test_somebody_with_an_account_signs_in_and_accepts(
    tuti: Person, citra: Actor, signed_in: SignedIn, client: Client
) -> None:
    code = issue(signed_in(citra))
    client.post("/bergabung/", {"code": code})
    taken = client.post("/bergabung/jabatan/", TUTI | {"password": "kata sandi lain"})
    assert taken.status_code == 400 and "/masuk/?next=/bergabung/jabatan/" in taken.content.decode()
    facts = {"login": TUTI["login"], "password": RIGHT, "next": "/bergabung/jabatan/"}
    assert client.post("/masuk/", facts).headers["Location"] == "/bergabung/jabatan/"
    assert "Terima jabatan" in text_of(client.get("/bergabung/jabatan/"))
    assert client.post("/bergabung/jabatan/").headers["Location"] == "/bulan-ini/"
    assert client.get("/bergabung/jabatan/").headers["Location"] == "/bergabung/"


def test_a_seat_that_is_held_is_told_and_replaced_only_by_the_issuers_word(
    kota: object, ani: Actor, citra: Actor, signed_in: SignedIn
) -> None:
    lurah = signed_in(citra)
    for more, status in (({}, 409), ({"ganti": "on"}, 302)):
        client = Client()
        client.post("/bergabung/", {"code": issue(lurah, wilayah=RT_5, **more)})
        answer = client.post("/bergabung/jabatan/", TUTI)
        assert answer.status_code == status
        assert status == 302 or "masih dipegang orang lain" in text_of(answer)
    assert signed_in(ani).get("/bulan-ini/").status_code == 404


def test_a_head_invites_to_the_own_board_and_to_nothing_else(kota: object, ani: Actor, signed_in: SignedIn) -> None:
    client = signed_in(ani)
    code = issue(client, peran="pengurus-rt", wilayah=RT_5)
    assert f"kode …{code[-2:]}" in client.get("/undangan/").content.decode()
    for peran, wilayah in (("ketua-rt", RT_5), ("pengurus-rt", RT_1), ("lurah", "9999991001"), ("", RT_5)):
        refused = client.post("/undangan/terbitkan/", {"peran": peran, "wilayah": wilayah, "sk": "SK 1"})
        assert refused.status_code == 404, (peran, wilayah)
    assert client.get("/undangan/lembar/?kelurahan=9999991001").status_code == 404
    assert Invitation.objects.count() == 1


def test_an_invitation_is_revoked_by_who_could_have_issued_it_and_by_nobody_else(
    kota: object, citra: Actor, fajar: Actor, ani: Actor, signed_in: SignedIn, client: Client
) -> None:
    code = issue(signed_in(citra))
    number = {"undangan": str(Invitation.objects.get().pk)}
    for stranger in (fajar, ani):
        assert signed_in(stranger).post("/undangan/cabut/", number).status_code == 404
    assert signed_in(citra).post("/undangan/cabut/", {"undangan": "x"}).status_code == 404
    assert signed_in(citra).post("/undangan/cabut/", number).status_code == 302
    assert signed_in(citra).post("/undangan/cabut/", number).status_code == 409
    assert client.post("/bergabung/", {"code": code}).status_code == 409


def test_a_sheet_is_a_pdf_for_all_who_have_no_code_and_asks_before_it_issues_anew(
    kota: object, citra: Actor, ani: Actor, signed_in: SignedIn
) -> None:
    import io

    from pypdf import PdfReader

    client, asked = signed_in(citra), {"kelurahan": "9999991001", "rw": "", "sk": "SK 7/2016"}
    issue(client)
    assert client.post("/undangan/lembar/", asked | {"sk": ""}).status_code == 400
    assert "1 ketua yang kodenya masih berlaku" in text_of(client.get("/undangan/lembar/?kelurahan=9999991001"))
    made = client.post("/undangan/lembar/", asked)
    assert (made.headers["Content-Type"], made.headers["Cache-Control"]) == ("application/pdf", "no-store")
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(made.content)).pages)
    codes = re.findall(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b", text)
    assert len(codes) == 10 and "RT 005/RW 002" not in text and "RT 001/RW 001" not in text
    assert "http://testserver" not in text and "testserver/bergabung" in "".join(text.split())
    again = client.post("/undangan/lembar/", asked)
    assert again.status_code == 400 and "sudah bergabung atau sudah diundang" in text_of(again)
    anew = client.post("/undangan/lembar/", asked | {"lagi": "on"})
    assert anew.status_code == 200 and Client().post("/bergabung/", {"code": codes[0]}).status_code == 409


def test_the_list_of_a_kelurahan_is_searched_and_takes_the_same_queries_however_much_is_issued(
    kota: object, citra: Actor, ani: Actor, signed_in: SignedIn
) -> None:
    client = signed_in(citra)
    before = queries_of(client, "/undangan/")
    for wilayah in (RT_1, "9999991001001002"):
        issue(client, wilayah=wilayah)
    assert queries_of(client, "/undangan/") == before == ME + 5
    assert "RT 005/RW 002" in text_of(client.get("/undangan/?cari=ani"))
    assert "RT 001/RW 001" not in text_of(client.get("/undangan/?status=held"))
    assert "Tidak ada yang cocok" in text_of(client.get("/undangan/?cari=zzz"))
    assert client.get("/undangan/?kelurahan=9999991002").status_code == 404


def test_an_administrator_invites_officials_and_a_department_needs_its_office(
    kota: object, signed_in: SignedIn, client: Client
) -> None:
    from tests.conftest import _person

    admin = signed_in(_person("Hadi", "administrator", "99"))  # type: ignore[arg-type]
    assert admin.get("/undangan/terbitkan/").status_code == 200
    long = admin.post("/undangan/terbitkan/", {"peran": "lurah", "wilayah": "9999991001", "sk": "SK " * 40})
    assert long.status_code == 400 and "paling panjang 80 huruf" in text_of(long)
    without = admin.post("/undangan/terbitkan/", {"peran": "skpd", "wilayah": "99.99", "sk": "SK 1"})
    assert without.status_code == 400 and "kantor dinas" in text_of(without)
    assert admin.post("/undangan/terbitkan/", {"peran": "", "wilayah": "99", "sk": "SK 1"}).status_code == 400
    assert "misalnya Rukun Jaya atau RT 005/RW 003 Rukun Jaya" in text_of(admin.get("/undangan/terbitkan/"))
    code = issue(admin, peran="lurah", wilayah="99.99.99.1001")
    assert "Lurah" in text_of(admin.get("/undangan/")) and "RT 001/RW 001" in text_of(
        admin.get("/undangan/?kelurahan=9999991001")
    )
    client.post("/bergabung/", {"code": code})
    assert client.post("/bergabung/jabatan/", TUTI).status_code == 302
    assert client.get("/meja/").status_code == 200, "the seat came with its office"
    issue(admin, peran="skpd", wilayah="99.99", kantor="bina-marga")


def test_an_invitation_shows_its_qr_code_with_the_code_behind_the_hash(
    kota: object, citra: Actor, signed_in: SignedIn
) -> None:
    facts = {"peran": "ketua-rt", "wilayah": RT_1, "sk": "SK 7/2016"}
    page = signed_in(citra).post("/undangan/terbitkan/", facts).content.decode()
    assert re.search(r'<svg [^>]*class="qr"', page) and "http://testserver/bergabung/" in page
    assert not re.search(r"\sstyle=", page)


@pytest.mark.parametrize(
    ("peran", "wilayah", "code"),
    [
        ("lurah", "rukun jaya", "9999991001"),
        ("staff-kelurahan", "Kel. Rukun Damai", "9999991002"),
        ("ketua-rt", "RT 1 RW 1 Rukun Jaya", "9999991001001001"),
        ("lurah", "99.99.99.1001", "9999991001"),
    ],
)
def test_an_administrator_writes_an_area_by_its_name_as_people_do(
    kota: object, signed_in: SignedIn, peran: str, wilayah: str, code: str
) -> None:
    from tests.conftest import _person

    admin = signed_in(_person("Hadi", "administrator", "99"))  # type: ignore[arg-type]
    issue(admin, peran=peran, wilayah=wilayah)
    assert Invitation.objects.get().seat.area.code == code


def test_a_name_that_is_no_area_is_told_at_the_field_and_stays_typed(kota: object, signed_in: SignedIn) -> None:
    from tests.conftest import _person

    admin = signed_in(_person("Hadi", "administrator", "99"))  # type: ignore[arg-type]
    page = admin.post("/undangan/terbitkan/", {"peran": "lurah", "wilayah": "Rukun Entah", "sk": "SK 1"})
    assert page.status_code == 400 and "“Rukun Entah” tidak dikenal" in text_of(page)
    assert 'value="Rukun Entah"' in page.content.decode()
