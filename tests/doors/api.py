"""What a program that speaks the API knows: a key with its scopes, what it sends, and how a refusal looks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.test import Client

from rukun.people.actions import KeyTerms, issue_key
from rukun.people.rules import Actor, Scope

BASE = "/api/v1"
PROBLEM = ["type", "title", "status", "detail", "instance", "code", "words", "field", "errors"]
HEAP = {"category": "sampah", "words": "Tumpukan di depan pos", "lat": -6.501, "lon": 106.5075}


def key(at: datetime, *scopes: Scope, of: Actor | None = None, per_hour: int = 1_000) -> str:
    """The code of a new key; for filing, where nothing is named."""
    terms = KeyTerms("Aplikasi uji", "uji@contoh.id", per_hour, 10_000, frozenset(scopes or [Scope.REPORT]),
                     of.person_id if of else None)  # fmt: skip
    return issue_key(terms, by="test", at=at).code


def bearing(code: str, **more: str) -> dict[str, Any]:
    """What Django's client is told to send a key."""
    return {"headers": {"Authorization": f"Bearer {code}"} | more}


def sent(client: Client, address: str, body: Any, code: str, **more: str) -> Any:
    """A POST as JSON under a key."""
    return client.post(f"{BASE}{address}", body, content_type="application/json", **bearing(code, **more))


def refused(answer: Any, status: int, code: str) -> dict[str, Any]:
    """The problem, which has to be one, with this status and code."""
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert [*told] == PROBLEM and (told["status"], told["code"]) == (status, code), told
    assert told["words"] and told["detail"] == told["words"]
    return told
