"""Another key for the seals: the earlier one names it in the log and seals that, and then signs nothing any more."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from rukun.trail import keys, signers
from rukun.trail.actions import record, seal
from rukun.values.refused import Refused
from rukun.values.words import sentence

TRIES = 5
BUSY = sentence("Kunci segel sedang diganti, atau catatan sedang disegel. Coba lagi sebentar lagi.")


def renew_key(*, home: Path, by: str, at: datetime) -> str:
    """Make another key, have the present one vouch for it under a seal, change them, and seal with it; the new public
    key. Interrupted at any step, the same goes on there; refused while another does it.

    `at` is the moment of everything in it. Files are changed last: a crash leaves a key that signs.
    """
    with keys.alone(home) as is_alone:
        if not is_alone:
            raise Refused("busy", BUSY)
        return _renewed(home, by, at)


def _renewed(home: Path, by: str, at: datetime) -> str:
    present = signers.verifier(home)
    before = signers.changes(present)
    if before and before[-1].later == present != signers.begun():
        return _begin(present, home, by, at)
    facts = signers.changed(keys.signing_key(home), keys.next_key(home))
    if not before or before[-1].later != facts["to"]:
        record(signers.CHANGED, at=at, seat=by, about=signers.ABOUT, facts=facts)
    for _ in range(TRIES):
        seal(home=home, at=at)
        if signers.changes(present)[-1].place != signers.UNSEALED:
            break
    else:
        raise Refused("busy", BUSY)
    keys.take_next(home)
    return _begin(signers.verifier(home), home, by, at)


def _begin(key: str, home: Path, by: str, at: datetime) -> str:
    """The first seal with it, so that the newest root and the key that is shown belong together."""
    record(signers.BEGUN, at=at, seat=by, about=signers.ABOUT, facts={"key": key})
    seal(home=home, at=at)
    return key
