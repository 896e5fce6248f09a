"""The gate before all doors: slow senders hold up nobody, too many are told to come again, and pages are made once."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client

from rukun.channels.bench.servers.postgres import free_port
from rukun.channels.front import rules
from rukun.channels.front.rules import Measure, TakenIn
from rukun.channels.front.shelf import Answer, may_be_kept
from rukun.people.rules import Actor
from tests.made import report

pytestmark = pytest.mark.any_engine

DRIPPING = 20


@pytest.fixture(scope="module")
def let_go(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Whoever is held by the small application goes on when this is there."""
    return tmp_path_factory.mktemp("front") / "let-go"


@pytest.fixture(scope="module")
def port(let_go: Path) -> Iterator[int]:
    """The small application behind the gate: one process."""
    number, root = free_port(), str(Path(__file__).parents[2])
    command = [str(Path(sys.executable).parent / "granian"), "--interface", "rsgi", "--no-ws", "--port", str(number),
               "--log-level", "error", "tests.doors.fronted:application"]  # fmt: skip
    process = subprocess.Popen(command, cwd=root, env=os.environ | {"PYTHONPATH": root, "LET_GO": str(let_go)},
                               start_new_session=True)  # fmt: skip
    ends = time.monotonic() + 30
    while time.monotonic() < ends:
        try:
            if asked(number, "/meja/")[0] == 200:
                break
        except OSError:
            time.sleep(0.05)  # a port that is not open yet sends no event
    yield number
    os.killpg(process.pid, signal.SIGTERM)
    process.wait()


def asked(
    port: int, path: str, method: str = "GET", body: bytes | None = None, headers: dict[str, str] | None = None
) -> tuple[int, bytes, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    told = answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()}
    connection.close()
    return told


