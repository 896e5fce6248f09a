"""What a visitor finds at the desk of a head of an RT or RW, in a small demonstration, too (pure): reports that count,
and one that does not and may be contested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from rukun.channels.simulate.plan import Said, Unit, place_in

# What each of the visited heads has at least; of a month that is played in full they have more by themselves.
LEAST = 6
STRUCK = "not-shown"


def with_visited(said: Sequence[Said], visited: Sequence[Unit], seed: int) -> list[Said]:
    """The month, in which heads who would have had nearly nothing took over some reports of others of their kelurahan:
    spread over the month, and the newest of them struck out."""
    random = np.random.Generator(np.random.PCG64(seed + 3))
    shown = {unit.code for unit in visited}
    told = list(said)
    for unit in visited:
        own = sum(1 for one in told if one.unit == unit.code)
        others = [
            at
            for at, one in enumerate(told)
            if one.unit and one.unit not in shown and one.kelurahan == unit.kelurahan and not one.is_problem
        ]
        lacking = min(max(0, LEAST - own), len(others))
        taken = [others[(nth + 1) * len(others) // lacking - 1] for nth in range(lacking)]
        for at in taken:
            place, struck = place_in(random, unit.shape), STRUCK if at == taken[-1] else ""
            told[at] = replace(told[at], unit=unit.code, place=place, struck=struck, has_photo=True)
    return told
