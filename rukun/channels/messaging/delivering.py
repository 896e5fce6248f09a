"""Send what is due, one message after the other, and say what became of each."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from rukun.channels.messaging import composing, followed
from rukun.notices import post
from rukun.notices.post import Bundle
from rukun.notices.rules import Way
from rukun.senders.message import NotSent
from rukun.senders.push import Subscription, send_push
from rukun.senders.ways import email_sender, text_sender

log = logging.getLogger("rukun.messaging")
MESSAGES_AT_ONCE = 200


def deliver(
    *, now: Callable[[], datetime], home: Path, most: int = MESSAGES_AT_ONCE, stopped: Callable[[], bool] = bool
) -> Counter[str]:
    """Send at most so many messages of what is due; returns how many were "sent", and how many were "not sent"."""
    done: Counter[str] = Counter()
    while done.total() < most and not stopped():
        bundle = post.take(at=now())
        if bundle is None:
            break
        done["sent" if _handed_over(bundle, home, now) else "not sent"] += 1
    return done


def _handed_over(bundle: Bundle, home: Path, now: Callable[[], datetime]) -> bool:
    try:
        _send(bundle, home)
    except followed.NothingLeft:
        post.dropped(bundle, at=now())
    except NotSent as failure:
        if failure.is_gone and bundle.device is not None:
            post.gone(bundle.device)
        else:
            post.not_sent(
                bundle, str(failure), is_final=failure.is_final, wait_seconds=failure.wait_seconds, at=now()
            )  # fmt: skip
    except Exception as broken:  # an adapter may be anybody's, and one bad message must not hold up the others
        log.exception("a message by %s broke its sender", bundle.way)
        post.not_sent(bundle, f"the sender broke: {type(broken).__name__}", is_final=False, at=now())
    else:
        post.sent(bundle, at=now())
        return True
    return False


def _send(bundle: Bundle, home: Path) -> None:
    if bundle.way is Way.EMAIL:
        email_sender().send(composing.email(bundle))
    elif bundle.way is Way.TEXT:
        text_sender().send(composing.text(bundle))
    elif bundle.device is not None:
        device = bundle.device
        where = Subscription(device.endpoint, device.p256dh, device.auth)
        send_push(where, composing.push(bundle), key=bundle.key, topic=composing.topic(bundle), home=home)
