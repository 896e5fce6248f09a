"""Answer what was heard and send what is said: each conversation in one hand at a time, several at once.

A platform that is slow holds up its own conversation and one of the hands.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from rukun.channels.chat.calling import Platform
from rukun.channels.chat.city import city_for, link_of_reports
from rukun.channels.chat.mailing import SUBJECT, Letters
from rukun.channels.chat.telegram import Telegram
from rukun.channels.chat.whatsapp import WhatsApp
from rukun.chats import addresses, post, sayings, talking
from rukun.chats.post import Parcel
from rukun.chats.state import Channel, Heard
from rukun.chats.talking import Said
from rukun.databases.away import AWAY
from rukun.reports import actions
from rukun.reports.rules import StoredPhoto
from rukun.senders.hands import work_in_hands
from rukun.senders.message import NotSent
from rukun.values.refused import Refused

log = logging.getLogger("rukun.chats")
HANDS = 4
DONE_AT_ONCE = 200
PLATFORMS: Mapping[str, Callable[[], Platform]] = {
    Channel.WHATSAPP: WhatsApp, Channel.TELEGRAM: Telegram, Channel.EMAIL: Letters,
}  # fmt: skip
Now = Callable[[], datetime]


class Later(Exception):
    """A picture cannot be had just now."""

    def __init__(self, words: str, wait_seconds: int = 0) -> None:
        super().__init__(words)
        self.wait_seconds = wait_seconds


def work_off(*, now: Now, most: int = DONE_AT_ONCE) -> Counter[str]:
    """Do at most so much of what is due, one after the other; how many were "answered", "sent", "later", "given up"."""
    done: Counter[str] = Counter()
    while done.total() < most and (parcel := post.take(at=now())) is not None:
        done[hand_over(parcel, now)] += 1
    return done


def work_until(stop: threading.Event, *, now: Now, rest: float, hands: int = HANDS) -> None:
    """Do what is due with several hands, until stopped."""
    work_in_hands(
        lambda: post.take(at=now()), lambda parcel: hand_over(parcel, now), stop, name="chats", hands=hands, rest=rest
    )


def hand_over(parcel: Parcel, now: Now) -> str:
    """Do one thing, and write down what became of it."""
    try:
        return _listened(parcel, now) if parcel.heard is not None else _spoke(parcel, now)
    except AWAY:
        raise
    except Exception as broken:  # one bad message must not hold up the others
        log.exception("a message of conversation %s broke its worker", parcel.conversation.pk)
        return _put_off(parcel, f"the worker broke: {type(broken).__name__}", 0, now)


def _spoke(parcel: Parcel, now: Now) -> str:
    says = parcel.says.says if parcel.says else {}
    address = addresses.opened(parcel.conversation.sealed)
    if not address:
        post.gave_up(parcel, "the installation's key was changed", at=now())
        return "given up"
    try:
        with translation.override(says.get("language")):
            about = gettext(SUBJECT)
        platform = PLATFORMS[parcel.conversation.channel]()
        platform.send(address, {"about": about} | says, parcel.says.key if parcel.says else "")
    except NotSent as failure:
        if not failure.is_final:
            return _put_off(parcel, str(failure), failure.wait_seconds, now)
        post.gave_up(parcel, str(failure), at=now())
        return "given up"
    post.sent(parcel, at=now())
    return "sent"


def _put_off(parcel: Parcel, error: str, wait_seconds: int, now: Now) -> str:
    if post.later(parcel, error, wait_seconds=wait_seconds, at=now()):
        return "later"
    post.gave_up(parcel, error, at=now())
    return "given up"


def _listened(parcel: Parcel, now: Now) -> str:
    heard, at = dict(parcel.heard.heard) if parcel.heard else {}, now()
    conversation = parcel.conversation
    platform = PLATFORMS[conversation.channel]()
    if heard.get("acknowledge"):
        with suppress(NotSent):
            platform.acknowledge(heard["acknowledge"])
    with translation.override(conversation.state.get("language") or settings.LANGUAGE_CODE):
        try:
            photos, lost = _fetched(platform, heard, at)
        except Later as failure:
            if post.later(parcel, str(failure), wait_seconds=failure.wait_seconds, at=at):
                return "later"
            photos, lost = [], [gettext(sayings.UNREADABLE)]
        linked = _linked(parcel, heard)
        city = city_for(talking.actor_in(conversation, at), conversation.channel)
        said = Said(
            _told(heard, lost, linked), [*_kept(heard), *photos], group=heard.get("group", ""),
            answers=heard.get("answers", ""), subject=heard.get("subject", ""),
        )  # fmt: skip
        talking.answer(parcel, said, city, link=link_of_reports(), at=at)
    return "answered"


def _fetched(platform: Platform, heard: Mapping[str, Any], at: datetime) -> tuple[list[StoredPhoto], list[str]]:
    """The pictures that a message named, through the same decoding as anywhere; why one can never be had, in words."""
    photos: list[StoredPhoto] = []
    lost = [_worded(**one) for one in heard.get("lost", ())]
    for reference in heard.get("media", ()):
        try:
            photos.append(actions.keep_photo(platform.fetch(reference), at=at))
        except NotSent as failure:
            if not failure.is_final:
                raise Later(str(failure), failure.wait_seconds) from failure
            lost.append(gettext(sayings.UNREADABLE))
        except Refused as refusal:
            if refusal.code == "busy":
                raise Later(refusal.code) from refusal
            lost.append(_worded(refusal.words, refusal.facts))
    return photos, lost


def _worded(words: str, facts: Mapping[str, object]) -> str:
    return gettext(words).format(**facts)


def _linked(parcel: Parcel, heard: Mapping[str, Any]) -> str:
    """Whose conversation it is: a number that WhatsApp or Telegram vouches for, an address that our server does."""
    conversation = parcel.conversation
    own = addresses.opened(conversation.sealed)
    if conversation.channel == Channel.WHATSAPP:
        talking.known_by_number(parcel, f"+{own}")
    elif conversation.channel == Channel.EMAIL:
        talking.known_by_number(parcel, own if heard.get("is_proven") else "")
    elif heard.get("number"):
        number = addresses.opened(heard["number"]).lstrip("+")
        return "yes" if talking.known_by_number(parcel, f"+{number}") else "no"
    return ""


def _kept(heard: Mapping[str, Any]) -> list[StoredPhoto]:
    return [StoredPhoto(**one) for one in heard.get("photos", ())]


def _told(heard: Mapping[str, Any], lost: list[str], linked: str) -> Heard:
    place = heard.get("place")
    return Heard(
        text=heard.get("text", ""), place=(float(place[0]), float(place[1])) if place else None,
        choice=heard.get("choice", ""), lost=tuple(lost), is_odd=bool(heard.get("odd")), linked=linked,
    )  # fmt: skip
