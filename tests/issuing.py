"""The certified provider of tests/issuer.mjs as a process of its own, and a browser without a screen that uses it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.test import Client

from rukun.people.entering.provider import Provider

HERE = Path(__file__).resolve().parent
SECRET = "rahasia rukun: 100%"


@dataclass
class Issuer:
    """A provider that runs, and the browser's cookies for it."""

    url: str
    there: httpx.Client

    def provider(self, **facts: Any) -> Provider:
        """As an operator would name it."""
        wanted: dict[str, Any] = {
            "issuer": self.url,
            "client_id": "rukun",
            "client_secret": SECRET,
            "name": "SSO Kota",
        } | facts
        return Provider(**wanted)

    def renew_key(self) -> str:
        return httpx.post(f"{self.url}/ujian/kunci-baru").text

    def forget(self) -> None:
        """A browser that was never there."""
        self.there.cookies.clear()

    def answers(self, address: str, who: str = "tuti", *, code: str = "", cancel: bool = False) -> str:
        """Through the provider's pages, as whom it is asked; the address at which the provider sends the browser back.

        Somebody who is signed in there is let through without a word.
        """
        for _ in range(10):
            if not address.startswith(self.url):
                return address
            if urlsplit(address).path.startswith("/pintu/"):
                assert "SSO Kota Contoh" in self.there.get(address).text
                typed = {"nama": who, "kode": code} | ({"batal": "1"} if cancel else {})
                answer = self.there.post(address, data=typed)
            else:
                answer = self.there.get(address)
            assert answer.status_code in (302, 303), answer.text
            address = str(httpx.URL(address).join(answer.headers["Location"]))
        raise AssertionError("the provider leads in a circle")


@contextmanager
def issuing(
    site: str, *, alg: str = "RS256", conforms: bool = False, auth: str = "client_secret_basic"
) -> Iterator[Issuer]:
    """The provider, for a site at this address, until the block ends."""
    told = {
        "redirect": [f"{site}/masuk/sso/kembali/"], "home": [f"{site}/"], "alg": alg, "conforms": conforms,
        "backchannel": f"{site}/masuk/sso/keluar/", "auth": auth,
    }  # fmt: skip
    with subprocess.Popen(
        ["node", str(HERE / "issuer.mjs"), json.dumps(told)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    ) as process, httpx.Client() as there:  # fmt: skip
        assert process.stdout is not None
        yield Issuer(process.stdout.readline().strip(), there)
        process.terminate()


def sent_to(answer: Any) -> str:
    """Where our page leads the browser."""
    text = answer.content.decode()
    marker = 'http-equiv="refresh" content="0;url='
    assert marker in text, text
    return unescape(text.split(marker, 1)[1].split('"', 1)[0])


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def go(client: Client, issuer: Issuer, who: str = "tuti", purpose: str = "masuk", **more: str) -> Any:
    """Out and back in one: the answer of our page for whoever comes back."""
    code = more.pop("code", "")
    address = sent_to(client.post("/masuk/sso/", {"untuk": purpose, **more}))
    return client.get(path_of(issuer.answers(address, who, code=code)))
