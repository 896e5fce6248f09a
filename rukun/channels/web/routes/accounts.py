"""Accounts: signing in and up, rights over one's own data, invitations."""

from __future__ import annotations

from rukun.channels.web import (
    signin,
)
from rukun.channels.web.akun import bergabung, daftar, hak, kode, kunci, lupa, nomor, profil, sso, undangan
from rukun.channels.web.request.guard import ANYONE, SIGNED_IN, Route
from rukun.channels.web.routes.roles import (
    INVITERS,
)
from rukun.rights.access import AUDITS

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
