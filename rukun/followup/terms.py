"""The city's `follow-up.toml` as facts (pure): why work may wait, why it may be declined, what is urgent, and
words used often."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rukun.values.refused import Refused

CODE_LENGTH = 24
DAYS_MAX = 366
# Whatever may wait longer is not urgent.
HOURS_MAX = 72


@dataclass(frozen=True, slots=True)
class DelayReason:
    """Why something is not done yet. It may stop the clock, all its pauses of a ticket together for `most_days`, and
    it may be a question to whoever reported (`asks`)."""

    code: str
    name: str
    name_en: str
    stops_clock: bool = False
    most_days: int = 0
    asks: bool = False


@dataclass(frozen=True, slots=True)
class DeclineReason:
    """Why something cannot be done at all."""

    code: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class UrgentReason:
    """Why something is urgent. It is to be begun within `hours`, around the clock (0: the city names none), and what
    is reported as one of the `kinds` is urgent by itself."""

    code: str
    name: str
    name_en: str
    hours: int = 0
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplateFacts:
    """Words that a desk may begin with when it brings a ticket into a state."""

    state: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything the file says, by code and in its order."""

    delays: Mapping[str, DelayReason] = field(default_factory=dict)
    declines: Mapping[str, DeclineReason] = field(default_factory=dict)
    templates: tuple[TemplateFacts, ...] = ()
    urgents: Mapping[str, UrgentReason] = field(default_factory=dict)

    def urgent_by_kind(self, kind: str) -> UrgentReason | None:
        """Why a kind is urgent by itself; None for most."""
        return next((reason for reason in self.urgents.values() if kind in reason.kinds), None)

    @property
    def question(self) -> DelayReason | None:
        """The reason that is a question to whoever reported; None where the city has none."""
        return next((reason for reason in self.delays.values() if reason.asks), None)

    @property
    def waits(self) -> list[DelayReason]:
        """The reasons that a desk chooses from a list: all but the question, which has a form of its own."""
        return [reason for reason in self.delays.values() if not reason.asks]


def read_terms(text: str) -> Terms:
    """From the text of the file; refused at the first entry that lacks something, or makes no sense."""
    try:
        stated = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise Refused("follow-up", "follow-up.toml: bukan berkas TOML yang sah ({wrong}).", wrong=wrong) from None
    delays = _by_code([_made(DelayReason, entry) for entry in stated.get("delay", [])])
    for reason in delays.values():
        if reason.stops_clock != bool(reason.most_days) or not 0 <= reason.most_days <= DAYS_MAX:
            raise Refused("follow-up", "follow-up.toml: {code} harus menyebut most_days bila menghentikan waktu.",
                          code=reason.code)  # fmt: skip
    asking = [reason for reason in delays.values() if reason.asks]
    if len(asking) > 1 or not all(reason.stops_clock for reason in asking):
        raise Refused("follow-up", "follow-up.toml: hanya satu alasan boleh bertanya (asks), dan waktunya berhenti.")
    return Terms(
        delays=delays,
        declines=_by_code([_made(DeclineReason, entry) for entry in stated.get("decline", [])]),
        templates=tuple(_made(TemplateFacts, entry) for entry in stated.get("template", [])),
        urgents=_urgents(stated.get("urgent", [])),
    )


def _urgents(stated: list[Mapping[str, Any]]) -> dict[str, UrgentReason]:
    """Each with sensible hours, and no kind urgent for two reasons."""
    found = _by_code([_made(UrgentReason, {**entry, "kinds": tuple(entry.get("kinds", ()))}) for entry in stated])
    kinds = [kind for reason in found.values() for kind in reason.kinds]
    if any(not 0 <= reason.hours <= HOURS_MAX for reason in found.values()) or len(set(kinds)) != len(kinds):
        raise Refused("follow-up", "follow-up.toml: alasan mendesak punya jam yang tidak masuk akal, atau satu jenis "
                      "mendesak karena dua alasan.")  # fmt: skip
    return found


def _made(kind: type[Any], entry: Mapping[str, Any]) -> Any:
    """One entry; every word of it is there, and no other."""
    try:
        made = kind(**entry)
    except TypeError as wrong:
        raise _wrong(entry, str(wrong)) from None
    kinds = {"stops_clock": bool, "most_days": int, "asks": bool, "hours": int, "kinds": tuple}
    if any(type(value) is not kinds.get(name, str) or value == "" for name, value in entry.items()):
        raise _wrong(entry, "?")
    return made


def _by_code(reasons: list[Any]) -> dict[str, Any]:
    found = {reason.code: reason for reason in reasons}
    if len(found) != len(reasons) or any(len(code) > CODE_LENGTH for code in found):
        raise Refused("follow-up", "follow-up.toml: ada kode yang dipakai dua kali atau terlalu panjang.")
    return found


def _wrong(entry: Mapping[str, Any], why: str) -> Refused:
    return Refused("follow-up", "follow-up.toml: {entry} kurang atau salah ({wrong}).", entry=entry, wrong=why)
