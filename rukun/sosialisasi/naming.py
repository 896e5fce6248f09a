"""How the trail names what is here."""

from __future__ import annotations

from rukun.sosialisasi.models import Sosialisasi


def about_session(session: Sosialisasi) -> str:
    return f"session:{session.code}"
