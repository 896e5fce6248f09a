"""Passkeys (WebAuthn): what the browser needs, and what its answer proves. Loaded when somebody uses one: what reads
their certificates is as large as the rest of signing in."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

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

from rukun.people.codes import keyed
from rukun.people.entering.factors import ISSUER, Site
from rukun.people.models import Passkey, Person
from rukun.values.refused import Refused


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
    name = str(answer.get("id", ""))
    # Whatever else was sent is no name of a passkey, and no database could be asked for it.
    is_name = name.isascii() and name.isprintable()
    known = Passkey.objects.select_related("person").filter(credential=name).first() if is_name else None
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
