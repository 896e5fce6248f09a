"""A small city on a PostgreSQL of its own, with a replica that follows it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from django.conf import settings

from rukun.channels.bench.servers.postgres import Cluster, Replica, programs
from tests.databases.city import LOGGED, City


@pytest.fixture(scope="session")
def pair() -> Iterator[City]:
    """Primary and replica with the small city, in a home of their own."""
    if programs() is None:
        pytest.skip("PostgreSQL's programs are not on this machine")
    with ExitStack() as around:
        home = around.enter_context(tempfile.TemporaryDirectory(prefix="rukun-pair-"))
        primary = around.enter_context(Cluster(more=LOGGED))
        environment = {
            "RUKUN_HOME": home, "RUKUN_KOTA": "contoh", "RUKUN_DEMO": "true", "DATABASE_URL": primary.url,
            "DATABASE_REPLICA_LAG": "1", "DJANGO_SETTINGS_MODULE": "rukun.settings", "API_READS_PER_MINUTE": "0",
        }  # fmt: skip
        subprocess.run(
            [sys.executable, "-m", "rukun.channels.bench.cities.small"], env=os.environ | environment, check=True,
            cwd=settings.REPOSITORY, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        replica = around.enter_context(Replica(primary, more=LOGGED))
        environment["DATABASE_REPLICA_URL"] = replica.url
        yield City(primary, replica, environment)
