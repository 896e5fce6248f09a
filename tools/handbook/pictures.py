"""The pictures of the guides: what each shows, taking them from a demonstration, and putting them into the pages.

`PYTHONPATH=tools python -m handbook.pictures` plays a demonstration and takes them all into `var/pictures`, in both
languages; with the address of a served demonstration it only takes, with names only those. They are never committed.
"""

from __future__ import annotations

import io
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from handbook import markdown, places

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

TAKEN = places.ROOT / "var" / "pictures"
TABLE = places.DOCS / "guides" / "pictures.toml"
LANGUAGES = ("id", "en")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
# A telephone is taken twice as fine, as its own screen is; an office's screen is made smaller where it is shown.
DEVICES: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 360, "height": 700}, "device_scale_factor": 2, "has_touch": True},
    "desk": {"viewport": {"width": 1440, "height": 900}},
}
COLOURS = 128
REPORTS = "20000"
PATIENCE = 60
MARK = re.compile(r"^(?P<kind>[.#])?(?P<name>[\w-]+)$|^\[(?P<attribute>[\w-]+)(?:=['\"]?(?P<value>[\w-]+)['\"]?)?\]$")


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: who looks (`""`: anybody), at what, on which device.

    `follow` is a pattern; the first link of the page that it fits is opened. `show` is what is brought to the top, and
    `open` what is unfolded before: an id, a class or an attribute, as in a stylesheet.
    """

    name: str
    at: str
    device: str
    who: str = ""
    follow: str = ""
    show: str = ""
    open: str = ""
    height: int = 0


def table() -> dict[str, Picture]:
    """Every picture by its name."""
    stated = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {name: Picture(name=name, **told) for name, told in stated.items()}


def followed(pattern: str, addresses: list[str]) -> str:
    """The first address that a picture's `follow` fits; empty where none does."""
    return next((one for one in addresses if re.search(pattern, one)), "")


def is_there(mark: str, markup: str) -> bool:
    """Whether a page's markup has what a picture brings to the top or unfolds."""
    found = MARK.match(mark)
    if found is None:
        return False
    if found["attribute"]:
        value = re.escape(found["value"]) if found["value"] else "[^\"']*"
        return re.search(rf"<[^>]*\s{found['attribute']}(=[\"']{value}[\"'])?[\s>]", markup) is not None
    if found["kind"] == "#":
        return re.search(rf"\sid=[\"']{found['name']}[\"']", markup) is not None
    if found["kind"] == ".":
        return re.search(rf"\sclass=[\"'][^\"']*(?<![\w-]){found['name']}(?![\w-])", markup) is not None
    return f"<{found['name']}" in markup


def shown(to: str, text: str, missing: set[str]) -> str:
    """A page's text with its pictures, in its own language; those that were not taken are left out and named."""
    language = to.split("/")[1] if to.startswith("guides/") else "en"
    here = Path(to).parent

    def put(found: re.Match[str]) -> str:
        file = TAKEN / language / f"{found['name']}.webp"
        if not file.is_file():
            missing.add(f"{language}/{found['name']}")
            return ""
        from PIL import Image

        with Image.open(file) as image:
            width, height = image.size
        kind = table()[found["name"]].device
        scale = DEVICES[kind].get("device_scale_factor", 1)
        words = " ".join(found["words"].split()).replace("[", "(").replace("]", ")")
        way = os.path.relpath(f"pictures/{language}/{found['name']}.webp", here)
        size = f'width="{width // scale}" height="{height // scale}"'
        # A screen of an office is made smaller than its letters like; by itself it is as large as it was.
        return f"[![{words}]({way}){{ .shot .{kind} loading=lazy {size} }}]({way})"

    return markdown.PICTURE.sub(put, text)


def main(arguments: list[str]) -> int:
    """Take all, or those that are named."""
    base = next((one for one in arguments if one.startswith("http")), "")
    names = [one for one in arguments if not one.startswith("http")]
    chosen = [one for name, one in table().items() if not names or name in names]
    if chromium() is None:
        sys.stdout.write("No pictures: Chromium is not on this machine.\n")
        return 1 if os.environ.get("REQUIRE_ALL") == "1" else 0
    if base:
        take(base.rstrip("/"), chosen, TAKEN)
    else:
        with demonstration() as served:
            take(served, chosen, TAKEN)
    return 0


