"""What becomes of each thing that is kept of a person, and how long each kind is kept (pure)."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from rukun.values.refused import Refused
from rukun.values.words import sentence


class Fate(StrEnum):
    """What becomes of a row when its person is forgotten."""

    DROPPED = "dropped"
    PARTED = "parted"
    STAYS = "stays"


FATE_WORDS = {
    Fate.DROPPED: sentence("dihapus"),
    Fate.PARTED: sentence("tetap ada, tetapi tidak lagi terhubung dengan Anda"),
    Fate.STAYS: sentence("tetap ada karena hukum mengharuskannya"),
}


FATE_TITLES = {
    Fate.DROPPED: sentence("Yang dihapus"),
    Fate.PARTED: sentence("Yang tetap ada tanpa Anda"),
    Fate.STAYS: sentence("Yang tetap ada karena hukum"),
}


@dataclass(frozen=True, slots=True)
class Held:
    """One key to a person: the model and field (`follower__person`: of another row, which names the person), what its
    rows are called, what becomes of them and why.

    `secret` are fields that are no use to the person and of use to a thief, or another's: no copy holds them.
    `names` says that whoever acted so is named by law, so that their name stays with the act; `masked` is a field of a
    parted row that holds the person's name, `emptied` are those by which they can be reached.
    """

    model: str
    field: str
    words: str
    fate: Fate
    why: str = ""
    secret: tuple[str, ...] = ()
    names: bool = False
    masked: str = ""
    emptied: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.model}.{self.field}"


MONEY = sentence("Keputusan tentang uang negara disimpan bersama siapa yang mengambilnya (UU 17/2003, UU 43/2009).")
VERDICT = sentence("Penilaian dan sanggahan menentukan uang; siapa yang memutus harus dapat diperiksa (UU 43/2009).")
OFFICE = sentence("Masa jabatan adalah arsip pemerintahan beserta nomor SK-nya (UU 43/2009).")
AUDIT = sentence(
    "Catatan siapa membuka data tidak dapat diubah, supaya dapat dipercaya; isinya hanya nomor akun kosong."
)
ANSWER = sentence("Jawaban resmi kantor disimpan bersama siapa yang menulis dan menyetujuinya (UU 14/2008).")
HELPED = sentence("Siapa pernah melapor atas nama sebuah RT atau RW harus dapat diperiksa (UU 43/2009).")

DROPPED, PARTED, STAYS = Fate.DROPPED, Fate.PARTED, Fate.STAYS
# Every key to a person that there is; a test looks through all models and finds none that is not here.
HELD = (
    Held("people.Appointment", "person", sentence("Jabatan"), STAYS, OFFICE, names=True),
    Held("people.Session", "person", sentence("Perangkat yang masuk"), DROPPED,
         secret=("session_key", "session_data", "came_by")),
    Held("people.SentCode", "person", sentence("Kode yang dikirim"), DROPPED, secret=("salt", "digest")),
    Held("people.CodeApp", "person", sentence("Aplikasi kode"), DROPPED, secret=("secret", "last_counter")),
    Held("people.Passkey", "person", sentence("Kunci sandi"), DROPPED, secret=("credential", "public_key")),
    Held("people.SpareCode", "person", sentence("Kode cadangan"), DROPPED, secret=("digest",)),
    Held("people.Identity", "person", sentence("Akun kota yang terhubung"), DROPPED),
    # Before the keys themselves, by which they are found.
    Held("webhooks.Subscription", "key__holder", sentence("Alamat yang dikabari program Anda"), DROPPED,
         secret=("secret", "old_secret", "claim")),
    Held("people.ApiKey", "holder", sentence("Kunci program atas nama Anda"), PARTED, secret=("digest",),
         emptied=("contact",)),
    Held("people.DataOpened", "person", sentence("Siapa membuka data Anda"), STAYS, AUDIT),
    Held("people.Forgetting", "person", sentence("Permintaan dilupakan"), STAYS, AUDIT),
    Held("people.Copy", "person", sentence("Salinan data yang diminta"), DROPPED, secret=("key",)),
    Held("reports.Report", "filer", sentence("Laporan"), PARTED, secret=("key",)),
    Held("reports.Support", "person", sentence("Dukungan"), DROPPED),
    Held("reports.Comment", "person", sentence("Komentar"), PARTED, secret=("key",)),
    Held("followup.CrewMember", "person", sentence("Nama sebagai petugas lapangan"), PARTED, masked="name",
         emptied=("phone",)),
    Held("followup.Rating", "person", sentence("Bintang yang diberikan"), PARTED),
    Held("followup.Answer", "person", sentence("Jawaban atas penyelesaian"), PARTED),
    Held("followup.Replied", "person", sentence("Jawaban atas pertanyaan kantor"), PARTED),
    Held("followup.SavedView", "person", sentence("Saringan yang disimpan"), DROPPED),
    Held("followup.Export", "person", sentence("Unduhan arsip"), DROPPED, secret=("key",)),
    Held("validation.Claim", "person", sentence("Laporan yang sedang dinilai"), DROPPED),
    Held("validation.Verdict", "validator", sentence("Penilaian yang dijatuhkan"), STAYS, VERDICT, names=True),
    Held("validation.SecondReading", "validator", sentence("Pembacaan kedua"), STAYS, VERDICT, names=True),
    Held("validation.Appeal", "person", sentence("Sanggahan"), STAYS, VERDICT),
    Held("sosialisasi.Practice", "person", sentence("Laporan latihan"), PARTED, secret=("key",)),
    Held("sosialisasi.Answered", "person", sentence("Jawaban uji paham"), DROPPED),
    Held("sosialisasi.Question", "person", sentence("Pertanyaan"), PARTED, secret=("key",)),
    Held("sosialisasi.Reply", "written_by", sentence("Jawaban yang ditulis untuk kantor"), STAYS, ANSWER, names=True),
    Held("sosialisasi.Reply", "decided_by", sentence("Jawaban yang disetujui"), STAYS, ANSWER, names=True),
    Held("sosialisasi.Assistant", "person", sentence("Pendamping sebuah RT atau RW"), STAYS, HELPED, names=True),
    Held("penataan.Change", "proposed_by", sentence("Perubahan RT dan RW yang dimasukkan"), STAYS, OFFICE, names=True),
    Held("penataan.Change", "answered_by", sentence("Perubahan RT dan RW yang dijawab"), STAYS, OFFICE, names=True),
    Held("funds.DecreeProposal", "proposed_by", sentence("Keputusan yang diusulkan"), STAYS, MONEY, names=True),
    Held("funds.DecreeProposal", "decided_by", sentence("Keputusan yang disetujui"), STAYS, MONEY, names=True),
    Held("funds.Closing", "closed_by", sentence("Bulan yang ditutup"), STAYS, MONEY, names=True),
    Held("funds.Closing", "approved_by", sentence("Bulan yang disetujui"), STAYS, MONEY, names=True),
    Held("funds.Closing", "paid_by", sentence("Bulan yang dibayarkan"), STAYS, MONEY, names=True),
    Held("funds.BankAccount", "proposed_by", sentence("Rekening yang diusulkan"), STAYS, MONEY, names=True,
         secret=("number",)),
    Held("funds.AccountDecision", "by", sentence("Rekening yang diputuskan"), STAYS, MONEY, names=True),
    Held("funds.Batch", "by", sentence("Pembayaran yang dikirim ke bank"), STAYS, MONEY, names=True),
    Held("funds.Handover", "by", sentence("Kas yang diserahkan"), STAYS, MONEY, names=True),
    Held("funds.Takeover", "by", sentence("Kas yang diterima"), STAYS, MONEY, names=True),
    Held("notices.Notice", "person", sentence("Kabar"), DROPPED),
    Held("notices.Choice", "person", sentence("Pilihan kabar"), DROPPED),
    Held("notices.Listener", "person", sentence("Pengaturan kabar"), DROPPED),
    Held("notices.PushDevice", "person", sentence("Perangkat yang dikabari"), DROPPED,
         secret=("endpoint", "p256dh", "auth")),
    Held("notices.Delivery", "person", sentence("Kabar yang dikirim"), DROPPED),
    Held("following.Follow", "follower__person", sentence("Tempat yang diikuti"), DROPPED),
    Held("following.Follower", "person", sentence("Cara mengikuti tempat"), DROPPED),
    Held("chats.Conversation", "person", sentence("Percakapan"), DROPPED, secret=("address", "sealed", "claim")),
)  # fmt: skip


class Kind(StrEnum):
    """What grows old: each is dropped, or parted from its person, so many days after it came."""

    REPORTER = "reporter"
    COMMENTER = "commenter"
    CAMERA = "camera"
    WALK_IN = "walk-in"
    PRACTICE = "practice"
    UNDELIVERED = "undelivered"
    CLOSED_ACCOUNT = "closed-account"


KIND_WORDS = {
    Kind.REPORTER: sentence("siapa yang mengirim sebuah laporan"),
    Kind.COMMENTER: sentence("siapa yang menulis sebuah komentar, bintang, atau jawaban"),
    Kind.CAMERA: sentence("tempat, waktu, dan merek kamera pada berkas foto asli"),
    Kind.WALK_IN: sentence("nama tamu tanpa jabatan pada daftar hadir"),
    Kind.PRACTICE: sentence("laporan latihan"),
    Kind.UNDELIVERED: sentence("pesan kepada seseorang yang gagal dikirim"),
    Kind.CLOSED_ACCOUNT: sentence("akun yang sudah ditutup"),
}
DAYS_MOST = 36_500
# The tables of a city's file, and what stands in each.
KNOWN = {"asked": ("think_over_days", "copies_days"), "kind": ("key", "days", "why")}


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a city keeps what: by kind, how many days a person may think it over, and how long a copy lies ready."""

    kept: dict[Kind, timedelta]
    why: dict[Kind, str]
    think_over: timedelta = timedelta(days=14)
    copies: timedelta = timedelta(days=7)


