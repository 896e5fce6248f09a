"""Whether a mirror is as it was made: its list of digests, its certificate, and its place in the sealed log.

All of it is files, so whoever hosts a mirror or reads one needs neither a database nor the city. The list is one that
`sha256sum --check` reads; its digest stands in an event of the city's log, and the proof of that event lies beside it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rukun.trail import merkle, note
from rukun.transparency.mirror.ledger import FOLDER
from rukun.transparency.open_data.writing import SUMS, sum_of, write_whole
from rukun.values.refused import Refused

CERTIFICATE, PROOF = "mirror.json", "proof.json"
BESIDE = frozenset({SUMS, CERTIFICATE, PROOF})
FORM = "rukun-mirror-1"
TOLD_AT_MOST = 20


@dataclass(slots=True)
class Looked:
    """What was found: the files that are as listed, whatever is not, and under which seal the list stands."""

    files: int = 0
    wrong: list[str] = field(default_factory=list)
    many_wrong: int = 0
    certificate: dict[str, Any] = field(default_factory=dict)
    verifier: str = ""
    sealed_size: int = 0
    sealed_root: str = ""
    sealed_at: str = ""
    warnings: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.many_wrong

    def complain(self, words: str) -> None:
        self.many_wrong += 1
        if len(self.wrong) < TOLD_AT_MOST:
            self.wrong.append(words)


def write_list(root: Path, listed: Iterable[tuple[str, str]]) -> str:
    """The list of digests, in place at once; its own digest."""
    part, digest = root / f"{SUMS}.part", hashlib.sha256()
    with part.open("wb") as out:
        for name, summed in listed:
            line = f"{summed}  {name}\n".encode()
            digest.update(line)
            out.write(line)
    part.replace(root / SUMS)
    return digest.hexdigest()


def write_certificate(root: Path, told: dict[str, Any]) -> None:
    write_whole(root / CERTIFICATE, _as_json(told))


def write_proof(root: Path, told: dict[str, Any]) -> None:
    write_whole(root / PROOF, _as_json(told))


def _as_json(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def certificate_of(root: Path) -> dict[str, Any] | None:
    """What a finished mirror says of itself; None where there is none."""
    try:
        told: dict[str, Any] = json.loads((root / CERTIFICATE).read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    return told if told.get("form") == FORM else None


def look(root: Path, *, verifier: str = "", notes: Iterable[str] = ()) -> Looked:
    """Read every file and compare; then the list with its certificate, its proof, and what a witness saw.

    `verifier` is the city's public key as it was told by another way; `notes` are roots that somebody else kept.
    """
    found = Looked()
    certificate = certificate_of(root)
    if certificate is None or not (root / SUMS).is_file():
        raise Refused("absent", "Di {folder} tidak ada cermin yang selesai dibuat.", folder=root)
    found.certificate = certificate
    named = _files(root, found)
    for extra in _others(root, named):
        found.complain(f"{extra} is in no list")
    summed = sum_of(root / SUMS)
    if summed != certificate.get("sums"):
        found.complain(f"{SUMS} is not the one that {CERTIFICATE} names")
    _sealed(root, summed, verifier, list(notes), found)
    return found


def _files(root: Path, found: Looked) -> set[str]:
    """Every listed file, read; the names."""
    named: set[str] = set()
    with (root / SUMS).open(encoding="utf-8") as lines:
        for line in lines:
            digest, _, name = line.rstrip("\n").partition("  ")
            file = root / name
            if ".." in name.split("/") or name.startswith("/"):
                found.complain(f"{name} lies outside")
            elif not file.is_file():
                found.complain(f"{name} is missing")
            elif sum_of(file) != digest:
                found.complain(f"{name} was changed")
            else:
                found.files += 1
            named.add(name)
    return named


def _others(root: Path, named: set[str]) -> Iterator[str]:
    """Files that nobody listed: a page that was added is no part of the mirror."""
    for folder, inner, names in os.walk(root):
        with suppress(ValueError):
            inner.remove(FOLDER)
        for name in names:
            told = (Path(folder) / name).relative_to(root).as_posix()
            if told not in named and told not in BESIDE:
                yield told


@dataclass(frozen=True, slots=True)
class _Proof:
    """What lies beside a mirror: the event, what it states, and the signed root that it stands under, if it does."""

    verb: str
    at: str
    facts: dict[str, Any]
    checkpoint: note.Checkpoint
    stands: bool
    verifier: str

    @classmethod
    def read(cls, file: Path, verifier: str) -> _Proof:
        """`note.Forged` where nobody signed it, and one of several other failures where it is no proof."""
        told = json.loads(file.read_bytes())
        known = verifier or str(told["verifier"])
        content = json.loads(told["content"])
        checkpoint = note.opened(told["note"], note.read_verifier(known)[1])
        path = [bytes.fromhex(step) for step in told["proof"]]
        leaf = merkle.leaf_hash(told["content"].encode())
        stands = merkle.includes(checkpoint.root, checkpoint.size, told["index"], leaf, path)
        facts = dict(json.loads(content["facts"]))
        return cls(content["verb"], content["at"], facts, checkpoint, stands, known)


def _sealed(root: Path, summed: str, verifier: str, notes: list[str], found: Looked) -> None:
    """That the city said so in its log, under a root that it signed (and that others saw)."""
    try:
        proof = _Proof.read(root / PROOF, verifier)
    except FileNotFoundError:
        found.complain(f"{PROOF} is missing: nothing says that the city made this mirror")
        return
    except note.Forged as forged:
        found.complain(f"{PROOF}: {forged}")
        return
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        found.complain(f"{PROOF} cannot be read")
        return
    if not proof.stands:
        found.complain(f"{PROOF}: the event does not stand under the signed root")
    if proof.verb != "mirror.made" or proof.facts.get("sums") != summed:
        found.complain(f"{PROOF} is of another mirror: {SUMS} is not the one that was sealed")
    if "certificate" not in proof.facts:
        found.warnings.append(f"what {CERTIFICATE} says is not sealed: an earlier version made this mirror")
    elif proof.facts["certificate"] != sum_of(root / CERTIFICATE):
        found.complain(f"{CERTIFICATE} was changed: it is not the one that was sealed")
    found.verifier, found.sealed_at = proof.verifier, proof.at
    found.sealed_size, found.sealed_root = proof.checkpoint.size, proof.checkpoint.root.hex()
    _against(proof.checkpoint, notes, verifier, found)


def _against(sealed: note.Checkpoint, notes: list[str], verifier: str, found: Looked) -> None:
    """Beside what somebody else kept: two roots of one size are a fork."""
    if not verifier:
        found.warnings.append("the public key is the one that lies in the mirror: compare it with one told elsewhere")
    seen = [note.unverified(text) for text in notes]
    same = [one for one in seen if one.size == sealed.size]
    if any(one.root != sealed.root for one in same):
        found.complain(f"a witness kept another root over {sealed.size} events: the log was forked")
    elif notes and not same:
        found.warnings.append(f"no kept root is over just these {sealed.size} events")