def begun(port: int, length: int, path: str = "/lapor/kirim/") -> socket.socket:
    """An upload of which the first bytes have come, and no more for now."""
    line = socket.create_connection(("127.0.0.1", port), timeout=10)
    line.sendall(f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\nfirst".encode())
    return line


@pytest.mark.parametrize("length", [5_000_000, 5_000])
def test_twenty_dripping_uploads_do_not_hold_up_another_visitor(port: int, length: int) -> None:
    with ExitStack() as lines:
        dripping = [lines.enter_context(begun(port, length)) for _ in range(DRIPPING)]
        began = time.monotonic()
        for line in dripping:
            line.sendall(b"x")
        assert asked(port, "/meja/")[:2] == (200, b"GET")
        assert asked(port, "/lapor/kirim/", "POST", b"whole")[:2] == (200, b"whole")
        assert time.monotonic() - began < 2


@pytest.mark.parametrize("part", [100_000, 1_000])
def test_an_upload_that_comes_in_pieces_arrives_whole(port: int, part: int) -> None:
    with begun(port, 3 * part + 5) as line:
        for _ in range(3):
            line.sendall(b"y" * part)
        answer = b""
        while piece := line.recv(65_536):
            answer += piece
            if answer.endswith(b"y" * 3 * part):
                break
    assert answer.startswith(b"HTTP/1.1 200") and b"first" + b"y" * 3 * part in answer


@pytest.mark.parametrize("length", [5_000_000, 5_000])
def test_an_upload_that_breaks_off_goes_no_further(port: int, length: int) -> None:
    """With its words and without its photo it would be taken for a report, and the phone would throw the photo away."""
    made = asked(port, "/laporan/dihitung/", "POST", b"")[1]
    with begun(port, length, "/laporan/dihitung/") as line:
        line.sendall(b"y" * (length // 50))
        line.shutdown(socket.SHUT_WR)
        assert not line.recv(65_536).startswith(b"HTTP/1.1 200")
    following = asked(port, "/laporan/dihitung/", "POST", b"")[1]
    assert int(following.split()[1]) == int(made.split()[1]) + 1


def test_a_short_length_beside_pieces_without_end_lets_no_more_in_than_any_other_body(port: int) -> None:
    """What says that it is short is taken in as one piece: that must not be a way around the bound."""
    piece = b"%x\r\n" % 1_000_000 + b"y" * 1_000_000 + b"\r\n"
    head = b"POST /lapor/kirim/ HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(head)
        with suppress(OSError):  # it stops listening
            for _ in range(2 * rules.BODY_BYTES_MAX // 1_000_000):
                line.sendall(piece)
        assert line.recv(200).startswith(b"HTTP/1.1 413")


def test_a_body_that_says_it_is_too_large_is_refused_before_it_is_sent(port: int) -> None:
    line = begun(port, rules.BODY_BYTES_MAX + 1)
    with line:
        assert line.recv(200).startswith(b"HTTP/1.1 413")


def test_of_many_who_ask_for_the_same_page_at_once_one_has_it_made(port: int) -> None:
    with ThreadPoolExecutor(12) as many:
        told = list(many.map(lambda _: asked(port, "/laporan/dihitung/"), range(12)))
    assert {status for status, _, _ in told} == {200}
    assert len({body for _, body, _ in told}) == 1


@pytest.mark.parametrize("cookie", ["sessionid=somebody", "django_language=id; sessionid=x"])
def test_whoever_is_known_has_the_page_made_for_them(port: int, cookie: str) -> None:
    told = [asked(port, "/laporan/dihitung/", headers={"Cookie": cookie})[1] for _ in range(2)]
    assert told[0] != told[1]


def test_a_page_with_a_form_of_somebodys_own_is_kept_for_nobody_else(port: int) -> None:
    assert asked(port, "/petugas/masuk/")[2]["set-cookie"] == "csrftoken=x"
    assert "set-cookie" in asked(port, "/petugas/masuk/")[2]


def test_a_long_answer_comes_whole_to_a_reader_who_takes_time(port: int) -> None:
    status, body, _ = asked(port, "/data/berkas/besar")
    assert (status, len(body)) == (200, 4_000_000)


def test_who_comes_to_a_full_house_is_told_when_to_come_again_and_a_report_is_taken(port: int, let_go: Path) -> None:
    with ThreadPoolExecutor(300) as many:
        held = [many.submit(asked, port, "/meja/lama/") for _ in range(rules.READS_WAITING + 40)]
        told: dict[str, str] = {}
        ends = time.monotonic() + 8
        while "retry-after" not in told and time.monotonic() < ends:
            status, body, told = asked(port, "/meja/", headers={"Accept": "application/json"})
        assert status == 503 and b'"code": "busy"' in body
        assert rules.RETRY_LEAST <= int(told["retry-after"]) <= rules.RETRY_MOST
        assert asked(port, "/meja/")[2]["content-type"].startswith("text/html")
        assert asked(port, "/open311/v2/requests.json")[1].startswith(b'[{"code": 503')
        filed = many.submit(asked, port, "/lapor/kirim/", "POST", b"a report")
        lives = many.submit(asked, port, "/healthz")
        let_go.touch()
        assert filed.result()[:2] == (200, b"a report") and lives.result()[0] == 200
        assert {one.result()[0] for one in held} == {200, 503}
    assert asked(port, "/meja/")[0] == 200


def test_somebody_who_brings_a_report_goes_before_those_who_read() -> None:
    measure: Measure[str] = Measure(free=0)
    measure.reads.extend(["reads first", "reads second"])
    measure.filings.append("brings")
    assert [measure.next_turn() for _ in range(4)] == ["brings", "reads first", "reads second", None]
    assert measure.free == 1


def test_how_long_it_took_says_how_many_may_wait() -> None:
    quick: Measure[str] = Measure(free=0, seconds={True: 0.01, False: 0.01})
    slow: Measure[str] = Measure(free=0, seconds={True: 0.5, False: 0.5})
    for measure in (quick, slow):
        measure.reads.extend(["waits"] * 20)
    assert not quick.is_beyond(first=False)
    assert slow.is_beyond(first=False) and not slow.is_beyond(first=True)


def test_those_who_are_sent_away_do_not_all_come_back_at_once() -> None:
    measure: Measure[str] = Measure(free=0)
    measure.reads.extend(["waits"] * 500)
    told = {measure.retry_after(False, chance / 10) for chance in range(10)}
    assert len(told) > 4 and min(told) >= rules.RETRY_LEAST and max(told) <= rules.RETRY_MOST


def test_one_network_cannot_have_all_the_room_for_unfinished_bodies() -> None:
    taken = TakenIn()
    assert all(taken.begin("one") for _ in range(rules.TAKEN_IN_OF_ONE))
    assert not taken.begin("one") and taken.begin("another")
    taken.end("one")
    assert taken.begin("one")


@pytest.mark.parametrize(
    ("method", "path", "first"),
    [("POST", "/lapor/kirim/", True), ("POST", "/api/v1/reports", True), ("POST", "/open311/v2/requests.json", True),
     ("GET", "/healthz", True), ("GET", "/laporan/", False), ("GET", "/lapor/", False), ("POST", "/bahasa/", False)],
)  # fmt: skip
def test_who_goes_first(method: str, path: str, first: bool) -> None:
    assert rules.goes_first(method, path) is first


PUBLIC = ("/", "/laporan/", "/laporan/?cari=sampah", "/sekitar/", "/wilayah/99.99.99.1001/", "/peringkat/",
          "/validasi/", "/uang/", "/data/", "/segel/", "/aturan/", "/cara-kerja/", "/sosialisasi/")  # fmt: skip


@pytest.mark.parametrize("path", PUBLIC)
def test_what_strangers_read_may_be_kept_for_the_next_stranger(kota: Path, client: Client, path: str) -> None:
    answer = client.get(path)
    told = Answer(answer.status_code, [*answer.headers.items()], answer.content)
    assert may_be_kept(told) and not answer.cookies, "a cookie is set: nobody else may be shown this page"


def test_the_report_of_somebody_is_kept_too_and_the_form_of_a_stranger_is_not(
    kota: Path, budi: Actor, noon: datetime, client: Client
) -> None:
    code = report(budi, noon).code
    assert not client.get(f"/laporan/{code}/").cookies
    assert client.get(f"/laporan/{code}/isi/").cookies
