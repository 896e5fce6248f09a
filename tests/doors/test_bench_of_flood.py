"""The load of the flood benches: what is due counts its waiting from then, and telephones keep what was not taken."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from rukun.channels.bench.clients import phones
from rukun.channels.bench.clients.arrivals import Agenda, Caller, moments, slowest
from rukun.channels.bench.clients.phones import Flood, Phones


class Busy(BaseHTTPRequestHandler):
    """Refuses every report at first and says when to come again; then takes it. A page is a page."""

    protocol_version = "HTTP/1.1"
    seen: dict[str, int] = {}

    def do_POST(self) -> None:
        said = self.rfile.read(int(self.headers["Content-Length"])).decode("latin-1")
        key = said[said.find("story-") :][:38]
        times = 2  # whoever signs in
        if "story-" in said:
            times = self.seen[key] = self.seen.get(key, 0) + 1
        self.send_response(503 if times == 1 else 201)
        if times == 1:
            self.send_header("Retry-After", "1")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    Busy.seen = {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), Busy)
    threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def test_what_was_refused_is_sent_again_until_it_is_taken_and_then_no_more(port: int, tmp_path: object) -> None:
    flood = Flood(port, ["demo"], [(-6.2, 106.8)], str(tmp_path), [(10, 0.3), (60, 0.4), (10, 0.3)], 1.0, 8, "story")
    load = Phones(flood)
    load.signed_in, load.photos = [("", "")], [phones_photo()]
    told = load.run()
    assert told.sent == told.accepted == len(Busy.seen) > 10
    assert told.told_to_wait == told.sent and set(Busy.seen.values()) == {2}
    assert told.without_answer == 0 and not told.refused and told.read > 10


def phones_photo() -> bytes:
    from rukun.channels.bench.clients.photos import street

    return street()


def test_waiting_counts_from_the_moment_at_which_a_call_was_due(port: int) -> None:
    took: list[float] = []

    def work(_: Caller, due: float) -> None:
        time.sleep(0.1)  # somebody is served
        took.append(time.monotonic() - due)

    agenda = Agenda(port, hands=1)
    due = time.monotonic()
    for _ in range(4):
        agenda.add(due, work)
    agenda.run()
    assert sorted(took) == took and took[-1] >= 0.4


def test_people_come_as_often_as_was_said_and_nobody_in_a_rest() -> None:
    came = list(moments([(50, 10), (0, 10), (5, 10)], random.Random(1)))
    by_stretch = [sum(stretch == number for _, stretch in came) for number in range(3)]
    assert 400 < by_stretch[0] < 600 and by_stretch[1] == 0 and 25 < by_stretch[2] < 80
    assert all(10 * stretch <= at < 10 * stretch + 10 for at, stretch in came)


def test_the_slowest_share_of_none_is_nothing() -> None:
    assert slowest([], 0.99) == 0 and slowest([3, 1, 2], 0.5) == 2 and phones.FIRST_SECONDS > 0
