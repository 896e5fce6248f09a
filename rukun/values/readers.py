"""Readers of environment variables: a safe default, or a value that is refused at start with one clear line."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from rukun.values.kept import kept_secret

NONE = "none"


class BadSetting(SystemExit):
    """Stops the start. The message names the variable, what it says and what it may say."""

    def __init__(self, name: str, value: str, wanted: str) -> None:
        super().__init__(f"{name}={value!r} cannot be used: {wanted}.")


def text(name: str, default: str) -> str:
    """What is given; an empty value is none, whatever wrote it: a shell, a unit file, an image without its secret."""
    return os.environ.get(name) or default


def secret(name: str, kept: Path) -> str:
    """The key given, or one made at the first embedded start and kept in a file with owner-only rights."""
    given = text(name, "")
    if given:
        if len(given) < 32:
            raise BadSetting(name, "...", "it needs at least 32 characters")
        return given
    made = kept_secret(kept, lambda: secrets.token_urlsafe(48).encode()).decode()
    if not made.strip():
        raise BadSetting(name, "", f"{kept} is empty: bring it back from a backup, or remove it to have another made")
    return made


def earlier_secrets(name: str) -> list[str]:
    """Keys that were given before, newest first; none of them too short to have been one."""
    given = listed(name, [])
    if any(len(key) < 32 for key in given):
        raise BadSetting(name, "...", "each needs at least 32 characters")
    return given


def flag(name: str, default: bool) -> bool:
    value = text(name, "true" if default else "false").strip().lower()
    if value in ("true", "1", "yes"):
        return True
    if value in ("false", "0", "no"):
        return False
    raise BadSetting(name, value, "write true or false")


def whole(name: str, default: int, *, least: int, most: int) -> int:
    value = text(name, str(default))
    try:
        number = int(value)
    except ValueError:
        raise BadSetting(name, value, "write a whole number") from None
    if not least <= number <= most:
        raise BadSetting(name, value, f"write a number from {least} to {most}")
    return number


def choice(name: str, default: str, among: Sequence[str]) -> str:
    value = text(name, default)
    if value not in among:
        raise BadSetting(name, value, "write one of " + ", ".join(among))
    return value


def listed(name: str, default: Sequence[str]) -> list[str]:
    value = text(name, "")
    if not value:
        return list(default)
    return [part.strip() for part in value.split(",") if part.strip()]


def several(name: str, default: Sequence[str], among: Sequence[str]) -> list[str]:
    """Words separated by commas, each one of those; `none` is none of them."""
    values = listed(name, default)
    if values == [NONE]:
        return []
    if unknown := [value for value in values if value not in among]:
        raise BadSetting(name, ",".join(unknown), f"write {NONE}, or some of {', '.join(among)}, separated by commas")
    return values


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    """Networks separated by commas, such as `10.20.0.0/16,fd12::/16`."""
    try:
        return [ip_network(part) for part in listed(name, [])]
    except ValueError as broken:
        raise BadSetting(name, os.environ.get(name, ""), f"write networks such as 10.20.0.0/16 ({broken})") from None


def saying(words: str) -> list[str]:
    """The variables that hold these words as such, and not within others: what an example left to be filled in."""
    said = re.compile(rf"(?<![A-Za-z0-9]){re.escape(words)}(?![A-Za-z0-9])")
    return sorted(name for name, value in os.environ.items() if said.search(value))


def folder(name: str, default: Path) -> Path:
    """A folder that need not exist yet; what is there and is no folder is refused."""
    path = Path(text(name, str(default))).expanduser().resolve()
    if path.exists() and not path.is_dir():
        raise BadSetting(name, str(path), "there is a file of that name, and a folder is needed")
    return path


# Scheme of a mail server's address -> how the line is secured, and the usual port.
MAIL_SCHEMES = {"smtp": ("", 25), "smtp+starttls": ("starttls", 587), "smtps": ("tls", 465)}
# Scheme of a mailbox's address -> the same.
BOX_SCHEMES = {"imap": ("", 143), "imap+starttls": ("starttls", 143), "imaps": ("tls", 993)}


def mail_server(name: str) -> dict[str, Any]:
    """`smtp://USER:PASSWORD@HOST:PORT` as host, port, user, password and security; nothing when it is not set."""
    wanted = "write smtp://HOST:PORT, smtp+starttls://USER:PASSWORD@HOST:587 or smtps://USER:PASSWORD@HOST:465"
    return _mail_line(name, MAIL_SCHEMES, wanted)[0]


def mailbox(name: str) -> dict[str, Any]:
    """`imaps://USER:PASSWORD@HOST/INBOX` as host, port, user, password, security and folder; nothing when not set."""
    wanted = "write imaps://USER:PASSWORD@HOST/INBOX"
    found, path = _mail_line(name, BOX_SCHEMES, wanted)
    if found and not (found["user"] and found["password"]):
        raise BadSetting(name, "...", wanted)
    return found | {"folder": unquote(path.strip("/")) or "INBOX"} if found else {}


def _mail_line(name: str, schemes: Mapping[str, tuple[str, int]], wanted: str) -> tuple[dict[str, Any], str]:
    """An address of one of these schemes as host, port, user, password and security, and the path behind them; nothing
    when it is not set. What is wrong is told without the address, which holds a password."""
    value = os.environ.get(name, "")
    if not value:
        return {}, ""
    try:
        parts = urlsplit(value)
        security, port = schemes[parts.scheme]
        found = {"host": parts.hostname, "port": parts.port or port, "security": security}
    except (KeyError, ValueError):
        raise BadSetting(name, "...", wanted) from None
    if not parts.hostname:
        raise BadSetting(name, "...", wanted)
    return {**found, "user": unquote(parts.username or ""), "password": unquote(parts.password or "")}, parts.path


def issuer(name: str) -> str:
    """The address of an OpenID Connect provider as it names itself, over HTTPS; nothing when it is not set."""
    value = os.environ.get(name, "").strip()
    parts = urlsplit(value)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1"))
    if value and (not is_safe or not parts.hostname or "@" in parts.netloc or parts.query or parts.fragment):
        raise BadSetting(name, value, "write https://HOST/PATH as the provider writes its issuer, without ? and #")
    return value


def tiles(name: str) -> str:
    """The address of picture tiles with {z}, {x} and {y} in it, over HTTPS; nothing when it is not set."""
    value = os.environ.get(name, "")
    if not value:
        return ""
    host = urlsplit(value).hostname or ""
    is_safe = value.startswith("https://") or host in ("localhost", "127.0.0.1")
    if not (is_safe and host and all(gap in value for gap in ("{z}", "{x}", "{y}")) and not set(value) & set(" ;,'\"")):
        raise BadSetting(name, value, "write https://HOST/{z}/{x}/{y}.png")
    return value


def site(name: str) -> str:
    """The address of a site of pages, without the slash at its end; nothing when it is not set."""
    value = os.environ.get(name, "")
    parts = urlsplit(value)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1"))
    if value and (not is_safe or not parts.hostname or "@" in parts.netloc or parts.query or parts.fragment):
        raise BadSetting(name, value, "write https://HOST/PATH of the folder that holds the site, without ? and #")
    return value.rstrip("/")


def way(name: str, default: str) -> str:
    """The address of a map that shows the way to {lat} and {lon}: a telephone's own (`geo:`), or one over HTTPS."""
    value = text(name, default)
    is_safe = value.startswith(("geo:", "https://")) and not set(value) & set(" <>'\"")
    if not (is_safe and "{lat}" in value and "{lon}" in value):
        raise BadSetting(name, value, "write geo:{lat},{lon} or https://HOST/?to={lat},{lon}")
    return value


