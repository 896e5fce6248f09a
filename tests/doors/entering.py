"""How Tuti, who has an account, comes in, and what she reads in a message."""

from __future__ import annotations

import re

from django.test import Client

from rukun.senders.message import Message

# Where a provider sends back to.
BACK = "/masuk/sso/kembali/"
RIGHT = "kata sandi panjang"
TUTI = {"login": "0812 3456 7890", "name": "Tuti Wulandari", "password": RIGHT}
PHONE = (
    "Mozilla/5.0 (Linux; Android 11; SM-A107F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile "
    "Safari/537.36"
)


def enter(login: str = TUTI["login"], password: str = RIGHT, **headers: str) -> Client:
    client = Client(headers={"user-agent": PHONE}, **headers)  # type: ignore[arg-type]
    assert client.post("/masuk/", {"login": login, "password": password}).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get("/akun/").status_code == 200


def digits_of(message: Message) -> str:
    found = re.search(r"\b[0-9]{6}\b", message.words)
    assert found
    return found[0]
