"""What a first visit costs a cheap phone: bytes over the wire, and seconds until the report page can be used.

Run as `python -m rukun.channels.bench.pages` with an environment that names an empty RUKUN_HOME; writes rows as JSON.
Chromium is driven by playwright, which only developers have: `missing` says what is not there.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import statistics
import sys
from collections.abc import Iterator
from typing import Any

from rukun.channels.bench import lighthouse
from rukun.channels.bench.row import Measured
from rukun.channels.bench.servers.serving import Served

REPORTS, ROUNDS = 1_000, 3
# Slow 3G, as the tools of browsers name it.
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True, "locale": "id-ID"}
WIRE_KB_MAX, USABLE_S_MAX = 100, 3.0
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


def missing() -> str:
    """What this machine lacks for measuring pages; nothing when it lacks nothing."""
    if importlib.util.find_spec("playwright") is None:
        return "playwright is not installed"
    return "" if chromium() else "Chromium is not on this machine"


def chromium() -> str | None:
    """The browser's program, where this machine has one."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def first_loads() -> Iterator[Measured]:
    """The first page, the report page and a report's page, each by a phone that was never here."""
    from playwright.sync_api import sync_playwright

    served = Served("rukun.wsgi:application", {"RUKUN_DEMO": "true", "RUKUN_LOG_LEVEL": "ERROR"})
    with served as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        base = f"http://localhost:{server.port}"
        for work, path, login in (
            ("home", "/", ""), ("report page", "/lapor/", "demo-warga"), ("a report", "/laporan/B000000003/", ""),
        ):  # fmt: skip
            rounds = [_visit(browser, base, path, login) for _ in range(ROUNDS)]
            size, parts, seconds = rounds[0][0], rounds[0][1], statistics.median(row[2] for row in rounds)
            yield _row(f"{work}: bytes of a first load", size / 1000, "kB", parts, WIRE_KB_MAX)
            yield _row(f"{work}: usable", seconds, "s", "slow 3G: 400 kbit/s, 400 ms", USABLE_S_MAX)
            if lighthouse.tool() is not None:
                cookies = _cookies_of(browser, base, login)
                yield from lighthouse.marks(work, base + path, chromium=chromium() or "", cookies=cookies)
        browser.close()


def _row(work: str, value: float, unit: str, note: str, target: float) -> Measured:
    return Measured(work, "chromium", value, unit, note, "", None, target, None, "less")


def _visit(browser: Any, base: str, path: str, login: str) -> tuple[int, str, float]:
    """Bytes, what they are, and seconds: of one visit with nothing kept, not even what the sign-in page loaded."""
    context = browser.new_context(base_url=base, geolocation={"latitude": -6.264, "longitude": 106.8193},
                                  permissions=["geolocation"], **PHONE)  # fmt: skip
    _sign_in(context, base, login)
    page = context.new_page()
    tools = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    sizes: dict[str, float] = {}
    tools.on("Network.responseReceived", lambda told: kinds.__setitem__(told["requestId"], told["type"]))
    tools.on("Network.loadingFinished", lambda told: sizes.__setitem__(told["requestId"], told["encodedDataLength"]))
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", SLOW_3G)
    page.goto(path, wait_until="load")
    seconds = page.evaluate(USABLE) / 1000
    page.wait_for_load_state("networkidle")
    by_kind: dict[str, float] = {}
    for request, size in sizes.items():
        by_kind[kinds.get(request, "Other")] = by_kind.get(kinds.get(request, "Other"), 0) + size
    context.close()
    parts = ", ".join(f"{kind.lower()} {size / 1000:.1f}" for kind, size in sorted(by_kind.items()))
    return round(sum(sizes.values())), parts, seconds


def _sign_in(context: Any, base: str, login: str) -> None:
    if login:
        token = context.request.get("/masuk/").text().split('csrfmiddlewaretoken" value="')[1].split('"')[0]
        headers = {"Referer": f"{base}/masuk/"}
        context.request.post("/masuk/demo/", form={"login": login, "csrfmiddlewaretoken": token}, headers=headers)


def _cookies_of(browser: Any, base: str, login: str) -> str:
    """The Cookie header of somebody who has signed in."""
    context = browser.new_context(base_url=base)
    _sign_in(context, base, login)
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in context.cookies())
    context.close()
    return cookies


# The report page says itself when its script is ready; the others are usable when their content and styles are there.
USABLE = """() => new Promise((done) => {
    const plain = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
    const look = () => {
        const ours = performance.getEntriesByName("usable")[0]?.startTime;
        const found = document.querySelector("form[data-lapor]") ? ours : plain();
        found === undefined ? requestAnimationFrame(look) : done(found);
    };
    look();
})"""


def main() -> None:
    """Make a small city, visit it, write the rows."""
    import django

    django.setup()
    from pathlib import Path

    from django.conf import settings

    from rukun.channels.bench.cities import city
    from rukun.databases import structure

    structure.prepare()
    city.build(Path(settings.RUKUN_KOTA_FOLDER) / "jakarta", REPORTS, seed=7)
    rows = []
    for row in first_loads():
        sys.stderr.write(f"{row.engine}: {row.work}: {row.value:,.1f} {row.unit}\n")
        rows.append(row.told())
    sys.stdout.write(json.dumps(rows))


if __name__ == "__main__":
    main()
