"""Every page, small and wide, light and dark: nothing sticks out, axe finds nothing, the markup is valid."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from django.conf import settings
from django.core import signing
from playwright.sync_api import Browser, Page

from rukun import clock
from rukun.following import actions as following
from rukun.following import asking as asking_to_follow
from rukun.following.access import link_in
from rukun.following.rules import Wish
from rukun.followup.models import Export, Gathered, Incident, Part, Ticket
from rukun.followup.oversight import exporting
from rukun.followup.oversight.access import Scope
from rukun.followup.parts.actions import give
from rukun.notices.models import Notice
from rukun.notices.rules import UNSUBSCRIBE_SALT
from rukun.people.actions import KeyTerms, issue_key, withdraw_key
from rukun.people.queries import actor_of, demonstration_person, office
from rukun.ranking.actions import decide_award
from rukun.ranking.awards import Outcome
from rukun.ranking.models import Award
from rukun.ranking.queries import awards_of
from rukun.reports.models import Report
from rukun.sosialisasi import actions as sessions
from rukun.sosialisasi.models import Sosialisasi
from rukun.validation.desk.reading import seconds_waiting
from rukun.validation.models import CurrentVerdict
from rukun.validation.queries import open_appeals, unjudged
from rukun.values.code import AreaCode
from rukun.webhooks import actions as hooks
from rukun.webhooks.models import Delivery, Subscription
from tests.journeys import asking
from tests.sosialisasi.conftest import planned

pytestmark = pytest.mark.browser
MODULES = Path(settings.REPOSITORY) / "node_modules"
AXE = (MODULES / "axe-core" / "axe.min.js").read_text() if (MODULES / "axe-core").exists() else ""
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
SignIn = Callable[[Page, str], None]
# What a scheme changes is colours alone; what a width changes is the layout, whatever the colours.
CONTRAST = "{runOnly: ['color-contrast']}"
# Words that stand letter under letter, because what holds them is narrower than any of them.
SQUEEZED = """() => [...document.querySelectorAll("main *")].filter(one => {
  const words = [...one.childNodes].filter(node => node.nodeType === 3).map(node => node.data.trim()).join("");
  const box = one.getBoundingClientRect(), style = getComputedStyle(one), size = parseFloat(style.fontSize);
  return one.checkVisibility() && words.length > 3 && box.width > 1 && box.width < 2 * size && box.height > 4 * size;
}).map(one => one.outerHTML.slice(0, 80))"""
# Whose script lays it out by the width it was opened at; all others follow their style sheet.
LAID_WHEN_OPENED = "/sekitar/"
LOOKS: tuple[tuple[int, Literal["dark", "light"], str], ...] = ((1440, "dark", CONTRAST), (360, "light", RULES))


def taken_away() -> str:
    """The key of a list that the camat asked for and that waits to be made."""
    camat = actor_of(demonstration_person("demo-camat").pk, clock.now())
    found = Export.objects.first() or exporting.ask_for(
        scope=Scope(AreaCode("999999")), asked={}, form="csv", language="id", desk=camat.seats[0], by=camat,
        at=clock.now(),
    )  # fmt: skip
    return found.key


def invited_to() -> str:
    """The code of a session that the lurah planned, with everybody invited and one neighbour there already."""
    found = Sosialisasi.objects.first()
    if found is None:
        lurah, at = actor_of(demonstration_person("demo-lurah").pk, clock.now()), clock.now()
        found = planned(lurah, at)
        sessions.invite_seats(found, by=lurah.seats[0], at=at)
        entry = sessions.Entry(key="every-page", came_at=at, kind="pkk", name="Ibu Nur")
        sessions.check_in(entry, found, by=lurah.seats[0], at=at)
    return found.code


def keys_shown() -> str:
    """The page of keys, with one in use and one that was withdrawn."""
    terms = KeyTerms("Pusat panggilan", "112@contoh.id", 10, 100)
    made = [issue_key(terms, by="test", at=clock.now()).key for _ in range(2)]
    withdraw_key(made[0], by="test", at=clock.now())
    return "/kunci-program/"


def given_award() -> Award:
    """One that the camat gave."""
    found = awards_of(given=True).first()
    if found is None:
        award = awards_of(given=False).filter(kind="rw-terbaik").first()
        assert award is not None
        camat = actor_of(demonstration_person("demo-camat").pk, clock.now())
        decide_award(award.pk, outcome=Outcome.GIVEN, words="", by=camat, at=clock.now())
        found = awards_of(given=True).first()
    assert found is not None
    return found


def hooks_shown() -> list[str]:
    """Webhooks: one that listens, one that was laid aside for, and one that stopped by itself."""
    key = issue_key(KeyTerms("Aplikasi kota lain", "kota@contoh.id", 10, 100), by="test", at=clock.now()).key
    wish = hooks.Wish("https://kota-lain.contoh.id/" + "kabar/" * 12, ["report.closed"], "Kota lain", "a@contoh.id")
    one, dead = (hooks.subscribe(wish, by=key, at=clock.now()).subscription for _ in range(2))
    made = [hooks.ping(which, by=key, at=clock.now()) for which in (one, dead)]
    Delivery.objects.filter(pk=made[0].pk).update(state="dead", status=500, tries=11, error="the receiver answered 500")
    Subscription.objects.filter(pk=dead.pk).update(state="paused", why="dead")
    return ["/webhook/", f"/webhook/{one.pk}/", f"/webhook/{dead.pk}/"]


def an_incident() -> int:
    """The number of an incident at the lurah's desk, of what waits there."""
    found = Incident.objects.first()
    if found is None:
        held = list(Ticket.objects.filter(state="waiting", holder__code="9999991001").order_by("id")[:2])
        found = Incident.objects.create(category=held[0].category, holder=held[0].holder, size=len(held),
                                        began_at=held[0].received_at, last_at=clock.now())  # fmt: skip
        Gathered.objects.bulk_create(Gathered(ticket=one, incident=found) for one in held)
    return found.pk


