"""Sends to a login, beside the answer: whether anything is sent must not show in how long the page takes."""

from __future__ import annotations

import logging
import secrets
import threading
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from rukun.channels.web.templatetags.akun import device
from rukun.channels.web.templatetags.numbers import UNBROKEN
from rukun.channels.web.templatetags.written import pukul
from rukun.people.entering.factors import Site
from rukun.people.entering.sent_codes import Awaited
from rukun.people.logins import is_reachable
from rukun.senders.message import Message, NotSent, is_email
from rukun.senders.ways import sender_for
from rukun.values.words import sentence

if TYPE_CHECKING:
    from rukun.people.models import Person

log = logging.getLogger("rukun.akun")
CHANGED = {
    "login": sentence("Akun Rukun Anda kini dibuka dengan nomor atau surel lain."),
    "password": sentence("Kata sandi akun Rukun Anda baru saja diganti."),
    "factor": sentence("Kunci kedua akun Rukun Anda baru saja diubah."),
}
NOT_YOU = sentence("Kalau bukan Anda yang menggantinya, segera beri tahu kelurahan Anda.")


def send_code(awaited: Awaited, site: Site) -> None:
    """Nothing for a login that nobody has. What could not be sent is told to the operator; the person may ask again."""
    if not awaited.to:
        return
    words = gettext(
        "{code} adalah kode Anda untuk Rukun, berlaku 15 menit. Jangan berikan kepada siapa pun, juga bukan kepada "
        "petugas. Kalau Anda tidak memintanya, abaikan pesan ini."
    ).format(code=awaited.digits)
    if not is_email(awaited.to):
        # Telephones read this line and offer the code to this site alone.
        words += f"\n\n@{site.host} #{awaited.digits}"
    message = Message(awaited.to, gettext("Kode Rukun Anda"), words, f"code-{awaited.id}")
    send_beside(message)


def send_slip(to: str, *, code: str, office: str, address: str) -> None:
    """The address on a slip, once, to where whoever told it wished. Neither number nor address is kept."""
    words = gettext(
        "Laporan {code} dicatat di loket {office}. Untuk menerima kabarnya, buka dan masuk: {address} Kalau Anda tidak "
        "melapor, abaikan pesan ini."
    ).format(code=code, office=office, address=address)
    send_beside(Message(to, gettext("Laporan Anda di loket"), words, f"slip-{code}"))


def tell_of_change(to: str, what: str) -> None:
    """That the login (to the one that was given up), the password or the second factor was changed: whoever did not do
    it themselves has to hear of it. Nothing for a name given by the house."""
    if not is_reachable(to):
        return
    words = f"{gettext(CHANGED[what])} {gettext(NOT_YOU)}"
    message = Message(to, gettext("Cara masuk Anda diganti"), words, f"changed-{secrets.token_hex(8)}")
    send_beside(message)


def tell_of_entry(person: Person, agent: str, at: datetime) -> None:
    """That the account was opened on a device which it never was before, in the person's own language.

    Nothing for a name given by the house.
    """
    if not is_reachable(person.login):
        return
    with translation.override(person.language):
        words = gettext(
            "Akun Rukun Anda baru saja dibuka di perangkat lain: {device}, {when}. Kalau bukan Anda, keluarkan "
            "perangkat itu dan ganti kata sandi Anda: {address}"
        ).format(device=device(agent), when=pukul(at), address=f"{settings.SITE_URL}{reverse('akun')}")
        # A sign that telephones' oldest alphabet lacks makes one text two.
        words = words.replace(UNBROKEN, " ").replace(" · ", ", ")
        message = Message(person.login, gettext("Akun Anda dibuka di perangkat lain"), words,
                          f"entered-{secrets.token_hex(8)}")  # fmt: skip
    send_beside(message)


def send_beside(message: Message) -> None:
    """Send without anybody waiting for it."""
    threading.Thread(target=_send, args=(message,), daemon=True).start()


def _send(message: Message) -> None:
    try:
        sender_for(message.to).send(message)
    except NotSent as failure:
        log.warning("a message of an account could not be sent: %s", failure)
