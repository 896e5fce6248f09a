"""Django's sessions, kept by the digest of their key and with whose they are: the engine named in the settings.

The table holds no key that opens a session, and deleting a row ends that session at its next request. A page needs no
question more than with Django's own table.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.core import signing
from django.db.models import Exists, OuterRef
from django.utils import timezone

from rukun.databases.kept import Kept
from rukun.people.codes import keyed_ever
from rukun.people.known import came_with_session
from rukun.people.models import Appointment, Person, Session
from rukun.values.digest import digest_of_words

SEEN_EVERY = timedelta(minutes=5)
# However much it is used, a session ends after so long, and whoever has the device proves themselves again.
LONGEST = timedelta(days=365)
# Keys of a session's data that its row shows, too.
BEGAN, AGENT, NETWORK, CAME_BY = "began", "agent", "network", "came-by"
# When it ends at the latest, by the wall's clock.
UNTIL = "until"
# Of so many sessions a process remembers what their data says: whoever was here comes back within a minute.
REMEMBERED_MOST = 512
# With whose it is, and whether they ever held a seat: every page of theirs asks that next.
OPEN: Kept[Session] = Kept(
    lambda key, now: (
        Session.objects.select_related("person")
        .filter(session_key=key, expire_date__gt=now)
        .annotate(ever_seated=Exists(Appointment.objects.filter(person_id=OuterRef("person_id"))))
    ),
    str,
    datetime,
)


def kept_key(session_key: str) -> str:
    """What the table holds of a session's key. The key has 165 bits: a plain digest cannot be turned back."""
    return digest_of_words(f"rukun.session:{session_key}")[:40]


class SessionStore(DatabaseStore):
    """A session whose row carries the digest of its key, its person, its device, and when it was last seen."""

    last_seen_at: datetime | None = None
    expires_at: datetime | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        came_with_session(None)
        if self.session_key is None:
            return None
        row = OPEN.first(kept_key(self.session_key), timezone.now())
        if row is None:
            self._session_key = None
            return None
        self.last_seen_at, self.expires_at = row.last_seen_at, row.expire_date
        if row.person is not None:
            # No column of theirs: what the session told with them.
            cast(Any, row.person).ever_seated = cast(Any, row).ever_seated
        came_with_session(row.person)
        return row

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """What the data of a row says, another copy each time; the signature of the same data is looked at once."""
        try:
            plain = _plain(str(session_data), self.key_salt, settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
            return cast("dict[str, Any]", self.serializer().loads(plain))
        except Exception:  # noqa: BLE001  Django's own way tells what is wrong with it
            return super().decode(session_data)

    def get_expiry_date(self, **asked: Any) -> datetime:
        """When it ends if it is not used again."""
        unused, until = super().get_expiry_date(**asked), self.get(UNTIL)
        return min(unused, datetime.fromisoformat(until)) if until else unused

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(session_key=kept_key(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        began = data.get(BEGAN)
        person = data.get(SESSION_KEY)
        return Session(
            session_key=kept_key(cast(Any, self)._get_or_create_session_key()),
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            person_id=int(person) if person else None,
            began_at=datetime.fromisoformat(began) if began else None,
            last_seen_at=self.last_seen_at,
            agent=data.get(AGENT, ""),
            network=data.get(NETWORK, ""),
            came_by=data.get(CAME_BY, ""),
        )

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(session_key=kept_key(key)).delete()

    @property
    def kept(self) -> str:
        """The key of this session's row; "" while there is none."""
        return kept_key(self.session_key) if self.session_key else ""

    def seen(self, at: datetime) -> None:
        """Note that somebody who is signed in is still here: written once in five minutes, by one statement.

        A session in its second half is saved anew at the end of the request, and so lasts its whole time again.
        """
        if not self.get(SESSION_KEY) or self.session_key is None:
            return
        if self.last_seen_at is not None and at - self.last_seen_at < SEEN_EVERY:
            return
        self.last_seen_at = at
        Session.objects.filter(session_key=self.kept).update(last_seen_at=at)
        left = self.expires_at - timezone.now() if self.expires_at else timedelta(0)
        if left < timedelta(seconds=self.get_session_cookie_age() / 2):
            # For those that began before sessions had an end.
            self.setdefault(UNTIL, end_of_session())
            self.modified = True


class _AsItIs:
    """In the place of what would make objects of what was signed."""

    def dumps(self, plain: bytes) -> bytes:
        return plain

    def loads(self, plain: bytes) -> bytes:
        return plain


@lru_cache(maxsize=REMEMBERED_MOST)
def _plain(data: str, salt: str, *_keys: str) -> bytes:
    return cast(bytes, signing.loads(data, salt=salt, serializer=_AsItIs))


def end_of_session() -> str:
    """When a session that begins now ends at the latest."""
    return (timezone.now() + LONGEST).isoformat()


def end_sessions(person: Person, *, but: str = "") -> int:
    """Sign the person out everywhere, except in the session that is kept under `but`; at the next request there."""
    return Session.objects.filter(person=person).exclude(session_key=but).delete()[0]


def came_by(issuer: str, sid: str) -> list[str]:
    """What is kept of a session at the city's own sign-in; "" for its `sid` where it tells none. The first of a new
    one."""
    return keyed_ever("came-by", f"{issuer} {sid}")


def end_sessions_from(issuer: str, *, sid: str = "", person: Person | None = None, but: str = "") -> int:
    """Sign out what began at the city's own sign-in: by one session there, or everything of one person."""
    found = Session.objects.exclude(came_by="").exclude(session_key=but)
    if sid:
        return found.filter(came_by__in=came_by(issuer, sid)).delete()[0]
    return found.filter(person=person).delete()[0] if person else 0


def end_session(person: Person, kept: str) -> int:
    """Sign out one device of the person; nothing for a row that is not theirs."""
    return Session.objects.filter(person=person, session_key=kept).delete()[0]


def forget_expired(at: datetime) -> int:
    """Drop sessions that are over; returns how many."""
    return Session.objects.filter(expire_date__lt=at).delete()[0]
