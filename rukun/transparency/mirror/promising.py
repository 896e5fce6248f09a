"""The city says in its log which mirror it made, seals that, and gives the proof to lie beside the files."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from rukun.trail import actions, proving
from rukun.trail.queries import events_about
from rukun.values.refused import Refused

ABOUT = "mirror:{digest}"
# Somebody else may be sealing just now: whatever that seal did not have, the next one has.
TRIES = 5


def promise(digest: str, *, certificate: str, files: int, home: Path, at: datetime) -> dict[str, Any]:
    """The proof that the city made a mirror with this list, and says this of it; asked again for the same two digests,
    the first event stands."""
    event_id = _told(digest, {"sums": digest, "certificate": certificate, "files": files}, at)
    for _ in range(TRIES):
        actions.seal(home=home, at=at)
        try:
            return proving.prove(event_id, home)
        except Refused as refusal:
            if refusal.code != "unsealed":
                raise
    raise Refused("unsealed", "Segel sedang dibuat di tempat lain; ulangi perintahnya.")


@transaction.atomic
def _told(digest: str, facts: dict[str, Any], at: datetime) -> int:
    about = ABOUT.format(digest=digest[:32])
    told = next((before for before in events_about(about) if before.stated == facts), None)
    if told is None:
        told = actions.record("mirror.made", at=at, seat="clock", about=about, facts=facts)
    return told.pk