def origin_of(address: str) -> str:
    """Scheme, host and port of an address; "" for none."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def straight(name: str, *, has_store: bool) -> str:
    """The origin under which telephones reach the store, over HTTPS; nothing when it is not set."""
    value = os.environ.get(name, "").rstrip("/")
    if not value:
        return ""
    is_safe = value.startswith("https://") or urlsplit(value).hostname in ("localhost", "127.0.0.1")
    if not has_store or not is_safe or value != origin_of(value) or set(value) & set(" ;,'\""):
        raise BadSetting(name, value, "write https://HOST, where MEDIA_URL names a store that speaks S3")
    return value


def media_store(name: str, default: Path) -> tuple[Path, dict[str, Any]]:
    """`s3://KEY:SECRET@HOST:PORT/BUCKET?region=NAME&tls=true` or a folder's path: the folder, and how S3 is reached.

    `tls=false` is for a store on the same machine or network; a region is asked for by some stores and by others not.
    """
    value = os.environ.get(name, "")
    if not value.startswith("s3://"):
        return folder(name, default), {}
    wanted = "write a folder, or s3://KEY:SECRET@HOST/BUCKET?region=NAME&tls=true"
    try:
        parts = urlsplit(value)
        more = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
        is_secured = {"true": True, "false": False}[more.pop("tls", "true")]
        region, port = more.pop("region", None), f":{parts.port}" if parts.port else ""
    except (KeyError, ValueError):
        raise BadSetting(name, "...", wanted) from None
    bucket = parts.path.strip("/")
    if more or not (parts.hostname and parts.username and parts.password and bucket) or "/" in bucket:
        raise BadSetting(name, "...", wanted)
    return default, {
        "access_key": unquote(parts.username),
        "secret_key": unquote(parts.password),
        "bucket_name": bucket,
        "endpoint_url": f"http{'s' if is_secured else ''}://{parts.hostname}{port}",
        "region_name": region,
    }
