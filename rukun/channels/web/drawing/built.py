"""The built files: names with the digest of their content, so that a phone keeps each for ever."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage

BUILT = Path(settings.STATICFILES_DIRS[0]) / "built"


class BuiltFiles(StaticFilesStorage):
    """`built/lapor.js` is served as `built/lapor-4F2A81C3.js`; without a build, a name stands for itself."""

    def __init__(self, *said: Any, **named: Any) -> None:
        super().__init__(*said, **named)
        self.known: dict[tuple[str, str], str] = {}

    def url(self, name: str | None) -> str:
        """The address of a file, by the name that templates know it under."""
        folder, _, short = (name or "").rpartition("/")
        if folder != "built":
            return super().url(name)
        kept = _manifest()["files"].get(short, short)
        # A page names a dozen of them.
        if (kept, self.base_url) not in self.known:
            self.known[kept, self.base_url] = super().url(f"built/{kept}")
        return self.known[kept, self.base_url]


def shell_files(page: str = "shell") -> list[str]:
    """What the report page (or the "crew", or a session's "door") needs before anything else, by their kept names."""
    return list(_manifest()[page])


@lru_cache(maxsize=1)
def _manifest() -> dict[str, dict[str, str]]:
    file = BUILT / "manifest.json"
    if not file.exists():
        return {"files": {}, "shell": {}, "crew": {}, "door": {}}
    manifest: dict[str, dict[str, str]] = json.loads(file.read_text())
    return manifest
