"""Addresses of conversations: found by a keyed digest, opened only to answer, and whose they are known to be."""

from __future__ import annotations

from rukun.people import sealing
from rukun.people.codes import keyed, keyed_ever
from rukun.people.logins import normal_login
from rukun.people.models import Person

SEALED_AS = "rukun.chats"


def digests_of_address(channel: str, address: str) -> list[str]:
    """What an address is found by; the first is that of a new conversation."""
    return keyed_ever("chat", f"{channel}:{address}")


def digest_of_message(channel: str, name: str) -> str:
    """What a message is known by: its own id may hold an address."""
    return keyed("chat-message", f"{channel}:{name}")


def sealed(address: str) -> str:
    """As it is kept: closed with the installation's key."""
    return sealing.closed(SEALED_AS, address)


def opened(kept: str) -> str:
    """The address; "" where the installation's key is another, and the one before was not kept: nobody can be answered
    there any more."""
    return sealing.opened(SEALED_AS, kept) or ""


def known_person(login: str) -> Person | None:
    """Whose number or e-mail address this is, where they have shown that they read what is sent to it. One query."""
    found = Person.objects.filter(login=normal_login(login), is_active=True, confirmed_at__isnull=False)
    return found.first()
