"""Tickets near by that may be the same problem: shown beside one another before they become one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from rukun.followup.models import Ticket
from rukun.followup.rules import OPEN
from rukun.reports.models import Photo, Support
from rukun.reports.search import code_in, words_in
from rukun.values.place import Place, distance_m

NEAR_M = 150.0
METRES_A_DEGREE = 111_195
LOOKED_AT, OFFERED = 200, 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """Another ticket of the same holder, how far it lies, and how much of its words are the same (0 to 1).

    What was said in confidence, words and picture, is read on its own ticket, where that is noted.
    """

    code: str
    category_id: int
    state: str
    words: str
    photo: str
    received_at: datetime
    supports: int
    metres: int
    likeness: float
    is_same_kind: bool
    is_private: bool


def candidates_for(ticket: Ticket, asked: str = "") -> list[Candidate]:
    """Open tickets of the holder within 150 m, most alike first; and the one whose code was asked for. One query."""
    code = code_in(asked)
    near = _near(ticket)
    if code:
        near |= Q(report__code=code)
    found = _with_picture(
        Ticket.objects.filter(near, holder_id=ticket.holder_id, state__in=OPEN).exclude(pk=ticket.pk)
    ).order_by("-received_at")[:LOOKED_AT]
    rows = [_candidate(ticket, *one) for one in found]
    wanted = [row for row in rows if row.metres <= NEAR_M or row.code == code]
    return sorted(wanted, key=lambda one: (one.code != code, not one.is_same_kind, -one.likeness, one.metres))[:OFFERED]


def alike(one: str, other: str) -> float:
    """The share of words that two texts have in common, from 0 to 1."""
    here, there = set(words_in(one)), set(words_in(other))
    return len(here & there) / len(here | there) if here and there else 0.0


def _near(ticket: Ticket) -> Q:
    if ticket.lat is None or ticket.lon is None:
        return Q(kelurahan_id=ticket.kelurahan_id, rt_id=ticket.rt_id) if ticket.rt_id else Q(pk=None)
    reach = NEAR_M / METRES_A_DEGREE
    return Q(
        lat__gte=ticket.lat - reach, lat__lte=ticket.lat + reach,
        lon__gte=ticket.lon - reach, lon__lte=ticket.lon + reach,
    )  # fmt: skip


def _with_picture(tickets: QuerySet[Ticket]) -> QuerySet[Ticket, tuple[object, ...]]:
    photos = Photo.objects.filter(report=OuterRef("report_id"), hidden_at=None).order_by("order")
    given = Support.objects.filter(report=OuterRef("report_id")).order_by().values("report").annotate(n=Count("id"))
    return tickets.annotate(
        photo=Coalesce(Subquery(photos.values("digest")[:1]), Value("")),
        supports=Coalesce(Subquery(given.values("n")), 0),
    ).values_list(
        "report__code", "category_id", "state", "report__words", "photo", "received_at", "supports", "lat", "lon",
        "report__is_private",
    )  # fmt: skip


def _candidate(ticket: Ticket, *row: object) -> Candidate:
    code, category, state, words, photo, received_at, supports, lat, lon, is_private = row
    metres = 0
    if None not in (lat, lon, ticket.lat, ticket.lon):
        metres = round(distance_m(Place(ticket.lat, ticket.lon), Place(lat, lon)))  # type: ignore[arg-type]
    return Candidate(
        code, category, state, "" if is_private else words, "" if is_private else photo,  # type: ignore[arg-type]
        received_at, supports, metres, alike(ticket.report.words, str(words)),  # type: ignore[arg-type]
        category == ticket.category_id, bool(is_private),
    )  # fmt: skip
