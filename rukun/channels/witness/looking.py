"""One look of a witness at a city: fetch the newest seal, ask for the proof of growth, remember, countersign."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from rukun.channels.witness.memory import Memory
from rukun.trail import note, watching
from rukun.trail.watching import Complaint, Fault
from rukun.values.refused import Refused
from rukun.values.time import iso

LARGEST_ANSWER = 64 * 1024
UNPROVEN = (400, 404, 409)
JSON = {"Accept": "application/json"}
# An older seal out of some cache on the way would look like a log that shrank.
FRESH = {"Accept": "application/json, text/plain", "Cache-Control": "no-cache"}


@dataclass(frozen=True, slots=True)
class Watch:
    """Whom to watch and how: the city's address and key (None: that of the first look), and the witness's name."""

    url: str
    home: Path
    name: str = "saksi"
    verifier: str | None = None
    patience: timedelta = timedelta(hours=26)
    timeout: float = 20
    publishes: bool = False
    transport: httpx.BaseTransport | None = None

    def public_key(self) -> str:
        """The witness's public key, which the city sets as one of its RUKUN_WITNESSES."""
        return note.verifier_of(self.name, Memory(self.home).key().public_key(), note.COSIGNATURE)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look found: the checkpoint that is now remembered, or a complaint; `reached` is False in between."""

    size: int
    root: str
    reached: bool
    complaint: Complaint | None = None
    countersignature: str = ""
    published: bool = False
    evidence: str = ""

    @property
    def is_good(self) -> bool:
        """Nothing to complain of; a city that never answered is not good."""
        return self.complaint is None and (self.reached or self.size > 0)


class Unreachable(Exception):
    """The city did not answer; a witness waits before it calls that silence."""


def look(watch: Watch, at: datetime) -> Looked:
    """Look once. What is remembered moves on only where the log is signed, in time, and proved to have grown."""
    memory = Memory(watch.home)
    before = memory.newest()
    if before and before["url"] != watch.url:
        raise Refused("witness-home", "Map ini mengingat kota lain: {url}.", url=before["url"])
    try:
        with httpx.Client(base_url=watch.url, timeout=watch.timeout, transport=watch.transport) as city:
            return _judged(watch, memory, before, city, at)
    except Unreachable:
        return _silence(watch, memory, before, at) if before else Looked(0, "", reached=False)


def _judged(watch: Watch, memory: Memory, before: dict[str, Any] | None, city: httpx.Client, at: datetime) -> Looked:
    shown = _fetched(city, "/segel/akar.txt").text
    verifier = watch.verifier or (before and before["verifier"]) or _fetched(city, "/segel/kunci.txt").text.strip()
    _, key = _key(verifier)
    now = watching.opened(shown, key)
    if isinstance(now, Complaint):
        return _complained(memory, before, now, at)
    complaint = watching.in_time(now, at) or (before and _compared(city, note.unverified(before["note"]), now))
    if complaint:
        return _complained(memory, before, replace(complaint, shown=shown), at)
    memory.accept({"url": watch.url, "verifier": verifier, "note": shown, "seen_at": iso(at)})
    line = note.countersigned(shown, watch.name, memory.key(), at)
    late = watching.silent(datetime.fromisoformat(now.at), at, watch.patience)
    if late:
        return _complained(memory, memory.newest(), late, at)
    published = watch.publishes and _published(city, now, line)
    return Looked(now.size, now.root.hex(), reached=True, countersignature=line, published=published)


def _compared(city: httpx.Client, before: note.Checkpoint, now: note.Checkpoint) -> Complaint | None:
    found = watching.against(before, now)
    if found or now.size == before.size:
        return found
    answer = _fetched(city, f"/segel/tumbuh.json?dari={before.size}&ke={now.size}")
    if answer.status_code in UNPROVEN:
        return Complaint(Fault.UNPROVEN, f"the city does not prove that {now.size} events begin with {before.size}")
    try:
        proof = [bytes.fromhex(step) for step in answer.json()["proof"]]
    except (ValueError, KeyError, TypeError):
        return Complaint(Fault.UNPROVEN, "the answer of the city is no proof")
    return watching.grown(before, now, proof)


def _fetched(city: httpx.Client, address: str) -> httpx.Response:
    try:
        with city.stream("GET", address, headers=FRESH) as answer:
            if answer.status_code not in (200, *UNPROVEN):
                raise Unreachable(f"{address} answers {answer.status_code}")
            content = b""
            for part in answer.iter_bytes():
                content += part
                if len(content) > LARGEST_ANSWER:
                    raise Unreachable(f"{address} answers far too much")
            if answer.status_code != 200 and "tumbuh" not in address:
                raise Unreachable(f"{address} answers {answer.status_code}")
            return httpx.Response(answer.status_code, content=content)
    except httpx.HTTPError as broken:
        raise Unreachable(f"{type(broken).__name__}") from None


def _published(city: httpx.Client, now: note.Checkpoint, line: str) -> bool:
    """Send the countersignature; a city that does not know this witness refuses, and that is no complaint."""
    told = {"isi": str(now.size), "baris": line}
    try:
        sent = city.post("/segel/saksi/", data=told, headers=JSON)
    except httpx.HTTPError:
        return False
    return sent.is_success


def _key(verifier: str) -> tuple[str, Any]:
    try:
        return note.read_verifier(verifier)
    except note.Forged as wrong:
        raise Refused("key", "Kunci kota tidak terbaca: {reason}.", reason=str(wrong)) from None


def _silence(watch: Watch, memory: Memory, before: dict[str, Any], at: datetime) -> Looked:
    told = note.unverified(before["note"])
    late = watching.silent(datetime.fromisoformat(before["seen_at"]), at, watch.patience)
    if late:
        return replace(_complained(memory, before, late, at), reached=False)
    return Looked(told.size, told.root.hex(), reached=False)


def _complained(memory: Memory, before: dict[str, Any] | None, complaint: Complaint, at: datetime) -> Looked:
    kept = replace(complaint, remembered=before["note"] if before else "")
    evidence = memory.complain(kept, at)
    told = note.unverified(before["note"]) if before else None
    size, root = (told.size, told.root.hex()) if told else (0, "")
    return Looked(size, root, reached=True, complaint=kept, evidence=str(evidence))
