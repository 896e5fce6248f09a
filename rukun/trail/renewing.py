"""Another key for the seals: the earlier one names it in the log and seals that, and then signs nothing any more."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from rukun.trail import keys, note, signers
from rukun.trail.actions import record, seal
from rukun.values.refused import Refused

TRIES = 5


def renew_key(*, home: Path, by: str, at: datetime) -> str:
    """Make another key, have the present one vouch for it under a seal, change them, and seal with it; the new public
    key. Interrupted at any step, the same goes on there.

    `at` is the moment of everything in it. Files are changed last: a crash leaves a key that signs.
    """
    present, before = signers.verifier(home), signers.changes()
    if before and before[-1].later == present != signers.begun():
        return _begin(present, home, by, at)
    following = note.verifier_of(signers.ORIGIN, keys.next_key(home).public_key())
    if not before or before[-1].later != following:
        record(signers.CHANGED, at=at, seat=by, about=signers.ABOUT, facts={"from": present, "to": following})
    for _ in range(TRIES):
        seal(home=home, at=at)
        if signers.changes()[-1].place != signers.UNSEALED:
            break
    else:
        raise Refused("busy", "Catatan sedang disegel oleh proses lain. Coba lagi sebentar lagi.")
    keys.take_next(home)
    return _begin(following, home, by, at)


def _begin(key: str, home: Path, by: str, at: datetime) -> str:
    """The first seal with it, so that the newest root and the key that is shown belong together."""
    record(signers.BEGUN, at=at, seat=by, about=signers.ABOUT, facts={"key": key})
    seal(home=home, at=at)
    return key
