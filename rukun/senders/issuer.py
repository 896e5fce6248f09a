"""What is asked of the city's own sign-in: where its doors are, which keys it signs with, and whom a code stands for.

Only the issuer that the operator named is called, and only its own origin, or a host named beside it: a document that
leads elsewhere is not followed. No redirect is followed, nothing long is read, and nothing is waited for long.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from rukun.values.readers import origin_of

if TYPE_CHECKING:
    import httpx

WAIT_SECONDS, ALL_SECONDS = 5.0, 10.0
ANSWER_MAX = 256_000
KEPT_SECONDS = 3600.0
FOUND, REFUSED = 200, (400, 401, 403)


class IssuerSilent(Exception):
    """It does not answer, not in time, or not as the standard says."""


class IssuerRefused(Exception):
    """It answered that it will not; `code` is the standard's word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Doors:
    """Where the issuer is reached: the first two by the server, the others by the browser ("" where there is none)."""

    token: str
    keys: str
    authorize: str
    end_session: str
    userinfo: str
    takes_basic: bool


@dataclass(frozen=True, slots=True)
class Client:
    """As whom we ask."""

    id: str
    secret: str


@dataclass(slots=True)
class _Kept:
    """What a process remembers of one issuer."""

    doors: Doors | None = None
    doors_at: float = 0.0
    keys: list[dict[str, Any]] = field(default_factory=list)
    keys_at: float = 0.0


_kept: dict[tuple[str, Sequence[str]], _Kept] = {}
_lock = Lock()


def doors_of(issuer: str, hosts: Sequence[str] = ()) -> Doors:
    """By the issuer's own document (discovery); asked once an hour by each process."""
    kept = _kept_of(issuer, hosts)
    now = time.monotonic()
    if kept.doors is None or now - kept.doors_at > KEPT_SECONDS:
        kept.doors, kept.doors_at = _discovered(issuer, hosts), now
    return kept.doors


def keys_of(issuer: str, hosts: Sequence[str] = (), *, age_max: float = KEPT_SECONDS) -> list[dict[str, Any]]:
    """The public keys it signs with, asked anew where they were read longer ago than `age_max` seconds."""
    kept = _kept_of(issuer, hosts)
    if not kept.keys or time.monotonic() - kept.keys_at > min(age_max, KEPT_SECONDS):
        kept.keys, kept.keys_at = _read_keys(doors_of(issuer, hosts).keys), time.monotonic()
    return kept.keys


def forget(issuer: str, hosts: Sequence[str] = ()) -> None:
    """Ask anew the next time."""
    with _lock:
        _kept.pop((issuer, tuple(hosts)), None)


def exchange(doors: Doors, *, code: str, verifier: str, address: str, client: Client) -> dict[str, Any]:
    """The tokens for a code; `IssuerRefused` where the code, or the client, is not taken."""
    sent = {"grant_type": "authorization_code", "code": code, "redirect_uri": address, "code_verifier": verifier}
    auth = None
    if doors.takes_basic:
        # Each part is written as in a form first (RFC 6749, 2.3.1).
        auth = (quote(client.id, safe=""), quote(client.secret, safe=""))
    else:
        sent |= {"client_id": client.id, "client_secret": client.secret}
    return _asked("POST", doors.token, data=sent, auth=auth)


def profile(doors: Doors, token: str) -> dict[str, Any]:
    """What the issuer tells of somebody beside the token; nothing where it has no such door."""
    if not doors.userinfo:
        return {}
    return _asked("GET", doors.userinfo, headers={"Authorization": f"Bearer {token}"})


def _kept_of(issuer: str, hosts: Sequence[str]) -> _Kept:
    with _lock:
        return _kept.setdefault((issuer, tuple(hosts)), _Kept())


def _discovered(issuer: str, hosts: Sequence[str]) -> Doors:
    told = _asked("GET", issuer.rstrip("/") + "/.well-known/openid-configuration")
    if told.get("issuer") != issuer:
        raise IssuerSilent(f"the document at {issuer} is of another issuer: {str(told.get('issuer'))[:200]}")
    ways = told.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return Doors(
        token=_ours(told, "token_endpoint", issuer, hosts),
        keys=_ours(told, "jwks_uri", issuer, hosts),
        authorize=_for_browsers(told, "authorization_endpoint", issuer),
        end_session=_for_browsers(told, "end_session_endpoint", issuer) if told.get("end_session_endpoint") else "",
        userinfo=_ours(told, "userinfo_endpoint", issuer, hosts) if told.get("userinfo_endpoint") else "",
        takes_basic="client_secret_basic" in ways or "client_secret_post" not in ways,
    )


def _read_keys(address: str) -> list[dict[str, Any]]:
    keys = _asked("GET", address).get("keys")
    if not isinstance(keys, list):
        raise IssuerSilent("no keys where they should be")
    return [key for key in keys if isinstance(key, dict)]


def _ours(told: Mapping[str, Any], name: str, issuer: str, hosts: Sequence[str]) -> str:
    """An address that the server calls: of the issuer's own origin, or of a host that the operator named."""
    address = str(told.get(name, ""))
    is_named = address.startswith("https://") and urlsplit(address).netloc in hosts
    if origin_of(address) != origin_of(issuer) and not is_named:
        raise IssuerSilent(f"{name} leads to {origin_of(address) or 'nowhere'}, which is not named in RUKUN_OIDC_HOSTS")
    return address


def _for_browsers(told: Mapping[str, Any], name: str, issuer: str) -> str:
    """An address to which a browser is sent: encrypted wherever the issuer's own is."""
    address = str(told.get(name, ""))
    if not address.startswith("https://") and origin_of(address) != origin_of(issuer):
        raise IssuerSilent(f"{name} is no address that can be opened")
    return address


def _asked(method: str, address: str, **sent: Any) -> dict[str, Any]:
    """The object that comes back."""
    import httpx

    until, content = time.monotonic() + ALL_SECONDS, bytearray()
    try:
        with _caller().stream(method, address, **sent) as answer:
            for part in answer.iter_bytes():
                content += part
                if len(content) > ANSWER_MAX or time.monotonic() > until:
                    raise IssuerSilent(f"{origin_of(address)} answers too much or too slowly")
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as broken:
        raise IssuerSilent(f"{origin_of(address)}: {type(broken).__name__}") from broken
    try:
        told = json.loads(content)
    except ValueError:
        told = None
    if answer.status_code in REFUSED and isinstance(told, dict) and isinstance(told.get("error"), str):
        raise IssuerRefused(told["error"])
    if answer.status_code != FOUND or not isinstance(told, dict):
        raise IssuerSilent(f"{origin_of(address)}: status {answer.status_code}")
    return told


@lru_cache(maxsize=1)
def _caller() -> httpx.Client:
    """One for the process: reading the certificates takes longer than a call."""
    import httpx

    return httpx.Client(timeout=WAIT_SECONDS, follow_redirects=False, headers={"Accept": "application/json"})
