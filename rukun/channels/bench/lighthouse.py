"""What Lighthouse says of a page, as a phone on a slow network sees it, in its four categories."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from rukun.channels.bench.row import Measured

# 07-benchmarks has no row of its own: the issues of the phone and of the portal ask for 95 in each.
CATEGORIES = {"performance": 95, "accessibility": 95, "best-practices": 95, "seo": 95}
# The middle of five: a busy moment of the machine is not the page's.
ROUNDS = 5
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
ENDS_AFTER_SECONDS = 180


def tool() -> Path | None:
    """Lighthouse as package.json locks it; None where the development packages are not installed."""
    found = Path(settings.REPOSITORY) / "node_modules" / ".bin" / "lighthouse"
    return found if found.exists() and shutil.which("node") else None


def marks(work: str, address: str, *, chromium: str, cookies: str = "", rounds: int = ROUNDS) -> Iterator[Measured]:
    """A row for each category: the middle of the marks (0 to 100), and what cost most in the note."""
    answers = [_asked(address, chromium, cookies) for _ in range(rounds)]
    for category, target in CATEGORIES.items():
        found = sorted((answer["categories"][category]["score"] * 100, n) for n, answer in enumerate(answers))
        mark, middle = found[rounds // 2]
        note = _what_failed(answers[middle], category)
        yield Measured(f"{work}: {category}", "lighthouse", mark, "/ 100", note, "", None, target, None, "more")


def _asked(address: str, chromium: str, cookies: str) -> dict:  # type: ignore[type-arg]
    with tempfile.TemporaryDirectory(prefix="rukun-lighthouse-") as folder:
        headers = Path(folder) / "headers.json"
        headers.write_text(json.dumps({"Cookie": cookies} if cookies else {}))
        command = [
            str(tool()), address, "--output=json", "--quiet", f"--chrome-flags={FLAGS}", f"--extra-headers={headers}",
            f"--only-categories={','.join(CATEGORIES)}", "--disable-full-page-screenshot",
        ]  # fmt: skip
        environment = os.environ | {"CHROME_PATH": chromium}
        done = subprocess.run(
            command, env=environment, stdout=subprocess.PIPE, check=True, timeout=ENDS_AFTER_SECONDS, cwd=folder
        )
    answer: dict = json.loads(done.stdout)  # type: ignore[type-arg]
    return answer


def _what_failed(answer: dict, category: str) -> str:  # type: ignore[type-arg]
    """The audits of a category that weigh something and are not perfect, the worst first."""
    audits = answer["audits"]
    weighed = [row["id"] for row in answer["categories"][category]["auditRefs"] if row["weight"]]
    poor = [name for name in weighed if audits[name]["score"] is not None and audits[name]["score"] < 0.95]
    told = [f"{name} {audits[name].get('displayValue', '')}".strip() for name in poor]
    return ", ".join(told) or "nothing to mend"