def chromium() -> str | None:
    """Where Chromium lies, as the browser tests look for it."""
    import shutil

    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def demonstration() -> Iterator[str]:
    """A demonstration of its own on a free port, and its address; no background work moves it on meanwhile."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    rukun = [sys.executable, "-m", "rukun.channels.cli"]
    with tempfile.TemporaryDirectory(prefix="rukun-pictures-") as home:
        own = {"PATH": os.environ["PATH"], "RUKUN_HOME": home, "RUKUN_DEMO": "true", "RUKUN_LOG_LEVEL": "WARNING"}
        sys.stdout.write(f"Playing a month of {REPORTS} reports, which takes a few minutes.\n")
        # What the background work would publish the day after.
        publish = ["open-data", "export", f"{home}/open-data", "--month", "2016-06"]
        for command in (["demo", "--no-serve", "--month", "2016-06", "--reports", REPORTS], publish):
            subprocess.run([*rukun, *command], env=own, cwd=places.ROOT, check=True, stdout=subprocess.DEVNULL)
        running = subprocess.Popen([*rukun, "serve", "--no-work", "--port", str(port)], env=own, cwd=places.ROOT)
        try:
            yield _ready(f"http://127.0.0.1:{port}")
        finally:
            running.terminate()
            running.wait()


def _ready(base: str) -> str:
    """The address, once it answers."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(f"{base}/healthz"):
                return base
        except URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def take(base: str, chosen: list[Picture], folder: Path) -> None:
    """Take pictures of a served demonstration, in both languages, one sign-in for each person and device."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for language in LANGUAGES:
            (folder / language).mkdir(parents=True, exist_ok=True)
            for who, device in sorted({(one.who, one.device) for one in chosen}):
                context = entered(browser, base, language, who, device)
                for one in chosen:
                    if (one.who, one.device) == (who, device):
                        file = folder / language / f"{one.name}.webp"
                        file.write_bytes(small(picture(context.pages[0], one)))
                        sys.stdout.write(f"{file.relative_to(folder)} {file.stat().st_size // 1024} kB\n")
                context.close()
        browser.close()


def entered(browser: Browser, base: str, language: str, who: str, device: str) -> BrowserContext:
    """A browser's window in a language, signed in by the one click of a demonstration."""
    context = browser.new_context(
        base_url=base, color_scheme="light", locale="id-ID" if language == "id" else "en-GB", reduced_motion="reduce",
        geolocation={"latitude": -6.2607, "longitude": 106.8168}, permissions=["geolocation"],
        service_workers="block", **DEVICES[device],
    )  # fmt: skip
    page = context.new_page()
    page.goto("/masuk/")
    if page.locator(f"button[name=language][value={language}]").count():
        page.locator(f"button[name=language][value={language}]").click()
        page.wait_for_load_state()
    if who:
        page.goto("/masuk/")
        page.locator(f"button[value='demo-{who}']").click()
        page.wait_for_url("**/")
    return context


def picture(page: Page, one: Picture) -> bytes:
    """One picture as PNG; what is to be shown stands at the top."""
    _open(page, one, one.at)
    if one.follow:
        links = page.eval_on_selector_all("main a[href]", "all => all.map(one => one.getAttribute('href'))")
        found = followed(one.follow, links)
        if not found:
            raise LookupError(f"{one.name}: no link on {one.at} fits {one.follow}")
        _open(page, one, found)
    page.wait_for_load_state("networkidle")
    if one.open:
        page.eval_on_selector_all(f"main {one.open}", "all => { for (const one of all) one.open = true; }")
    size = DEVICES[one.device]["viewport"]
    page.set_viewport_size({"width": size["width"], "height": one.height or size["height"]})
    page.evaluate("window.scrollTo(0, 0)")
    if one.show:
        page.locator(f"main {one.show}").first.evaluate(
            "one => window.scrollTo(0, one.getBoundingClientRect().top + window.scrollY - 16)"
        )
    return page.screenshot()


def _open(page: Page, one: Picture, address: str) -> None:
    answer = page.goto(address)
    if answer is None or not answer.ok or urlsplit(page.url).path == "/masuk/":
        raise LookupError(f"{one.name}: {address} is not for {one.who or 'everybody'}")


def small(png: bytes) -> bytes:
    """The same as WebP: of few colours, which screens have anyway, or as a photo where that is smaller."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as image:
        whole = image.convert("RGB")
    few = whole.quantize(COLOURS, dither=Image.Dither.NONE).convert("RGB")
    ways = ((few, {"lossless": True, "quality": 80}), (whole, {"quality": 80}))
    return min((_as_webp(one, how) for one, how in ways), key=len)


def _as_webp(image: Any, how: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", method=4, **how)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
