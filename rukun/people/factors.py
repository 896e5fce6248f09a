"""The second factor: authenticator apps (TOTP), passkeys (WebAuthn), and spare codes; what each proves."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import pyotp
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from pyotp.exceptions import OTPVerificationError
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from rukun.people import doorkeeper, throttle, watchful
from rukun.people.codes import keyed, read_code, read_digits
from rukun.people.models import CodeApp, Passkey, Person, SpareCode
from rukun.people.throttle import Source
from rukun.values.refused import Refused

ISSUER = "Rukun"
SPARE_CODES = 10


@dataclass(frozen=True, slots=True)
class Site:
    """Where passkeys are good: the name of the host, and its whole origin (`https://rukun.contoh.go.id`)."""

    host: str
    origin: str


def seal_secret(secret: str) -> str:
    """A TOTP secret as it is kept: closed with the installation's key, so that a copy of the table makes no codes."""
    return _box().encrypt(secret.encode()).decode()


def open_secret(sealed: str) -> str:
    """The secret; refused when the installation's key was changed since."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as changed:
        raise Refused("factor", "Aplikasi kode ini perlu dipasang ulang. Hubungi pengelola.") from changed


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
    return doorkeeper.knock(doorkeeper.FACTOR, f"person:{person.pk}", throttle.SECOND_FACTOR, source=source, at=at)


def spare_digest(person: Person, spare: str) -> str:
    return keyed("spare", f"{person.pk}:{spare}")


def _is_from_app(person: Person, typed: str, wall: datetime) -> bool:
    app = CodeApp.objects.filter(person=person).first()
    counter = counter_of(open_secret(app.secret), typed, wall) if app else None
    if app is None or counter is None:
        return False
    return bool(CodeApp.objects.filter(pk=app.pk, last_counter__lt=counter).update(last_counter=counter))


def _use_spare(person: Person, spare: str, at: datetime) -> bool:
    fresh = SpareCode.objects.filter(person=person, digest=spare_digest(person, spare), used_at=None)
    return bool(fresh.update(used_at=at))


def passkey_to_make(person: Person, site: Site) -> tuple[dict[str, Any], str]:
    """What the browser needs to make a passkey, and the challenge to keep until it answers."""
    known = Passkey.objects.filter(person=person).values_list("credential", flat=True)
    options = generate_registration_options(
        rp_id=site.host,
        rp_name=ISSUER,
        user_id=handle_of(person),
        user_name=person.login,
        user_display_name=person.name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(key)) for key in known],
    )
    return json.loads(options_to_json(options)), bytes_to_base64url(options.challenge)


def passkey_to_ask_for(site: Site) -> tuple[dict[str, Any], str]:
    """What the browser needs to offer the passkeys that it has for this house, and the challenge."""
    options = generate_authentication_options(rp_id=site.host, user_verification=UserVerificationRequirement.REQUIRED)
    return json.loads(options_to_json(options)), bytes_to_base64url(options.challenge)


def read_new_passkey(answer: dict[str, Any], challenge: str, site: Site) -> tuple[str, bytes, int]:
    """Credential, public key and counter of a passkey that was just made; refused when anything does not fit."""
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as wrong:
        raise Refused("passkey", "Kunci sandi tidak dapat dibuat. Coba sekali lagi.") from wrong
    return bytes_to_base64url(made.credential_id), made.credential_public_key, made.sign_count


def person_with_passkey(answer: dict[str, Any], challenge: str, site: Site, *, at: datetime) -> Person:
    """Whose passkey signed the challenge. The device asked for its finger, face or code: that is both factors."""
    known = Passkey.objects.select_related("person").filter(credential=str(answer.get("id", ""))).first()
    if known is None or not known.person.is_active or not challenge:
        raise Refused("passkey", "Kunci sandi ini tidak dikenal di sini. Masuk dengan kata sandi.")
    try:
        proved = verify_authentication_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=bytes(known.public_key),
            credential_current_sign_count=known.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as wrong:
        raise Refused("passkey", "Kunci sandi ini tidak dikenal di sini. Masuk dengan kata sandi.") from wrong
    Passkey.objects.filter(pk=known.pk).update(sign_count=proved.new_sign_count, used_at=at)
    return known.person


def handle_of(person: Person) -> bytes:
    """The person towards an authenticator: always the same, and it tells neither login nor number."""
    return keyed("passkey-handle", str(person.pk)).encode()


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(sha256(f"rukun.people.factors:{settings.SECRET_KEY}".encode()).digest()))
