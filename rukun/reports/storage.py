"""Where pictures lie: a local folder, or a store that speaks S3; both by the digest of the bytes. Knows no tables."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, default_storage

from rukun.reports.decoding.drawn import Redrawn
from rukun.reports.rules import PHOTO_EDGES, StoredPhoto
from rukun.values.digest import digest_of
from rukun.values.refused import Refused


class LocalMedia(FileSystemStorage):
    """A folder in which a file is either whole or not there: it gets its name when all of it is written."""

    def _save(self, name: str, content: File[bytes]) -> str:
        whole = Path(self.path(name))
        whole.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=whole.parent, prefix=".", suffix=".part", delete=False) as part:
            try:
                part.write(content.read())
                part.flush()
                os.fsync(part.fileno())
                os.replace(part.name, whole)
            except BaseException:
                with suppress(OSError):
                    os.unlink(part.name)
                raise
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002  Django's signature
        """The name itself: what has a digest for a name may be written again and says the same."""
        return name


def path_of(digest: str, edge: int | None = None) -> str:
    """Where the picture with this digest lies, or its smaller size with this long edge."""
    return f"photos/{digest[:2]}/{digest[2:4]}/{digest}{f'-{edge}' if edge else ''}.jpg"


def store(made: Redrawn, content: bytes) -> StoredPhoto:
    """Keep a picture that was drawn from a file; the same picture twice is kept once."""
    photo = described(made, content)
    put(path_of(photo.digest), made.content)
    return photo


def described(made: Redrawn, content: bytes) -> StoredPhoto:
    """What is said of a picture that was drawn from a file."""
    return StoredPhoto(
        digest_of(made.content), made.width, made.height, len(made.content), digest_of(content), made.form,
        len(content), made.camera,
    )  # fmt: skip


def put(name: str, content: bytes) -> None:
    """Write a file whole, unless it is there; refused in words while the store is away."""
    with reached():
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(content))


def opened(digest: str, edge: int | None = None) -> tuple[IO[bytes], int | None]:
    """The picture to read, in this size or whole while the size is not made yet; and the size it has.

    Raises `FileNotFoundError` where there is no such picture.
    """
    with reached():
        if edge in PHOTO_EDGES:
            with suppress(FileNotFoundError):
                return _open(path_of(digest, edge)), edge
        return _open(path_of(digest)), None


def _open(name: str) -> IO[bytes]:
    file: IO[bytes] = default_storage.open(name)
    return file


def remove(digest: str) -> None:
    """Take away a picture in all its sizes; what is gone already is no mistake."""
    with reached():
        for edge in (None, *PHOTO_EDGES):
            default_storage.delete(path_of(digest, edge))


def answers() -> bool:
    """Whether the store can be reached, and a folder written to."""
    return not trouble()


def trouble() -> str:
    """What is wrong, in the words of the system or the store, for whoever runs it; empty where nothing is."""
    try:
        with reached():
            if isinstance(default_storage, FileSystemStorage):
                Path(default_storage.location).mkdir(parents=True, exist_ok=True)
                with tempfile.TemporaryFile(dir=default_storage.location) as trial:
                    # On a disk that is full a file can still be made, but nothing written into it.
                    trial.write(b"\0")
                    trial.flush()
                    return ""
            reached_by: Any = default_storage
            reached_by.connection.meta.client.head_bucket(Bucket=reached_by.bucket_name)
            return ""
    except Refused as away:
        return " ".join(str(away.__cause__).split())


@contextmanager
def reached() -> Iterator[None]:
    """What goes wrong between here and the store becomes one refusal; a file that is not there stays what it is."""
    try:
        yield
    except FileNotFoundError:
        raise
    except _failures() as away:
        raise Refused("busy", "Tempat penyimpanan foto sedang tidak dapat dihubungi; coba lagi sebentar lagi.",
                      field="photos") from away  # fmt: skip


def _failures() -> tuple[type[Exception], ...]:
    """What a store may raise. The library that speaks S3 is loaded only where it is configured."""
    library, outer = sys.modules.get("botocore.exceptions"), sys.modules.get("boto3.exceptions")
    return (OSError, library.BotoCoreError, library.ClientError, outer.Boto3Error) if library and outer else (OSError,)
