"""What the crew's app says by itself, in the reader's language; `{named}` gaps are filled on the phone."""

from __future__ import annotations

from django.utils.translation import gettext

from rukun.values.time import city_zone
from rukun.values.words import sentence

SPOKEN = {
    "offline": sentence("Tidak ada jaringan. Bekerja tetap bisa: foto disimpan di telepon ini dahulu."),
    "hello": sentence("{name}, {office}"),
    "todo": sentence("{n} tugas"),
    "todo-one": sentence("1 tugas"),
    "done": sentence("{n} selesai hari ini"),
    "done-one": sentence("1 selesai hari ini"),
    "none": sentence("Tidak ada tugas untuk Anda sekarang."),
    "over": sentence(
        "Hari tautan ini sudah lewat. Yang belum terkirim masih dikirim; untuk tugas baru minta tautan baru."
    ),
    "due": sentence("tenggat {when}"),
    "late": sentence("terlambat sejak {when}"),
    "far": sentence("{n} m"),
    "far-km": sentence("{n} km"),
    "no-words": sentence("Tanpa keterangan."),
    "waits": sentence("{n} menunggu dikirim"),
    "waits-one": sentence("1 menunggu dikirim"),
    "waits-signal": sentence("Belum ada jalan ke server; dicoba lagi sendiri."),
    "aside-said": sentence("Server belum dapat menerimanya. Dicoba lagi sendiri mulai {when}; lainnya terkirim."),
    "kept": sentence("Tersimpan di telepon. Terkirim sendiri begitu ada sinyal; halaman ini boleh ditutup."),
    "state-waiting": sentence("Menunggu sinyal"),
    "state-sent": sentence("Terkirim"),
    "state-kept": sentence("Disimpan untuk kelurahan"),
    "state-refused": sentence("Tidak diterima"),
    "did-done": sentence("Selesai"),
    "did-cannot": sentence("Tidak bisa"),
    "gone": sentence("Tugas ini diambil atau sudah diselesaikan orang lain."),
    "need-photo": sentence("Ambil foto hasilnya dahulu."),
    "need-words": sentence("Pilih atau tulis mengapa tidak bisa."),
    "photo-working": sentence("Foto sedang disiapkan …"),
    "photo-failed": sentence("Foto ini tidak dapat dibuka. Ambil lagi dengan kamera."),
    "photo-ready": sentence("Foto siap, dengan kode {code} pukul {when}."),
    "photo-no-code": sentence("Foto siap, tetapi tanpa kode: telepon ini tidak dapat membuatnya."),
    "storage-full": sentence(
        "Memori telepon penuh, foto ini belum tersimpan. Hapus beberapa foto lain, lalu coba lagi."
    ),
    "camera-failed": sentence("Kamera di halaman ini tidak dapat dibuka. Pakai tombol “Kamera telepon”."),
    "clock-off": sentence("Jam telepon ini salah. Kode di foto memakai waktu server, jadi tidak apa-apa."),
}


def spoken() -> dict[str, str]:
    """Every sentence, translated, and the city's zone: as calendars call it, and as it stands behind an hour."""
    zone = city_zone()
    return {name: gettext(words) for name, words in SPOKEN.items()} | {"zone": zone.calendar_name, "clock": zone.value}
