"""Which browser draws a page for a test: Chromium, and where it is installed its shell, which has no window at all."""

from __future__ import annotations

import os
import shutil


def chromium() -> str | None:
    """The whole of it, as on a desk or a telephone: what rings somebody is shown by that alone."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def shell() -> str | None:
    """The same engine without what is around a page, for a third less; else the whole, and always what `CHROMIUM`
    names."""
    return chromium() if "CHROMIUM" in os.environ else shutil.which("chromium-headless-shell") or chromium()
