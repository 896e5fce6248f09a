"""What of a person others may be shown, and in which words the person reads it (pure)."""

from __future__ import annotations

from enum import StrEnum

from rukun.values.words import sentence


class What(StrEnum):
    """What was shown. A reporter's number or address is `reports.ContactOpened`, with the reason that was given."""

    NAME = "name"
    CONTACT = "contact"
    PRIVATE = "private"
    COPY = "copy"


WHAT_WORDS = {
    What.NAME: sentence("nama Anda pada daftar pengurus wilayah"),
    What.CONTACT: sentence("nama dan nomor atau surel Anda pada daftar pengurus wilayah"),
    What.PRIVATE: sentence("isi laporan Anda yang rahasia"),
    What.COPY: sentence("salinan semua data Anda, oleh pengelola sistem"),
}
# The same for whoever audits: nobody's in particular.
AUDITED_WORDS = {
    What.NAME: sentence("nama pada daftar pengurus wilayah"),
    What.CONTACT: sentence("nama dan nomor atau surel pada daftar pengurus wilayah"),
    What.PRIVATE: sentence("isi laporan yang rahasia"),
    What.COPY: sentence("salinan semua data, oleh pengelola sistem"),
}
