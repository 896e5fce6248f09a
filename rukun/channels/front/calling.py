"""Calls the WSGI application with a request that was taken in whole, and takes its answer in whole as well."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable
from typing import IO, TYPE_CHECKING, Any

from rukun.channels.front.rules import IN_MEMORY
from rukun.channels.front.shelf import Answer

if TYPE_CHECKING:
    from granian.rsgi import Scope

Application = Callable[[dict[str, Any], Callable[..., object]], Iterable[bytes]]
# An answer up to this is sent at once; a larger one lies on the disk until a slow reader has it.
AT_ONCE, PIECE = 1_000_000, 262_144
APART = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}
# How one connection is spoken over is between it and the server.
BETWEEN = frozenset({"connection", "keep-alive", "transfer-encoding", "expect", "upgrade", "te", "trailer"})


class FileSent:
    """A file that the application would have sent (`wsgi.file_wrapper`): it is read while it is sent."""

    def __init__(self, file: IO[bytes], _size: int = 0) -> None:
        self.file = file
        self.close = getattr(file, "close", lambda: None)

    def __iter__(self) -> FileSent:
        return self

    def __next__(self) -> bytes:
        piece = self.file.read(PIECE)
        if not piece:
            raise StopIteration
        return piece


class Told:
    """What the application answers with: whole, or as a file to be read on."""

    def __init__(self, status: int, headers: list[tuple[str, str]], body: bytes, file: FileSent | None = None) -> None:
        self.answer, self.file = Answer(status, headers, body), file


def environ_of(scope: Scope, body: IO[bytes], length: int) -> dict[str, Any]:
    """The request as WSGI has it. A body always has a length here, however it was sent."""
    server, _, port = scope.server.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method, "SCRIPT_NAME": "", "PATH_INFO": _plain(scope.path),
        "QUERY_STRING": scope.query_string, "SERVER_NAME": server or "localhost", "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}", "REMOTE_ADDR": address_of(scope), "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme, "wsgi.input": body, "wsgi.errors": sys.stderr, "wsgi.multithread": True,
        "wsgi.multiprocess": True, "wsgi.run_once": False, "wsgi.file_wrapper": FileSent,
    }  # fmt: skip
    for name, value in scope.headers.items():
        if name in BETWEEN:
            continue
        key = APART.get(name) or f"HTTP_{name.upper().replace('-', '_')}"
        joined = "; " if name == "cookie" else ","
        environ[key] = f"{environ[key]}{joined}{value}" if key in environ else value
    if "HTTP_HOST" not in environ and scope.authority:
        environ["HTTP_HOST"] = scope.authority
    environ["CONTENT_LENGTH"] = str(length)
    return environ


def address_of(scope: Scope) -> str:
    """Who is at the other end of the line."""
    return scope.client.rpartition(":")[0].strip("[]") or "127.0.0.1"


def called(application: Application, environ: dict[str, Any]) -> Told:
    """The answer. One thread makes all of it: a cursor of the database belongs to the thread that opened it."""
    begun: list[Any] = [500, []]

    def start(status: str, headers: list[tuple[str, str]], _failure: object = None) -> None:
        begun[:] = [int(status.partition(" ")[0]), headers]

    parts = application(environ, start)
    if isinstance(parts, FileSent):
        return Told(begun[0], begun[1], b"", parts)
    held, size, rest = list[bytes](), 0, iter(parts)
    try:
        for part in rest:
            held.append(part)
            size += len(part)
            if size > AT_ONCE:
                return Told(begun[0], begun[1], b"", FileSent(_on_disk(held, rest)))
    finally:
        if hasattr(parts, "close"):
            parts.close()
    return Told(begun[0], begun[1], b"".join(held))


def _on_disk(held: Iterable[bytes], rest: Iterable[bytes]) -> IO[bytes]:
    whole = tempfile.TemporaryFile()  # noqa: SIM115  closed when it was sent
    whole.writelines(held)
    whole.writelines(rest)
    whole.seek(0)
    return whole


def room_for_a_body() -> IO[bytes]:
    """Where a body is taken in: in memory while it is small."""
    return tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)


def _plain(path: str) -> str:
    """WSGI wants the bytes of a path as the signs of Latin-1."""
    return path.encode("utf-8", "surrogateescape").decode("latin-1")