def a_part() -> int:
    """The number of a part of what waits at the lurah's desk, at a department."""
    found = Part.objects.first()
    if found is None:
        held = Ticket.objects.filter(state="waiting", holder__code="9999991001", report__is_private=False)
        whole = held.select_related("holder", "report", "category").order_by("-id")[0]
        lurah = actor_of(demonstration_person("demo-lurah").pk, clock.now())
        found = give(whole, category=whole.category, office=office("bina-marga"), task="Menambal trotoarnya",
                     desk=lurah.seats[0], at=clock.now())  # fmt: skip
    return found.pk


def followed(code: str) -> dict[str, list[str]]:
    """A place that the resident follows with a letter of it, and the links of somebody without an account; who looks at
    what."""
    warga, at = actor_of(demonstration_person("demo-warga").pk, clock.now()), clock.now()
    wish = Wish(area="9999991001")
    following.follow(wish, by=warga, at=at)
    asked = asking_to_follow.Asked("pembaca@contoh.id", "id", wish)
    follower = following.confirm(asked, at=at)
    facts = {"first": "2016-06-01", "last": "2016-06-01", "places": [
        {"area": "9999991001002", "ward": "Rukun Jaya", "metres": 0, "lat": None, "lon": None, "new": 30, "changed": 1,
         "new_codes": [code], "changed_codes": [code]}]}  # fmt: skip
    letter, other = (
        Notice.objects.create(matter="followed", about="follow:2016-06-02", is_shown=True, at=at,
                              facts=json.dumps(facts), **to)
        for to in ({"person_id": warga.person_id}, {"reader_id": follower.reader_id})
    )  # fmt: skip
    link = link_in(other)
    return {
        "": ["/ikuti/", "/ikuti/?wilayah=9999991001002005", "/ikuti/?lat=-6.503&lon=106.502", "/ikuti/?terkirim=1",
             f"/ikuti/pasti/{asking_to_follow.link_of(asked, at=at)}/", f"/ikuti/surat/{link}/",
             f"/ikuti/berhenti/{link}/"],
        "warga": ["/ikuti/", "/ikuti/?wilayah=9999991001", f"/ikuti/kabar/{letter.pk}/",
                  f"/ikuti/berhenti/{link_in(letter)}/"],
    }  # fmt: skip


