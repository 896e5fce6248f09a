"""The rows of the access table about the ranking and what is given for it."""

from __future__ import annotations

from rukun.channels.web.request.guard import ANYONE, Route
from rukun.channels.web.umum import penghargaan, peringkat
from rukun.ranking.access import AWARD_ROLES

RANKING = (
    Route("peringkat/", "peringkat", peringkat.table, ANYONE, may_lag=True),
    Route("peringkat/<str:code>/", "mengapa", peringkat.reasons, ANYONE, may_lag=True),
    Route("peringkat/<str:code>/rt-rw/", "kinerja-unit", peringkat.units, ANYONE, may_lag=True),
    Route("penghargaan/", "penghargaan", penghargaan.listed, ANYONE, may_lag=True),
    Route("penghargaan/putuskan/<int:number>/", "penghargaan-putuskan", penghargaan.decide, AWARD_ROLES),
    Route("penghargaan/<str:token>/", "penghargaan-bukti", penghargaan.proof, ANYONE, may_lag=True),
    Route("penghargaan/<str:token>/piagam.pdf", "piagam", penghargaan.certificate, ANYONE, may_lag=True),
)
