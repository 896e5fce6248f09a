"""Whoever reports: filing, the app on the phone, their own reports, what they are told, what should not be seen."""

from __future__ import annotations

from rukun.channels.web.request.guard import ANYONE, SIGNED_IN, Route
from rukun.channels.web.routes.roles import (
    DECIDING,
    DESK,
)
from rukun.channels.web.umum import isi
from rukun.channels.web.warga import ikuti, jawaban, kabar, lapor, pelapor, percakapan, phone, tarik, unggah
from rukun.channels.web.warga import laporan_saya as warga

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
    Route("laporan/<str:code>/tarik/", "tarik-laporan", tarik.retract, SIGNED_IN),
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
IKUTI = (
    Route("ikuti/", "ikuti", ikuti.page, ANYONE),
    Route("ikuti/atur/", "ikuti-atur", ikuti.choose, SIGNED_IN),
    Route("ikuti/<int:number>/lepas/", "ikuti-lepas", ikuti.end, SIGNED_IN),
    Route("ikuti/kabar/<int:number>/", "ikuti-kabar", ikuti.letter, SIGNED_IN),
    Route("ikuti/pasti/<str:token>/", "ikuti-pasti", ikuti.confirm, ANYONE),
    Route("ikuti/surat/<str:token>/", "ikuti-surat", ikuti.by_letter, ANYONE),
    Route("ikuti/berhenti/<str:token>/", "ikuti-berhenti", ikuti.stop, ANYONE),
)
ISI = (
    Route("laporan/<str:code>/isi/", "laporkan-isi", isi.tell, ANYONE),
    Route("isi/", "isi", isi.listed, DECIDING),
    Route("isi/<str:code>/", "isi-putuskan", isi.decide, DECIDING),
    Route("isi/<str:code>/komentar/", "isi-komentar", isi.decide_comment, DECIDING),
    Route("meja/<str:code>/pelapor/", "hubungi-pelapor", pelapor.contact, DESK),
)
