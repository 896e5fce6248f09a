"""Short names of what the machine notices, for filters and labels, and what the desk's script says by itself."""

from __future__ import annotations

from django.utils.translation import gettext

from rukun.validation.signals.kinds import FlagKind
from rukun.values.words import sentence

FLAG_NAMES = {
    FlagKind.SAME_PHOTO: sentence("Foto sama"),
    FlagKind.EDITED_PHOTO: sentence("Foto diubah"),
    FlagKind.DUPLICATE: sentence("Hal sama, dekat"),
    FlagKind.PHOTO_ELSEWHERE: sentence("Foto dari tempat lain"),
    FlagKind.PHOTO_OLD: sentence("Foto lama"),
    FlagKind.OUTSIDE: sentence("Di luar wilayah"),
    FlagKind.BURST: sentence("Beruntun"),
    FlagKind.LAST_MINUTES: sentence("Menit terakhir"),
    FlagKind.COPIED_WORDS: sentence("Tulisan salinan"),
    FlagKind.BLANK_PHOTO: sentence("Foto kosong"),
    FlagKind.BLURRED_PHOTO: sentence("Foto kabur"),
    FlagKind.SCREENSHOT: sentence("Tangkapan layar"),
    FlagKind.ONE_DEVICE: sentence("Satu perangkat"),
    FlagKind.CIRCLE: sentence("Pendukung sama"),
    FlagKind.LENIENT: sentence("Selalu dianggap sah"),
    FlagKind.ALONE: sentence("Tanpa saksi"),
    FlagKind.CONFIRMED: sentence("Dikuatkan"),
    FlagKind.ABUSE: sentence("Kata kasar"),
    FlagKind.SAYS_NOTHING: sentence("Tanpa keterangan"),
}
# What the script says: `{named}` gaps are filled in the browser.
SPOKEN = {
    "accepted": sentence("Diterima: {title}."),
    "struck": sentence("Dicoret: {title}."),
    "undone": sentence("Diurungkan: {title} menunggu penilaian lagi."),
    "later": sentence("Dilewati: {title} datang lagi nanti."),
    "next": sentence("Berikutnya {title}."),
    "back": sentence("Kembali ke {title}."),
    "nothing-back": sentence("Tidak ada laporan sebelumnya di meja ini."),
    "nothing-undo": sentence("Belum ada putusan yang dapat diurungkan."),
    "loading": sentence("Mengambil laporan berikutnya …"),
    "empty": sentence("Semua laporan dengan saringan ini sudah dinilai."),
    "offline": sentence("Tidak ada jaringan: putusan disimpan di peramban ini dan dikirim sendiri."),
    "unsent": sentence("{n} putusan belum terkirim"),
    "unsent-one": sentence("1 putusan belum terkirim"),
    "sent": sentence("Semua putusan terkirim"),
    "sign-in": sentence("Sesi Anda sudah berakhir. Masuk lagi, lalu putusan yang tersimpan terkirim sendiri."),
    "kept-not": sentence("Peramban ini tidak dapat menyimpan putusan; tunggu sampai terkirim sebelum menutup halaman."),
    "aside": sentence("Server belum dapat menerimanya; dicoba lagi sendiri"),
    "aside-one": sentence(
        "Putusan untuk {code} belum dapat diterima server. Putusan itu tersimpan dan dicoba lagi sendiri; yang lain "
        "tetap terkirim."
    ),
    "refused": sentence("Laporan {code} tidak jadi dinilai: {words}"),
    "refused-undo": sentence("Laporan {code} tidak jadi diurungkan: {words}"),
    "choose-reason": sentence("Pilih alasan mencoret dengan angka 1 sampai 9."),
    "name-same": sentence("Sebutkan kode laporan yang sama."),
    "judged-accept": sentence("Anda menerimanya"),
    "judged-strike": sentence("Anda mencoretnya"),
}


def flag_name(kind: str) -> str:
    """The short name of a kind of flag, in the reader's language."""
    return gettext(FLAG_NAMES[FlagKind(kind)])


def spoken() -> dict[str, str]:
    """Every sentence of the script, translated."""
    return {name: gettext(words) for name, words in SPOKEN.items()}
