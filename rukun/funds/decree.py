"""Decrees as dated data (pure): reading a file, and which decree rules a month given what was known when.

The law is the city's data. A file states its dates, the sentence each number rests on, how sure that is, and the uses
of the money; its SHA-256 is printed on every statement that it produced. Every mistake in a file is collected, so that
a clerk sees all at once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rukun.funds.paper import Paper
from rukun.funds.quality import Service, read_service
from rukun.funds.readiness import Gate, read_gate
from rukun.people.rules import Role
from rukun.values.code import Kind
from rukun.values.digest import digest_of
from rukun.values.refused import Refused
from rukun.values.rupiah import Rupiah
from rukun.values.time import Month

UNIT_OF_ROLE = {Role.KETUA_RT: Kind.RT, Role.KETUA_RW: Kind.RW}
RULINGS = ("yes", "no", "up-to", "ask")


class Status(StrEnum):
    """What is known of a decree. Only IN_FORCE and REVOKED ones (in their time) move money; PROPOSED is a draft that
    nobody signed, written down to be tried and talked about."""

    IN_FORCE = "in-force"
    REVOKED = "revoked"
    ANNOUNCED = "announced"
    PROPOSED = "proposed"
    NUMBER_ONLY = "number-only"


class Certainty(StrEnum):
    """Whether the decree's own text was read, or the press, or only an announcement.

    PRACTICE is for uses of the money alone: how it was done in the field, without a sentence that says so.
    """

    TEXT = "text"
    PRESS = "press"
    ANNOUNCED = "announced"
    PRACTICE = "practice"


OF_A_DECREE = (Certainty.TEXT, Certainty.PRESS, Certainty.ANNOUNCED)


@dataclass(frozen=True, slots=True)
class Flat:
    """So much a month, whatever was reported: the first-class kind."""

    amount: Rupiah
    article: str


@dataclass(frozen=True, slots=True)
class PerReport:
    """So much for each valid report up to the caps, plus a monthly allowance."""

    rate: Rupiah
    counted_per_day_max: int
    counted_per_month_max: int
    allowance: Rupiah
    allowance_needs_a_valid_report: bool
    article: str

    @property
    def ceiling(self) -> Rupiah:
        return Rupiah(self.rate * self.counted_per_month_max + self.allowance)


Grant = Flat | PerReport | Service


@dataclass(frozen=True, slots=True)
class Ruling:
    """May this be bought? `ruling` is yes, no, up-to (`limit` rupiah) or ask; `words` are everyday words for it.

    `sentence` is what it rests on, where there is one, and `certainty` how sure that is.
    """

    code: str
    name: str
    ruling: str
    reason: str
    words: tuple[str, ...]
    limit: Rupiah | None
    certainty: Certainty
    sentence: str


@dataclass(frozen=True, slots=True)
class Decree:
    """One decree as its file states it. `known_from` is the day it was signed: nothing closed before knew it.

    `full_check`: it asks that every report is looked at, so that no sample may let the rest pass.
    `taken_back_percent_max`: so much of a month's money may be taken back at most for earlier months.
    `readiness`: what a unit must have learnt and practised before the grants hold for it; None: they hold at once.
    """

    id: str
    number: str
    title: str
    status: Status
    certainty: Certainty
    sentence: str
    known_from: date
    effective_from: date
    effective_until: date | None
    revokes: tuple[str, ...]
    cadence: str
    spj: bool
    place_bound: Kind
    tolerance_m: int
    full_check: bool
    taken_back_percent_max: int
    categories: frozenset[str] | None
    grants: Mapping[Kind, Grant]
    uses: tuple[Ruling, ...]
    readiness: Gate | None
    digest: str

    def covers(self, day: date) -> bool:
        return self.effective_from <= day and (self.effective_until is None or day <= self.effective_until)


def read_decree(name: str, content: bytes) -> Decree:
    """The decree in a file called `name`.toml; refused with every mistake that is in it."""
    try:
        stated = tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise Refused("decree", "{name}: bukan berkas TOML yang sah ({wrong}).", name=name, wrong=wrong) from None
    paper = Paper(name, stated)
    decree = Decree(
        id=name,
        number=paper.text("number"),
        title=paper.text("title"),
        status=Status(paper.one_of("status", [s.value for s in Status])),
        certainty=Certainty(paper.one_of("certainty", [c.value for c in OF_A_DECREE])),
        sentence=paper.text("sentence"),
        known_from=paper.day("known_from"),
        effective_from=paper.day("effective_from"),
        effective_until=paper.day("effective_until") if "effective_until" in stated else None,
        revokes=tuple(str(other) for other in paper.take("revokes", list, [])),
        cadence=paper.one_of("cadence", ["monthly", "quarterly"]),
        spj=bool(paper.take("spj", bool, None)),
        place_bound=Kind(paper.one_of("place_bound", ["rt", "rw", "kelurahan"], "rw")),
        tolerance_m=paper.whole("tolerance_m", 150),
        full_check=bool(paper.take("full_check", bool, False)),
        taken_back_percent_max=paper.whole("taken_back_percent_max", 100),
        categories=_categories(paper),
        grants=_grants(paper),
        uses=_uses(paper),
        readiness=read_gate(paper),
        digest=digest_of(content),
    )
    if decree.effective_until is not None and decree.effective_until < decree.effective_from:
        paper.wrong("effective_until", "lebih awal daripada effective_from")
    if not 1 <= decree.taken_back_percent_max <= 100:
        paper.wrong("taken_back_percent_max", "bukan persen dari 1 sampai 100")
    if decree.status in (Status.IN_FORCE, Status.REVOKED) and not decree.grants:
        paper.wrong("grant", "tidak ada, padahal keputusan ini berlaku")
    paper.refuse_mistakes()
    return decree


def in_force(decrees: Iterable[Decree], unit: Kind, month: Month, known_on: date) -> Decree:
    """The decree that rules a whole month for a kind of unit, given what was signed by `known_on`.

    The month belongs to the decree in force on its first day, so that no rule changes under a unit in mid-month. A
    decree that another one revokes, from a day not after that one, is out; a backdated one rules only for those who
    know it. Two that remain are an error in the law's data, and none is told as well.
    """
    day = month.first
    able = [
        d
        for d in decrees
        if d.known_from <= known_on
        and d.covers(day)
        and unit in d.grants
        and d.status in (Status.IN_FORCE, Status.REVOKED)
    ]
    revoked = {other for d in able for other in d.revokes}
    left = [d for d in able if d.id not in revoked]
    if len(left) > 1:
        raise Refused("two-decrees", "Dua keputusan berlaku untuk {month}: {names}.", month=month,
                      names=", ".join(sorted(d.number for d in left)))  # fmt: skip
    if not left:
        raise Refused(
            "no-decree",
            "Tidak ada keputusan yang berlaku untuk {unit} pada {month}.",
            unit=unit.value.upper(),
            month=month,
        )
    return left[0]


def conflicts(decrees: Sequence[Decree]) -> list[str]:
    """Pairs that would both rule some day for the same kind of unit, and names that `revokes` does not find."""
    told, ids = [], {d.id for d in decrees}
    ruling = [d for d in decrees if d.status in (Status.IN_FORCE, Status.REVOKED)]
    for number, one in enumerate(ruling):
        told += [f"{one.id}: revokes menyebut {other}, yang tidak ada" for other in one.revokes if other not in ids]
        for other in ruling[number + 1 :]:
            later = max(one.effective_from, other.effective_from)
            both = one.covers(later) and other.covers(later) and one.grants.keys() & other.grants.keys()
            if both and other.id not in one.revokes and one.id not in other.revokes:
                told.append(f"{one.id} dan {other.id} sama-sama berlaku pada {later}")
    return told


def _categories(paper: Paper) -> frozenset[str] | None:
    if "categories" not in paper.stated:
        return None
    return frozenset(str(code) for code in paper.take("categories", list, []))


def _grants(paper: Paper) -> dict[Kind, Grant]:
    found: dict[Kind, Grant] = {}
    for unit, facts in paper.take("grant", dict, {}).items():
        if unit not in ("rt", "rw") or not isinstance(facts, dict):
            paper.wrong(f"grant.{unit}", "bukan rt atau rw")
            continue
        inner = Paper(paper.name, facts)
        grant = _grant(inner)
        paper.mistakes += [f"grant.{unit}.{mistake}" for mistake in inner.mistakes]
        if grant is not None:
            found[Kind(unit)] = grant
    return found


def _grant(paper: Paper) -> Grant | None:
    grant: Grant | None = None
    basis = paper.stated.get("basis")
    paper.taken.add("basis")
    if basis == "flat":
        grant = Flat(Rupiah(paper.whole("amount", -1)), paper.text("article"))
    elif basis == "per-report":
        grant = PerReport(
            rate=Rupiah(paper.whole("rate", -1)),
            counted_per_day_max=paper.whole("counted_per_day_max", -1),
            counted_per_month_max=paper.whole("counted_per_month_max", -1),
            allowance=Rupiah(paper.whole("allowance", 0)),
            allowance_needs_a_valid_report=bool(paper.take("allowance_needs_a_valid_report", bool, None)),
            article=paper.text("article"),
        )
    elif basis == "service":
        grant = read_service(paper)
    else:
        paper.wrong("basis", "harus flat, per-report, atau service")
        paper.taken.update(paper.stated)
    paper.note_unknown()
    return grant


def _uses(paper: Paper) -> tuple[Ruling, ...]:
    found: dict[str, Ruling] = {}
    for number, facts in enumerate(paper.take("use", list, []), start=1):
        inner = Paper(paper.name, facts if isinstance(facts, dict) else {})
        use = _use(inner)
        if use.code in found:
            inner.wrong("code", "tercatat dua kali")
        found[use.code] = use
        paper.mistakes += [f"use {number}: {mistake}" for mistake in inner.mistakes]
    return tuple(found.values())


def _use(paper: Paper) -> Ruling:
    limit = Rupiah(paper.whole("limit", 0)) if "limit" in paper.stated else None
    ruling = Ruling(
        code=paper.text("code"), name=paper.text("name"), ruling=paper.one_of("ruling", RULINGS),
        reason=paper.text("reason"), words=tuple(str(word) for word in paper.take("words", list, [])), limit=limit,
        certainty=Certainty(paper.one_of("certainty", [c.value for c in Certainty], Certainty.PRACTICE)),
        sentence=str(paper.take("sentence", str, "")),
    )  # fmt: skip
    if (ruling.ruling == "up-to") != (limit is not None):
        paper.wrong("limit", "ada bila dan hanya bila ruling adalah up-to")
    paper.note_unknown()
    return ruling
