"""The rows of the access table that are about sessions: open to all, who runs them, the door, and who learns."""

from __future__ import annotations

from rukun.channels.web.request.guard import ANYONE, SIGNED_IN, Roles, Route
from rukun.channels.web.sosialisasi import acara, akibat, belajar, kalender, kemajuan, kode, pintu, rencana, umum
from rukun.sosialisasi import rules

ORGANISERS: Roles = rules.ORGANISERS
WATCHERS: Roles = rules.WATCHERS

SOSIALISASI = (
    Route("sosialisasi/", "sosialisasi", umum.page, ANYONE, may_lag=True),
    Route("sosialisasi/kalender.ics", "kalender", kalender.of_all, ANYONE, may_lag=True),
    Route("wilayah/<str:code>/kalender.ics", "kalender-wilayah", kalender.of_area, ANYONE, may_lag=True),
    Route("sosialisasi/tahap/<int:number>/", "tahap", umum.stage, ANYONE, may_lag=True),
    Route("sosialisasi/tahap/<int:number>/lembar.pdf", "tahap-lembar", umum.handout, ANYONE, may_lag=True),
    Route("sosialisasi/tahap/<int:number>/uji/", "tahap-uji", belajar.check, SIGNED_IN),
    Route("sosialisasi/bahan/<str:name>", "bahan", umum.material, ANYONE, may_lag=True),
    Route("sosialisasi/latihan/", "latihan", belajar.practise, SIGNED_IN),
    Route("sosialisasi/undangan/<str:code>/", "undangan-acara", belajar.invited, SIGNED_IN),
    Route("sosialisasi/jadwal/", "jadwal", rencana.listed, ORGANISERS),
    Route("sosialisasi/rencana/", "rencana", rencana.plan, ORGANISERS),
    Route("sosialisasi/kemajuan/", "kemajuan", kemajuan.page, WATCHERS),
    Route("sosialisasi/akibat/", "akibat", akibat.page, WATCHERS),
    Route("sosialisasi/pintu/", "pintu", pintu.page, ANYONE),
    Route("sosialisasi/pintu/siap.json", "pintu-siap", pintu.ready, ORGANISERS),
    Route("sosialisasi/pintu/kirim/", "pintu-kirim", pintu.send, ORGANISERS),
    Route("sosialisasi/foto/<str:digest>.jpg", "acara-foto", acara.photo, ORGANISERS),
    Route("sosialisasi/acara/<str:code>/", "acara", acara.page, ORGANISERS),
    Route("sosialisasi/acara/<str:code>/ubah/", "acara-ubah", rencana.change, ORGANISERS),
    Route("sosialisasi/acara/<str:code>/undang/", "acara-undang", acara.invite, ORGANISERS),
    Route("sosialisasi/acara/<str:code>/hadir/", "acara-hadir", acara.attend, ORGANISERS),
    Route("sosialisasi/acara/<str:code>/batal-hadir/", "acara-batal-hadir", acara.take_back, ORGANISERS),
    Route("sosialisasi/acara/<str:code>/akun/", "acara-akun", kode.issue, ORGANISERS),
    Route("sosialisasi/acara/<str:code>/catatan/", "acara-catatan", acara.minutes, ORGANISERS),
    Route("sosialisasi/acara/<str:code>/foto/", "acara-potret", acara.photograph, ORGANISERS),
    Route("sosialisasi/acara/<str:code>/surat.pdf", "acara-surat", acara.letters, ORGANISERS),
    Route("sosialisasi/acara/<str:code>/daftar-hadir.pdf", "acara-daftar", acara.sheet, ORGANISERS),
)
