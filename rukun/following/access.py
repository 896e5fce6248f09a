"""Which of the places that are followed are somebody's own, and who holds the link of a letter."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing

from rukun.following import queries
from rukun.following.models import Follow, Follower
from rukun.notices.access import notice_to_open
from rukun.notices.models import Notice
from rukun.notices.rules import Matter
from rukun.people.rules import Actor
from rukun.values.refused import hidden

SALT = "rukun.following"


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose letter a link stood in, though they may have left since: a person, or a reader without an account."""

    person: int | None = None
    reader: int | None = None


def link_in(notice: Notice) -> str:
    """The secret part of the links in a letter; it opens nothing but what is followed."""
    return signing.dumps({"person": notice.person_id, "reader": notice.reader_id}, salt=SALT)


def holder_of(link: str) -> Holder:
    """Whose letter it was; refused where the link is none of ours."""
    try:
        return Holder(**signing.loads(link, salt=SALT))
    except (signing.BadSignature, TypeError):
        raise hidden() from None


def reader_with(link: str) -> Follower:
    """The follower without an account who holds the link; one query. Who has an account signs in."""
    holder = holder_of(link)
    found = Follower.objects.filter(reader_id=holder.reader or 0).select_related("reader").first()
    if found is None:
        raise hidden()
    return found


def follower_acting(actor: Actor) -> Follower:
    """The actor as a follower; refused where they follow nothing. One query."""
    found = queries.follower_of(actor.known_id)
    if found is None:
        raise hidden()
    return found


def follow_to_end(follower: Follower, number: int) -> Follow:
    """One of a follower's own places; one query."""
    found = Follow.objects.filter(follower=follower, pk=number).first()
    if found is None:
        raise hidden()
    return found


def letter_to_read(actor: Actor, number: int) -> Notice:
    """One of the actor's own letters; one query."""
    found = notice_to_open(actor, number)
    if found.matter != Matter.FOLLOWED:
        raise hidden()
    return found
