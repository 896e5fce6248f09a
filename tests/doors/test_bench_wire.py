"""What the load speaks HTTP over: it reads an answer to its last byte, however that is told, and notices who left."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from rukun.channels.bench.clients.arrivals import Caller
from rukun.channels.bench.servers.wire import Wire

PIECES = [b"satu" * 30_000, b"dua", b"tiga\r\n\r\n"]
pytestmark = pytest.mark.any_engine


class Told(BaseHTTPRequestHandler):
    """By the address: in pieces, nothing at all, the same back, or the line goes dead."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(204 if self.path == "/none" else 200)
        self.send_header("Set-Cookie", "a=1; Path=/")
        self.send_header("Set-Cookie", "b=2")
        if self.path == "/pieces":
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for piece in PIECES:
                self.wfile.write(b"%x;note\r\n%b\r\n" % (len(piece), piece))
            self.wfile.write(b"0\r\n\r\n")
        else:
            self.end_headers()

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"]))
        self.close_connection = self.path == "/gone"
        if self.path != "/cut":
            self.send_response(200)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)
        else:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def opened() -> Iterator[Callable[[], Wire]]:
    server, wires = ThreadingHTTPServer(("127.0.0.1", 0), Told), list[Wire]()
    threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
    yield lambda: wires.append(Wire(server.server_port)) or wires[-1]  # type: ignore[func-returns-value]
    for wire in wires:
        wire.close()
    server.shutdown()
    server.server_close()


def test_answers_of_every_kind_follow_one_another_on_one_line(opened: Callable[[], Wire]) -> None:
    wire = opened()
    assert wire.ask("POST", "/", b"x" * 300_000, {"X-One": "1"}).body == b"x" * 300_000
    line = wire.sock
    whole = wire.ask("GET", "/pieces", None, {})
    assert whole.body == b"".join(PIECES) and wire.ask("GET", "/none", None, {}).status == 204
    assert [value for name, value in whole.headers if name == "set-cookie"] == ["a=1; Path=/", "b=2"]
    assert whole.header("transfer-encoding") == "chunked" and not whole.header("x-none")
    assert wire.ask("POST", "/", b"", {}).body == b"" and wire.sock is line


def test_half_an_answer_is_none(opened: Callable[[], Wire]) -> None:
    wire = opened()
    with pytest.raises(ConnectionResetError):
        wire.ask("POST", "/cut", b"all of it", {})
    assert wire.sock is None


def test_a_line_that_was_closed_meanwhile_is_opened_once_more(opened: Callable[[], Wire]) -> None:
    caller = Caller(opened().port)
    for said in (b"one", b"two"):
        assert caller.call("POST", "/gone", said, {}).body == said
    caller.wire.close()
    assert Caller(1).call("GET", "/", None, {}).status == 0
