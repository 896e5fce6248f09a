"""What a guess costs an attacker who holds the table of passwords."""

from __future__ import annotations

import subprocess
import sys

from django.conf import settings

ASKED = """
import django; django.setup()
from django.contrib.auth.hashers import make_password
print(make_password("sebuah-sandi"))
"""


def test_an_installation_pays_the_whole_price_of_a_hash() -> None:
    # The tests themselves hash at the least cost, so another process is asked.
    told = subprocess.run(
        [sys.executable, "-c", ASKED], cwd=settings.REPOSITORY, capture_output=True, text=True, check=True
    )
    costs = dict(part.split("=") for part in told.stdout.split("$")[3].split(","))
    assert told.stdout.startswith("argon2$argon2id$")
    assert int(costs["m"]) >= 100 * 1024 and int(costs["t"]) >= 2
