"""Asks another server, one call after the other, never faster than it likes, and waits where it says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote, urlencode

from rukun.channels.harvest.reading import Unreadable, rows_in
from rukun.reports.history.fieldmap import Harvest
from rukun.senders import outside
from rukun.values.refused import Refused

BYTES_MAX = 30_000_000
TIMEOUT_SECONDS = 60.0
TRIES, FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 6, 5.0, 900.0
FOUND, NOT_FOUND, TOO_MANY = 200, 404, 429
WHO = {"User-Agent": "rukun-harvest (Open311 GeoReport v2)"}
# What a server that knows no JSON says to it.
NOT_THIS_FORM = (NOT_FOUND, 406, 415, 501)
Row = dict[str, str]


class Absent(Exception):
    """The server says that what was asked for is not there, or cannot be asked for so."""


@dataclass(slots=True)
class Server:
    """Another server at its base address ("https://contoh.id/open311/v2"). `wait` rests so many seconds."""

    base: str
    jurisdiction: str
    rules: Harvest
    wait: Callable[[float], None]
    now: Callable[[], datetime]
    form: str = ""
    # None: nobody knows yet.
    has_pages: bool | None = None
    calls: int = 0
    tried: list[str] = field(default_factory=list)

    def requests(self, arguments: Mapping[str, str]) -> list[Row]:
        """The requests that fit."""
        return self._rows("requests", arguments)

    def one(self, name: str) -> list[Row]:
        """A single request by its id; none where there is none."""
        return self._rows_or_none(f"requests/{quote(name, safe='')}")

    def behind_token(self, token: str) -> list[Row]:
        """The id behind a token; none as long as the server has none."""
        return self._rows_or_none(f"tokens/{quote(token, safe='')}")

    def _rows_or_none(self, path: str) -> list[Row]:
        try:
            return self._rows(path, {})
        except Absent:
            return []

    def _rows(self, path: str, arguments: Mapping[str, str]) -> list[Row]:
        for form in self._forms():
            status, body = self._call(path, arguments, form)
            if status == FOUND:
                try:
                    rows = rows_in(body, form)
                except Unreadable as wrong:
                    if not self.form and form == "json":
                        continue
                    raise Refused("answer", "Jawaban server tidak dapat dibaca: {wrong}.", wrong=wrong) from None
                self.form = form
                return rows
            if self.form or form == "xml" or status not in NOT_THIS_FORM:
                raise Absent(f"{status}")
        raise Absent("no form")

    def _forms(self) -> list[str]:
        """JSON first, as it is lighter; XML where the server speaks nothing else."""
        if self.form or self.rules.format != "auto":
            return [self.form or self.rules.format]
        return ["json", "xml"]

    def _call(self, path: str, arguments: Mapping[str, str], form: str) -> tuple[int, bytes]:
        """Status and words, after as many tries as are worth it."""
        named = {"jurisdiction_id": self.jurisdiction} if self.jurisdiction else {}
        query = urlencode({**named, **arguments})
        address = f"{self.base.rstrip('/')}/{path}.{form}" + (f"?{query}" if query else "")
        for attempt in range(TRIES):
            if self.calls:
                self.wait(self.rules.pause_seconds)
            self.calls += 1
            rest = FIRST_WAIT_SECONDS * 2**attempt
            try:
                answer, body = outside.ask(address, most=BYTES_MAX, headers=WHO, timeout=TIMEOUT_SECONDS)
            except outside.NotOutside:
                raise Refused(
                    "url",
                    "Alamat ini tidak boleh dipanggil: hanya https pada port biasa di jaringan umum.",
                    field="url",
                ) from None
            except outside.NoAnswer as silent:
                self.tried.append(str(silent))
            else:
                if answer.status != TOO_MANY and answer.status < 500 or answer.status in NOT_THIS_FORM:
                    return answer.status, body
                self.tried.append(f"status {answer.status}")
                rest = self._asked_to_wait(answer.headers.get("retry-after", ""), rest)
            if attempt < TRIES - 1:
                self.wait(min(rest, LONGEST_WAIT_SECONDS))
        raise Refused(
            "busy", "Server tidak menjawab setelah {tries} kali dicoba ({why}); jalankan lagi nanti, ia melanjutkan.",
            tries=TRIES, why=self.tried[-1],
        )  # fmt: skip

    def _asked_to_wait(self, said: str, otherwise: float) -> float:
        """How long the server asks to be left alone: in seconds, or until a moment."""
        if said.strip().isdecimal():
            return float(said[:9])
        try:
            return max(0.0, (parsedate_to_datetime(said) - self.now()).total_seconds())
        except (ValueError, TypeError):
            return otherwise
