"""The city's signing keys: made at the first seal, changed by `renewing`, each in a file for its owner only."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rukun.trail.models import Seal
from rukun.values.kept import kept_secret, settle
from rukun.values.refused import Refused

if TYPE_CHECKING:
    # Loaded by whoever asks for a key: no common page does.
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PRESENT, NEXT = "seal.pem", "seal-next.pem"


def signing_key(home: Path) -> Ed25519PrivateKey:
    """The key in `home`/keys/seal.pem; two processes that start at once agree on one.

    Refused where it is missing though something was sealed already: another in its place, for which none vouched, would
    break the log for ever.
    """
    file = home / "keys" / PRESENT
    if not file.exists() and Seal.objects.exists():
        raise Refused("key", "Kunci segel (RUKUN_HOME/keys/seal.pem) tidak ada; kembalikan dari cadangan.")
    return _read(file)


def next_key(home: Path) -> Ed25519PrivateKey:
    """The key that is to follow; made where there is none yet."""
    return _read(home / "keys" / NEXT)


def earlier_keys(home: Path) -> list[Ed25519PrivateKey]:
    """Keys that sign no seal any more, newest first, as far as they were kept."""
    return [_read(file) for _, file in sorted(_earlier(home), reverse=True)]


def all_keys(home: Path) -> list[Ed25519PrivateKey]:
    """The present one, then the earlier ones, newest first."""
    return [signing_key(home), *earlier_keys(home)]


def take_next(home: Path) -> None:
    """The next key is the present one from here on, and the present one is kept beside: both or neither, also where the
    machine stops in the middle."""
    folder = home / "keys"
    present, count = folder / PRESENT, max((number for number, _ in _earlier(home)), default=0)
    if not any(os.path.samefile(present, file) for _, file in _earlier(home)):
        os.link(present, folder / f"seal-{count + 1}.pem")
    os.replace(folder / NEXT, present)
    settle(folder)


@contextmanager
def alone(home: Path) -> Iterator[bool]:
    """Whether nobody else changes keys here meanwhile; the system lets go of it with the process."""
    (home / "keys").mkdir(parents=True, exist_ok=True, mode=0o700)
    folder, is_alone = os.open(home / "keys", os.O_RDONLY), True
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        is_alone = False
    try:
        yield is_alone
    finally:
        os.close(folder)


def _earlier(home: Path) -> list[tuple[int, Path]]:
    numbered = ((file.stem.removeprefix("seal-"), file) for file in (home / "keys").glob("seal-*.pem"))
    return [(int(number), file) for number, file in numbered if number.isdigit()]


def _read(file: Path) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = serialization.load_pem_private_key(kept_secret(file, _made), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{file} holds no Ed25519 key")
    return key


def _made() -> bytes:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
