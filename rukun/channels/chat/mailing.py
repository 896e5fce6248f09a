"""Letters: one is taken in from a pipe or a mailbox, and answered by the usual way for e-mail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from rukun.channels.chat.letter import Letter, read
from rukun.chats.post import Received, receive
from rukun.chats.state import Channel
from rukun.reports import actions
from rukun.reports.rules import PHOTOS_MAX, StoredPhoto
from rukun.senders.message import Message, NotSent
from rukun.senders.ways import email_sender
from rukun.values.refused import Refused
from rukun.values.words import sentence

PROVEN = "proven "
SUBJECT = sentence("Laporan Anda ke Rukun")
TAKEN, KNOWN, PASSED_BY = "taken", "known", "passed by"


def take_letter(content: bytes, *, at: datetime) -> str:
    """Take a letter in: "taken", "known" (it came before), or "passed by" where a machine sent it: that is neither
    filed nor answered. Raises `Unreadable` where it is no letter, `Refused` where the pictures cannot be kept now."""
    letter = read(content, trusted=settings.RUKUN_INTAKE_AUTHSERV, own=settings.DEFAULT_FROM_EMAIL)
    if not letter.is_answerable:
        return PASSED_BY
    message = Received(
        Channel.EMAIL, letter.sender, letter.name, _heard(letter, at), whose=PROVEN if letter.is_proven else ""
    )  # fmt: skip
    return TAKEN if receive(message, at=at) else KNOWN


def _heard(letter: Letter, at: datetime) -> dict[str, Any]:
    kept: list[StoredPhoto] = []
    lost: list[dict[str, Any]] = []
    # One more than a report holds, so that whoever sent more is told.
    for content in letter.photos[: PHOTOS_MAX + 1]:
        try:
            kept.append(actions.keep_photo(content, at=at))
        except Refused as refusal:
            if refusal.code == "busy":
                raise
            lost.append({"words": refusal.words, "facts": dict(refusal.facts)})
    place = next((photo.camera.place for photo in kept if photo.camera.place), None)
    return {
        "text": letter.words, "photos": [written(photo) for photo in kept], "lost": lost,
        "place": [place.lat, place.lon] if place else None, "answers": letter.name, "subject": letter.subject,
        "is_proven": letter.is_proven,
    }  # fmt: skip


def written(photo: StoredPhoto) -> dict[str, Any]:
    """A kept photo as JSON keeps it."""
    return {
        "digest": photo.digest, "width": photo.width, "height": photo.height, "size": photo.size,
        "original": photo.original, "form": photo.form, "original_size": photo.original_size,
    }  # fmt: skip


class Letters:
    """Answers letters: choices are numbered lines, and an answer stands under what it answers."""

    def send(self, address: str, says: Mapping[str, Any], key: str) -> None:
        rows = [f"{number}. {one['words']}" for number, one in enumerate(says["choices"], 1)]
        words = "\n".join([str(says["text"]), *([""] if rows else []), *rows])
        about = str(says.get("subject") or says["about"])
        subject = about if about.lower().startswith("re:") else f"Re: {about}"
        message = Message(address, subject[:200], f"{words}\n", key, answers=str(says.get("answers", "")))
        email_sender().send(message)

    def fetch(self, reference: str) -> bytes:
        """Nothing of a letter lies elsewhere."""
        raise NotSent(f"nothing to fetch: {reference[:20]}", is_final=True)

    def acknowledge(self, reference: str) -> None:
        """Nobody waits on a button."""