def read_retention(text: str) -> Retention:
    """The file of a city; refused where a table or a kind is unknown, comes twice, or no reason or no number of days
    stands: what is written wrong would be kept for ever, and nobody would notice."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise _bad(str(wrong)) from None
    _refuse_unread(told)
    kept: dict[Kind, timedelta] = {}
    why: dict[Kind, str] = {}
    for entry in told.get("kind", []):
        name, days, reason = entry.get("key"), entry.get("days"), str(entry.get("why", "")).strip()
        if name not in set(Kind) or Kind(name) in kept or not reason:
            raise _bad(str(name))
        kept[Kind(name)], why[Kind(name)] = _days(days, str(name)), reason
    rest = told.get("asked", {})
    return Retention(
        kept, why, _days(rest.get("think_over_days", 14), "think_over_days"),
        _days(rest.get("copies_days", 7), "copies_days"),
    )  # fmt: skip


def _refuse_unread(told: dict[str, Any]) -> None:
    """Refused where anything in the file would be passed over."""
    _refuse_unknown(told, KNOWN, "[{}]")
    entries = told.get("kind", [])
    if not isinstance(entries, list):
        raise _bad(f"kind = {entries}")
    for entry in entries:
        _refuse_unknown(entry, KNOWN["kind"], "[[kind]] {}")
    _refuse_unknown(told.get("asked", {}), KNOWN["asked"], "[asked] {}")


def _refuse_unknown(told: object, known: Collection[str], named: str) -> None:
    """Refused where something is written that nothing reads, or a value stands where a table should."""
    if not isinstance(told, dict):
        raise _bad(str(told))
    for name in told:
        if name not in known:
            words = "Berkas retention.toml memuat {name}, yang tidak dikenal. Yang dikenal: {known}."
            raise Refused("retention", words, name=named.format(name), known=", ".join(known))


def _days(given: object, name: str) -> timedelta:
    if not isinstance(given, int) or isinstance(given, bool) or not 1 <= given <= DAYS_MOST:
        raise _bad(f"{name} = {given} (1 … {DAYS_MOST})")
    return timedelta(days=given)


def _bad(what: str) -> Refused:
    return Refused("retention", "Berkas retention.toml tidak dapat dibaca: {what}.", what=what)
