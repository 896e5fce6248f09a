"""Before it is sent whoever reports can look at what the public will see; what is shown then is what is seen later."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Locator, Page, expect

from rukun.reports.models import Report
from rukun.values.contacts import for_browsers, without_contacts
from tests.journeys.lapor.form import flush, open_form, send, write
from tests.journeys.telephone import SMALL
from tests.journeys.tower import Tower

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]
SAID = "Hubungi 0812 3456 7890 atau a.b@c.co.id, rugi Rp 12.500.000 sejak 12-06-2016"


def shown(page: Page) -> Locator:
    page.get_by_text("Lihat dahulu: begini tampilnya untuk umum").click()
    return page.locator("[data-shown]")


def test_what_is_shown_before_without_signal_is_what_a_stranger_reads_afterwards(
    phone: Page, tower: Tower, sign_in: SignIn, browser: Browser, picture: Path
) -> None:
    sign_in(phone, "warga")
    open_form(phone)
    expect(phone.get_by_text("RT 005/RW 002, Kelurahan Rukun Jaya")).to_be_visible()
    tower.turn("down")
    write(phone, SAID, "Banjir")
    phone.locator("#photos").set_input_files(picture)
    expect(phone.get_by_alt_text("Foto 1", exact=True)).to_be_visible()
    box = shown(phone)
    expect(box.get_by_alt_text("Foto 1 seperti tampil untuk umum")).to_be_visible()
    before = {part: box.locator(f"[data-shown-{part}]").inner_text() for part in ("kind", "words", "place")}
    assert before["words"] == without_contacts(SAID) != SAID
    expect(box).to_contain_text("Tanpa nama Anda.")
    expect(box).to_contain_text("tampil sebagai “…”")
    expect(box).to_contain_text("Titik tepatnya tampil di peta.")
    # It goes with what is typed.
    phone.get_by_label("Keterangan").press_sequentially(" lagi")
    expect(box.locator("[data-shown-words]")).to_have_text(without_contacts(f"{SAID} lagi"))
    send(phone)
    tower.turn("up")
    flush(phone)
    expect(phone.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    made = Report.objects.get(words=f"{SAID} lagi")
    context = browser.new_context(base_url=tower.address, **SMALL)  # type: ignore[arg-type]
    stranger = context.new_page()
    stranger.goto(f"/laporan/{made.code}/")
    expect(stranger.get_by_role("heading", level=1)).to_have_text(before["kind"])
    expect(stranger.locator("p.said")).to_have_text(f"{before['words']} lagi")
    expect(stranger.locator("#isi")).to_contain_text(before["place"])
    expect(stranger.locator(".photos img")).to_have_count(1)
    assert f"lat={made.lat:.6f}" in stranger.content(), "the point is told as it was sent"
    context.close()


def test_what_cannot_be_told_without_signal_is_said_to_follow(phone: Page, tower: Tower, sign_in: SignIn) -> None:
    sign_in(phone, "warga")
    open_form(phone)
    tower.turn("down")
    phone.reload()
    expect(phone.get_by_text("Tempat ditemukan. Nama wilayahnya diketahui saat laporan terkirim.")).to_be_visible()
    place = shown(phone).locator("[data-shown-place]")
    expect(place).to_have_text("Nama wilayahnya diketahui saat laporan terkirim.")


def test_a_private_report_is_shown_to_be_seen_by_nobody_but_its_handlers(phone: Page, sign_in: SignIn) -> None:
    sign_in(phone, "warga")
    open_form(phone)
    write(phone, SAID)
    box = shown(phone)
    phone.get_by_text("Hanya yang menangani; tidak tampil untuk umum").click()
    expect(box.get_by_text("Laporan ini tidak tampil untuk umum")).to_be_visible()
    expect(box.locator("[data-shown-public]")).to_be_hidden()
    phone.get_by_text("Semua orang, tanpa nama Anda").click()
    expect(box.locator("[data-shown-public]")).to_be_visible()


def test_a_report_of_a_unit_is_shown_to_stand_in_its_name(phone: Page, sign_in: SignIn) -> None:
    sign_in(phone, "ketua-rt")
    open_form(phone)
    box = shown(phone)
    expect(box).to_contain_text("Atas nama RT 005/RW 002, tanpa nama orang.")
    expect(box).to_contain_text("Belum dipilih jenisnya")
    phone.get_by_text("Untuk saya sendiri, sebagai warga").click()
    expect(box).to_contain_text("Tanpa nama Anda.")


def test_the_telephone_takes_out_of_words_what_the_server_takes_out(tmp_path: Path) -> None:
    chance = random.Random(11)
    signs = "0812345678908123 -7890.()+RpRP. ab@x_é٣½,\n📞"
    said = [SAID, "WA +62 812 3456 7890, NIK 3174031002000001", "(021) 555 12 34", "éRp 812345678, Rp812.345.678"]
    said += ["lampu mati 18.00-05.30, 3.6.2016 dan 2016-06-12", "٠٨١٢٣٤٥٦٧٨", "surel: budi@contoh.id."]
    said += ["".join(chance.choices(signs, k=chance.randint(4, 40))) for _ in range(3_000)]
    source = Path(settings.REPOSITORY) / "frontend" / "src" / "lapor" / "mask.ts"
    (tmp_path / "ask.ts").write_text(
        f"import {{ masker }} from {json.dumps(str(source))};\n"
        "const [rule, said] = JSON.parse(require('fs').readFileSync(0, 'utf8'));\n"
        "console.log(JSON.stringify(said.map(masker(rule))));\n"
    )
    esbuild = Path(settings.REPOSITORY) / "node_modules" / ".bin" / "esbuild"
    built = tmp_path / "ask.cjs"
    subprocess.run([esbuild, tmp_path / "ask.ts", "--bundle", "--platform=node", f"--outfile={built}"], check=True,
                   capture_output=True)  # fmt: skip
    asked = json.dumps([for_browsers(), said])
    told = json.loads(subprocess.run(["node", built], input=asked, capture_output=True, text=True, check=True).stdout)
    assert told == [without_contacts(words) for words in said]
    assert sum(one != words for one, words in zip(told, said, strict=True)) > 200, "much of it is masked"
