"""Telephones on a flood day: each keeps its report until the server has it, and comes again when it was told to.

Run as `python -m rukun.channels.bench.clients.phones`: a `Flood` as JSON on standard input, a `Weathered` on
output.
"""

from __future__ import annotations

import json
import random
import sys
import time
import uuid
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from rukun.channels.bench.clients.arrivals import Agenda, Caller, moments, slowest
from rukun.channels.bench.clients.load import Client, Work
from rukun.channels.bench.clients.photos import multipart, varied

BEFORE, FLOOD, AFTER = range(3)
PAGES = ("/", "/laporan/", "/sekitar/", "/laporan/?jenis=banjir", "/wilayah/3174031002/")
FORM = "application/x-www-form-urlencoded"
# As the app does: later and later where nothing was said, and a little later than what was said.
FIRST_SECONDS, LONGEST_SECONDS, TOLD_LONGEST = 3.0, 900.0, 600.0
WITH_PHOTO = 0.1


@dataclass(frozen=True, slots=True)
class Flood:
    """`rates` are reports a second and for how long, before, in and after; of pages so many more times are read."""

    port: int
    logins: list[str]
    places: list[tuple[float, float]]
    photos: str
    rates: list[tuple[float, float]]
    reads: float
    hands: int
    run: str


@dataclass(frozen=True, slots=True)
class Weathered:
    """What the telephones lived through. Seconds; `empty_after` from the end of the flood until no telephone waited."""

    sent: int
    accepted: int
    told_to_wait: int
    without_answer: int
    refused: dict[str, int]
    filing_p99: list[float]
    reading_p99: list[float]
    read: int
    read_away: int
    read_failed: dict[str, int]
    empty_after: float


class Phones:
    """One run."""

    def __init__(self, flood: Flood) -> None:
        self.flood, self.chance = flood, random.Random(11)
        self.agenda = Agenda(flood.port, flood.hands)
        self.photos = [file.read_bytes() for file in sorted(Path(flood.photos).iterdir())][:200]
        clients = [Client(Work(flood.port, "/", None, 0, 1, login)) for login in flood.logins]
        self.signed_in = [
            ("; ".join(f"{name}={value}" for name, value in one.cookies.items()), one.token) for one in clients
        ]
        for one in clients:
            one.wire.close()
        self.filing: dict[int, list[float]] = defaultdict(list)
        self.reading: dict[int, list[float]] = defaultdict(list)
        self.refused, self.read_failed = Counter[str](), Counter[str]()
        self.sent = self.accepted = self.told_to_wait = self.without_answer = self.read = self.read_away = 0
        self.last_accepted = self.flood_ends = 0.0

    def run(self) -> Weathered:
        begins, rates = time.monotonic() + 1, self.flood.rates
        self.flood_ends = begins + sum(seconds for _, seconds in rates[: FLOOD + 1])
        for after, stretch in moments(rates, self.chance):
            self.agenda.add(begins + after, partial(self._file, self._report(), stretch, 0))
        readers = [(per_second * self.flood.reads, seconds) for per_second, seconds in rates]
        for after, stretch in moments(readers, self.chance):
            self.agenda.add(begins + after, partial(self._read, stretch))
        self.agenda.run()
        return Weathered(
            self.sent, self.accepted, self.told_to_wait, self.without_answer, dict(self.refused),
            [round(slowest(self.filing[stretch], 0.99), 3) for stretch in range(3)],
            [round(slowest(self.reading[stretch], 0.99), 3) for stretch in range(3)], self.read, self.read_away,
            dict(self.read_failed), round(max(0.0, self.last_accepted - self.flood_ends), 1),
        )  # fmt: skip

    def _report(self) -> dict[str, str]:
        self.sent += 1
        lat, lon = self.chance.choice(self.flood.places)
        return {
            "key": f"{self.flood.run}-{uuid.uuid4().hex}", "category": "banjir", "words": f"Air naik {self.sent}",
            "lat": f"{lat + self.chance.uniform(-0.0001, 0.0001):.6f}", "lon": f"{lon:.6f}",
        }  # fmt: skip

    def _file(self, report: dict[str, str], stretch: int, failures: int, caller: Caller, due: float) -> None:
        # The same report always comes from the same telephone.
        cookies, token = self.signed_in[int(report["key"][-6:], 16) % len(self.signed_in)]
        body, kind = urlencode(report).encode(), FORM
        if int(report["key"][-2:], 16) < 256 * WITH_PHOTO:
            mark = uuid.uuid4()
            body = multipart(report, varied(self.chance.choice(self.photos), mark.int), mark.hex)
            kind = f"multipart/form-data; boundary={mark.hex}"
        answer = caller.call("POST", "/lapor/kirim/", body, {
            "Accept": "application/json", "Content-Type": kind, "Cookie": cookies, "X-CSRFToken": token,
        })  # fmt: skip
        if answer.status in (200, 201):
            self.accepted += 1
            now = time.monotonic()
            self.filing[stretch].append(now - due)
            if stretch == FLOOD:
                self.last_accepted = now
        elif answer.status in (429, 503) and answer.retry_after:
            self.told_to_wait += 1
            pause = min(answer.retry_after, TOLD_LONGEST) * self.chance.uniform(1, 1.5)
            self.agenda.add(time.monotonic() + pause, partial(self._file, report, stretch, failures))
        elif answer.status in (0, 408, 500, 502, 503, 504):
            self.without_answer += 1
            pause = min(LONGEST_SECONDS, FIRST_SECONDS * 2**failures) * self.chance.uniform(0.75, 1.25)
            self.agenda.add(time.monotonic() + pause, partial(self._file, report, stretch, failures + 1))
        else:
            self.refused[str(answer.status)] += 1

    def _read(self, stretch: int, caller: Caller, due: float) -> None:
        answer = caller.call("GET", self.chance.choice(PAGES), None, {"Accept": "text/html"})
        if answer.status == 200:
            self.read += 1
            self.reading[stretch].append(time.monotonic() - due)
        elif answer.status == 503:
            self.read_away += 1
        else:
            self.read_failed[str(answer.status)] += 1


def main() -> None:
    """Read what is wanted, do it, write what came of it."""
    sys.stdout.write(json.dumps(asdict(Phones(Flood(**json.load(sys.stdin))).run())))


if __name__ == "__main__":
    main()
