"""What the door's page says by itself, in the reader's language; `{named}` gaps are filled on the telephone."""

from __future__ import annotations

from django.utils.translation import gettext

from rukun.values.words import sentence

SPOKEN = {
    "offline": sentence("Tidak ada jaringan. Kehadiran tetap dicatat di telepon ini dan terkirim sendiri nanti."),
    "none": sentence("Buka halaman ini dari halaman acaranya, saat ada sinyal."),
    "cancelled": sentence("Acara ini dibatalkan."),
    "count": sentence("{n} hadir dari {most} diundang"),
    "more": sentence("{n} tanpa undangan"),
    "full": sentence("Kapasitas {n} orang sudah penuh."),
    "waits": sentence("{n} menunggu dikirim"),
    "waits-one": sentence("1 menunggu dikirim"),
    "waits-signal": sentence("Belum ada jalan ke server; dicoba lagi sendiri."),
    "aside-said": sentence("Server belum dapat menerimanya. Dicoba lagi sendiri mulai {when}; lainnya terkirim."),
    "waits-sign-in": sentence("Masuk lagi dahulu, lalu kiriman diteruskan."),
    "welcome": sentence("Hadir: {who}"),
    "already": sentence("Sudah tercatat: {who}"),
    "stranger": sentence("Surat ini bukan untuk acara ini. Cari namanya di daftar."),
    "not-kept": sentence("Telepon ini tidak dapat menyimpan. Catat di lembar hadir."),
    "came": sentence("Hadir"),
    "write": sentence("Catat hadir"),
    "need-name": sentence("Tulis namanya dahulu."),
    "state-waiting": sentence("Menunggu sinyal"),
    "state-sent": sentence("Terkirim"),
    "state-refused": sentence("Tidak diterima"),
    "kind-board": sentence("Pengurus"),
    "kind-pkk": sentence("PKK"),
    "kind-other": sentence("Warga"),
    "camera-failed": sentence("Kamera di halaman ini tidak dapat dibuka. Pakai kamera telepon, atau cari namanya."),
    "last-kept": sentence("Daftar terakhir diambil {when}"),
}


def spoken() -> dict[str, str]:
    """Every sentence, translated."""
    return {name: gettext(words) for name, words in SPOKEN.items()}
