"""What can be read in a kept picture by a machine: the codes that were drawn into it."""

from __future__ import annotations

from rukun.reports import storage
from rukun.reports.decoding.seeing import texts_in
from rukun.reports.rules import StoredPhoto


def codes_in(photo: StoredPhoto) -> list[str]:
    """The texts of the QR codes in a picture as it is kept; none where it is gone or shows none."""
    try:
        file, _ = storage.opened(photo.digest)
    except FileNotFoundError:
        return []
    with file:
        return texts_in(file.read())
