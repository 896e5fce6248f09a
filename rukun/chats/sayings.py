"""What a conversation says (pure): each sentence once, with what can be chosen beside it."""

from __future__ import annotations

from collections.abc import Sequence

from rukun.chats.state import Choice, City, Kind, Say, State, Step
from rukun.reports.rules import PHOTOS_MAX
from rukun.values.refused import Refused
from rukun.values.words import sentence

WORDS_SHOWN = 300
SKIP_PHOTO = Choice("do:no-photo", sentence("Tanpa foto"))
SKIP_WORDS = Choice("do:no-words", sentence("Lewati"))
UNSURE = Choice("do:unsure", sentence("Tidak tahu"))
SEND = Choice("do:send", sentence("Kirim"))
CHANGE = Choice("do:change", sentence("Ubah"))
CANCEL = Choice("do:cancel", sentence("Batal"))
OWN = Choice("unit:", sentence("Untuk saya sendiri"))
CHANGES = (
    Choice("change:place", sentence("Tempat")),
    Choice("change:kind", sentence("Jenis")),
    Choice("change:words", sentence("Keterangan")),
)
MORE = sentence("Lainnya")

GREETING = Say(
    sentence(
        "Halo, ini Rukun. Kirim foto masalah di lingkungan Anda, lalu lokasinya; kami bantu sampai laporannya terkirim."
        " Ketik “bantuan” kapan saja."
    )
)
HELP = Say(
    sentence(
        "Cara melapor: kirim foto, bagikan lokasi (atau tulis kelurahan, RW, dan RT), pilih jenisnya, lalu kirim.\n"
        "“batal” membuang yang belum dikirim. “status KODE” memberi tahu keadaan sebuah laporan. “mulai” untuk laporan"
        " baru. “english” for English. Keadaan darurat: hubungi 112."
    )
)
CANCELLED = Say(sentence("Dibatalkan. Tidak ada yang dikirim, dan foto serta tulisannya kami hapus."))
NOTHING_OPEN = Say(sentence("Tidak ada laporan yang sedang dibuat. Kirim foto atau tulis apa yang terjadi."))
STILL_OPEN = Say(
    sentence("Laporan Anda yang tadi belum dikirim; kami lanjutkan. Ketik “batal” bila tidak jadi.")
)  # fmt: skip
STALE = Say(
    sentence("Laporan yang belum dikirim sudah lama tidak dilanjutkan, jadi kami hapus. Kirim foto untuk mulai lagi.")
)
ODD = Say(sentence("Suara, video, dan berkas lain tidak dapat kami terima. Kirim foto, lokasi, atau tulisan."))
OLD_CHOICE = Say(sentence("Pilihan itu dari pesan lama; jawab pesan yang terakhir, ya."))
NOTED = Say(sentence("Kami catat sebagai keterangan."))
TOO_LONG = Say(sentence("Keterangannya sudah sangat panjang; yang terakhir ini tidak kami catat."))
NOT_FOUND = Say(
    sentence(
        "Kami catat sebagai alamat, tetapi kelurahannya belum kami kenali. Tulis nama kelurahan, RW, dan RT, atau"
        " bagikan lokasi."
    )
)
NO_SUCH_KIND = Say(sentence("Jenis itu belum kami kenali. Pilih satu dari daftar, atau tulis dengan kata lain."))
NEEDS_WORDS = Say(sentence("Tanpa foto, laporan perlu keterangan."))
STATUS_HOW = Say(sentence("Tulis “status” lalu kode laporannya, misalnya status K7M2QX4B9T."))
OFTEN = Say(sentence("Pesan Anda terlalu banyak sekaligus. Tunggu beberapa menit, lalu lanjutkan."))
BROKEN = Say(sentence("Pesan Anda yang terakhir tidak dapat kami olah. Kirim lagi, ya; yang lain tidak hilang."))
UNREADABLE = sentence("Satu foto tidak dapat kami ambil. Kirim lagi, ya.")
LINKED = Say(sentence("Nomor Anda terdaftar di Rukun: laporan ini tercatat atas nama samaran Anda."))
NOT_LINKED = Say(sentence("Nomor ini belum terdaftar dan dipastikan di Rukun; Anda tetap dapat melapor tanpa nama."))
SHARE_NUMBER = Say(
    sentence("Bagikan nomor Anda bila terdaftar di Rukun, supaya laporan tercatat atas nama Anda atau RT/RW Anda."),
    wants="contact",
)
LANGUAGE = Say(sentence("Baik, dalam bahasa Indonesia."))


