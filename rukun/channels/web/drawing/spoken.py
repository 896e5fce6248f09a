"""What the phone's app says by itself, in the reader's language; `{named}` gaps are filled on the phone."""

from __future__ import annotations

from django.utils.translation import gettext

from rukun.values.words import sentence

SPOKEN = {
    "offline": sentence("Tidak ada jaringan. Melapor tetap bisa: laporan disimpan di telepon ini dahulu."),
    "photo-working": sentence("Foto sedang diperkecil …"),
    "photo-unreadable": sentence("“{name}” bukan foto yang dapat dibuka. Pilih foto lain."),
    "photo-alt": sentence("Foto {n}"),
    "photo-remove": sentence("Buang foto {n}"),
    "photo-removed": sentence("Foto dibuang."),
    "too-many-photos": sentence("Paling banyak {most} foto untuk satu laporan."),
    "storage-full": sentence(
        "Memori telepon penuh, laporan ini belum dapat disimpan. Hapus beberapa foto lain di telepon, lalu coba lagi."
    ),
    "place-searching": sentence("Mencari tempat Anda …"),
    "place-elsewhere": sentence(
        "Tempat Anda ditemukan. Bila maksud Anda tempat lain, geser titiknya atau pilih kelurahannya."
    ),
    "place-unnamed": sentence("Tempat ditemukan. Nama wilayahnya diketahui saat laporan terkirim."),
    "place-rough": sentence("Ini masih kasar; geser titiknya di peta bila perlu."),
    "place-denied": sentence(
        "Telepon ini tidak mengizinkan Rukun melihat tempat Anda. Pilih kelurahan, RW, dan RT di bawah, atau izinkan "
        "lokasi di pengaturan peramban."
    ),
    "place-failed": sentence("Tempat tidak ditemukan. Coba lagi di luar ruangan, atau pilih dari daftar di bawah."),
    "place-none": sentence("Telepon ini tidak dapat menunjukkan tempat. Pilih kelurahan, RW, dan RT di bawah."),
    "kelurahan": sentence("Kelurahan {name}"),
    "units-offline": sentence("Daftar RW dan RT kelurahan ini belum ada di telepon; kelurahannya saja sudah cukup."),
    "need-place": sentence("Tunjukkan tempatnya di peta, atau pilih kelurahan, RW, dan RT."),
    "need-category": sentence("Pilih jenis laporan."),
    "need-words": sentence("Sertakan foto atau tulis apa yang terjadi."),
    "kept-title": sentence("Tersimpan di telepon"),
    "sending": sentence("Sedang dikirim …"),
    "kept-offline": sentence("Terkirim sendiri begitu ada sinyal. Anda boleh menutup halaman ini."),
    "sent-title": sentence("Laporan terkirim"),
    "sent-said": sentence("Terima kasih. Nomornya {code}."),
    "refused-title": sentence("Perlu diperbaiki"),
    "refused-said": sentence("{words} Laporannya masih ada di bawah, pada “Belum terkirim”."),
    "waits-signal": sentence("Belum ada jalan ke server; dicoba lagi sendiri."),
    "waits-busy": sentence("Server sedang sangat ramai. Tersimpan di ponsel; dikirim sendiri."),
    "kept-aside": sentence("Server belum dapat menerimanya; dicoba lagi sendiri. Laporan lain tetap terkirim."),
    "sent-first": sentence(
        "Kiriman yang pertama ternyata sudah sampai; yang Anda ubah sesudahnya tidak ikut. Tambahkan sebagai komentar."
    ),
    "aside-said": sentence(
        "Server belum dapat menerima laporan ini. Dicoba lagi sendiri mulai {when}; laporan lain tetap terkirim."
    ),
    "aside-large": sentence(
        "Laporan ini terlalu besar untuk jalannya. Kurangi fotonya lewat “Perbaiki”, atau dicoba lagi mulai {when}."
    ),
    "state-aside": sentence("Ditunda"),
    "state-busy": sentence("Menunggu giliran"),
    "waits-sign-in": sentence("Masuk dahulu, lalu semuanya terkirim."),
    "waiting": sentence("{n} laporan menunggu dikirim."),
    "waiting-one": sentence("1 laporan menunggu dikirim."),
    "photos": sentence("{n} foto"),
    "photos-one": sentence("1 foto"),
    "no-kind": sentence("Belum dipilih jenisnya"),
    "state-waiting": sentence("Menunggu sinyal"),
    "state-going": sentence("Sedang dikirim"),
    "state-refused": sentence("Perlu diperbaiki"),
    "state-draft": sentence("Belum selesai ditulis"),
    "mend": sentence("Perbaiki"),
    "go-on": sentence("Lanjutkan"),
    "discard-sure": sentence("Buang laporan ini dari telepon? Ini tidak dapat dibatalkan."),
    "shown-by-hand": sentence("{place} (dipilih dari daftar)"),
    "shown-no-place": sentence("Tempatnya belum ditunjukkan."),
    "shown-unnamed": sentence("Nama wilayahnya diketahui saat laporan terkirim."),
    "shown-nobody": sentence("Tanpa nama Anda."),
    "shown-unit": sentence("Atas nama {unit}, tanpa nama orang."),
    "shown-photo": sentence("Foto {n} seperti tampil untuk umum"),
    "shown-point": sentence("Titik tepatnya tampil di peta."),
    "shown-masked": sentence("Nomor telepon, nomor identitas, dan surel dalam keterangan tampil sebagai “…”."),
    "shown-photos": sentence("Foto tampil seperti Anda mengambilnya: wajah dan nomor kendaraan tidak dikaburkan."),
    "shown-later": sentence("Nomor laporan, jam diterima, kantor yang memegang, dan tenggatnya menyusul."),
    "alike-found": sentence("{n} laporan serupa di dekat sini."),
    "alike-far": sentence("{m} m dari sini"),
    "alike-support": sentence("Dukung"),
    "alike-supported": sentence("Sudah didukung"),
    "alike-thanks": sentence("Terima kasih, dukungan Anda tercatat. Laporan baru tidak perlu lagi."),
    "alike-failed": sentence("Dukungan belum tercatat. Coba lagi, atau kirim laporan Anda sendiri."),
}


def spoken() -> dict[str, str]:
    """Every sentence, translated."""
    return {name: gettext(words) for name, words in SPOKEN.items()}
