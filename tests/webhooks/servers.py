"""Receivers that behave badly, as real servers on the loopback."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

Talk = Callable[[socket.socket, threading.Event], None]


@contextmanager
def talking(talk: Talk, *, scheme: str = "http", wrap: ssl.SSLContext | None = None) -> Iterator[str]:
    """A server that reads a request and then does what `talk` does, until it is over; its address."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_serve, args=[listener, talk, over, wrap], daemon=True)
        thread.start()
        try:
            yield f"{scheme}://127.0.0.1:{listener.getsockname()[1]}/"
        finally:
            over.set()
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
    thread.join(10)


def _serve(listener: socket.socket, talk: Talk, over: threading.Event, wrap: ssl.SSLContext | None) -> None:
    while not over.is_set():
        with suppress(OSError):
            connection, _ = listener.accept()
            with connection:
                spoken = wrap.wrap_socket(connection, server_side=True) if wrap else connection
                with spoken:
                    spoken.recv(65_536)
                    talk(spoken, over)


def slow_drip(connection: socket.socket, over: threading.Event) -> None:
    """A status line, then a byte of a header now and then, for ever."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not over.wait(0.05):
        connection.sendall(b"a")


def huge_headers(connection: socket.socket, over: threading.Event) -> None:
    """Headers without an end, as fast as they go."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while not over.is_set():
        connection.sendall(b"X-More: " + b"a" * 60_000 + b"\r\n")


def huge_body(connection: socket.socket, over: threading.Event) -> None:
    """It took the delivery, and talks on without an end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n")
    while not over.is_set():
        connection.sendall(b"a" * 65_536)


def nonsense(connection: socket.socket, over: threading.Event) -> None:
    connection.sendall(b"SMTP 220 hello\r\n")


def own_certificate(folder: Path) -> ssl.SSLContext:
    """A certificate for the loopback that nobody but its maker trusts."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def closed_port() -> str:
    """An address at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}/"
