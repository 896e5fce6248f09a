"""What a photo of finished work proves: that it is none of earlier, with which code, from where and when."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rukun.databases.kept import asking
from rukun.followup.actions import ProofFacts
from rukun.followup.models import CrewWork, Proof, Ticket
from rukun.followup.rules import CodeState
from rukun.reports.access import photos_of
from rukun.reports.models import Original, Picture, Report
from rukun.reports.rules import StoredPhoto
from rukun.values.refused import Refused
from rukun.values.said import Said
from rukun.values.words import sentence

PROOFS_AT_ONCE = 1_000
# Nearer than this a telephone's place tells nothing; farther than the second somebody has to look.
NEAR_M, FAR_M = 50, 200
USED = sentence("Foto ini sudah pernah dipakai. Ambil foto baru di tempatnya, sesudah pekerjaannya selesai.")
CODE_WORDS = {
    CodeState.READ: sentence("Kode di foto cocok: diambil lewat aplikasi petugas untuk tiket ini."),
    CodeState.UNREAD: sentence("Kode di foto tidak terbaca."),
    CodeState.WRONG: sentence("Kode di foto bukan milik tiket dan telepon ini, atau dari hari lain."),
    CodeState.LATE: sentence("Kode di foto cocok, tetapi jamnya di luar masa tautan; jam telepon mungkin meleset."),
    CodeState.NONE: sentence("Tanpa kode: diunggah tidak lewat aplikasi petugas."),
}
# What an audit looks at first.
RISKY = frozenset({CodeState.UNREAD, CodeState.WRONG, CodeState.NONE})


NO_DIGEST = "-"
# Asked with every finished ticket: one statement, because putting five together costs more than running them.
USED_BEFORE = (
    "SELECT 1 WHERE EXISTS (SELECT 1 FROM followup_step WHERE proof = %s AND proof <> '') "
    "OR EXISTS (SELECT 1 FROM followup_crewwork WHERE photo = %s AND photo <> '') "
    "OR EXISTS (SELECT 1 FROM followup_answer WHERE photo = %s AND photo <> '') "
    "OR EXISTS (SELECT 1 FROM reports_photo WHERE digest IN (%s, %s, %s)) "
    "OR EXISTS (SELECT 1 FROM reports_picture WHERE digest IN (%s, %s))"
)


def refuse_used(photo: StoredPhoto, *, source: str = "") -> None:
    """Refused when this picture, or the file it was made from, is one that was here before: a report's own photo, an
    earlier proof, a citizen's answer, or a copy of one that we showed. Within the transaction that closes with it: of
    two that close with one picture at the same moment the second waits here. Two queries; three for the crew's app.

    The digest of what is kept is one of the pixels, because every picture is drawn anew: another wrapping of the same
    picture is the same. `source` is the digest of the camera's file before the code was drawn into it.
    """
    list(Picture.objects.select_for_update(no_key=True).filter(digest=photo.digest).values_list("pk"))
    kept, came_as = photo.digest, (photo.original or NO_DIGEST, source or NO_DIGEST)
    with asking() as cursor:
        cursor.execute(USED_BEFORE, [kept, kept, kept, kept, *came_as, *came_as])
        is_used = cursor.fetchone() is not None
    if is_used or (source != "" and _was_source(source)):
        raise Refused("used", USED, field="proof")


def _was_source(source: str) -> bool:
    return (
        CrewWork.objects.filter(source=source).exclude(source="").exists()
        or Original.objects.filter(digest=source).exists()
    )


def facts_of_upload(photo: StoredPhoto, ticket: Ticket) -> ProofFacts:
    """What is known of a proof that a desk uploads without the app: what its camera said, and that it has no code."""
    return ProofFacts(
        taken_at=photo.camera.taken_at, place=photo.camera.place, code_state=CodeState.NONE,
        before_digest=before_of(ticket.report),
    )  # fmt: skip


def before_of(report: Report) -> str:
    """The digest of the report's first photo that may be seen, "" where there is none; one query where its photos are
    not at hand."""
    shown = [photo for photo in photos_of(report) if photo.hidden_at is None]
    return shown[0].digest if shown else ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A proof beside the picture of before, with what is known of it in sentences.

    `is_risky` asks for an audit first.
    """

    before: str
    after: str
    state: CodeState
    notes: Sequence[Said]
    is_risky: bool
    at: datetime
    # What a floor above found suspicious in it, in words; put beside by the door.
    doubts: Sequence[Said] = ()


def pairs_of(ticket: Ticket, report: Report) -> list[Pair]:
    """The proofs of a ticket, newest first; two queries at most when the report's photos are at hand."""
    rows = Proof.objects.filter(step__ticket=ticket).select_related("step").order_by("-step__at", "-id")
    return [_pair(proof, before_of(report)) for proof in rows]


def _pair(proof: Proof, before: str) -> Pair:
    state = CodeState(proof.code_state)
    notes = [Said(CODE_WORDS[state]), *_place_note(proof.metres)]
    if proof.taken_at is not None:
        notes.append(_time_note(proof.step.at - proof.taken_at))
    is_risky = state in RISKY or (proof.metres or 0) > FAR_M
    return Pair(proof.before_digest or before, proof.digest, state, notes, is_risky, proof.step.at)


def _place_note(metres: int | None) -> list[Said]:
    if metres is None:
        return [Said(sentence("Foto tidak menyebut tempatnya."))]
    if metres <= NEAR_M:
        return [Said(sentence("Diambil di tempatnya."))]
    return [Said(sentence("Diambil {n} m dari tempat laporan."), {"n": metres})]


def _time_note(before_closing: timedelta) -> Said:
    minutes = round(before_closing.total_seconds() / 60)
    if minutes < 0:
        return Said(sentence("Waktu foto tidak masuk akal: sesudah tiket ditutup."))
    if minutes < 120:
        return Said(sentence("Diambil {n} menit sebelum tiket ditutup."), {"n": minutes})
    return Said(sentence("Diambil {n} jam sebelum tiket ditutup."), {"n": round(minutes / 60)})


@dataclass(frozen=True, slots=True)
class Compared:
    """A proof for a floor above that looks for likeness: which picture, of which report, beside which before."""

    id: int
    digest: str
    before_digest: str
    report_id: int
    report: str
    kelurahan_id: int
    category_id: int
    code_state: str
    at: datetime


def proofs_since(cursor: int, most: int = PROOFS_AT_ONCE) -> list[Compared]:
    """Proofs behind this one, oldest first: what is to be compared with every earlier picture; one query."""
    rows = Proof.objects.filter(id__gt=cursor).order_by("id").values_list(
        "id", "digest", "before_digest", "step__ticket__report_id", "step__ticket__report__code",
        "step__ticket__kelurahan_id", "step__ticket__category_id", "code_state", "step__at",
    )[:most]  # fmt: skip
    return [Compared(*row) for row in rows]


def pictures_among(digests: Collection[str]) -> set[str]:
    """Which of these pictures the crew sent, whatever became of them; one query."""
    return set(CrewWork.objects.filter(photo__in=digests).exclude(photo="").values_list("photo", flat=True))
