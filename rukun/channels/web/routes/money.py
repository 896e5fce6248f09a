"""The rows of the access table that are about money: open to all, a unit's kas, the treasurer's months, the law."""

from __future__ import annotations

from rukun.channels.web import keputusan
from rukun.channels.web.bendahara import bulan, nihil, pembayaran, rekening
from rukun.channels.web.pengurus import belanja, buku, kas, month, pertanggungjawaban, sanggah, tanya
from rukun.channels.web.pengurus import rekening as statement
from rukun.channels.web.request.guard import ANYONE, SIGNED_IN, Roles, Route
from rukun.channels.web.umum import uang
from rukun.funds.access import ANSWERS, CHECKS, LAW_ROLES
from rukun.people.rules import UNIT_ROLES, Role

CASH_BOOK: Roles = UNIT_ROLES | ANSWERS

PENGURUS = (
    Route("bulan-ini/", "bulan-ini", month.month, UNIT_ROLES),
    Route("bulan-ini/nihil/", "nihil", month.attest, UNIT_ROLES),
    Route("nihil/", "nihil-semua", nihil.page, CHECKS),
    Route("nihil/<int:number>/", "nihil-lihat", nihil.look, CHECKS),
    Route("kas/", "kas", kas.kas, UNIT_ROLES),
    Route("laporan/<str:code>/sanggah/", "sanggah", sanggah.contest, SIGNED_IN),
)
SPENDING = (
    Route("kas/catat/", "kas-catat", belanja.record, UNIT_ROLES),
    Route("kas/belanja/<int:number>/", "kas-belanja", belanja.one, CASH_BOOK),
    Route("kas/kuitansi/<str:digest>.jpg", "kuitansi", belanja.receipt, CASH_BOOK),
    Route("kas/buku/", "kas-buku", buku.book, CASH_BOOK),
    Route("kas/anggaran/", "kas-anggaran", buku.budget, UNIT_ROLES),
    Route("kas/serah-terima/", "serah-terima", buku.handover, UNIT_ROLES),
    Route("kas/tanya/", "kas-tanya", tanya.ask, UNIT_ROLES),
    Route("kas/spj/", "spj", pertanggungjawaban.page, CASH_BOOK),
    Route("kas/berkas.pdf", "kas-pdf", pertanggungjawaban.pdf, CASH_BOOK),
    Route("kas/berkas.xlsx", "kas-xlsx", pertanggungjawaban.workbook, CASH_BOOK),
    Route("kas/rekening/", "rekening-koran", statement.page, CASH_BOOK),
    Route("kas/rekening.pdf", "rekening-koran-pdf", statement.pdf, CASH_BOOK),
    Route("kas/rekening.csv", "rekening-koran-csv", statement.rows, CASH_BOOK),
    Route("kas/kelurahan/", "kas-kelurahan", tanya.of_kelurahan, ANSWERS),
    Route("kas/tanya/<int:number>/", "kas-jawab", tanya.answer, ANSWERS),
)
TREASURERS: Roles = frozenset({Role.BENDAHARA})
DANA = (
    Route("dana/", "dana", bulan.city, ANSWERS),
    Route("dana/rekening/", "rekening", rekening.listed, ANSWERS),
    Route("dana/rekening/<str:code>/", "rekening-unit", rekening.one, CASH_BOOK),
    Route("dana/rekening/putus/<int:number>/", "rekening-putus", rekening.decide, ANSWERS),
    Route("dana/pembayaran/", "pembayaran", pembayaran.listed, TREASURERS),
    Route("dana/pembayaran/kirim/", "pembayaran-kirim", pembayaran.send, TREASURERS),
    Route("dana/pembayaran/<int:number>/", "pembayaran-satu", pembayaran.one, TREASURERS),
    Route("dana/pembayaran/<int:number>/berkas/", "pembayaran-berkas", pembayaran.file, TREASURERS),
    Route("dana/tunai/<int:number>/", "tunai", pembayaran.cash, TREASURERS),
    Route("dana/<str:code>/", "dana-kelurahan", bulan.ward, ANSWERS),
    Route("dana/<str:code>/kas-lama/", "kas-lama", bulan.pass_on, TREASURERS),
    Route("dana/<str:code>/koreksi/", "dana-koreksi", bulan.accept, TREASURERS),
    Route("dana/<str:code>/<str:name>/", "dana-langkah", bulan.step, ANSWERS),
)
LAW = (
    Route("keputusan/", "keputusan", keputusan.listed, LAW_ROLES),
    Route("keputusan/usul/", "keputusan-usul", keputusan.bring, LAW_ROLES),
    Route("keputusan/<str:digest>/", "keputusan-satu", keputusan.one, LAW_ROLES),
    Route("keputusan/<str:digest>/banding/", "keputusan-banding", keputusan.compare, LAW_ROLES),
)
OPEN = (
    Route("uang/", "uang", uang.city, ANYONE, may_lag=True),
    # Before the areas: no area has this code.
    Route("uang/kolom/", "uang-kolom", uang.columns, ANYONE, may_lag=True),
    Route("uang/kolom.csv", "uang-kolom-csv", uang.columns_as_csv, ANYONE, may_lag=True),
    Route("uang/<str:code>/", "uang-wilayah", uang.area, ANYONE, may_lag=True),
    Route("uang/<str:code>/uang.xlsx", "uang-xlsx", uang.workbook, ANYONE, may_lag=True),
    Route("uang/<str:code>/<str:kind>.csv", "uang-csv", uang.rows, ANYONE, may_lag=True),
)
MONEY = (*OPEN, *PENGURUS, *SPENDING, *DANA, *LAW)
