"""The four calls of a report's life (filed, taken by its desk, finished with a photo, found by its words), as load.

Run as `python -m rukun.channels.bench.lifecycle`, with a `Lives` as JSON on standard input and a `Lived` on output.
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

from rukun.channels.bench.clients.arrivals import Agenda, Answer, Caller, moments, slowest
from rukun.channels.bench.clients.photos import multipart, varied

BASE = "/api/v1"
CALLS = ("create", "assign", "resolve", "search")
# A desk looks when the ticket should be there, and again where it is not yet.
LOOKS_AFTER, LOOKS_AGAIN, GIVES_UP = 2.5, 1.0, 120.0
GOES_ON = 0.2
GOOD = {"create": (201,), "assign": (200,), "resolve": (200,), "search": (200,)}
NOT_YET = 404

# Eight figures in a row are somebody's telephone, by which nobody finds a report.
LETTERS = str.maketrans("0123456789", "ghijklmnop")


@dataclass(frozen=True, slots=True)
class Lives:
    """`rates` (a second, for how many seconds), or none: as many at once as `hands`, for so many seconds.

    `places` are latitude, longitude and the code of the kelurahan, whose desk's key stands in `desks`.
    """

    port: int
    filing_key: str
    desks: dict[str, str]
    places: list[tuple[float, float, str]]
    photos: str
    rates: list[tuple[float, float]]
    seconds: float
    hands: int


@dataclass(frozen=True, slots=True)
class Lived:
    """Seconds of calls from the moment at which each was due (`worst_stretch`: the stretch with the slowest p95)."""

    lives: int
    calls: int
    failed: dict[str, int]
    p50: dict[str, float]
    p95: dict[str, float]
    p99: dict[str, float]
    worst_stretch: float
    looked_again: int
    opened_p95: float
    whole_a_second: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Life:
    """One report on its way: its code, its desk, the word that nobody else wrote, and when its desk first looked."""

    stretch: int
    code: str
    ward: str
    mark: str
    looked_first: float

    @property
    def acts(self) -> str:
        return f"{BASE}/desk/tickets/{self.code}/acts"


class Load:
    """One run."""

    def __init__(self, lives: Lives) -> None:
        self.lives, self.chance = lives, random.Random(7)
        self.agenda = Agenda(lives.port, lives.hands)
        self.photos = [file.read_bytes() for file in sorted(Path(lives.photos).iterdir())]
        self.times: dict[str, list[float]] = defaultdict(list)
        self.stretches: dict[int, list[float]] = defaultdict(list)
        self.failed: Counter[str] = Counter()
        self.looked_again, self.done_at, self.opened_after = 0, list[float](), list[float]()
        self.begins = self.ends = 0.0

    def run(self) -> Lived:
        lives = self.lives
        self.begins = time.monotonic() + 1
        self.ends = self.begins + (sum(seconds for _, seconds in lives.rates) or lives.seconds)
        for after, stretch in moments(lives.rates, self.chance):
            self.agenda.add(self.begins + after, partial(self._create, stretch))
        if not lives.rates:
            for _ in range(lives.hands):
                self.agenda.add(self.begins, partial(self._create, 0))
        self.agenda.run()
        return self._told()

    def _told(self) -> Lived:
        lasted = self.ends - self.begins
        # The first tenth fills the desks: only what follows is counted as so many whole lives a second.
        whole = [at for at in self.done_at if self.begins + lasted / 10 <= at <= self.ends]
        shares = {
            share: {name: round(slowest(self.times[name], share), 4) for name in CALLS} for share in (0.5, 0.95, 0.99)
        }
        return Lived(
            len(self.done_at), sum(map(len, self.times.values())), dict(self.failed), shares[0.5], shares[0.95],
            shares[0.99], round(max((slowest(one, 0.95) for one in self.stretches.values()), default=0.0), 4),
            self.looked_again, round(slowest(self.opened_after, 0.95), 2), round(len(whole) / (lasted * 0.9), 2),
            lasted,
        )  # fmt: skip

    def _noted(self, name: str, stretch: int, due: float, answer: Answer) -> bool:
        took = time.monotonic() - due
        self.times[name].append(took)
        self.stretches[stretch].append(took)
        if answer.status in GOOD[name]:
            return True
        self.failed[f"{name} {answer.status}"] += 1
        return False

    def _create(self, stretch: int, caller: Caller, due: float) -> None:
        lat, lon, ward = self.chance.choice(self.lives.places)
        mark = uuid.uuid4().hex[:12].translate(LETTERS)
        form = {"category": "sampah", "words": f"Tumpukan sampah {mark}", "lat": lat, "lon": lon}
        answer = self._post(caller, f"{BASE}/reports", self.lives.filing_key, json.dumps(form).encode())
        if self._noted("create", stretch, due, answer):
            life = Life(stretch, json.loads(answer.body)["code"], ward, mark, time.monotonic() + LOOKS_AFTER)
            self.agenda.add(life.looked_first, partial(self._assign, life))
        if not self.lives.rates and time.monotonic() < self.ends:
            self.agenda.add(time.monotonic(), partial(self._create, stretch))

    def _assign(self, life: Life, caller: Caller, due: float) -> None:
        answer = self._post(caller, life.acts, self.lives.desks[life.ward], b'{"do":"take"}')
        if answer.status == NOT_YET and due - life.looked_first < GIVES_UP:
            self.looked_again += 1
            self.agenda.add(time.monotonic() + LOOKS_AGAIN, partial(self._assign, life))
        elif self._noted("assign", life.stretch, due, answer):
            self.opened_after.append(due - life.looked_first + LOOKS_AFTER)
            self.agenda.add(time.monotonic() + GOES_ON, partial(self._resolve, life))

    def _resolve(self, life: Life, caller: Caller, due: float) -> None:
        boundary = uuid.uuid4()
        form = {"do": "finish", "words": "Sudah diangkut"}
        body = multipart(form, varied(self.chance.choice(self.photos), boundary.int), boundary.hex)
        kind = f"multipart/form-data; boundary={boundary.hex}"
        answer = self._post(caller, life.acts, self.lives.desks[life.ward], body, kind)
        if self._noted("resolve", life.stretch, due, answer):
            self.agenda.add(time.monotonic() + GOES_ON, partial(self._search, life))

    def _search(self, life: Life, caller: Caller, due: float) -> None:
        asked = urlencode({"words": f"tumpukan {life.mark}", "limit": 10})
        answer = caller.call("GET", f"{BASE}/reports?{asked}", None, {"Accept": "application/json"})
        if not self._noted("search", life.stretch, due, answer):
            return
        if [row["code"] for row in json.loads(answer.body)["items"]] == [life.code]:
            self.done_at.append(time.monotonic())
        else:
            self.failed["search found another"] += 1

    def _post(self, caller: Caller, address: str, key: str, body: bytes, kind: str = "application/json") -> Answer:
        return caller.call("POST", address, body, {"Authorization": f"Bearer {key}", "Content-Type": kind})


def main() -> None:
    """Read what is wanted, do it, write what came of it."""
    sys.stdout.write(json.dumps(asdict(Load(Lives(**json.load(sys.stdin))).run())))


if __name__ == "__main__":
    main()
