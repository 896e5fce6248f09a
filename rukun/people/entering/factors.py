"""The second factor: authenticator apps (TOTP), passkeys (WebAuthn), and spare codes; what each proves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pyotp
from pyotp.exceptions import OTPVerificationError

from rukun.people import sealing
from rukun.people.codes import keyed_ever, read_code, read_digits
from rukun.people.entering import doorkeeper, throttle, watchful
from rukun.people.entering.throttle import Source
from rukun.people.models import CodeApp, Person, SpareCode
from rukun.values.refused import Refused

ISSUER = "Rukun"
# For what secrets of apps are closed (`sealing`): part of the key, whatever this file is called. With another name
# nobody's app makes right codes any more.
SEALED_AS = "rukun.people.factors"
SPARE_CODES = 10


@dataclass(frozen=True, slots=True)
class Site:
    """Where passkeys are good: the name of the host, and its whole origin (`https://rukun.contoh.go.id`)."""

    host: str
    origin: str


def seal_secret(secret: str) -> str:
    """A TOTP secret as it is kept: closed with the installation's key, so that a copy of the table makes no codes."""
    return sealing.closed(SEALED_AS, secret)


def open_secret(sealed: str) -> str:
    """The secret; refused where the installation's key is another, and the one before was not kept."""
    secret = sealing.opened(SEALED_AS, sealed)
    if secret is None:
        raise Refused("factor", "Aplikasi kode ini perlu dipasang ulang. Hubungi pengelola.")
    return secret


def app_address(secret: str, person: Person) -> str:
    """What the QR code says to an authenticator app."""
    return pyotp.TOTP(secret).provisioning_uri(name=person.login, issuer_name=ISSUER)


def counter_of(secret: str, typed: str, wall: datetime) -> int | None:
    """The half minute whose code was typed, one before or after allowed; None when it is none of them."""
    try:
        return pyotp.TOTP(secret).verify_and_get_timecode(read_digits(typed), for_time=wall, valid_window=1)
    except OTPVerificationError:
        return None


def prove_second(person: Person, typed: str, *, source: Source, at: datetime, wall: datetime) -> str:
    """By a code of the app or a spare code: `app` or `spare`. Each is good once; too many tries have to wait.

    `wall` is the real time, by which the app's clock goes also where the house's own clock stands in a demonstration.
    """
    tried = knock_at_factor(person, source, at)
    if _is_from_app(person, typed, wall):
        how = "app"
    elif (spare := read_code(typed)) and _use_spare(person, spare, at):
        how = "spare"
    else:
        watchful.tell("factor.wrong", subject=doorkeeper.login_digest(person.login))
        raise Refused("factor", "Kode tidak cocok. Tunggu kode berikutnya di aplikasi, lalu coba lagi.", field="code")
    tried.forgive()
    watchful.tell("factor.right", subject=doorkeeper.login_digest(person.login), how=how)
    return how


def knock_at_factor(person: Person, source: Source, at: datetime) -> doorkeeper.Knock:
    tried = doorkeeper.knock(doorkeeper.FACTOR, f"person:{person.pk}", throttle.SECOND_FACTOR, source=source, at=at)
    doorkeeper.refuse_scattered(tried, throttle.FACTOR_FROM_ANYWHERE, at)
    return tried


def spare_digests(person: Person, spare: str) -> list[str]:
    """What is kept of a spare code; the first is that of a new one."""
    return keyed_ever("spare", f"{person.pk}:{spare}")


def _is_from_app(person: Person, typed: str, wall: datetime) -> bool:
    app = CodeApp.objects.filter(person=person).first()
    counter = counter_of(open_secret(app.secret), typed, wall) if app else None
    if app is None or counter is None:
        return False
    return bool(CodeApp.objects.filter(pk=app.pk, last_counter__lt=counter).update(last_counter=counter))


def _use_spare(person: Person, spare: str, at: datetime) -> bool:
    fresh = SpareCode.objects.filter(person=person, digest__in=spare_digests(person, spare), used_at=None)
    return bool(fresh.update(used_at=at))
