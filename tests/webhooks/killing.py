"""Sends one delivery and is killed before it can write down that it arrived: run as a program on a test's database."""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import datetime
from ipaddress import ip_network


def main() -> None:
    import django
    from django.conf import settings

    django.setup()
    from django.db import connections

    told = json.loads(sys.argv[1])
    database = connections.databases["default"]
    database["NAME"] = told["database"]
    database["OPTIONS"] = {key: value for key, value in database.get("OPTIONS", {}).items() if key != "pool"}
    settings.WEBHOOK_NETWORKS = [ip_network("127.0.0.0/8")]
    from rukun.channels.webhooks.composing import body_of
    from rukun.channels.webhooks.sending import tried
    from rukun.webhooks import post

    at = datetime.fromisoformat(told["at"])
    parcel = post.take(at=at)
    assert parcel is not None
    body = body_of(parcel.delivery)
    assert body is not None and tried(parcel, body, at).status == 201
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
