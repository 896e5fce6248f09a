"""Pages ask the database in their own way: through the pooler where there is one, and with less patience."""

from __future__ import annotations

from django.db import connections

from rukun.databases.addresses import PAGES, for_pages, in_hand


def ask_as_pages() -> None:
    """For a process that answers requests, before it asks anything. Commands and the worker ask the server itself."""
    known = connections.settings
    known["default"] = in_hand(known[PAGES] if PAGES in known else for_pages(known["default"]))
