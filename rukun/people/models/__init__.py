"""Persons and how they sign in, offices, seats, who held which seat when, and who is invited to one."""

from __future__ import annotations

from rukun.people.models.identities import Identity
from rukun.people.models.persons import (
    ApiKey,
    Appointment,
    Attempt,
    CodeApp,
    Invitation,
    KeyUse,
    Office,
    Passkey,
    Person,
    Seat,
    Sending,
    SentCode,
    Session,
    SpareCode,
)
from rukun.people.models.rights import Copy, DataOpened, Forgetting, Paced

__all__ = [
    "ApiKey",
    "Appointment",
    "Attempt",
    "CodeApp",
    "Copy",
    "DataOpened",
    "Forgetting",
    "Identity",
    "Invitation",
    "KeyUse",
    "Office",
    "Paced",
    "Passkey",
    "Person",
    "Seat",
    "Sending",
    "SentCode",
    "Session",
    "SpareCode",
]
