"""A crash between sending and writing it down, two workers at once, and a slow receiver beside a quick one."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from rukun.channels.webhooks import sending
from rukun.people.rules import Actor
from rukun.webhooks import post, walking
from rukun.webhooks.actions import ping
from rukun.webhooks.models import Delivery, Subscription
from tests.listening import Listener
from tests.made import report
from tests.webhooks import servers
from tests.webhooks.conftest import Subscribed


def test_killed_between_sending_and_writing_it_down_it_is_sent_again_under_the_same_id(
    committed: Path, subscribed: Subscribed, receiver: Listener, budi: Actor, noon: datetime
) -> None:
    subscribed(receiver.url)
    report(budi, noon)
    walking.walk(at=noon)
    told = {"database": str(connection.settings_dict["NAME"]), "at": noon.isoformat()}
    connection.close()
    killed = subprocess.run(
        [sys.executable, "-m", "tests.webhooks.killing", json.dumps(told)], cwd=settings.REPOSITORY, env=os.environ,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert len(receiver.asked) == 1 and Delivery.objects.get().state == "waiting"
    assert sending.deliver(now=lambda: noon + timedelta(minutes=1)) == {}, "it is still in the dead one's hands"
    assert sending.deliver(now=lambda: noon + post.LEASE + timedelta(seconds=1)) == {"sent": 1}
    first, again = (asked.headers["webhook-id"] for asked in receiver.asked)
    assert first == again and Delivery.objects.get().tries == 2


def test_two_workers_at_once_send_each_delivery_once_and_in_order(
    committed: Path, subscribed: Subscribed, receiver: Listener, budi: Actor, noon: datetime,
    in_thread: Callable[..., threading.Thread],
) -> None:  # fmt: skip
    one, other = subscribed(f"{receiver.url}/one"), subscribed(f"{receiver.url}/other")
    codes = [report(budi, noon).code for _ in range(12)]
    assert walking.walk(at=noon) == 24
    start = threading.Barrier(4)

    def work() -> None:
        start.wait(20)
        for _ in range(60):
            sending.deliver(now=lambda: noon)
            if not Delivery.objects.filter(state="waiting").exists():
                return
            time.sleep(0.01)

    for thread in [in_thread(work) for _ in range(4)]:
        thread.join(60)
    assert set(Delivery.objects.values_list("state", "tries")) == {("sent", 1)}
    for path in ("/one", "/other"):
        heard = [json.loads(asked.body)["data"]["service_request_id"] for asked in receiver.asked if asked.path == path]
        assert heard == codes
    assert not Subscription.objects.exclude(claim="").exists() and one.pk != other.pk


def test_receivers_that_hang_hold_up_nobody_else(
    committed: Path, subscribed: Subscribed, receiver: Listener, budi: Actor, noon: datetime,
    in_thread: Callable[..., threading.Thread], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(sending, "TIMEOUT_SECONDS", 3.0)
    stop = threading.Event()
    with servers.talking(servers.slow_drip) as hanging:
        for _ in range(3):
            subscribed(hanging)
        quick = subscribed(receiver.url)
        for _ in range(8):
            report(budi, noon)
        walking.walk(at=noon)
        connection.close()
        began = time.monotonic()
        worker = in_thread(lambda: sending.deliver_until(stop, now=lambda: noon, rest=0.02, hands=4))
        while len(receiver.asked) < 8 and time.monotonic() - began < 20:
            time.sleep(0.01)
        took = time.monotonic() - began
        stop.set()
        worker.join(20)
    assert len(receiver.asked) == 8 and took < 2.9, "all of the quick one's, before the first slow one was given up"
    assert Delivery.objects.filter(subscription=quick, state="sent").count() == 8
    assert not Delivery.objects.exclude(subscription=quick).exclude(state="waiting").exists()


def test_who_lost_an_address_meanwhile_settles_nothing(world: Path, subscribed: Subscribed, noon: datetime) -> None:
    one = subscribed("https://city.example/")
    ping(one, by=one.key, at=noon)  # type: ignore[arg-type]
    slow = post.take(at=noon)
    quick = post.take(at=noon + post.LEASE + timedelta(seconds=1))
    assert slow and quick and slow.delivery.key == quick.delivery.key
    post.failed(slow, post.Outcome(500, "late", 1), at=noon)
    assert Subscription.objects.get().failures == 0
    post.sent(quick, post.Outcome(200, "", 1), at=noon)
    assert Delivery.objects.get().state == "sent"


def test_the_receiver_of_the_docs_runs_and_works_on_each_id_once(
    world: Path, subscribed: Subscribed, noon: datetime, tmp_path: Path
) -> None:
    docs = (Path(settings.REPOSITORY) / "docs" / "webhooks.md").read_text()
    (script,) = re.findall(r"```python\n(.+?)```", docs, re.DOTALL)
    assert len([line for line in script.splitlines() if line]) <= 23
    (tmp_path / "receiver.py").write_text(script)
    address = servers.closed_port()
    port = address.rsplit(":", 1)[1].strip("/")
    right, wrong = subscribed(address), subscribed(address)
    running = subprocess.Popen(
        [sys.executable, str(tmp_path / "receiver.py"), port, right.told],  # type: ignore[attr-defined]
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        _wait_for(int(port))
        made = ping(right, by=right.key, at=noon)  # type: ignore[arg-type]
        assert sending.deliver(now=lambda: noon) == {"sent": 1}
        Delivery.objects.update(state="waiting")
        assert sending.deliver(now=lambda: noon) == {"sent": 1}, "a second time, which it takes and passes over"
        ping(wrong, by=wrong.key, at=noon)  # type: ignore[arg-type]
        assert sending.deliver(now=lambda: noon) == {"not sent": 1}
        assert Delivery.objects.get(subscription=wrong).status == 401
    finally:
        running.terminate()
        printed, _ = running.communicate(timeout=10)
    assert printed.splitlines() == [f"{made.key} webhook.ping"]


def _wait_for(port: int) -> None:
    import socket

    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError("the receiver did not start")
