"""What a channel lacks that was connected by half (asked by `rukun check`; changes nothing)."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from rukun.followup.soundness import Finding

NEEDED = {
    "whatsapp": ("WHATSAPP_NUMBER_ID", "WHATSAPP_TOKEN", "WHATSAPP_APP_SECRET", "WHATSAPP_VERIFY_TOKEN"),
    "telegram": ("TELEGRAM_TOKEN", "TELEGRAM_SECRET"),
}


def is_connected(channel: str) -> bool:
    """Whether a channel has all that it needs; without that its door is shut."""
    return all(getattr(settings, name) for name in NEEDED[channel])


def findings() -> list[Finding]:
    """Each channel that was begun and not finished: nothing sent there arrives."""
    return [*_halves(), *_letters()]


def _halves() -> Iterator[Finding]:
    for channel, names in NEEDED.items():
        missing = [name for name in names if not getattr(settings, name)]
        if missing and len(missing) < len(names):
            yield Finding("half-a-channel", channel, f"{channel} is closed: {', '.join(missing)} is not set",
                          is_serious=True)  # fmt: skip
        if len(missing) < len(names) and not settings.SITE_URL.startswith("https://"):
            yield Finding("half-a-channel", channel, f"{channel} calls only https: SITE_URL is {settings.SITE_URL}",
                          is_serious=False)  # fmt: skip


def _letters() -> Iterator[Finding]:
    if not settings.RUKUN_INTAKE_IMAP:
        return
    if not settings.EMAIL_WAY:
        yield Finding("half-a-channel", "email", "letters are taken in, but EMAIL_URL is not set: nobody is answered",
                      is_serious=True)  # fmt: skip
    if not settings.RUKUN_INTAKE_AUTHSERV:
        yield Finding("half-a-channel", "email", "RUKUN_INTAKE_AUTHSERV is not set: no letter is anybody's",
                      is_serious=False)  # fmt: skip
