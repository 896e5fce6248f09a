"""Keys of other programs: how one is made, whose it is, and how often it may be used.

What is counted here is no fact of the city: it leaves no trail and is gone after a while. It is counted in the
database, so that a key has one quota however many hosts there are; of a large quota each process takes a handful of
uses at once, since writing a row for each costs a tenth of what a filing does.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from django.db import connection
from django.db.models import F, Q

from rukun.databases.kept import Kept, asking
from rukun.people.codes import ALPHABET, keyed, keyed_ever
from rukun.people.models import ApiKey, KeyUse, Sending
from rukun.people.rules import Scope
from rukun.trail.append import append_first
from rukun.values.refused import Refused
from rukun.values.time import day_of, start_of

BEGINS, SIGNS, SHOWN = "rk_", 32, 8
CODE_LENGTH_MAX = 200
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
KEPT_FOR = timedelta(days=35)
# An hour's quota is taken in so many handfuls, and none is larger than this: small quotas are counted one by one. So
# much may lie unused in each process of every host.
HANDFULS, HANDFUL_MOST = 1_000, 20
SO_MANY_MORE = (
    "INSERT INTO people_keyuse (key_id, hour, used) VALUES (%s, %s, %s) "
    "ON CONFLICT (key_id, hour) DO UPDATE SET used = people_keyuse.used + %s RETURNING used, "
    "(SELECT coalesce(sum(used), 0) FROM people_keyuse WHERE key_id = %s AND hour >= %s AND hour <> %s)"
)
# Uses of one key take turns, and each would hold its turn until the disk has it. A count is no fact of the city: where
# the power fails, what was counted in the last half second is forgotten. For this one statement alone.
WITHOUT_WAITING = ", set_config('synchronous_commit', 'off', true)"
# A key in the name of an account that is closed opens nothing, whenever that was.
GOOD: Kept[ApiKey] = Kept(
    lambda digest: ApiKey.objects.filter(Q(holder=None) | Q(holder__is_active=True), digest=digest, withdrawn_at=None),
    str,
)


@dataclass(frozen=True, slots=True)
class Quota:
    """How often a key may be used in an hour, how often it still may, and in how many seconds it begins anew."""

    most: int
    left: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Sent:
    """What a program sent under an idempotency key of its own: that key, and the digest of what it sent with it."""

    name: str
    body: str


@dataclass(slots=True)
class _Hand:
    """Uses of one hour that are counted already and were not made yet: how many, and the numbers of the last one made
    within the hour and within the day."""

    hour: datetime
    held: int
    used: int
    today: int


_hands: dict[str, _Hand] = {}
_taking = Lock()


def new_key() -> str:
    """A hundred and sixty bits of chance."""
    return BEGINS + "".join(secrets.choice(ALPHABET) for _ in range(SIGNS)).lower()


def digests_of_key(code: str) -> list[str]:
    """What is kept of a key; the first is that of a new one."""
    return keyed_ever("api-key", code)


def key_with(code: str, *, at: datetime) -> ApiKey:
    """The key with this code; refused in the same words whether there never was one, it was withdrawn or has ended. One
    query for each key of the installation that still counts, until it is found."""
    if not code:
        raise Refused("key-missing", "Sertakan kunci program (api_key).", field="api_key")
    known = code.startswith(BEGINS) and len(code) <= CODE_LENGTH_MAX
    asked = (GOOD.first(digest) for digest in digests_of_key(code)) if known else iter(())
    found = next((key for key in asked if key is not None), None)
    if found is None or (found.expires_at is not None and found.expires_at <= at):
        raise Refused("key-unknown", "Kunci program ini tidak dikenal atau sudah dicabut.", field="api_key")
    return found


def holds_scope(key: ApiKey, scope: Scope) -> bool:
    """Whether a key was given for this."""
    return scope.value in key.scopes.split()


def refuse_scope(key: ApiKey, scope: Scope) -> None:
    """Refused where a key was not given for this."""
    if not holds_scope(key, scope):
        raise Refused("scope", "Kunci ini tidak boleh dipakai untuk itu (perlu “{scope}”).", scope=scope.value)


def spend(key: ApiKey, *, at: datetime) -> Quota:
    """Count one use; refused, with how long to wait, where the hour's or the day's quota is used up. One query, and
    none while this process has uses of a large quota in hand.

    Counting and asking are one statement, so that of many uses at the same moment no two take the same place. A use
    that was refused is given back: whoever asks again and again does not wait longer.
    """
    hour = at.replace(minute=0, second=0, microsecond=0)
    used, today = _next_use(key, hour, start_of(day_of(at)))
    until = None
    if today > key.per_day:
        until = start_of(day_of(at) + DAY)
    elif used > key.per_hour:
        until = hour + HOUR
    if until is not None:
        _give_back(key, hour)
        seconds = _seconds(until, at)
        raise Refused("wait", "Jatah kunci ini sudah terpakai. Coba lagi dalam {seconds} detik.", seconds=seconds)
    return Quota(key.per_hour, min(key.per_hour - used, key.per_day - today), _seconds(hour + HOUR, at))


def answered_before(key: ApiKey, sent: Sent) -> Sending | None:
    """What this sending was answered before; None for a new one. Refused where it was another sending: one
    idempotency key names one thing. One query."""
    known = Sending.objects.filter(key=key, digest__in=_digests(key, sent)).first()
    if known is not None and known.body not in keyed_ever("sent-body", sent.body):
        raise Refused("idempotency", "Idempotency-Key ini sudah dipakai untuk kiriman lain.", field="Idempotency-Key")
    return known


def keep_answer(key: ApiKey, sent: Sent, *, status: int, answer: str, at: datetime) -> Sending:
    """Keep what a sending was answered. Of two at the same moment one is kept, and both are told that one."""
    made = Sending(key=key, digest=_digests(key, sent)[0], body=keyed("sent-body", sent.body), status=status,
                   answer=answer, at=at)  # fmt: skip
    if append_first(made):
        return made
    found = answered_before(key, sent)
    return made if found is None else found


def client_key(key: ApiKey, sent: Sent) -> str:
    """The key of the thing that a sending makes: the same for the same sending, and nobody outside can make it."""
    return f"api-{_digests(key, sent)[0]}"


def forget_old(at: datetime) -> int:
    """Drop what was counted and answered long ago; returns how many hours."""
    Sending.objects.filter(at__lt=at - KEPT_FOR).delete()
    return KeyUse.objects.filter(hour__lt=at - KEPT_FOR).delete()[0]


def _digests(key: ApiKey, sent: Sent) -> list[str]:
    return keyed_ever("sending", f"{key.pk}:{sent.name}")


def _next_use(key: ApiKey, hour: datetime, today: datetime) -> tuple[int, int]:
    """The number of the next use within the hour and within the day: out of the hand, else of a new handful."""
    if connection.in_atomic_block:
        # It may be taken back with all else: what was counted there is nothing to hand out later.
        return _counted(key, hour, today, 1)
    with _taking:
        hand = _hands.get(key.digest)
        if hand is None or hand.hour != hour or not hand.held:
            many = max(1, min(HANDFUL_MOST, key.per_hour // HANDFULS))
            used, of_day = _counted(key, hour, today, many)
            hand = _hands[key.digest] = _Hand(hour, many, used - many, of_day - many)
        hand.held, hand.used, hand.today = hand.held - 1, hand.used + 1, hand.today + 1
        return hand.used, hand.today


def _give_back(key: ApiKey, hour: datetime) -> None:
    """A use that was refused, with what is left in hand: all of that would be refused as well."""
    with _taking:
        hand = None if connection.in_atomic_block else _hands.pop(key.digest, None)
        many = 1 + (hand.held if hand and hand.hour == hour else 0)
        KeyUse.objects.filter(key=key, hour=hour).update(used=F("used") - many)


def _counted(key: ApiKey, hour: datetime, today: datetime, many: int) -> tuple[int, int]:
    """Uses of this hour and of this day, so many more among them."""
    kept = connection.ops.adapt_datetimefield_value
    # Within a transaction it would hold for all that is kept in it.
    is_alone = connection.vendor == "postgresql" and not connection.in_atomic_block
    with asking() as cursor:
        cursor.execute(
            SO_MANY_MORE + WITHOUT_WAITING if is_alone else SO_MANY_MORE,
            [key.pk, kept(hour), many, many, key.pk, kept(today), kept(hour)],
        )
        used, earlier = cursor.fetchone()[:2]
    return used, used + int(earlier)


def _seconds(until: datetime, at: datetime) -> int:
    return max(1, -int((at - until).total_seconds() // 1))
