"""Somebody's notices, choices and devices; what waits to be sent; how far the trail was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from rukun.databases.kept import Kept
from rukun.notices.models import Choice, Cursor, Delivery, Listener, Notice, PushDevice, Seen
from rukun.notices.rules import Chosen, Matter, Way, ways_of
from rukun.people.models import Person
from rukun.trail.walking import Reader, Stand

READER = Reader(Cursor, Seen)


def notices_of(person_id: int) -> QuerySet[Notice]:
    """What somebody was told here, newest first; one query with the reports."""
    return (
        Notice.objects.filter(person_id=person_id, is_shown=True)
        .select_related("report__category")
        .order_by("-at", "-id")
    )


# Stands in the head of every page of whoever is signed in.
UNREAD: Kept[tuple[int]] = Kept(
    lambda person: Notice.objects.filter(person_id=person, is_shown=True, read_at=None).values_list("id"), int
)


def unread_count(person_id: int | None) -> int:
    """How many of them were not read yet; one query, none for strangers."""
    if person_id is None:
        return 0
    return UNREAD.count(person_id)


def devices_of(person_id: int) -> QuerySet[PushDevice]:
    """The browsers that may be rung; one query."""
    return PushDevice.objects.filter(person_id=person_id).order_by("id")


@dataclass(frozen=True, slots=True)
class Reach:
    """How one person can be reached, and what they chose."""

    login: str
    is_simulated: bool
    chosen: Chosen
    devices: tuple[int, ...]

    def ways_for(self, matter: Matter) -> tuple[Way, ...]:
        """By which ways this person is told of a matter. Nothing leaves the house for who is only simulated."""
        ways = (Way.APP, Way.PUSH) if self.is_simulated else ways_of(self.login)
        return tuple(way for way in ways if self.chosen.wants(matter, way))


def chosen_by(person_id: int) -> Chosen:
    """What somebody switched; two queries."""
    return _chosen([person_id])[person_id]


def reach_of(person_ids: Collection[int]) -> dict[int, Reach]:
    """How each can be reached, without those whose account is closed; four queries."""
    rows = list(
        Person.objects.filter(id__in=person_ids, is_active=True).values_list("id", "login", "is_simulated")
    )  # fmt: skip
    chosen = _chosen([person for person, _, _ in rows])
    devices: dict[int, list[int]] = defaultdict(list)
    for person, device in PushDevice.objects.filter(person_id__in=chosen).values_list("person_id", "id"):
        devices[person].append(device)
    return {
        person: Reach(login, is_simulated, chosen[person], tuple(sorted(devices[person])))
        for person, login, is_simulated in rows
    }


def _chosen(person_ids: Collection[int]) -> dict[int, Chosen]:
    switched: dict[int, dict[tuple[Matter, Way], bool]] = {person: {} for person in person_ids}
    choices = Choice.objects.filter(person_id__in=person_ids)
    for person, matter, way, is_wanted in choices.values_list("person_id", "matter", "way", "is_wanted"):
        switched[person][Matter(matter), Way(way)] = is_wanted
    listeners = {row.pk: row for row in Listener.objects.filter(person_id__in=person_ids)}
    otherwise = Listener()
    return {
        person: Chosen(choice, listeners.get(person, otherwise).is_quiet, listeners.get(person, otherwise).email_off)
        for person, choice in switched.items()
    }


def stand() -> Stand | None:
    """How far the trail was read; None before the first start; one query."""
    return READER.stand()


def due(at: datetime) -> QuerySet[Delivery]:
    """What should leave by now and is in nobody's hands, longest due first."""
    free = Q(lease_until=None) | Q(lease_until__lt=at)
    return Delivery.objects.filter(free, state=Delivery.State.WAITING, due_at__lte=at).order_by("due_at", "id")


def leaving_with(head: Delivery) -> QuerySet[Delivery]:
    """What leaves in the same message: its own bundle at a later try; at the first everything for that mailbox,
    telephone or device that no message holds yet."""
    waiting = Delivery.objects.filter(state=Delivery.State.WAITING).order_by("id")
    if head.bundle:
        return waiting.filter(bundle=head.bundle)
    to = {"person_id": head.person_id, "reader_id": head.reader_id}
    return waiting.filter(**to, way=head.way, device_id=head.device_id, bundle="")


def failed() -> list[dict[str, Any]]:
    """The messages that could not be sent, the oldest first: number, way, tries, how many notices, and the last
    error; one query. Neither whose they are nor of which report is told."""
    rows = (
        Delivery.objects.filter(state=Delivery.State.FAILED)
        .values("bundle")
        .annotate(
            number=Min("id"), by=Min("way"), tried=Max("tries"), notices=Count("id"), failed_at=Max("settled_at"),
            why=Max("error"),
        )
        .order_by("number")
    )  # fmt: skip
    return [
        {"id": row["number"], "way": row["by"], "tries": row["tried"], "notices": row["notices"],
         "failed_at": row["failed_at"], "error": row["why"]}
        for row in rows
    ]  # fmt: skip


def by_state() -> Mapping[str, int]:
    """How many deliveries stand in each state; one query."""
    rows = Delivery.objects.values_list("state").annotate(n=Count("id")).order_by()
    return {state.value: dict(rows).get(state.value, 0) for state in Delivery.State}
