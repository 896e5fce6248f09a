"""A telephone whose browser may die, and what every small one is like."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext

from tests import browsers
from tests.journeys.conftest import FLAGS
from tests.journeys.tower import Tower

SMALL = {
    "viewport": {"width": 360, "height": 740}, "locale": "id-ID", "has_touch": True, "is_mobile": True,
    "geolocation": {"latitude": -6.501, "longitude": 106.5075}, "permissions": ["geolocation"],
}  # fmt: skip


def phone_of(browser: Browser, folder: Path, tower: Tower) -> BrowserContext:
    """A telephone whose memory outlives the browser."""
    return browser.browser_type.launch_persistent_context(
        str(folder), executable_path=browsers.shell(), args=FLAGS,
        base_url=tower.address, **SMALL,
    )  # type: ignore[arg-type]  # fmt: skip


def kill(folder: Path) -> None:
    """Kill -9 for the browser of this folder and nobody else's."""
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if f"--user-data-dir={folder}".encode() in command.read_bytes():
                os.kill(int(command.parent.name), signal.SIGKILL)
        except OSError:
            continue
