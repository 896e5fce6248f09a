"""The access table: every page, and who may ask for it. The default is nobody; a page without a row has no address.

`ANYONE`; `SIGNED_IN`; or the roles of which the asker must hold one, with a second factor where the settings ask it.
Whether a certain report or ticket may be seen is asked again, below the door, by the `access` of its package.
"""

from __future__ import annotations

from django.urls import URLPattern, path

from rukun.channels.web import (
    health,
    isi,
    jawaban,
    kabar,
    lapor,
    laporan,
    metrics,
    pelapor,
    penataan,
    percakapan,
    phone,
    portal,
    segel,
    sekitar,
    signin,
    terbuka,
    umpan,
    unduhan,
    unggah,
    validasi,
    warga,
)
from rukun.channels.web.administrator import kunci as program_keys
from rukun.channels.web.administrator import webhook
from rukun.channels.web.akun import bergabung, daftar, hak, kode, kunci, lupa, nomor, profil, sso, undangan
from rukun.channels.web.asking_routes import ASKING
from rukun.channels.web.guard import ANYONE, SIGNED_IN, Roles, Route, guarded
from rukun.channels.web.meja import bulk, kejadian, listed
from rukun.channels.web.meja import shelf as desk_shelf
from rukun.channels.web.meja import ticket as desk_ticket
from rukun.channels.web.money_routes import MONEY
from rukun.channels.web.pengawasan import arsip, audit, beside, ringkasan, umur
from rukun.channels.web.petugas import masuk, telepon
from rukun.channels.web.petugas import meja as crew_desk
from rukun.channels.web.ranking_routes import RANKING
from rukun.channels.web.sosialisasi_routes import SOSIALISASI
from rukun.channels.web.tapem import appeals, judging, overview, watching
from rukun.channels.web.tapem import listed as judged
from rukun.followup.oversight.rules import OVERSEERS, OWN_FIGURES
from rukun.penataan.rules import ANSWERS, PROPOSES
from rukun.people.rules import INVITES, Role
from rukun.rights.access import AUDITS
from rukun.validation.rules import OVERSEERS as WATCHERS

DESK: Roles = frozenset({Role.LURAH, Role.STAFF_KELURAHAN, Role.SKPD, Role.CAMAT})
FIGURES: Roles = OVERSEERS | OWN_FIGURES
TAPEM: Roles = frozenset({Role.VALIDATOR})
OVERSIGHT: Roles = frozenset(WATCHERS)
ADMINISTRATOR: Roles = frozenset({Role.ADMINISTRATOR})
DECIDING: Roles = DESK | TAPEM
INVITERS: Roles = frozenset(INVITES)
UNITS_IN_TIME: Roles = PROPOSES | ANSWERS

