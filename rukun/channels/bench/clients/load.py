"""The load: clients that send as fast as they are answered, in a process of their own.

Run as `python -m rukun.channels.bench.clients.load`: a `Work` as JSON on standard input, an `Answered` on output.
"""

from __future__ import annotations

import itertools
import json
import random
import re
import subprocess
import sys
import threading
import time
import urllib.parse
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from rukun.channels.bench.clients.photos import multipart, varied
from rukun.channels.bench.servers.wire import Wire

# Doors that refuse what they do not know, and keep no answers.
EXACT = ("/api/", "/open311/")


@dataclass(frozen=True, slots=True)
class Work:
    """What to ask: a port, an address, form fields (None: GET), how long, with how many clients, signed in as whom.

    `others` are addresses that are asked for in turn with the first; of many each is asked for once, by whoever comes.
    `photo` is the path of a JPEG that goes with every form, each time slightly changed; `varied` names the field that
    is another each time, `at` those of a latitude and a longitude, which are one of `places` each time. `bearer` is the
    key of a program, which has no token of a form.
    """

    port: int
    address: str
    fields: dict[str, str] | None
    seconds: float
    clients: int
    login: str = ""
    expected: tuple[int, ...] = (200, 302)
    others: tuple[str, ...] = ()
    photo: str = ""
    varied: str = "key"
    at: tuple[str, ...] = ()
    places: tuple[tuple[float, float], ...] = ()
    bearer: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """Requests a second, milliseconds of the median and of the slowest hundredth, and how many answers of which status
    nobody had expected."""

    per_second: float
    median_ms: float
    p99_ms: float
    count: int
    failed: dict[str, int]

    @property
    def failures(self) -> str:
        """`0 failed`, or `5 failed (503: 5)`."""
        which = ", ".join(f"{status}: {number}" for status, number in sorted(self.failed.items()))
        return f"{sum(self.failed.values())} failed" + (f" ({which})" if which else "")


def measured(work: Work) -> Answered:
    """Run the work in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "rukun.channels.bench.clients.load"],
        input=json.dumps(asdict(work)), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return Answered(**json.loads(done.stdout))


def addresses_of(work: Work) -> Iterator[str]:
    """Every address of the work, again and again; threads may share it."""
    return itertools.cycle((work.address, *work.others))


class Client:
    """One browser: its connection, its cookies, and the token of its forms.

    `addresses` are what it asks for in turn, shared with others where each is to be asked for once: clients that come
    to share a web process with few others are answered more often than the rest.
    """

    def __init__(self, work: Work, addresses: Iterator[str] | None = None) -> None:
        self.work, self.cookies, self.token = work, dict[str, str](), ""
        self.addresses = addresses or addresses_of(work)
        self.chance = random.Random()
        self.photo = Path(work.photo).read_bytes() if work.photo else b""
        self.wire = Wire(work.port)
        if work.login:
            self.get_token("/masuk/")
            self.send("POST", "/masuk/demo/", {"login": work.login})
            self.get_token("/lapor/")

    def get_token(self, address: str) -> None:
        page = self.send("GET", address, None)[1]
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        self.token = found[1] if found else ""

    def send(self, method: str, address: str, fields: dict[str, str] | None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if self.work.bearer:
            headers["Authorization"] = f"Bearer {self.work.bearer}"
        body = None
        if fields is not None:
            token = {} if self.work.bearer else {"csrfmiddlewaretoken": self.token}
            body, kind = self.form(fields | token, address)
            headers["Content-Type"] = kind
        answer = self.wire.ask(method, address, body, headers)
        for name, value in answer.headers:
            if name == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return answer.status, answer.body.decode()

    def form(self, fields: dict[str, str], address: str) -> tuple[bytes, str]:
        if not self.photo or address != self.work.address:
            return urllib.parse.urlencode(fields).encode(), "application/x-www-form-urlencoded"
        mark = uuid.uuid4()
        return multipart(fields, varied(self.photo, mark.int), mark.hex), f"multipart/form-data; boundary={mark.hex}"

    def once(self) -> int:
        fields = self.work.fields
        if fields is not None:
            fields = fields | {self.work.varied: uuid.uuid4().hex}
            if self.work.at:
                fields |= zip(self.work.at, map(str, self.chance.choice(self.work.places)), strict=True)
            return self.send("POST", next(self.addresses), fields)[0]
        address = next(self.addresses)
        if not address.startswith(EXACT):
            # Another question each time: an answer that was kept for the one before is not what is measured.
            address = f"{address}{'&' if '?' in address else '?'}kini={uuid.uuid4().hex}"
        return self.send("GET", address, None)[0]


def main() -> None:
    """Read the work, do it, write what came of it."""
    stated = json.load(sys.stdin)
    work = Work(**stated | {"expected": tuple(stated["expected"])})
    shared = addresses_of(work)
    clients = [Client(work, shared) for _ in range(work.clients)]
    for client in clients:
        client.once()
    gate, times, failed = threading.Barrier(work.clients + 1), list[float](), list[str]()

    def run(client: Client) -> None:
        gate.wait()
        ends = time.perf_counter() + work.seconds
        while (began := time.perf_counter()) < ends:
            status = client.once()
            times.append(time.perf_counter() - began)
            if status not in work.expected:
                failed.append(str(status))

    threads = [threading.Thread(target=run, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    gate.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    times.sort()
    median, late = times[len(times) // 2], times[min(len(times) - 1, int(len(times) * 0.99))]
    told = Answered(len(times) / seconds, median * 1000, late * 1000, len(times), dict(Counter(failed)))
    sys.stdout.write(json.dumps(asdict(told)))


if __name__ == "__main__":
    main()
