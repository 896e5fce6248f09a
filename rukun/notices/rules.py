"""What people are told of, by which ways, when, and how often a way is tried (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from rukun.penataan.rules import ANSWERS as AGREES
from rukun.penataan.rules import PROPOSES
from rukun.people.rules import DESK_ROLES, UNIT_ROLES, Role
from rukun.values.time import day_of, local, start_of


class Matter(StrEnum):
    """What a notice is about; what people switch on and off."""

    OPENED = "opened"
    TAKEN = "taken"
    FORWARDED = "forwarded"
    DONE = "done"
    DECLINED = "declined"
    PAUSED = "paused"
    RESUMED = "resumed"
    AMENDED = "amended"
    MERGED = "merged"
    UNMERGED = "unmerged"
    ASSIGNED = "assigned"
    REOPENED = "reopened"
    LATE = "late"
    COMMENTED = "commented"
    STRUCK = "struck"
    ACCEPTED = "accepted"
    HANDED_UP = "handed-up"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    AUDITED = "audited"
    UPHELD = "upheld"
    REJECTED = "rejected"
    CLOSED = "closed"
    PAID = "paid"
    OVERDUE = "overdue"
    DIGEST = "digest"
    HIDDEN = "hidden"
    SHOWN = "shown"
    CONTACT = "contact"
    INVITED = "invited"
    MOVED = "moved"
    CANCELLED = "cancelled"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    UNIT_ASKED = "unit-asked"
    UNIT_TOLD = "unit-told"
    UNIT_ENDED = "unit-ended"
    ASKED = "asked"
    REPLIED = "replied"
    FOLLOWED = "followed"
    SHARED = "shared"
    PART_GIVEN = "part-given"
    PART_DONE = "part-done"
    PART_READY = "part-ready"
    PART_BACK = "part-back"
    PART_ENDED = "part-ended"
    PARTLY = "partly"


class Way(StrEnum):
    """How a notice reaches somebody: on its page here, on their devices, by e-mail, by text."""

    APP = "app"
    PUSH = "push"
    EMAIL = "email"
    TEXT = "text"


# Event of the trail -> what it makes news of. Everything else is nobody's news.
NEWS: Mapping[str, tuple[Matter, ...]] = {
    "ticket.opened": (Matter.OPENED,),
    "ticket.taken": (Matter.TAKEN,),
    "ticket.forwarded": (Matter.FORWARDED,),
    "ticket.finished": (Matter.DONE,),
    "ticket.declined": (Matter.DECLINED,),
    "ticket.handed-up": (Matter.FORWARDED, Matter.HANDED_UP),
    "ticket.paused": (Matter.PAUSED, Matter.ASKED),
    "ticket.resumed": (Matter.RESUMED, Matter.REPLIED),
    "ticket.replied": (Matter.REPLIED,),
    "ticket.amended": (Matter.AMENDED,),
    "ticket.merged": (Matter.MERGED,),
    "ticket.unmerged": (Matter.UNMERGED,),
    "part.given": (Matter.SHARED, Matter.PART_GIVEN),
    "part.forwarded": (Matter.PART_GIVEN,),
    "part.finished": (Matter.PART_DONE, Matter.PART_READY),
    "part.returned": (Matter.PART_BACK,),
    "part.withdrawn": (Matter.PART_ENDED,),
    "part.escalated": (Matter.OVERDUE,),
    "ticket.assigned": (Matter.ASSIGNED,),
    "ticket.confirmed": (Matter.CONFIRMED,),
    "ticket.disputed": (Matter.DISPUTED,),
    "ticket.partly": (Matter.PARTLY,),
    "ticket.audited": (Matter.AUDITED,),
    "ticket.reopened": (Matter.REOPENED,),
    "ticket.escalated": (Matter.LATE, Matter.OVERDUE),
    "report.commented": (Matter.COMMENTED,),
    "report.struck": (Matter.STRUCK,),
    "report.accepted": (Matter.ACCEPTED,),
    "appeal.upheld": (Matter.UPHELD,),
    "appeal.rejected": (Matter.REJECTED,),
    "month.closed": (Matter.CLOSED,),
    "month.paid": (Matter.PAID,),
    "week.ended": (Matter.DIGEST,),
    "report.hidden": (Matter.HIDDEN,),
    "report.shown": (Matter.SHOWN,),
    "contact.opened": (Matter.CONTACT,),
    "session.invited": (Matter.INVITED,),
    "session.moved": (Matter.MOVED,),
    "session.cancelled": (Matter.CANCELLED,),
    "reply.approved": (Matter.ANSWERED,),
    "question.settled": (Matter.ANSWERED,),
    "question.put-aside": (Matter.ANSWERED,),
    "question.overdue": (Matter.UNANSWERED,),
    "unit-change.proposed": (Matter.UNIT_ASKED,),
    "unit-change.agreed": (Matter.UNIT_TOLD,),
    "unit-change.turned-down": (Matter.UNIT_TOLD,),
    "unit-change.failed": (Matter.UNIT_TOLD,),
    "unit-change.done": (Matter.UNIT_ENDED,),
}
# A digest of followed places comes of all that happened there, and of no single event.
OF_NO_EVENT = frozenset({Matter.FOLLOWED})
# What is done to a ticket and makes news for nobody: stars stand on its page, and silence is no event. From whom a desk
# takes a task again, or what it notes down, is its own matter. Of what all have left nobody is there to be told. What
# goes first stands on the page: a bell would promise that somebody comes. That an office begins with its part stands
# there too.
NOBODYS = frozenset(
    {
        "ticket.rated", "ticket.unconfirmed", "ticket.unassigned", "ticket.noted", "ticket.urgent", "ticket.calmed",
        "ticket.left", "part.taken", "ticket.unsure",
    }
)  # fmt: skip
# What the reporter and everyone who supports the report follow; a verdict and a comment are the reporter's matter.
OF_THE_COURSE = frozenset(
    {
        Matter.OPENED, Matter.TAKEN, Matter.FORWARDED, Matter.DONE, Matter.DECLINED, Matter.PAUSED, Matter.RESUMED,
        Matter.AMENDED, Matter.MERGED, Matter.UNMERGED, Matter.ASSIGNED, Matter.REOPENED, Matter.LATE,
        Matter.SHARED, Matter.PART_DONE,
    }
)  # fmt: skip
# What whoever holds the ticket hears: somebody speaks of their work, or a matter was left to them to decide.
OF_THE_DESK = frozenset(
    {
        Matter.HANDED_UP, Matter.CONFIRMED, Matter.DISPUTED, Matter.AUDITED, Matter.REPLIED,
        Matter.PART_GIVEN, Matter.PART_READY, Matter.PART_BACK, Matter.PART_ENDED, Matter.PARTLY,
    }
)  # fmt: skip
# Those of them that are told only where the event says so: a pause that asks, a resumption by an answer. Whoever
# reported hears of the first as a question, and of the second not: it was their own doing.
WHERE_SAID = {Matter.ASKED: "asks", Matter.REPLIED: "replied"}
# What the ketua hears of too, when it was reported for the unit.
OF_THE_UNIT = frozenset({Matter.STRUCK, Matter.UPHELD, Matter.REJECTED})
OF_A_MONTH = frozenset({Matter.CLOSED, Matter.PAID})
OF_A_SESSION = frozenset({Matter.INVITED, Matter.MOVED, Matter.CANCELLED})
OF_OFFICIALS = frozenset({Matter.OVERDUE})
# Who hears of a question that waits too long: the office of the kelurahan, and the rollout above it.
OF_ANSWERERS = frozenset({Matter.UNANSWERED})
# A unit that changes: who is to agree to it, whoever entered it, and who sat there.
OF_A_UNIT = frozenset({Matter.UNIT_ASKED, Matter.UNIT_TOLD, Matter.UNIT_ENDED})
ANSWERERS = frozenset({Role.LURAH, Role.STAFF_KELURAHAN, Role.KOMINFOMAS})
# Who gets the week in figures: of the area of their seat.
HEARS_OF_THE_WEEK = frozenset({Role.LURAH, Role.CAMAT, Role.WALI_KOTA})
# Who hears of an overdue ticket: the lurah of the place and the camat, then the camat and the wali kota.
HEARS_AT_LEVEL = {1: (Role.LURAH, Role.CAMAT), 2: (Role.CAMAT, Role.WALI_KOTA)}

# Few things may ring: the end of a matter, and money.
_RINGS = frozenset(
    {
        Matter.DONE, Matter.DECLINED, Matter.PAUSED, Matter.DISPUTED, Matter.HANDED_UP, Matter.CONTACT,
        Matter.STRUCK, Matter.UPHELD, Matter.REJECTED, Matter.REOPENED, Matter.PAID,
        Matter.UNIT_ENDED, Matter.ASKED, Matter.UNMERGED, Matter.PARTLY,
    }
    | OF_A_SESSION
)  # fmt: skip
BY_DEFAULT: Mapping[Way, frozenset[Matter]] = {
    Way.APP: frozenset(Matter) - {Matter.ACCEPTED},
    Way.PUSH: _RINGS,
    Way.EMAIL: _RINGS | {Matter.DIGEST, Matter.FOLLOWED},
    # A text costs the city money.
    Way.TEXT: frozenset({Matter.DONE, Matter.DECLINED, Matter.ASKED, Matter.MOVED, Matter.CANCELLED}),
}

QUIET_FROM, QUIET_UNTIL = time(21), time(6)
RINGS_AT_NIGHT = frozenset({Way.PUSH, Way.TEXT})
# Several pieces of news within this time leave as one message.
GATHERED_FOR = {Way.PUSH: timedelta(0), Way.EMAIL: timedelta(minutes=3), Way.TEXT: timedelta(minutes=3)}
# After a try that failed: how long until the next. Then an operator is needed.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
DEVICES_MAX = 10
# Two doors know the links that stop e-mail: one writes them, the other reads them.
UNSUBSCRIBE_SALT = "rukun.notices.unsubscribe"
KEPT_FOR = timedelta(days=365)
SENT_KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody changed of what holds by default; empty for most people."""

    switched: Mapping[tuple[Matter, Way], bool]
    is_quiet: bool = True
    email_off: bool = False

    def wants(self, matter: Matter, way: Way) -> bool:
        """Whether this matter is to be told by this way."""
        if way is Way.EMAIL and self.email_off:
            return False
        return self.switched.get((matter, way), matter in BY_DEFAULT[way])


