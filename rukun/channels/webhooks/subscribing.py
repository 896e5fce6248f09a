"""What a program asks for with its key: its own subscriptions, how they are doing, and a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from rukun.channels.webhooks.answering import Answer, Asked, sent
from rukun.channels.webhooks.composing import moment
from rukun.senders import outside
from rukun.values.refused import Refused
from rukun.webhooks import actions, queries
from rukun.webhooks.access import delivery_in, subscription_of
from rukun.webhooks.rules import EVENTS, refuse_bad_address

if TYPE_CHECKING:
    from rukun.webhooks.models import Delivery, Subscription


def events(request: Asked) -> Answer:  # noqa: ARG001  a view takes its request
    """Which kinds there are, and since when each is told."""
    return Answer([{"type": kind, "since": event.since.isoformat()} for kind, event in EVENTS.items()])


def several(request: Asked) -> Answer:
    return Answer([_told(one) for one in queries.subscriptions(request.program)])


def add(request: Asked) -> Answer:
    """A new one. Its secret is told now and never again."""
    told, program = sent(request), request.program
    url, kinds = told.get("url"), told.get("events")
    if not isinstance(url, str) or not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise Refused("form", "Sebutkan url dan daftar events.", field="url")
    refuse_bad_address(url)
    outside.refuse_uncallable(url, own=settings.WEBHOOK_NETWORKS)
    wish = actions.Wish(url, kinds, program.name, program.contact)
    made = actions.subscribe(wish, by=program, at=request.now)
    return Answer(_told(made.subscription) | {"secret": made.secret}, 201)


def one(request: Asked, number: int) -> Answer:
    return Answer(_told(subscription_of(request.program, number)))


def end(request: Asked, number: int) -> Answer:
    actions.end(subscription_of(request.program, number), by=request.program, at=request.now)
    return Answer(None, 204)


def pause(request: Asked, number: int) -> Answer:
    return Answer(_told(actions.pause(subscription_of(request.program, number), by=request.program, at=request.now)))


def resume(request: Asked, number: int) -> Answer:
    return Answer(_told(actions.resume(subscription_of(request.program, number), by=request.program, at=request.now)))


def rotate(request: Asked, number: int) -> Answer:
    """A new secret, told now and never again; the old one signs along for a day."""
    made = actions.rotate_secret(subscription_of(request.program, number), by=request.program, at=request.now)
    return Answer(_told(made.subscription) | {"secret": made.secret})


def ping(request: Asked, number: int) -> Answer:
    made = actions.ping(subscription_of(request.program, number), by=request.program, at=request.now)
    return Answer(_delivery(made), 202)


def deliveries(request: Asked, number: int) -> Answer:
    """The newest fifty."""
    return Answer([_delivery(one) for one in queries.deliveries_of(subscription_of(request.program, number))])


def replay(request: Asked, number: int) -> Answer:
    """One delivery by its id, or everything that was laid aside."""
    subscription, key = subscription_of(request.program, number), sent(request).get("id")
    if key is None:
        return Answer({"replayed": actions.replay_all(subscription, by=request.program, at=request.now)}, 202)
    actions.replay(delivery_in(subscription, str(key)), by=request.program, at=request.now)
    return Answer({"replayed": 1}, 202)


def _told(one: Subscription) -> dict[str, Any]:
    return {
        "id": one.pk,
        "url": one.url,
        "events": one.chosen,
        "state": one.state,
        "why": one.why or None,
        "made_at": moment(one.made_at),
        "failing_since": moment(one.failing_since) if one.failing_since else None,
        "heard_at": moment(one.heard_at) if one.heard_at else None,
    }


def _delivery(one: Delivery) -> dict[str, Any]:
    return {
        "id": one.key,
        "type": one.kind,
        "service_request_id": one.about if one.event_id else None,
        "timestamp": moment(one.at),
        "state": one.state,
        "tries": one.tries,
        "status": one.status,
        "error": one.error or None,
        "tried_at": moment(one.tried_at) if one.tried_at else None,
        "due_at": moment(one.due_at) if one.state == "waiting" else None,
    }
