"""A validator at work: 100 verdicts by keyboard in Chromium, and how far the page is behind the hands.

Run as `python -m rukun.channels.bench.integrity.validator` with an environment that names an empty RUKUN_HOME; writes
rows as JSON. The page itself measures from the key to the frame in which the next report stands with its pictures.
"""

from __future__ import annotations

import io
import json
import random
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from rukun.channels.bench.pages import FLAGS, chromium
from rukun.channels.bench.row import Measured
from rukun.channels.bench.servers.serving import Served

REPORTS, VERDICTS, FLAT_OUT, WAITING = 20_000, 100, 60, 190
BEHIND_MS_MAX = 150.0
# Two verdicts a second are 7,200 an hour: seven times what is asked of a validator.
PACE_S = 0.5
SCREEN: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "locale": "id-ID"}
STRIKES_EVERY, SKIPS_EVERY = 12, 25
SHOWN = "() => performance.getEntriesByName('nilai').map((m) => m.duration)"


def hour() -> Iterator[Measured]:
    """The keys of a validator: at a pace that nobody keeps for an hour, and then as fast as the next one is shown."""
    from playwright.sync_api import sync_playwright

    served = Served("rukun.wsgi:application", {"RUKUN_DEMO": "true", "RUKUN_LOG_LEVEL": "ERROR"})
    with served as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = browser.new_context(base_url=f"http://localhost:{server.port}", **SCREEN).new_page()
        page.goto("/masuk/")
        page.locator("button[value='demo-tapem']").click()
        page.wait_for_url("**/")
        page.goto("/tapem/mulai/")
        page.wait_for_function("() => performance.getEntriesByName('nilai-siap').length")
        time.sleep(PACE_S)  # nobody judges the first report before they have looked at it
        for number in range(1, VERDICTS + 1):
            begun = time.perf_counter()
            _judge(page, number)
            time.sleep(max(0.0, begun + PACE_S - time.perf_counter()))  # somebody looks at the report
        paced = page.evaluate(SHOWN)
        begun = time.perf_counter()
        for number in range(1, FLAT_OUT + 1):
            _judge(page, number)
        spent = time.perf_counter() - begun
        page.wait_for_function("() => document.querySelector('[data-kotak]').dataset.keadaan === 'sent'")
        sent = time.perf_counter() - begun
        browser.close()
    yield from _rows(paced, spent, sent)


def _judge(page: Any, number: int) -> None:
    """One verdict, and the wait until the page says that the next report stands."""
    before = page.evaluate("performance.getEntriesByName('nilai').length")
    keys = ["s", "4", "Enter"] if number % STRIKES_EVERY == 0 else ["n"] if number % SKIPS_EVERY == 0 else ["a"]
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_function("(before) => performance.getEntriesByName('nilai').length > before", arg=before)


def _rows(shown: Sequence[float], spent: float, sent: float) -> Iterator[Measured]:
    late = statistics.quantiles(shown, n=20)[-1]
    note = (
        f"{len(shown)} verdicts at two a second, median {statistics.median(shown):.0f} ms, slowest {max(shown):.0f} ms"
    )
    yield Measured("validator: key to the next report shown, 95 of 100", "chromium", late, "ms", note, "", None,
                   BEHIND_MS_MAX, None, "less")  # fmt: skip
    rate, after = FLAT_OUT / spent * 3600, f"flat out; all sent {sent - spent:.1f} s after the last key"
    yield Measured("validator: verdicts an hour that the page keeps up with", "chromium", rate, "an hour", after,
                   "", None, 1_000, None, "more")  # fmt: skip


def main() -> None:
    """Make a city with reports that wait, judge, write the rows."""
    import django

    django.setup()
    from pathlib import Path

    from django.conf import settings

    from rukun.channels.bench.cities import city
    from rukun.databases import structure

    structure.prepare()
    built = city.build(Path(settings.RUKUN_KOTA_FOLDER) / "jakarta", REPORTS, seed=7)
    _file_waiting(built)
    rows = []
    for row in hour():
        sys.stderr.write(f"{row.engine}: {row.work}: {row.value:,.1f} {row.unit} ({row.note})\n")
        rows.append(row.told())
    sys.stdout.write(json.dumps(rows))


def _file_waiting(built: Any) -> None:
    """Reports with photos of a telephone's size that nobody judged, from one busy unit."""
    from rukun.channels.bench.cities.city import BANGKA, BEGUN
    from rukun.reports.actions import Draft, file_report
    from rukun.reports.photos import keep_photo
    from rukun.reports.queries import category
    from rukun.reports.sizes import make_sizes
    from rukun.values.code import AreaCode
    from rukun.values.place import Place

    chance, unit = random.Random(7), AreaCode(BANGKA.digits + "003005")
    for number in range(WAITING):
        at = BEGUN + timedelta(days=number % 28, minutes=17 * number)
        photos = [keep_photo(_photo(chance), at=at)]
        place = Place(-6.2640 + chance.uniform(-4e-4, 4e-4), 106.8193 + chance.uniform(-4e-4, 4e-4))
        file_report(
            Draft(key=f"bench-waiting-{number}", category=category("sampah"), words=f"Sampah di gang {number}",
                  captured_at=at, place=place, for_unit=unit, photos=photos),
            by=built.head, at=at,
        )  # fmt: skip
    while make_sizes(at=BEGUN):
        pass


def _photo(chance: random.Random) -> bytes:
    """Something with edges and noise, 1600 x 1200, as large as a photo that a telephone made smaller."""
    import numpy as np
    from PIL import Image

    grid = np.random.default_rng(chance.randrange(2**32)).integers(0, 256, (75, 100, 3), dtype=np.uint8)
    picture = Image.fromarray(grid).resize((1600, 1200), Image.Resampling.BICUBIC)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82)
    return out.getvalue()


if __name__ == "__main__":
    main()