def ways_of(login: str) -> tuple[Way, ...]:
    """The ways that somebody with this login can be reached by: a mailbox or a telephone, by what the login is."""
    if "@" in login:
        return (Way.APP, Way.PUSH, Way.EMAIL)
    if login.startswith("+"):
        return (Way.APP, Way.PUSH, Way.TEXT)
    return (Way.APP, Way.PUSH)


def matters_for(roles: Iterable[Role]) -> list[Matter]:
    """What somebody in these roles can ever be told of, in the order of the screen."""
    held = frozenset(roles)
    left_out: set[Matter] = set()
    if not held & UNIT_ROLES:
        left_out |= OF_A_MONTH | OF_A_SESSION
    if not held & (DESK_ROLES | {Role.CAMAT, Role.WALI_KOTA}):
        left_out |= OF_OFFICIALS | OF_THE_DESK
    if not held & ANSWERERS:
        left_out |= OF_ANSWERERS
    if not held & PROPOSES:
        left_out.add(Matter.UNIT_TOLD)
    if not held & AGREES:
        left_out.add(Matter.UNIT_ASKED)
    if not held & UNIT_ROLES:
        left_out.add(Matter.UNIT_ENDED)
    if not held & HEARS_OF_THE_WEEK:
        left_out.add(Matter.DIGEST)
    return [matter for matter in Matter if matter not in left_out]


def send_from(way: Way, at: datetime, *, is_quiet: bool) -> datetime:
    """The first moment from `at` on which this way may be used: nothing rings at night, if that was chosen."""
    if way not in RINGS_AT_NIGHT or not is_quiet:
        return at
    hour = local(at).time()
    if QUIET_UNTIL <= hour < QUIET_FROM:
        return at
    day = day_of(at) + timedelta(days=hour >= QUIET_FROM)
    return start_of(day) + timedelta(hours=QUIET_UNTIL.hour)


def next_try(tries: int, at: datetime, *, wait_seconds: int) -> datetime | None:
    """When to try again after `tries` tries, not before the other side asked for it; None: no more."""
    if tries > len(WAITS):
        return None
    return at + max(WAITS[tries - 1], timedelta(seconds=wait_seconds))
