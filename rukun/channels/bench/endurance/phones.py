"""The load: telephones that send each report until it is acknowledged, a desk, and people who only look.

A telephone does as `frontend/src/lapor/send.ts`: asks who is signed in, sends under a key that stays the same, and
takes every answer but 200 and 201 for "later". Who gets no answer from one host asks the next, as a proxy would.
"""

from __future__ import annotations

import http.client
import itertools
import json
import random
import socket
import threading
import time
import urllib.parse
import uuid
from abc import ABC, abstractmethod
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from rukun.channels.bench.cities.small import REPORT, REPORTER
from rukun.channels.bench.servers.postgres import Place

CONNECT_SECONDS, ANSWER_SECONDS = 3.0, 15.0
REST_SECONDS, RETRY_FIRST, RETRY_MOST = 0.2, 0.1, 1.0
LOOKED_AT = ("/", "/laporan/", "/sekitar/", "/api/v1/reports?limit=20", "/open311/v2/requests.json")
STREWN = 0.0004


@dataclass
class Told:
    """What the clients saw."""

    acknowledged: dict[str, str] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    longest: dict[str, float] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    ends: list[tuple[float, float]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def done(self, what: str, began: float) -> None:
        """Something got through; how long it took from the first try on."""
        now = time.monotonic()
        with self.lock:
            self.counts[what] += 1
            self.longest[what] = max(self.longest.get(what, 0.0), now - began)
            self.ends.append((now, now - began))

    def longest_since(self, moment: float) -> float:
        """Of what got through since then, how long the slowest took."""
        with self.lock:
            return max((seconds for at, seconds in self.ends if at >= moment), default=0.0)

    def failed(self, what: str) -> None:
        with self.lock:
            self.errors[what] += 1


class Client(ABC, threading.Thread):
    """One device: its cookies, and the host that answered it last."""

    what = ""

    def __init__(self, hosts: list[Place], told: Told, stop: threading.Event, number: int) -> None:
        super().__init__(daemon=True)
        self.hosts, self.told, self.stop, self.at = hosts, told, stop, number
        self.chance = random.Random(number)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, address: str, fields: dict[str, str] | None = None, **headers: str) -> tuple[int, str]:
        """One try at one host; status 0 where there is no answer, and the next host then."""
        host = self.hosts[self.at % len(self.hosts)]
        line = http.client.HTTPConnection(host.address, host.port, timeout=ANSWER_SECONDS)
        body = urllib.parse.urlencode(fields) if fields is not None else None
        told = {"Host": "localhost", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        told |= {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        try:
            line.sock = socket.create_connection((host.address, host.port), timeout=CONNECT_SECONDS)
            line.sock.settimeout(ANSWER_SECONDS)
            line.request(method, address, body, told | {name.replace("_", "-"): v for name, v in headers.items()})
            answer = line.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException) as failure:
            self.told.failed(type(failure).__name__)
            self.at += 1
            return 0, ""
        finally:
            line.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        if answer.status >= 500:
            self.told.failed(f"HTTP {answer.status}")
            self.at += 1
        return answer.status, text

    def tries(self) -> itertools.chain[float]:
        """How long to wait after each try: longer and longer, to a bound."""
        growing = (RETRY_FIRST * 2**n for n in range(5) if RETRY_FIRST * 2**n < RETRY_MOST)
        return itertools.chain(growing, itertools.repeat(RETRY_MOST))

    def run(self) -> None:
        while not self.stop.is_set():
            self.once()
            self.stop.wait(REST_SECONDS)

    @abstractmethod
    def once(self) -> None:
        """One thing that somebody does with it, from the first try to the last."""


class Phone(Client):
    """Files one report after the other; each is sent until it is acknowledged, also after the load has been stopped."""

    def once(self) -> None:
        key, began = uuid.uuid4().hex, time.monotonic()
        strewn = {name: f"{float(REPORT[name]) + self.chance.uniform(-STREWN, STREWN):.6f}" for name in ("lat", "lon")}
        report = REPORT | strewn | {"key": key, "words": f"{REPORT['words']} {key[:6]}"}
        for number, wait in enumerate(self.tries()):
            code = self.send(report)
            if code:
                self.told.acknowledged[key] = code
                self.told.done("filed", began)
                return
            if number == 0:
                self.told.counts["filed after retries"] += 1
            time.sleep(wait)  # as a telephone waits

    def send(self, report: dict[str, str]) -> str:
        """The code, once it is acknowledged."""
        status, text = self.ask("GET", "/lapor/siap.json", Accept="application/json")
        if status != 200:
            return ""
        told = json.loads(text)
        if told.get("code") == "sign-in":
            self.sign_in()
            return ""
        token = told["csrf"]
        status, text = self.ask("POST", "/lapor/kirim/", report, X_CSRFToken=token, Accept="application/json")
        if status in (200, 201):
            self.told.counts["acknowledged again" if status == 200 else "acknowledged"] += 1
            return str(json.loads(text)["code"])
        if 400 <= status < 500 and status != 429:
            self.told.wrong.append(f"a report was refused with {status}: {text[:200]}")
        return ""

    def sign_in(self) -> None:
        self.ask("GET", "/masuk/")
        token = self.cookies.get("csrftoken", "")
        self.ask("POST", "/masuk/demo/", {"login": REPORTER, "csrfmiddlewaretoken": token})


class Desk(Client):
    """Takes what waits at the desk, each until it is told that it has it."""

    def __init__(self, hosts: list[Place], told: Told, stop: threading.Event, number: int, key: str) -> None:
        super().__init__(hosts, told, stop, number)
        self.bearer = f"Bearer {key}"

    def once(self) -> None:
        status, text = self.ask("GET", "/api/v1/desk/tickets?state=waiting&limit=1", Authorization=self.bearer)
        rows: list[dict[str, Any]] = json.loads(text)["items"] if status == 200 else []
        for row in rows[:1]:
            self.take(str(row["code"]))

    def take(self, code: str) -> None:
        began, name = time.monotonic(), uuid.uuid4().hex
        for wait in self.tries():
            status, text = self.ask(
                "POST", f"/api/v1/desk/tickets/{code}/acts", {"do": "take"}, Authorization=self.bearer,
                Idempotency_Key=name,
            )  # fmt: skip
            if status == 200:
                self.told.taken.append(code)
                self.told.done("taken", began)
                return
            if 400 <= status < 500 and status != 429:
                self.told.wrong.append(f"{code} could not be taken: {status} {text[:200]}")
                return
            time.sleep(wait)  # as a program waits


class Reader(Client):
    """Looks at what everybody may see, again until it is shown."""

    def once(self) -> None:
        address, began = self.chance.choice(LOOKED_AT), time.monotonic()
        for wait in self.tries():
            if self.ask("GET", address)[0] == 200:
                self.told.done("read", began)
                return
            if self.stop.wait(wait):
                return
