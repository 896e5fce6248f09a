"""What a telephone may send straight to the store, and under which name it lies there until it was drawn anew."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from rukun.reports.rules import PHOTO_BYTES_MAX
from rukun.values.number import number_in
from rukun.values.refused import Refused

# What lies under this prefix nobody has looked at; the bucket's own lifecycle takes away what is left there.
QUARANTINE = "kiriman/"
KINDS = frozenset({"image/jpeg", "image/png", "image/webp", "image/heic", "image/heif"})
DIGEST = re.compile(r"[0-9a-f]{64}")
CLAIM = re.compile(r"(\d{4}-\d{2}-\d{2}) ([0-9a-f]{64}) ([0-9]{1,9}) (image/[a-z]{2,10})")
# So long a permission to send is good: one bar of signal and 15 MB.
GOOD_FOR_SECONDS = 900
SIGNED_A_MINUTE = 40


@dataclass(frozen=True, slots=True)
class Claim:
    """A photo that is said to lie in the store: since which day, the SHA-256 of its bytes, how many, of what kind."""

    day: date
    digest: str
    size: int
    kind: str

    def __str__(self) -> str:
        return f"{self.day.isoformat()} {self.digest} {self.size} {self.kind}"


def claim_of(day: date, digest: str, size: str, kind: str) -> Claim:
    """What a telephone would send, refused where it may not be sent."""
    if not DIGEST.fullmatch(digest) or kind not in KINDS:
        raise Refused("photos", "Foto ini tidak dapat dibaca.", field="photos")
    bytes_told = number_in(size)
    if bytes_told is None or not 0 < bytes_told <= PHOTO_BYTES_MAX:
        raise Refused("photos", "Foto ini terlalu besar: paling besar {most} MB.", field="photos",
                      most=PHOTO_BYTES_MAX // 1_000_000)  # fmt: skip
    return Claim(day, digest, bytes_told, kind)


def read_claim(text: str) -> Claim:
    """A claim as the form of a report carries it."""
    found = CLAIM.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        return claim_of(date.fromisoformat(found[1]), found[2], found[3], found[4])
    except ValueError:
        raise Refused("photos", "Foto ini tidak dapat dibaca.", field="photos") from None


def name_of(day: date, owner: str, digest: str) -> str:
    """Where it lies: apart for each sender, so that nobody writes over what another has sent."""
    return f"{QUARANTINE}{day.isoformat()}/{owner}-{digest}"
