"""Addresses of conversations: found by a keyed digest, opened only to answer, and whose they are known to be."""

from __future__ import annotations

import base64
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from rukun.people.codes import keyed
from rukun.people.logins import normal_login
from rukun.people.models import Person


def digest_of_address(channel: str, address: str) -> str:
    """What an address is found by."""
    return keyed("chat", f"{channel}:{address}")


def digest_of_message(channel: str, name: str) -> str:
    """What a message is known by: its own id may hold an address."""
    return keyed("chat-message", f"{channel}:{name}")


def sealed(address: str) -> str:
    """As it is kept: closed with the installation's key."""
    return _box().encrypt(address.encode()).decode()


def opened(kept: str) -> str:
    """The address; "" when the installation's key was changed since: nobody can be answered there any more."""
    try:
        return _box().decrypt(kept.encode()).decode()
    except InvalidToken:
        return ""


def known_person(login: str) -> Person | None:
    """Whose number or e-mail address this is, where they have shown that they read what is sent to it. One query."""
    found = Person.objects.filter(login=normal_login(login), is_active=True, confirmed_at__isnull=False)
    return found.first()


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(sha256(f"rukun.chats:{settings.SECRET_KEY}".encode()).digest()))
