"""What a provider signed: who somebody is (ID token), and that they signed out (logout token) (pure).

Whoever asks names the keys, the client, the nonce and the moment; anything that does not fit is refused in words. A
key that is not among those given is its own exception, because it may have been made a minute ago.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from rukun.people.entering.provider import OPENID, Provider
from rukun.values.refused import Refused

if TYPE_CHECKING:
    from joserfc.jwk import Key

# What is signed with a shared secret, or not at all, is not among them, whatever the token says of itself.
ALGORITHMS = {"RS256": "RSA", "PS256": "RSA", "ES256": "EC", "ES384": "EC"}
CLOCKS_MAY_DIFFER = timedelta(minutes=2)
# A token comes fresh from its provider: one from long ago, or from later, tells of a clock that goes wrong.
FRESH_FOR = timedelta(minutes=10)
SUBJECT_MAX, TOKEN_MAX, KEYS_TRIED = 255, 16_000, 10
SIGNED_OUT = "http://schemas.openid.net/event/backchannel-logout"


class KeyUnknown(Exception):
    """Signed with a key that is not among those given."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Who the provider says that somebody is. `proved_at` is when they proved it there, where it says so."""

    issuer: str
    subject: str
    is_twice: bool
    proved_at: datetime | None = None
    sid: str = ""
    name: str = ""
    email: str = ""
    is_email_verified: bool = False


@dataclass(frozen=True, slots=True)
class SignedOut:
    """Who signed out at the provider: one session of theirs (`sid`), or all of a subject's."""

    issuer: str
    subject: str
    sid: str


def read_id_token(
    raw: str, keys: Sequence[Mapping[str, Any]], *, provider: Provider, nonce: str, wall: datetime
) -> Shown:
    """Who it is; refused where the token is not ours, not of this sign-in, or not of now."""
    claims = _claims(raw, keys, provider)
    _refuse_of_another_time(claims, provider, wall)
    if not nonce or claims.get("nonce") != nonce or "exp" not in claims:
        raise untrusted(provider)
    amr, acr = claims.get("amr") or [], claims.get("acr")
    proved = claims.get("auth_time")
    ways = [str(way) for way in amr] if isinstance(amr, list) else [str(amr)]
    return with_profile(
        Shown(
            provider.issuer, _subject(claims, provider), provider.is_twice(acr if isinstance(acr, str) else "", ways),
            proved_at=_moment(proved) if _is_number(proved) else None, sid=_words(claims, "sid", SUBJECT_MAX),
        ),
        claims,
    )  # fmt: skip


def read_logout_token(
    raw: str, keys: Sequence[Mapping[str, Any]], *, provider: Provider, wall: datetime
) -> SignedOut:  # fmt: skip
    """Who signed out; refused where the token does not say so, or says it of nobody."""
    claims = _claims(raw, keys, provider)
    _refuse_of_another_time(claims, provider, wall)
    events = claims.get("events")
    if not isinstance(events, dict) or SIGNED_OUT not in events or "nonce" in claims:
        raise untrusted(provider)
    found = SignedOut(provider.issuer, _words(claims, "sub", SUBJECT_MAX), _words(claims, "sid", SUBJECT_MAX))
    if not (found.subject or found.sid):
        raise untrusted(provider)
    return found


def with_profile(shown: Shown, told: Mapping[str, Any]) -> Shown:
    """The same with name and address, as far as they are told; of another subject nothing is taken."""
    if told.get("sub") != shown.subject:
        return shown
    name = _words(told, "name", 120) or _words(told, "preferred_username", 120)
    return Shown(
        shown.issuer, shown.subject, shown.is_twice, shown.proved_at, shown.sid, name or shown.name,
        _words(told, "email", 120).lower() or shown.email, told.get("email_verified") is True,
    )  # fmt: skip


def untrusted(provider: Provider) -> Refused:
    return Refused(
        "sso-untrusted", "Jawaban {name} tidak dapat dipercaya, jadi Anda tidak dimasukkan. Beri tahu pengelola.",
        name=provider.name,
    )  # fmt: skip


def scopes_of(provider: Provider) -> str:
    """What is asked for: always `openid`."""
    return " ".join(dict.fromkeys((OPENID, *provider.scopes)))


def _claims(raw: str, keys: Sequence[Mapping[str, Any]], provider: Provider) -> dict[str, Any]:
    """What a token says that the issuer signed for us."""
    claims = _signed(raw, keys, provider)
    if claims.get("iss") != provider.issuer:
        raise untrusted(provider)
    audience = claims.get("aud")
    listed = audience if isinstance(audience, list) else [audience]
    is_party = claims.get("azp", provider.client_id) == provider.client_id
    if provider.client_id not in listed or not is_party or (len(listed) > 1 and "azp" not in claims):
        raise Refused(
            "sso-audience",
            "Jawaban {name} dibuat untuk aplikasi lain, jadi Anda tidak dimasukkan. Beri tahu pengelola.",
            name=provider.name,
        )  # fmt: skip
    return claims


def _signed(raw: str, keys: Sequence[Mapping[str, Any]], provider: Provider) -> dict[str, Any]:
    if len(raw) > TOKEN_MAX:
        raise untrusted(provider)
    # Loaded for the first token: most cities have no sign-in but our own.
    from joserfc import jws, jwt
    from joserfc.errors import BadSignatureError, JoseError

    try:
        header = jws.extract_compact(raw.encode()).headers()
        kind, kid = ALGORITHMS[str(header.get("alg"))], header.get("kid")
    except (JoseError, ValueError, KeyError) as broken:
        raise untrusted(provider) from broken
    fitting = [key for key in keys if _fits(key, kind, kid)]
    if not fitting:
        raise KeyUnknown
    for told in fitting[:KEYS_TRIED]:
        try:
            return dict(jwt.decode(raw, _key(told), algorithms=list(ALGORITHMS)).claims)
        except BadSignatureError:
            continue
        except (JoseError, ValueError, TypeError) as broken:
            raise untrusted(provider) from broken
    raise untrusted(provider)


def _fits(key: Mapping[str, Any], kind: str, kid: Any) -> bool:
    return key.get("kty") == kind and key.get("use", "sig") == "sig" and (kid is None or key.get("kid") == kid)


def _key(told: Mapping[str, Any]) -> Key:
    from joserfc.jwk import JWKRegistry

    return JWKRegistry.import_key(dict(told))


def _refuse_of_another_time(claims: Mapping[str, Any], provider: Provider, wall: datetime) -> None:
    made, ends = claims.get("iat"), claims.get("exp", claims.get("iat"))
    if not (_is_number(made) and _is_number(ends)):
        raise untrusted(provider)
    if abs(wall - _moment(made)) > FRESH_FOR:
        raise Refused("sso-clock", "Jam {name} dan jam server ini tidak sama. Beri tahu pengelola.", name=provider.name)
    if "exp" in claims and _moment(ends) + CLOCKS_MAY_DIFFER < wall:
        raise Refused("sso-late", "Jawaban {name} sudah lewat waktunya. Mulai lagi.", name=provider.name)


def _subject(claims: Mapping[str, Any], provider: Provider) -> str:
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= SUBJECT_MAX:
        raise untrusted(provider)
    return subject


def _words(claims: Mapping[str, Any], name: str, most: int) -> str:
    """A text that fits; "" for anything else."""
    value = claims.get(name)
    return value.strip() if isinstance(value, str) and len(value) <= most else ""


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 1e11


def _moment(value: Any) -> datetime:
    return datetime.fromtimestamp(value, UTC)
