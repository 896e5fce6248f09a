"""The gate, as the server runs it (RSGI): takes each request in whole, then lets it in or tells when to come.

A thread of Python's is only taken for a request that is here to its last byte, and given back when its answer is made,
not when a slow reader has it: so a hundred telephones that drip hold up nobody (decision: a gate before the doors).
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from concurrent.futures import ThreadPoolExecutor
from io import SEEK_END, BytesIO
from typing import IO, TYPE_CHECKING

from django.conf import settings
from granian.rsgi import ProtocolClosed, ProtocolError  # type: ignore[attr-defined]

from rukun.channels.front import rules
from rukun.channels.front.calling import (
    Application,
    FileSent,
    Told,
    address_of,
    called,
    environ_of,
    room_for_a_body,
)
from rukun.channels.front.refusing import BUSY, LARGE, SLOW, refused
from rukun.channels.front.shelf import Answer, Shelf, may_be_kept, name_of
from rukun.people.entering.throttle import address_behind, network_of
from rukun.values.number import number_in

if TYPE_CHECKING:
    from granian.rsgi import HTTPProtocol, Scope  # type: ignore[attr-defined]

log = logging.getLogger("rukun.front")
TOLD_EVERY_SECONDS = 10.0
# A length of more digits is none that a server would read.
HEADER_DIGITS_MAX = 300
BROKEN = Answer(500, [("Content-Type", "text/plain; charset=utf-8")], b"Internal Server Error")


class TooLarge(Exception):
    """More was sent than anything here takes."""


class Front:
    """One process's gate. Everything but the calls themselves happens in one thread, the loop's."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.measure: rules.Measure[asyncio.Future[None]] = rules.Measure()
        self.taken_in, self.shelf = rules.TakenIn(), Shelf()
        self.making: dict[str, asyncio.Future[Answer | None]] = {}
        self.renewing: set[asyncio.Task[object]] = set()
        self.workers = ThreadPoolExecutor(rules.WORKING, "work")
        # Files are read on while they are sent; a store far away may take its time.
        self.readers = ThreadPoolExecutor(4, "read")
        self.sent_away, self.told_at = 0, 0.0

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Answer one request."""
        if scope.proto != "http":
            return
        name = name_of(scope)
        told = await self._served(scope, protocol) if name is None else await self._shelved(name, scope, protocol)
        await self._send(told, protocol, with_body=scope.method != "HEAD")

    async def _shelved(self, name: str, scope: Scope, protocol: HTTPProtocol) -> Told | Answer:
        """From the shelf; else whoever comes first has it made, and the others are given the same."""
        now = time.monotonic()
        is_pressed = not self.measure.free
        kept = self.shelf.get(name, now, pressed=is_pressed)
        making = self.making.get(name)
        if kept is not None:
            if making is None and not self.shelf.is_fresh(name, now):
                task = asyncio.create_task(self._made(name, scope, protocol))
                self.renewing.add(task)
                task.add_done_callback(self.renewing.discard)
            return kept
        if making is not None and (shared := await asyncio.shield(making)) is not None:
            return shared
        return await self._made(name, scope, protocol)

    async def _made(self, name: str, scope: Scope, protocol: HTTPProtocol) -> Told | Answer:
        if name in self.making:
            return await self._served(scope, protocol)
        made: asyncio.Future[Answer | None] = asyncio.get_running_loop().create_future()
        self.making[name] = made
        shared = None
        try:
            told = await self._served(scope, protocol)
            answer = told if isinstance(told, Answer) else told.answer if told.file is None else None
            if answer is not None and may_be_kept(answer):
                self.shelf.put(name, answer, time.monotonic())
                shared = answer
            elif answer is not None and answer.status == BUSY:
                shared = answer
            return told
        finally:
            del self.making[name]
            made.set_result(shared)

    async def _served(self, scope: Scope, protocol: HTTPProtocol) -> Told | Answer:
        """Let in, taken in whole, and answered by the doors; or told when to come again."""
        first, path = rules.goes_first(scope.method, scope.path), scope.path
        if path not in rules.ALWAYS and self.measure.is_beyond(first):
            return self._away(scope, first)
        try:
            body, length = await self._body(scope, protocol)
        except TooLarge:
            return refused(scope, LARGE)
        except TimeoutError:
            return refused(scope, SLOW)
        except BlockingIOError:
            return self._away(scope, first)
        with body:
            return await self._worked(scope, first, body, length)

    async def _worked(self, scope: Scope, first: bool, body: IO[bytes], length: int) -> Told | Answer:
        waited_since = time.monotonic()
        await self._turn(first)
        began = time.monotonic()
        try:
            patience = rules.FILING_PATIENCE if first else rules.READ_PATIENCE
            if began - waited_since > 2 * patience and scope.path not in rules.ALWAYS:
                return self._away(scope, first)
            loop = asyncio.get_running_loop()
            told = await loop.run_in_executor(self.workers, self._call, scope, body, length)
            self.measure.note(first, time.monotonic() - began)
            return told
        except Exception:
            log.exception("%s %s broke", scope.method, "a request")
            return BROKEN
        finally:
            self._give_back()

    def _call(self, scope: Scope, body: IO[bytes], length: int) -> Told:
        return called(self.application, environ_of(scope, body, length))

    async def _turn(self, first: bool) -> None:
        """Until it is one's turn. A place that is handed on is never free in between."""
        if self.measure.free:
            self.measure.free -= 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        (self.measure.filings if first else self.measure.reads).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._give_back()
            raise

    def _give_back(self) -> None:
        """The place goes to whoever waits and is still there."""
        while (turn := self.measure.next_turn()) is not None:
            if not turn.done():
                turn.set_result(None)
                return

    async def _body(self, scope: Scope, protocol: HTTPProtocol) -> tuple[IO[bytes], int]:
        """What was sent, to its last byte. Raises where it is too large, stops, or one too many."""
        headers = scope.headers
        said = headers.get("content-length", "0" if "transfer-encoding" not in headers else "")
        if said == "0" and scope.method in ("GET", "HEAD", "OPTIONS"):
            return BytesIO(), 0
        length_said = number_in(said, HEADER_DIGITS_MAX)
        if length_said is not None and length_said > rules.BODY_BYTES_MAX:
            raise TooLarge
        behind = address_behind(headers.get("x-forwarded-for", ""), address_of(scope), settings.RUKUN_PROXIES)
        network = network_of(behind)
        if not self.taken_in.begin(network):
            raise BlockingIOError
        try:
            is_short = length_said is not None and length_said <= rules.AT_ONCE
            body = await self._taken_at_once(protocol) if is_short else await self._taken_in_parts(protocol)
        except (ProtocolClosed, ProtocolError):
            raise TimeoutError from None  # whoever sent it has gone
        finally:
            self.taken_in.end(network)
        length = body.seek(0, SEEK_END)
        if length_said is not None and length != length_said:
            raise TimeoutError
        body.seek(0)
        return body, length

    async def _taken_at_once(self, protocol: HTTPProtocol) -> IO[bytes]:
        """What is as short as most forms: nobody is woken for each of its pieces, and it takes no longer than one."""
        async with asyncio.timeout(rules.BODY_SILENT_SECONDS):
            return BytesIO(await protocol())

    async def _taken_in_parts(self, protocol: HTTPProtocol) -> IO[bytes]:
        body, loop = room_for_a_body(), asyncio.get_running_loop()
        ends, taken = loop.time() + rules.BODY_SECONDS, 0
        async with asyncio.timeout(rules.BODY_SILENT_SECONDS) as silence:
            async for piece in protocol:
                taken += len(piece)
                if taken > rules.BODY_BYTES_MAX:
                    raise TooLarge
                body.write(piece)
                silence.reschedule(min(ends, loop.time() + rules.BODY_SILENT_SECONDS))
        return body

    def _away(self, scope: Scope, first: bool) -> Answer:
        self.sent_away += 1
        now = time.monotonic()
        if now - self.told_at > TOLD_EVERY_SECONDS:
            log.warning("more than can be served: %d told to come again since the last word", self.sent_away)
            self.sent_away, self.told_at = 0, now
        return refused(scope, BUSY, self.measure.retry_after(first, random.random()))

    async def _send(self, told: Told | Answer, protocol: HTTPProtocol, *, with_body: bool) -> None:
        answer = told if isinstance(told, Answer) else told.answer
        file = None if isinstance(told, Answer) else told.file
        if file is None:
            protocol.response_bytes(answer.status, answer.headers, answer.body)
            return
        loop = asyncio.get_running_loop()
        try:
            if not with_body:
                protocol.response_empty(answer.status, answer.headers)
                return
            line = protocol.response_stream(answer.status, answer.headers)
            while piece := await loop.run_in_executor(self.readers, _piece, file):
                await line.send_bytes(piece)
        except (ProtocolClosed, ProtocolError):
            return  # whoever read it has gone
        finally:
            await loop.run_in_executor(self.readers, file.close)


def _piece(file: FileSent) -> bytes:
    return next(file, b"")