def number(linked: str) -> Say:
    """Whether a number is known; a wish for it where nobody can tell."""
    return {"yes": LINKED, "no": NOT_LINKED}.get(linked, SHARE_NUMBER)


def too_many() -> Say:
    return Say(sentence("Paling banyak {most} foto untuk satu laporan; yang selebihnya tidak ikut."),
               {"most": PHOTOS_MAX})  # fmt: skip


def refusal(refused: Refused) -> Say:
    """Why something cannot be, in the words of whoever refused it."""
    return Say(refused.words, dict(refused.facts))


def sent(code: str, link: str) -> Say:
    return Say(
        sentence("Terkirim. Kode laporan Anda {code}. Ikuti di {link} atau ketik “status {code}”."),
        {"code": code, "link": link},
    )


def asks(state: State, city: City, offered: Sequence[Choice]) -> Say:
    """What is asked at this step."""
    choices = tuple(offered)
    if state.step is Step.PHOTO:
        return Say(sentence("Kirim foto masalahnya. Boleh lebih dari satu."), choices=choices, is_ask=True)
    if state.step is Step.PLACE:
        return _place(state, choices)
    if state.step is Step.KIND:
        return Say(sentence("Ini laporan tentang apa? Pilih, atau tulis dengan kata Anda."), choices=choices,
                   is_ask=True)  # fmt: skip
    if state.step is Step.WORDS:
        return Say(sentence("Tulis singkat apa yang terjadi dan di sebelah mana."), choices=choices, is_ask=True)
    if state.step is Step.UNIT:
        return Say(sentence("Laporan ini atas nama siapa?"), choices=choices, is_ask=True)
    if state.step is Step.CHANGE:
        return Say(sentence("Apa yang diubah? Foto boleh langsung ditambah."), choices=choices, is_ask=True)
    return summary(state, city.kinds, choices)


def _place(state: State, choices: tuple[Choice, ...]) -> Say:
    if choices:
        words = (
            sentence("Tempatnya dekat batas. Yang mana?") if state.point else sentence("Maksud Anda yang mana?")
        )  # fmt: skip
        return Say(words, choices=choices, is_ask=True)
    return Say(
        sentence("Di mana tempatnya? Bagikan lokasi, atau tulis kelurahan, RW, dan RT-nya."),
        wants="location",
        is_ask=True,
    )


def first_of_all(kind: Kind, language: str) -> list[Say]:
    """What to do first where somebody may be in danger, as the city says it; nothing of most kinds."""
    said = kind.first_en if language == "en" else kind.first
    return [Say("{first}", {"first": said})] if said else []


def summary(state: State, kinds: Sequence[Kind], choices: tuple[Choice, ...]) -> Say:
    """Everything that would be sent, before it is."""
    kind = next((one for one in kinds if one.code == state.kind), Kind(state.kind, state.kind, state.kind))
    shown = state.words if len(state.words) <= WORDS_SHOWN else state.words[:WORDS_SHOWN].rstrip() + "…"
    facts = {
        "kind": kind.name_en if state.language == "en" else kind.name, "place": state.label or state.address,
        "photos": len(state.photos), "words": shown or "–",
    }  # fmt: skip
    words = sentence("Sudah benar?\nJenis: {kind}\nTempat: {place}\nFoto: {photos}\nKeterangan: {words}")
    return Say(words, facts, choices, is_ask=True)
