"""The desks: crews, kelurahan, Tapem and its samples, oversight, units that begin and end, programs that hold keys."""

from __future__ import annotations

from rukun.channels.web import penataan
from rukun.channels.web.administrator import kunci as program_keys
from rukun.channels.web.administrator import webhook
from rukun.channels.web.meja import bagian, bulk, kejadian, listed
from rukun.channels.web.meja import shelf as desk_shelf
from rukun.channels.web.meja import ticket as desk_ticket
from rukun.channels.web.pengawasan import arsip, audit, beside, ringkasan, umur
from rukun.channels.web.petugas import masuk, telepon
from rukun.channels.web.petugas import meja as crew_desk
from rukun.channels.web.request.guard import ANYONE, SIGNED_IN, Route
from rukun.channels.web.routes.roles import (
    ADMINISTRATOR,
    DESK,
    FIGURES,
    OVERSIGHT,
    TAPEM,
    UNITS_IN_TIME,
)
from rukun.channels.web.tapem import appeals, judging, overview, watching
from rukun.channels.web.tapem import listed as judged
from rukun.channels.web.umum import validasi
from rukun.followup.oversight.rules import OVERSEERS
from rukun.people.rules import Role

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
    Route("meja/bagian/", "bagian", bagian.listed, DESK),
    Route("meja/bagian/<int:number>/", "bagian-satu", bagian.page, DESK),
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
