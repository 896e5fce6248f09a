"""Why somebody would not have something seen, what of a report may be hidden, and when a concern hides it (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from rukun.people.entering.throttle import Cap
from rukun.values.refused import Refused
from rukun.values.words import sentence


class Reason(StrEnum):
    """Why: the same words for whoever raises a concern and for whoever hides."""

    PRIVACY = "privacy"
    ABUSE = "abuse"
    NOT_SO = "not-so"
    OTHER = "other"


REASON_WORDS = {
    Reason.PRIVACY: sentence("menunjukkan urusan pribadi seseorang"),
    Reason.ABUSE: sentence("menghina, mengancam, atau menyerang orang"),
    Reason.NOT_SO: sentence("isinya tidak seperti yang dikatakan"),
    Reason.OTHER: sentence("alasan lain"),
}


class Part(StrEnum):
    """What of a report is meant. A photo of finished work is hidden with the photos."""

    PHOTOS = "photos"
    WORDS = "words"
    BOTH = "both"
    WHOLE = "whole"


PART_WORDS = {
    Part.PHOTOS: sentence("fotonya"),
    Part.WORDS: sentence("kata-katanya"),
    Part.BOTH: sentence("foto dan kata-katanya"),
    Part.WHOLE: sentence("seluruh laporan"),
}
# From one person or browser, and from one network where nobody says who they are: a whole street may share one.
CONCERNS_A_TELLER = Cap(10, timedelta(hours=1))
CONCERNS_A_NETWORK = Cap(60, timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is hidden: photos, words, and the report as a whole."""

    photos: bool = False
    words: bool = False
    whole: bool = False

    @classmethod
    def of(cls, part: Part) -> Hidden:
        """What it is to hide this part."""
        is_whole = part is Part.WHOLE
        return cls(
            photos=is_whole or part in (Part.PHOTOS, Part.BOTH),
            words=is_whole or part in (Part.WORDS, Part.BOTH),
            whole=is_whole,
        )

    @property
    def part(self) -> Part | None:
        """The part that is hidden; None for nothing."""
        if self.whole:
            return Part.WHOLE
        if self.photos:
            return Part.BOTH if self.words else Part.PHOTOS
        return Part.WORDS if self.words else None

    def also(self, other: Hidden) -> Hidden:
        """This and the other."""
        return Hidden(self.photos or other.photos, self.words or other.words, self.whole or other.whole)


NOTHING = Hidden()


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision as these rules see it: what it hides, and whether a handler took it (else a concern did)."""

    hidden: Hidden
    is_handlers: bool


def hidden_by_concern(part: Part, reason: Reason, decisions: Iterable[Decided]) -> Hidden:
    """What somebody's concern hides at once, by the decisions there were, the oldest first; nothing more: `NOTHING`.

    Only somebody's private matter is hidden on anybody's word, and never place, kind and state. What a handler showed
    stays: whoever would hide it again has to convince a handler.
    """
    if reason is not Reason.PRIVACY:
        return NOTHING
    standing, photos_shown, words_shown = NOTHING, False, False
    for decision in decisions:
        if decision.is_handlers:
            shows_all = decision.hidden == NOTHING
            photos_shown = not decision.hidden.photos and (photos_shown or standing.photos or shows_all)
            words_shown = not decision.hidden.words and (words_shown or standing.words or shows_all)
        standing = decision.hidden
    meant = Hidden.of(part)
    photos = meant.photos and not photos_shown and not standing.photos
    words = meant.words and not words_shown and not standing.words
    return Hidden(photos=photos, words=words)


def reason_of(text: str) -> Reason:
    """The reason with this code; refused where none was chosen."""
    try:
        return Reason(text)
    except ValueError:
        raise Refused("reason", "Pilih alasannya.", field="reason") from None


def part_of(text: str) -> Part:
    """The part with this code; refused where none was chosen."""
    try:
        return Part(text)
    except ValueError:
        raise Refused("part", "Pilih bagian yang dimaksud.", field="part") from None


def refuse_unexplained(reason: Reason, words: str) -> None:
    """Another reason than those of the list has to be told."""
    if reason is Reason.OTHER and not words:
        raise Refused("words", "Tulis alasannya dengan kata-kata Anda.", field="words")


CONTACT_REASON_MAX = 300


def refuse_unsaid_reason(words: str) -> None:
    """Whoever looks up a reporter says why, in a sentence that the reporter reads."""
    if not words or len(words) > CONTACT_REASON_MAX:
        raise Refused(
            "reason", "Tulis mengapa pelapor perlu dihubungi, paling panjang {most} huruf.",
            field="reason", most=CONTACT_REASON_MAX,
        )  # fmt: skip