PORTAL = (
    Route("", "home", portal.home, ANYONE, may_lag=True),
    Route("laporan/", "laporan", laporan.all_of_them, ANYONE, may_lag=True),
    Route("laporan/<str:code>/", "laporan-satu", laporan.one, ANYONE, may_lag=True),
    Route("laporan/<str:code>/kartu/", "kartu", laporan.card, ANYONE, may_lag=True),
    Route("sekitar/", "sekitar", sekitar.page, ANYONE, may_lag=True),
    Route("sekitar/daftar/", "sekitar-daftar", sekitar.listed, ANYONE, may_lag=True),
    Route("sekitar/titik.json", "titik", sekitar.marks, ANYONE, may_lag=True),
    Route("sekitar/batas.json", "batas", sekitar.lines, ANYONE, may_lag=True),
    Route("wilayah/<str:code>/", "wilayah", portal.area, ANYONE, may_lag=True),
    Route("umpan.atom", "umpan", umpan.of_all, ANYONE, may_lag=True),
    Route("wilayah/<str:code>/umpan.atom", "umpan-wilayah", umpan.of_area, ANYONE, may_lag=True),
    Route("data/", "data-terbuka", unduhan.page, ANYONE, may_lag=True),
    Route("data/berkas/<path:name>", "data-berkas", unduhan.fetch, ANYONE, may_lag=True),
    Route("cermin/", "cermin", terbuka.mirror, ANYONE, may_lag=True),
    Route("foto/<str:digest>.jpg", "foto", portal.photo, ANYONE, may_lag=True),
    Route("bukti/<str:digest>.jpg", "bukti", portal.proof, ANYONE, may_lag=True),
)
SEGEL = (
    Route("segel/", "segel", segel.page, ANYONE, may_lag=True),
    Route("segel/akar.txt", "segel-akar", segel.newest, ANYONE, may_lag=True),
    Route("segel/kunci.txt", "segel-kunci", segel.key, ANYONE, may_lag=True),
    Route("segel/daftar.json", "segel-daftar", segel.listed, ANYONE, may_lag=True),
    Route("segel/<int:number>.txt", "segel-satu", segel.one, ANYONE, may_lag=True),
    Route("segel/bukti/", "segel-bukti", segel.entry, ANYONE, may_lag=True),
    Route("segel/bukti.json", "segel-bukti-json", segel.entry_as_json, ANYONE, may_lag=True),
    Route("segel/tumbuh/", "segel-tumbuh", segel.growth, ANYONE, may_lag=True),
    Route("segel/tumbuh.json", "segel-tumbuh-json", segel.growth_as_json, ANYONE, may_lag=True),
    Route("segel/saksi/", "segel-saksi", segel.witnesses, ANYONE, may_lag=True),
)
TERBUKA = (
    Route("cara-kerja/", "cara-kerja", terbuka.how_it_works, ANYONE, may_lag=True),
    Route("hitung-sendiri/", "hitung-sendiri", terbuka.recompute, ANYONE, may_lag=True),
    Route("aturan/", "aturan", terbuka.decrees, ANYONE, may_lag=True),
    Route("aturan/<str:code>/", "aturan-satu", terbuka.decree, ANYONE, may_lag=True),
    Route("robots.txt", "robots", terbuka.robots, ANYONE, may_lag=True),
    Route("sitemap.xml", "sitemap", terbuka.sitemap, ANYONE, may_lag=True),
    Route("sitemap-halaman.xml", "sitemap-halaman", terbuka.sitemap_of_pages, ANYONE, may_lag=True),
    Route("sitemap-wilayah-<int:number>.xml", "sitemap-wilayah", terbuka.sitemap_of_areas, ANYONE, may_lag=True),
    Route("sitemap-laporan-<int:number>.xml", "sitemap-laporan", terbuka.sitemap_of_reports, ANYONE, may_lag=True),
)
LAPOR = (
    Route("lapor/", "lapor", lapor.file, SIGNED_IN),
    Route("lapor/kirim/", "lapor-kirim", lapor.send, SIGNED_IN),
    Route("lapor/unggah/", "lapor-unggah", unggah.permit, SIGNED_IN),
    Route("lapor/siap.json", "lapor-siap", lapor.ready, ANYONE),
)
PHONE = (
    Route("manifest.webmanifest", "manifest", phone.manifest, ANYONE),
    Route("sw.js", "sw", phone.worker, ANYONE),
    Route("lapor/kerangka/", "lapor-kerangka", phone.shell, ANYONE),
    Route("luring/", "luring", phone.offline, ANYONE),
)
WARGA = (
    Route("laporan-saya/", "laporan-saya", warga.own, SIGNED_IN),
    Route("laporan/<str:code>/jawab/", "jawab-warga", jawaban.answer, SIGNED_IN),
    Route("laporan/<str:code>/keterangan/", "jawab-kantor", jawaban.reply, SIGNED_IN),
    Route("laporan/<str:code>/dukung/", "dukung", percakapan.support, SIGNED_IN),
    Route("laporan/<str:code>/komentar/", "komentar", percakapan.comment, SIGNED_IN),
    Route("laporan/<str:code>/komentar/sembunyikan/", "sembunyikan-komentar", percakapan.hide_comment, SIGNED_IN),
)
KABAR = (
    Route("kabar/", "kabar", kabar.page, SIGNED_IN),
    Route("kabar/<int:number>/", "kabar-buka", kabar.open_one, SIGNED_IN),
    Route("kabar/dibaca/", "kabar-dibaca", kabar.read_all, SIGNED_IN),
    Route("kabar/atur/", "kabar-atur", kabar.choose, SIGNED_IN),
    Route("kabar/kunci/", "kabar-kunci", kabar.push_key, ANYONE),
    Route("kabar/perangkat/", "perangkat", kabar.devices, SIGNED_IN),
    Route("kabar/perangkat/<int:number>/lepas/", "perangkat-lepas", kabar.remove_device, SIGNED_IN),
    Route("kabar/berhenti/<str:token>/", "kabar-berhenti", kabar.stop_email, ANYONE),
)
CREW = (
    Route("petugas/", "petugas", telepon.page, ANYONE),
    Route("petugas/masuk/", "petugas-masuk", masuk.enter, ANYONE),
    Route("petugas/siap.json", "petugas-siap", telepon.ready, ANYONE),
    Route("petugas/kirim/", "petugas-kirim", telepon.send, ANYONE),
    Route("petugas/foto/<str:digest>.jpg", "petugas-foto", telepon.photo, ANYONE),
    # Before the tickets: no report has this code.
    Route("meja/petugas/", "petugas-meja", crew_desk.crew, DESK),
    Route("meja/petugas/<int:number>/", "petugas-satu", crew_desk.member, DESK),
    Route("meja/<str:code>/petugas/", "tiket-petugas", crew_desk.assign, DESK),
    Route("meja/<str:code>/kiriman/", "tiket-kiriman", crew_desk.use_kept, DESK),
    Route("meja/<str:code>/kiriman/<str:digest>.jpg", "tiket-kiriman-foto", crew_desk.kept_photo, DESK),
)
KELURAHAN = (
    Route("meja/", "meja", listed.page, DESK),
    Route("meja/baru.json", "meja-baru", listed.live, DESK),
    Route("meja/titik.json", "meja-titik", listed.marks, DESK),
    Route("meja/massal/", "meja-massal", bulk.act, DESK),
    Route("meja/pandangan/", "meja-pandangan", desk_shelf.views, DESK),
    Route("meja/templat/", "meja-templat", desk_shelf.templates, DESK),
    Route("meja/kejadian/<int:number>/", "kejadian", kejadian.page, DESK),
    Route("meja/<str:code>/", "tiket", desk_ticket.page, DESK),
)
VALIDASI = (
    Route("validasi/", "validasi", validasi.page, ANYONE, may_lag=True),
    Route("validasi/undian.json", "undian-json", validasi.listed, ANYONE, may_lag=True),
    Route("validasi/undian.csv", "undian-csv", validasi.listed_as_csv, ANYONE, may_lag=True),
    Route("sanggah/foto/<str:digest>.jpg", "sanggah-foto", watching.appeal_photo, SIGNED_IN),
    # Before the reports of the desk, whose address is a code in the same place.
    Route("tapem/pengawasan/", "tapem-pengawasan", watching.page, OVERSIGHT),
    Route("tapem/sampel/", "sampel", watching.sample, TAPEM),
    Route("tapem/kedua/<str:code>/", "kedua", watching.second, TAPEM),
)
PENGAWASAN = (
    Route("pengawasan/", "pengawasan", beside.page, FIGURES),
    Route("pengawasan/tiket/", "pengawasan-tiket", beside.tickets, FIGURES),
    Route("pengawasan/umur/", "umur", umur.board, FIGURES),
    Route("pengawasan/bulan.pdf", "pengawasan-bulan", beside.paper, FIGURES),
    Route("pengawasan/surel/", "ringkasan", ringkasan.preview, FIGURES),
    Route("pengawasan/audit/", "audit", audit.queue, OVERSEERS),
    Route("pengawasan/audit/<str:code>/", "audit-satu", audit.judge, OVERSEERS),
    Route("wilayah/<str:code>/belum/", "belum", umur.for_everyone, ANYONE, may_lag=True),
)
ARSIP = (
    Route("arsip/", "arsip", arsip.page, FIGURES | {Role.SKPD}),
    Route("arsip/unduhan/", "unduhan-semua", arsip.listed, FIGURES | {Role.SKPD}),
    Route("arsip/unduhan/<str:key>/", "unduhan", arsip.progress, FIGURES | {Role.SKPD}),
    Route("arsip/unduhan/<str:key>/berkas/", "unduhan-berkas", arsip.fetch, FIGURES | {Role.SKPD}),
)
VALIDATOR = (
    Route("tapem/", "tapem", overview.desk, TAPEM),
    Route("tapem/mulai/", "tapem-mulai", judging.start, TAPEM),
    Route("tapem/berikut.json", "tapem-berikut", judging.ahead, TAPEM),
    Route("tapem/daftar/", "tapem-daftar", judged.page, TAPEM),
    Route("tapem/<str:code>/", "nilai", judging.judge, TAPEM),
    Route("tapem/<str:code>/sanggah/", "jawab", appeals.answer, TAPEM),
)
ISI = (
    Route("laporan/<str:code>/isi/", "laporkan-isi", isi.tell, ANYONE),
    Route("isi/", "isi", isi.listed, DECIDING),
    Route("isi/<str:code>/", "isi-putuskan", isi.decide, DECIDING),
    Route("isi/<str:code>/komentar/", "isi-komentar", isi.decide_comment, DECIDING),
    Route("meja/<str:code>/pelapor/", "hubungi-pelapor", pelapor.contact, DESK),
)
ACCOUNT = (
    Route("masuk/", "masuk", signin.sign_in, ANYONE),
    Route("masuk/demo/", "masuk-demo", signin.sign_in_as_demo, ANYONE),
    Route("masuk/kode/", "masuk-kode", kode.second_step, ANYONE),
    Route("masuk/kunci/mulai/", "masuk-kunci-mulai", kode.passkey_begin, ANYONE),
    Route("masuk/kunci/", "masuk-kunci", kode.passkey_sign_in, ANYONE),
    Route("masuk/sso/", "masuk-sso", sso.start, ANYONE),
    Route("masuk/sso/kembali/", "masuk-sso-kembali", sso.come_back, ANYONE),
    Route("masuk/sso/keluar/", "masuk-sso-keluar", sso.signed_out_there, ANYONE),
    Route("daftar/", "daftar", daftar.sign_up, ANYONE),
    Route("lupa/", "lupa", lupa.ask, ANYONE),
    Route("lupa/kode/", "lupa-kode", lupa.answer, ANYONE),
    Route("bergabung/", "bergabung", bergabung.code, ANYONE),
    Route("bergabung/jabatan/", "bergabung-jabatan", bergabung.seat, ANYONE),
    Route("akun/", "akun", profil.account, SIGNED_IN),
    Route("akun/sandi/", "akun-sandi", profil.password, SIGNED_IN),
    Route("akun/sso/lepas/", "akun-sso-lepas", sso.disconnect, SIGNED_IN),
    Route("akun/perangkat/", "akun-perangkat", profil.sign_out_device, SIGNED_IN),
    Route("akun/nomor/", "akun-nomor", nomor.change, SIGNED_IN),
    Route("akun/konfirmasi/", "akun-konfirmasi", profil.confirm, SIGNED_IN),
    Route("akun/buktikan/", "buktikan", profil.prove_again, SIGNED_IN),
    Route("akun/tutup/", "akun-tutup", profil.close, SIGNED_IN),
    Route("akun/kunci/", "akun-kunci", kunci.overview, SIGNED_IN),
    Route("akun/kunci/aplikasi/", "akun-kunci-aplikasi", kunci.app, SIGNED_IN),
    Route("akun/kunci/sandi/mulai/", "akun-kunci-sandi-mulai", kunci.passkey_begin, SIGNED_IN),
    Route("akun/kunci/sandi/", "akun-kunci-sandi", kunci.passkey_add, SIGNED_IN),
    Route("akun/kunci/sandi/bukti/", "akun-kunci-sandi-bukti", kunci.passkey_prove, SIGNED_IN),
    Route("akun/kunci/cadangan/", "akun-kunci-cadangan", kunci.spare_codes, SIGNED_IN),
    Route("akun/kunci/hapus/", "akun-kunci-hapus", kunci.remove, SIGNED_IN),
    Route("keluar/", "keluar", signin.sign_out, ANYONE),
    Route("bahasa/", "bahasa", signin.language, ANYONE),
)
RIGHTS = (
    Route("akun/data/", "data-saya", hak.overview, SIGNED_IN),
    Route("akun/data/<str:key>.zip", "data-saya-berkas", hak.take, SIGNED_IN),
    Route("akun/lupakan/", "lupakan", hak.forget, SIGNED_IN),
    Route("akun/data-dibuka/", "data-dibuka", hak.openings, SIGNED_IN),
    Route("pengawasan/data-dibuka/", "data-dibuka-diaudit", hak.audited, AUDITS),
)
INVITATIONS = (
    Route("undangan/", "undangan", undangan.listed, INVITERS),
    Route("undangan/terbitkan/", "undangan-terbitkan", undangan.issue, INVITERS),
    Route("undangan/lembar/", "undangan-lembar", undangan.sheet, INVITERS),
    Route("undangan/cabut/", "undangan-cabut", undangan.revoke, INVITERS),
)
PENATAAN = (
    Route("penataan/", "penataan", penataan.listed, UNITS_IN_TIME),
    Route("penataan/<int:number>/", "penataan-satu", penataan.one, UNITS_IN_TIME),
    Route("penataan/<int:number>/batas.geojson", "penataan-batas", penataan.border, UNITS_IN_TIME),
)
PROGRAMS = (
    Route("kunci-program/", "kunci-program", program_keys.page, ADMINISTRATOR),
    Route("kunci-program/<int:number>/cabut/", "kunci-program-cabut", program_keys.withdraw, ADMINISTRATOR),
    Route("webhook/", "webhook", webhook.page, ADMINISTRATOR),
    Route("webhook/<int:number>/", "webhook-satu", webhook.one, ADMINISTRATOR),
)
HEALTH = (
    Route("healthz", "healthz", health.alive, ANYONE),
    Route("readyz", "readyz", health.ready, ANYONE),
    Route("metrics", "metrics", metrics.page, ANYONE),
)
TABLE = (
    *PORTAL,
    *RANKING,
    *SEGEL,
    *TERBUKA,
    *LAPOR,
    *PHONE,
    *WARGA,
    *KABAR,
    *MONEY,
    *SOSIALISASI,
    *CREW,
    *KELURAHAN,
    *VALIDASI,
    *PENGAWASAN,
    *ARSIP,
    *VALIDATOR,
    *ISI,
    *ACCOUNT,
    *RIGHTS,
    *INVITATIONS,
    *PENATAAN,
    *ASKING,
    *PROGRAMS,
    *HEALTH,
)


def addresses() -> list[URLPattern]:
    """The table as Django's patterns, each behind its guard."""
    return [path(route.address, guarded(route), name=route.name) for route in TABLE]