def addresses() -> dict[str, list[str]]:
    """Who looks at what."""
    done = Report.objects.filter(category__code="sampah").order_by("id").first()
    waiting = Report.objects.filter(category__code="sampah").order_by("-id").first()
    judged = unjudged(AreaCode("99")).first()
    struck = CurrentVerdict.objects.filter(is_valid=False, verdict__appeal=None).order_by("report_id").first()
    contested = open_appeals(AreaCode("99")).first()
    second = seconds_waiting(AreaCode("99")).first()
    assert done and waiting and judged and struck and contested and second
    session = invited_to()
    award, ranked = given_award(), "99.99.99.1001"
    places = followed(done.code)
    stop = f"/kabar/berhenti/{signing.dumps(0, salt=UNSUBSCRIBE_SALT)}/"
    return {
        "": ["/", "/laporan/", "/laporan/?cari=takada", f"/laporan/{done.code}/", "/peringkat/",
             "/peringkat/?untuk=kecamatan", "/peringkat/?untuk=skpd", "/peringkat/?masa=rolling",
             f"/peringkat/{ranked}/", f"/peringkat/{ranked}/?jika=1&jika=2", f"/peringkat/{ranked}/rt-rw/",
             "/penghargaan/", f"/penghargaan/{award.decision.token}/",
             "/validasi/", "/validasi/?bulan=2016-05",
             "/sekitar/", "/sekitar/?jenis=masalah&warna=hijau", "/sekitar/?kotak=106.9,-6.9,107,-6.8",
             "/laporan/?cari=sampah+rukun+jaya", "/wilayah/99.99.99.1001/", "/masuk/", "/daftar/", "/lupa/",
             "/bergabung/", "/wilayah/99.99.99.1001/belum/", f"/laporan/{done.code}/isi/",
             f"/laporan/{done.code}/isi/?terkirim=1", "/tidakada/", "/laporan/?halaman=x", "/luring/", "/petugas/",
             "/petugas/masuk/", "/uang/", "/uang/99.99.99.1001/?bulan=2016-06", "/uang/9999991001002/",
             "/uang/9999991001002005/", "/uang/kolom/", "/data/", "/wilayah/99/", "/wilayah/9999991001002/",
             "/wilayah/9999991001002005/", "/aturan/", "/aturan/sk-2-2016/", "/aturan/sk-3-2018/", "/cara-kerja/",
             "/hitung-sendiri/", "/cermin/", "/segel/", "/segel/saksi/", "/segel/bukti/",
             f"/segel/bukti/?tentang={done.code}",
             "/api/v1/", "/segel/bukti/?nomor=1", "/segel/tumbuh/?dari=1", "/segel/tumbuh/?dari=9999",
             "/sosialisasi/", "/sosialisasi/tahap/1/", "/sosialisasi/pintu/", "/tanya/", "/tanya/?cari=boleh+beli+hp",
             "/tanya/?topik=register", *places[""]],
        "warga": ["/akun/", "/akun/sandi/", "/akun/buktikan/", "/akun/tutup/", "/akun/kunci/", "/akun/kunci/aplikasi/",
                  "/lapor/", "/lapor/kerangka/", "/laporan-saya/", "/laporan-saya/?tampil=hijau",
                  "/laporan-saya/?tampil=dukungan", f"/laporan/{done.code}/", "/kabar/", "/kabar/atur/", stop,
                  "/akun/data-dibuka/", "/akun/data/", "/akun/lupakan/", "/tanya/ajukan/",
                  *places["warga"]],
        "ketua-rt": ["/pendamping/", "/tanya/ajukan/?words=kode",
                     "/undangan/", "/lapor/", "/bulan-ini/", "/bulan-ini/?bulan=2016-05", "/laporan-saya/",
                     "/bulan-ini/?bulan=2016-05&status=struck", f"/laporan/{struck.report.code}/sanggah/",
                     "/kas/", "/kas/?cari=boleh+beli+hp", "/kas/?cari=tabung+gas", "/kabar/atur/",
                     "/kas/catat/", "/kas/catat/?untuk=rapat", "/kas/catat/?untuk=honor", "/kas/buku/",
                     "/kas/anggaran/",
                     "/kas/catat/?untuk=rapat&jumlah=5.000&hari=2016-06-01&kepada=Warung", "/kas/serah-terima/",
                     "/kas/tanya/", "/kas/spj/", "/kas/rekening/?dari=2016-05&sampai=2016-06",
                     "/sosialisasi/latihan/", "/sosialisasi/tahap/1/uji/", f"/sosialisasi/undangan/{session}/"],
        "lurah": ["/undangan/", "/penataan/", "/penataan/?apa=founded", "/penataan/?apa=merged",
                  "/penataan/?apa=bordered", *asking.addresses(),
                  "/undangan/terbitkan/?peran=ketua-rt&wilayah=9999991001002005",
                  "/undangan/lembar/?kelurahan=9999991001", "/meja/", "/meja/?status=done&urut=-berubah",
                  "/meja/?cari=takada", "/meja/?tampil=peta&umur=0&banyak=200", "/meja/templat/", "/meja/petugas/",
                  f"/meja/kejadian/{an_incident()}/", "/meja/bagian/", f"/meja/bagian/{a_part()}/",
                  "/kas/kelurahan/", "/kas/buku/?unit=9999991001002005",
                  "/dana/9999991001/?bulan=2016-05", "/dana/9999991001/setujui/?bulan=2016-05",
                  f"/meja/{waiting.code}/", f"/laporan/{waiting.code}/",
                  "/isi/", f"/isi/{waiting.code}/", f"/meja/{waiting.code}/pelapor/",
                  "/sosialisasi/jadwal/", "/sosialisasi/rencana/", f"/sosialisasi/acara/{session}/",
                  f"/sosialisasi/acara/{session}/ubah/", "/sosialisasi/kemajuan/"],
        "kominfomas": ["/tanya/petugas/"],
        "bendahara-kota": ["/dana/?bulan=2016-05", "/dana/9999991001/bayar/?bulan=2016-05", "/dana/pembayaran/",
                           "/dana/rekening/", "/dana/rekening/9999991001002005/"],
        "camat": ["/penghargaan/", "/pengawasan/?bulan=2016-06",
                  "/pengawasan/tiket/?lihat=selesai&bulan=2016-06", "/pengawasan/umur/",
                  "/sosialisasi/kemajuan/", "/sosialisasi/akibat/?tahap=1", "/sosialisasi/akibat/?tahap=3",
                  "/pengawasan/surel/", "/pengawasan/audit/", "/arsip/", "/arsip/?dari=x", "/arsip/unduhan/",
                  f"/arsip/unduhan/{taken_away()}/"],
        "administrator": [keys_shown(), *hooks_shown(), "/pengawasan/data-dibuka/"],
        "tapem": ["/tapem/", f"/tapem/{judged.code}/", "/tapem/daftar/?kelurahan=9999991001",
                  f"/tapem/{judged.code}/?dari={struck.report.code}&ke=1",
                  f"/tapem/{contested.verdict.report.code}/sanggah/",
                  f"/tapem/kedua/{second.verdict.report.code}/", "/tapem/pengawasan/?bulan=2016-05",
                  "/tapem/sampel/", "/tapem/sampel/?bulan=2016-05"],
    }  # fmt: skip


