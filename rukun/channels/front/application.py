"""What the web server runs: the gate, and behind it all doors."""

from __future__ import annotations

import gc
from typing import cast

from rukun.channels.front.calling import Application
from rukun.channels.front.gate import Front
from rukun.wsgi import application as doors

application = Front(cast(Application, doors))

# What was loaded by now stays for good: looking through it again and again for what could be thrown away is a tenth of
# a request's time, and a process that is looked through shares less of it with those beside it.
YOUNG, MIDDLE, OLD = 20_000, 50, 50


def settle() -> None:
    """Take what there is by now as there for good."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)


settle()
