"""What people decide about being told, and what an operator has sent again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rukun.notices.models import Choice, Delivery, Listener, PushDevice
from rukun.notices.rules import BY_DEFAULT, DEVICES_MAX, Matter, Way, matters_for
from rukun.people.models import Person
from rukun.people.rules import Actor, Role
from rukun.trail.actions import record
from rukun.values.refused import Refused

ABOUT = "notices"


@transaction.atomic
def choose(
    *, wanted: Collection[tuple[Matter, Way]], ways: Sequence[Way], is_quiet: bool, by: Actor, at: datetime
) -> int:
    """Set every matter that concerns the actor, by each of `ways`, on or off; returns how many differ from what
    holds by default. E-mail that was stopped goes on being stopped until a matter is switched on again."""
    offered = [(matter, way) for matter in matters_for(seat.role for seat in by.seats) for way in ways]
    switched = [
        Choice(person_id=by.known_id, matter=matter, way=way, is_wanted=(matter, way) in wanted)
        for matter, way in offered
        if ((matter, way) in wanted) != (matter in BY_DEFAULT[way])
    ]
    matters = {matter for matter, _ in offered}
    Choice.objects.filter(person_id=by.known_id, matter__in=matters, way__in=ways).delete()
    Choice.objects.bulk_create(
        switched, update_conflicts=True, unique_fields=["person", "matter", "way"], update_fields=["is_wanted"]
    )
    wants_email = any(way is Way.EMAIL for _, way in wanted)
    listener, _ = Listener.objects.get_or_create(person_id=by.known_id)
    listener.is_quiet, listener.email_off = is_quiet, listener.email_off and not wants_email
    listener.save()
    record("notices.chosen", at=at, seat=by.named, about=ABOUT, facts={"switched": len(switched)})
    return len(switched)


@transaction.atomic
def stop_email(*, person_id: int, at: datetime) -> None:
    """No e-mail any more, of whatever matter; whoever holds the link of one's own e-mail may ask for it. Somebody who
    is not registered any more gets none anyhow."""
    if not Person.objects.filter(pk=person_id).exists():
        return
    Listener.objects.update_or_create(person_id=person_id, defaults={"email_off": True})
    record("notices.stopped", at=at, seat=Role.WARGA.value, about=ABOUT)


@transaction.atomic
def stop_letters_of_places(*, person_id: int, at: datetime) -> None:
    """No letter of the places that a person follows any more; whoever holds the link of one may ask for it."""
    if not Person.objects.filter(pk=person_id).exists():
        return
    Choice.objects.update_or_create(
        person_id=person_id, matter=Matter.FOLLOWED, way=Way.EMAIL, defaults={"is_wanted": False}
    )  # fmt: skip
    record("notices.stopped", at=at, seat=Role.WARGA.value, about=ABOUT, facts={"matter": Matter.FOLLOWED.value})


@dataclass(frozen=True, slots=True)
class Browser:
    """What a browser gave when it was allowed to be rung, and how it is called on the page."""

    endpoint: str
    p256dh: str
    auth: str
    label: str


@transaction.atomic
def add_device(browser: Browser, *, by: Actor, at: datetime) -> PushDevice:
    """Ring this browser too. The same browser again is renewed; a shared one rings whoever asked last."""
    others = PushDevice.objects.filter(person_id=by.known_id).exclude(endpoint=browser.endpoint)
    if others.count() >= DEVICES_MAX:
        raise Refused("devices", "Paling banyak {most} perangkat; lepaskan salah satu dahulu.", most=DEVICES_MAX)
    before = PushDevice.objects.filter(endpoint=browser.endpoint).exclude(person_id=by.known_id)
    before.delete()  # with what was still to ring there for somebody else
    device, _ = PushDevice.objects.update_or_create(
        endpoint=browser.endpoint,
        defaults={
            "person_id": by.known_id, "p256dh": browser.p256dh, "auth": browser.auth, "label": browser.label[:80],
            "added_at": at,
        },
    )  # fmt: skip
    record("device.added", at=at, seat=by.named, about=ABOUT)
    return device


@transaction.atomic
def remove_device(device: PushDevice, *, by: Actor, at: datetime) -> None:
    """Ring this browser no more."""
    if PushDevice.objects.filter(pk=device.pk, person_id=by.known_id).delete()[0]:
        record("device.removed", at=at, seat=by.named, about=ABOUT)


@transaction.atomic
def remove_endpoint(endpoint: str, *, by: Actor, at: datetime) -> int:
    """The browser itself says that it is no longer to be rung; returns whether it was known."""
    found = PushDevice.objects.filter(endpoint=endpoint, person_id=by.known_id).first()
    if found is None:
        return 0
    remove_device(found, by=by, at=at)
    return 1


@transaction.atomic
def send_again(*, number: int | None, at: datetime, by: str = "clock") -> int:
    """Failed messages wait again, with their keys: that of one number, or all of them (None); returns how many
    deliveries. Refused where the number is none of a failed message."""
    failed = Delivery.objects.filter(state=Delivery.State.FAILED)
    if number is not None:
        bundles = failed.filter(pk=number).values_list("bundle", flat=True)
        if not bundles:
            raise Refused("delivery", "Tidak ada kiriman gagal bernomor {number}.", number=number)
        failed = failed.filter(bundle=bundles[0])
    count = failed.update(state=Delivery.State.WAITING, due_at=at, tries=0, settled_at=None, lease_until=None)
    record("notices.resent", at=at, seat=by, about=ABOUT, facts={"deliveries": count})
    return count
