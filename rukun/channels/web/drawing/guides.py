"""Which guide of the documentation's site is whose, where the operator serves one."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.utils.translation import get_language

from rukun.people.rules import UNIT_ROLES, Role

# The page in Indonesian and in English; who holds several seats is led to the first of them.
PAGES: dict[Role, tuple[str, str]] = {
    Role.ADMINISTRATOR: ("pengelola", "operators"),
    Role.AUDITOR: ("auditor", "auditors"),
    Role.VALIDATOR: ("tapem", "tapem"),
    Role.BENDAHARA: ("bendahara", "treasurers"),
    Role.WALI_KOTA: ("camat-wali-kota", "camat-mayor"),
    Role.CAMAT: ("camat-wali-kota", "camat-mayor"),
    Role.LURAH: ("kelurahan", "kelurahan"),
    Role.STAFF_KELURAHAN: ("kelurahan", "kelurahan"),
    Role.KOMINFOMAS: ("kominfomas", "kominfomas"),
    Role.SKPD: ("petugas-dinas", "departments"),
    Role.PPSU: ("petugas-dinas", "departments"),
    **dict.fromkeys(sorted(UNIT_ROLES), ("ketua-rt-rw", "rt-rw-heads")),
}
FOR_RESIDENTS = ("warga", "residents")
FOR_ALL = ("README", "README")


def address_of(roles: Collection[Role], *, is_known: bool) -> str:
    """Where the reader's guide is, in the language of the page; empty where no site is served."""
    if not settings.GUIDES_URL:
        return ""
    own, english = next(
        (pages for role, pages in PAGES.items() if role in roles), FOR_RESIDENTS if is_known else FOR_ALL
    )
    is_english = get_language() == "en"
    page = english if is_english else own
    # The generator makes the README of a folder its index.
    name = "index" if page == "README" else page
    return f"{settings.GUIDES_URL}/guides/{'en' if is_english else 'id'}/{name}.html"
