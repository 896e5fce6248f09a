"""What the web server runs: the gate, and behind it all doors."""

from __future__ import annotations

import gc
from typing import cast

from rukun.channels.front.calling import Application
from rukun.channels.front.gate import Front
from rukun.wsgi import application as doors

application = Front(cast(Application, doors))

# What was loaded by now stays for good: looking through it again and again for what could be thrown away is a tenth of
# a request's time.
YOUNG, MIDDLE, OLD = 20_000, 50, 50
gc.collect()
gc.freeze()
gc.set_threshold(YOUNG, MIDDLE, OLD)
