"""Begin to follow a place, end it, choose how often, and leave. A verb, an entry; no entry says who or where."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from rukun.following import asking, looking, rules
from rukun.following.access import Holder
from rukun.following.models import Follow, Follower
from rukun.following.rules import Rhythm, Wish
from rukun.notices import actions as notices
from rukun.notices.models import Reader
from rukun.people.models import Person
from rukun.people.rules import Actor, Role
from rukun.reports.models import Category
from rukun.trail.actions import record
from rukun.values.refused import Refused

ABOUT = "following"


@transaction.atomic
def follow(wish: Wish, *, by: Actor, at: datetime) -> Follow:
    """A person follows one place more; the same one again is the same, with the kinds that were chosen now."""
    found = looking.look_up(wish, at=at)
    Person.objects.select_for_update().get(pk=by.known_id)
    follower, _ = Follower.objects.get_or_create(
        person_id=by.known_id, defaults={"rhythm": wish.rhythm, "told_until": at}
    )  # fmt: skip
    return _add(follower, wish, found, seat=by.named, at=at)


@transaction.atomic
def confirm(asked: asking.Asked, *, at: datetime) -> Follower:
    """Whoever reads a mailbox pressed the button behind the link that went there: from now on its address is kept.

    Pressed twice it is the same.
    """
    found = looking.look_up(asked.wish, at=at)
    # Whoever leaves at this moment is waited for: they begin anew then, or leave what is added here.
    reader, _ = Reader.objects.select_for_update(no_key=True).get_or_create(
        address=asked.address, defaults={"language": asked.language, "since": at}
    )  # fmt: skip
    follower, _ = Follower.objects.select_for_update().get_or_create(
        reader=reader, defaults={"rhythm": asked.wish.rhythm, "told_until": at}
    )  # fmt: skip
    _add(follower, asked.wish, found, seat=Role.WARGA.value, at=at)
    return follower


def _add(follower: Follower, wish: Wish, found: looking.Found, *, seat: str, at: datetime) -> Follow:
    kinds = " ".join(_known(wish.kinds))
    lat, lon = (found.place.lat, found.place.lon) if found.place else (None, None)
    same = Follow.objects.filter(follower=follower, area=found.area, lat=lat, lon=lon)
    if had := same.first():
        same.update(kinds=kinds, metres=wish.metres if found.place else 0)
        return had
    if Follow.objects.filter(follower=follower).count() >= rules.FOLLOWS_MAX:
        raise Refused("follows", "Paling banyak {most} tempat; berhenti dahulu mengikuti salah satu.",
                      most=rules.FOLLOWS_MAX)  # fmt: skip
    made = Follow.objects.create(
        follower=follower, area=found.area, lat=lat, lon=lon, metres=wish.metres if found.place else 0, kinds=kinds,
        since=at,
    )  # fmt: skip
    record("place.followed", at=at, seat=seat, about=ABOUT)
    return made


def _known(kinds: tuple[str, ...]) -> list[str]:
    found = list(Category.objects.filter(code__in=kinds).order_by("order").values_list("code", flat=True))
    if len(found) != len(set(kinds)):
        raise Refused("category", "Jenis laporan ini tidak dikenal.", field="jenis")
    return found


@transaction.atomic
def unfollow(follow: Follow, *, seat: str, at: datetime) -> bool:
    """One place less; after the last one nothing is kept of a follower. Returns whether any is left."""
    _hold(Reader.objects.filter(pk__in=Follower.objects.filter(pk=follow.follower_id).values("reader")))
    follower = Follower.objects.select_for_update().filter(pk=follow.follower_id).first()
    if follower is None or not Follow.objects.filter(pk=follow.pk).delete()[0]:
        return follower is not None
    record("place.unfollowed", at=at, seat=seat, about=ABOUT)
    if Follow.objects.filter(follower=follower).exists():
        return True
    _drop(follower)
    return False


@transaction.atomic
def choose_rhythm(follower: Follower, rhythm: Rhythm, *, seat: str, at: datetime) -> None:
    """Told every day or every Monday from now on; nothing is told twice or left out by that."""
    if Follower.objects.filter(pk=follower.pk).exclude(rhythm=rhythm).update(rhythm=rhythm):
        record("place.rhythm", at=at, seat=seat, about=ABOUT, facts={"rhythm": rhythm.value})


@transaction.atomic
def stop_letters(holder: Holder, *, at: datetime) -> None:
    """No such letter any more, asked for by whoever holds one. Of somebody without an account nothing is kept; who has
    one goes on following on the page. Asked twice it is the same."""
    if holder.person is not None:
        notices.stop_letters_of_places(person_id=holder.person, at=at)
        return
    _hold(Reader.objects.filter(pk=holder.reader or 0))
    # Locked first: a worker that makes the letter of this morning is waited for, and what it made goes along.
    follower = Follower.objects.select_for_update().filter(reader_id=holder.reader or 0).first()
    if follower is not None:
        record("place.left", at=at, seat=Role.WARGA.value, about=ABOUT)
        _drop(follower)


def _hold(readers: QuerySet[Reader]) -> None:
    """Lock an address before its follower, as whoever confirms it does. What only refers to it goes on meanwhile."""
    list(readers.select_for_update(no_key=True).values_list("pk"))


def _drop(follower: Follower) -> None:
    """A reader goes whole: address, places, and what was still to be sent."""
    if follower.reader_id is not None:
        Reader.objects.filter(pk=follower.reader_id).delete()
    else:
        follower.delete()
