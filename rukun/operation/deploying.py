"""Settings that are good on one's own machine and must not go where real residents are (`rukun check --deploy`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from rukun.operation.finding import Finding, graded

LOCAL = {"localhost", "127.0.0.1", "[::1]", "::1"}


def findings(settings: Any) -> Iterator[Finding]:
    """Everything that was looked at, in the order of the settings table."""
    yield from _filled_in(settings)
    yield graded(
        "demo", "RUKUN_DEMO: anyone may sign in as anybody", wrong=settings.RUKUN_DEMO, todo="unset RUKUN_DEMO"
    )
    yield graded(
        "debug", "RUKUN_DEBUG: errors show the source and settings", wrong=settings.DEBUG, todo="RUKUN_DEBUG=false"
    )
    yield graded(
        "log-level", f"RUKUN_LOG_LEVEL is {settings.RUKUN_LOG_LEVEL}", look=settings.RUKUN_LOG_LEVEL == "DEBUG",
        todo="RUKUN_LOG_LEVEL=INFO",
    )  # fmt: skip
    yield from _address(settings)
    yield from _transport(settings)
    yield from _accounts(settings)
    yield from _messages(settings)
    yield from _stores(settings)


def _filled_in(settings: Any) -> Iterator[Finding]:
    """The files in deploy/ start the program as they are: what they leave to be filled in would only fail later."""
    left = ", ".join(settings.LEFT_OPEN)
    yield graded(
        "filled-in", f"still to be filled in: {left}" if left else "everything is filled in", wrong=bool(left),
        todo="write your own in place of ISI",
    )  # fmt: skip
    names = ", ".join(settings.LEFT_AS_EXAMPLE)
    yield graded(
        "example", f"the name of the example, contoh.go.id: {names}" if names else "no name of the example",
        look=bool(names), todo="write your own host in place of it",
    )  # fmt: skip


def _address(settings: Any) -> Iterator[Finding]:
    site = urlsplit(settings.SITE_URL)
    hosts = set(settings.ALLOWED_HOSTS)
    yield graded(
        "site-url", f"SITE_URL is {settings.SITE_URL}: what messages link to",
        wrong=site.hostname in LOCAL or site.scheme != "https", todo="SITE_URL=https://YOUR-HOST",
    )  # fmt: skip
    is_wrong = "*" in hosts or site.hostname not in hosts
    yield graded(
        "allowed-hosts", f"ALLOWED_HOSTS is {','.join(sorted(hosts))}", wrong=is_wrong,
        todo=f"ALLOWED_HOSTS={site.hostname},127.0.0.1",
    )  # fmt: skip


def _transport(settings: Any) -> Iterator[Finding]:
    yield graded("https", "RUKUN_HTTPS: secure cookies and HSTS", wrong=not settings.USE_HTTPS, todo="RUKUN_HTTPS=true")
    yield graded(
        "proxies", f"RUKUN_PROXIES is {settings.RUKUN_PROXIES}: where people's addresses are read",
        look=settings.USE_HTTPS and not settings.RUKUN_PROXIES, todo="RUKUN_PROXIES=1 behind one proxy of your own",
    )  # fmt: skip


def _accounts(settings: Any) -> Iterator[Finding]:
    missing = {"bendahara", "tapem", "administrator"} - set(settings.RUKUN_SECOND_FACTOR_ROLES)
    yield graded(
        "second-factor", "seats that decide about money and truth open with a second factor", wrong=bool(missing),
        todo=f"RUKUN_SECOND_FACTOR_ROLES must also name {','.join(sorted(missing))}",
    )  # fmt: skip


def _messages(settings: Any) -> Iterator[Finding]:
    mail = settings.EMAIL_WAY
    yield graded(
        "email", "EMAIL_URL: without it codes and news go to the console", wrong=not mail,
        todo="EMAIL_URL=smtp+starttls://USER:PASSWORD@HOST:587, then: rukun notices stand",
    )  # fmt: skip
    if mail:
        is_open = not mail["security"] and mail["host"] not in LOCAL
        yield graded(
            "email-tls", f"mail goes to {mail['host']} " + ("unencrypted" if is_open else "secured or locally"),
            wrong=is_open, todo="EMAIL_URL=smtp+starttls://… or smtps://…",
        )  # fmt: skip
        is_local = settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith("@localhost")
        yield graded(
            "email-from", f"mail comes from {settings.DEFAULT_FROM_EMAIL.partition('<')[0].strip()}", wrong=is_local,
            todo='EMAIL_FROM="Rukun <rukun@YOUR-DOMAIN>"',
        )  # fmt: skip
    has_text = bool(settings.TEXT_URL or settings.TEXT_ADAPTER)
    yield graded(
        "text", "TEXT_URL or TEXT_ADAPTER: who signed up by telephone gets codes by text", look=not has_text,
        todo="TEXT_URL=https://GATEWAY and TEXT_TOKEN, see docs/sending.md",
    )  # fmt: skip
    if settings.TEXT_URL:
        is_open = urlsplit(settings.TEXT_URL).scheme != "https" and urlsplit(settings.TEXT_URL).hostname not in LOCAL
        yield graded("text-tls", "TEXT_URL carries telephone numbers", wrong=is_open, todo="TEXT_URL=https://…")


def _stores(settings: Any) -> Iterator[Finding]:
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        yield graded(
            "database", "SQLite on this host: good for a kelurahan, not for a city with several hosts", look=True,
            todo="DATABASE_URL=postgresql://USER@HOST/rukun",
        )  # fmt: skip
    else:
        is_open = any(_is_open(one) for one in settings.DATABASES.values())
        todo = "DATABASE_URL (and DATABASE_REPLICA_URL, DATABASE_DIRECT_URL)=…?sslmode=verify-full"
        yield graded("database-tls", "the way to the database", look=is_open, todo=todo)
    store = settings.MEDIA_STORE
    if store:
        url = urlsplit(store["endpoint_url"])
        yield graded(
            "media-tls", "the way to the pictures", wrong=url.scheme != "https" and url.hostname not in LOCAL,
            todo="MEDIA_URL=s3://…?tls=true",
        )  # fmt: skip


def _is_open(database: Any) -> bool:
    """Whether what is asked and answered goes over a network for everybody on it to read."""
    is_far = database["HOST"] not in (*LOCAL, "") and not str(database["HOST"]).startswith("/")
    return is_far and database["OPTIONS"].get("sslmode") not in ("require", "verify-ca", "verify-full")
