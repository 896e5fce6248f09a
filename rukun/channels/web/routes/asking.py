"""The access table of questions, of the counter and its paper, of assistants, and of what a session changed."""

from __future__ import annotations

from rukun.channels.web.faq import desk, public, session
from rukun.channels.web.loket import assistants, counter, paper, resident
from rukun.channels.web.request.guard import ANYONE, SIGNED_IN, Roles, Route
from rukun.people.rules import HEAD_OF
from rukun.sosialisasi.asked.rules import ANSWERING, APPROVING
from rukun.sosialisasi.helped.rules import TYPING
from rukun.sosialisasi.rules import ORGANISERS, WATCHERS

ANSWERERS: Roles = frozenset(ANSWERING)
APPROVERS: Roles = frozenset(APPROVING)
CLERKS: Roles = frozenset(TYPING)
QUESTIONS = (
    Route("tanya/", "tanya", public.page, ANYONE, may_lag=True),
    Route("tanya/ajukan/", "tanya-ajukan", public.ask, SIGNED_IN),
    Route("tanya/petugas/", "tanya-petugas", desk.listed, ANSWERERS),
    Route("tanya/petugas/<int:number>/", "tanya-jawab", desk.answer, ANSWERERS),
    Route("tanya/jawaban/<int:number>/", "tanya-perbaiki", desk.revise, ANSWERERS),
    Route("tanya/jawaban/<int:number>/putus/", "tanya-putus", desk.decide, APPROVERS),
    Route("sosialisasi/acara/<str:code>/tanya/", "sosialisasi-tanya", session.take_down, frozenset(ORGANISERS)),
    Route("sosialisasi/acara/<str:code>/akibat/", "sosialisasi-akibat", session.effect, frozenset(WATCHERS)),
)
COUNTER = (
    Route("loket/", "loket", counter.page, CLERKS),
    Route("loket/warga/", "loket-warga", resident.page, CLERKS),
    Route("loket/slip/<str:code>/", "loket-slip", resident.slip, CLERKS),
    Route("slip/<str:code>/<str:secret>/", "slip", resident.take, SIGNED_IN),
    Route("loket/formulir.pdf", "formulir-cetak", paper.sheets, CLERKS),
    Route("loket/baca/", "formulir-baca", paper.read_in, CLERKS),
    Route("loket/formulir/<str:code>/", "formulir", paper.form, CLERKS),
    Route("loket/formulir/<str:code>/gambar.jpg", "formulir-gambar", paper.picture, CLERKS),
    Route("pendamping/", "pendamping", assistants.page, CLERKS | frozenset(HEAD_OF.values())),
)
ASKING = (*QUESTIONS, *COUNTER)