def test_no_page_sticks_out_axe_finds_nothing_and_the_markup_is_valid(
    browser: Browser, demonstration: str, sign_in: SignIn, tmp_path: Path
) -> None:
    found: list[str] = []
    for who, pages in addresses().items():
        context = browser.new_context(base_url=demonstration, locale="id-ID")
        context.add_init_script(AXE)
        page = context.new_page()
        if who:
            sign_in(page, who)
        for number, address in enumerate(pages):
            answer = page.goto(address)
            assert answer is not None
            (tmp_path / f"{who or 'anyone'}-{number}.html").write_text(answer.text())
            for look in LOOKS:
                found += [f"{address} as {who or 'anyone'} {wrong}" for wrong in wrong_in(page, *look)]
        context.close()
    assert not found
    checked = subprocess.run(
        ["node", str(MODULES / "html-validate" / "bin" / "html-validate.mjs"), "--config",
         str(Path(settings.REPOSITORY) / ".htmlvalidate.json"), str(tmp_path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout + checked.stderr


def wrong_in(page: Page, width: int, scheme: Literal["dark", "light"], rules: str) -> Iterator[str]:
    """What sticks out of the page, and what axe finds, on a screen of that width and scheme."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    if LAID_WHEN_OPENED in page.url:
        page.reload()
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        yield f"is wider than {width}"
    for squeezed in page.evaluate(SQUEEZED):
        yield f"has words letter under letter at {width}: {squeezed}"
    # What is right need not be described: that costs more than to find it.
    for broken in page.evaluate(f"axe.run(document, {{...{rules}, resultTypes: ['violations']}})")["violations"]:
        yield f"in {scheme} at {width}: {broken['id']}: {broken['nodes'][0]['html'][:120]}"


def test_the_way_through_a_page_by_keyboard_begins_with_the_content(desk: Page) -> None:
    desk.goto("/")
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.getAttribute('href')") == "#isi"
