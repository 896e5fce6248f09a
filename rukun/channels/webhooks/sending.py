"""Send what is due to the addresses that listen: each address in one hand at a time, several addresses at once.

A receiver that is slow holds up its own deliveries and one of the hands; it rests longer after every failure, so that
even many such receivers leave hands free for the others.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from rukun import clock
from rukun.channels.webhooks.composing import body_of
from rukun.databases.away import AWAY
from rukun.databases.lending import give_back
from rukun.senders import outside
from rukun.senders.hands import work_in_hands
from rukun.senders.message import Message, NotSent, is_email, is_phone, seconds_asked
from rukun.senders.ways import sender_for
from rukun.values.refused import Refused
from rukun.webhooks import post
from rukun.webhooks.post import Outcome, Parcel
from rukun.webhooks.signing import signatures

if TYPE_CHECKING:
    from rukun.webhooks.models import Subscription

log = logging.getLogger("rukun.webhooks")
HANDS = 8
TIMEOUT_SECONDS = 10.0
SENT_AT_ONCE = 200
GONE, TAKEN = 410, range(200, 300)
TELL_AGAIN_IN = timedelta(minutes=15)
Now = Callable[[], datetime]


def deliver(*, now: Now, most: int = SENT_AT_ONCE) -> Counter[str]:
    """Send at most so many of what is due, one after the other; how many were "sent", "withheld" and "not sent"."""
    done: Counter[str] = Counter()
    while done.total() < most and (parcel := post.take(at=now())) is not None:
        done[hand_over(parcel, now)] += 1
    return done


def deliver_until(stop: threading.Event, *, now: Now, rest: float, hands: int = HANDS) -> None:
    """Send what is due with several hands, and tell the owners of dead addresses, until stopped."""
    work_in_hands(
        lambda: post.take(at=now()), lambda parcel: hand_over(parcel, now), stop, name="webhooks", hands=hands,
        rest=rest, first=lambda: tell_owners(now=now),
    )  # fmt: skip


def hand_over(parcel: Parcel, now: Now) -> str:
    """Send one delivery, and write down what became of it."""
    try:
        body = body_of(parcel.delivery)
        if body is None:
            post.withheld(parcel, at=now())
            return "withheld"
        outcome = tried(parcel, body, now())
    except AWAY:
        raise
    except Exception as broken:  # one bad delivery must not hold up the others
        log.exception("a delivery to subscription %s broke its sender", parcel.subscription.pk)
        outcome = Outcome(None, f"the sender broke: {type(broken).__name__}", 0)
    if outcome.status in TAKEN:
        post.sent(parcel, outcome, at=now())
        return "sent"
    post.failed(parcel, outcome, at=now())
    return "not sent"


def tried(parcel: Parcel, body: bytes, at: datetime) -> Outcome:
    """One call. No more of the answer is read than its status and headers."""
    began = time.monotonic()
    try:
        headers = _headers(parcel, body, at)
        give_back()
        answer = outside.post(
            parcel.subscription.url, body=body, headers=headers, timeout=TIMEOUT_SECONDS, own=settings.WEBHOOK_NETWORKS
        )  # fmt: skip
    except outside.NotOutside as refused:
        # Where a name leads inside is nothing for whoever named it.
        log.warning("subscription %s may not be called: %s", parcel.subscription.pk, refused)
        return Outcome(None, "the address may not be called", _since(began))
    except outside.NoAnswer as broken:
        return Outcome(None, f"no answer: {broken}", _since(began))
    except Refused as refusal:
        return Outcome(None, refusal.words, _since(began))
    wrong = "" if answer.status in TAKEN else f"the receiver answered {answer.status}"
    return Outcome(
        answer.status, wrong, _since(began), seconds_asked(answer.headers.get("retry-after")), answer.status == GONE
    )


def _headers(parcel: Parcel, body: bytes, at: datetime) -> dict[str, str]:
    """Those of Standard Webhooks; signed anew at every try, because the moment of the try is signed along. By the real
    time: a receiver knows no demonstration."""
    key, timestamp = parcel.delivery.key, int(clock.wall().timestamp())
    return {
        "Content-Type": "application/json",
        "User-Agent": "Rukun-Webhook/1",
        "webhook-id": key,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signatures(parcel.secrets(at), key=key, timestamp=timestamp, body=body),
    }


def _since(began: float) -> int:
    return int((time.monotonic() - began) * 1000)


def tell_owners(*, now: Now) -> int:
    """Tell the owners of addresses that were paused because they are dead; returns how many were told."""
    told = 0
    while (subscription := post.owner_taken(at=now(), again_in=TELL_AGAIN_IN)) is not None:
        try:
            _tell(subscription)
        except NotSent as failure:
            if not failure.is_final:
                continue
            log.warning("the owner of subscription %s cannot be told: %s", subscription.pk, failure)
        post.owner_told(subscription)
        told += 1
    return told


def _tell(subscription: Subscription) -> None:
    if not is_email(subscription.contact) and not is_phone(subscription.contact):
        raise NotSent("neither an e-mail address nor a telephone number", is_final=True)
    with translation.override(settings.LANGUAGE_CODE):
        words = gettext(
            "Rukun berhenti mengirim kabar ke {url} ({name}), karena alamat itu sudah lama tidak menerima. Kabar yang "
            "tertunda kami simpan sampai 90 hari. Setelah penerima Anda jalan lagi, lanjutkan langganannya dengan "
            "kunci program Anda, atau minta pengelola melanjutkannya: {page}"
        ).format(url=subscription.url, name=subscription.name, page=settings.SITE_URL + reverse("webhook"))
        subject = gettext("Webhook Anda berhenti")
    key = f"webhook-{subscription.pk}-{int(subscription.changed_at.timestamp())}"
    sender_for(subscription.contact).send(Message(subscription.contact, subject, words, key))
