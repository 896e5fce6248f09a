"""The integrity of a month, measured in a process whose environment names an empty database.

Run as `python -m rukun.channels.bench.integrity.labelled integrity SEED REPORTS SHARE FILE`; writes JSON.
"""

from __future__ import annotations

import json
import random
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import django

BANGKA = "3174031002"
KELURAHAN_MONTHS = 200
CONFIDENCE = 0.95


def main() -> None:
    """Play, measure, write."""
    django.setup()
    seed, reports, share = int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
    sys.stdout.write(json.dumps(measure(seed, reports, share, Path(sys.argv[5]) if sys.argv[5] else None)))


def measure(seed: int, reports: int, share: float, fit_to: Path | None) -> dict[str, Any]:
    """What the command answers, and what it cost."""
    from django.conf import settings

    from rukun.channels.simulate.fraud_month import Wanted, measured, play
    from rukun.databases import structure
    from rukun.values.code import AreaCode
    from rukun.values.time import Month

    structure.prepare()
    folder = Path(settings.RUKUN_KOTA_FOLDER) / settings.RUKUN_KOTA
    wanted = Wanted(Month(2016, 6), AreaCode(BANGKA), reports, share, seed, folder, settings.RUKUN_HOME)
    played = play(wanted, _say)
    if fit_to is not None:
        fit_to.write_text(json.dumps({"labels": played.labels, "strengths": played.strengths}))
    told = measured(played)
    each = played.looked_seconds / max(1, played.looked)
    return {
        **told,
        "bound_held": bound_held(seed),
        "struck_without_human": played.struck,
        "cost": {
            "reports": played.looked, "photos": played.photos, "cpu_ms_per_report": round(each * 1000, 1),
            "hours_for_100000_on_two_cores": round(each * 100_000 / 3600 / 2, 2),
        },
    }  # fmt: skip


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")


def bound_held(seed: int, months: int = KELURAHAN_MONTHS) -> float | None:
    """In what share of simulated kelurahan-months no more reports were wrong than the published bound says."""
    try:
        sampling: Any = import_module("rukun.validation.sample.rules")
    except ModuleNotFoundError:
        return None
    chance, held = random.Random(f"bound:{seed}"), 0
    for month in range(months):
        population = chance.randint(300, 12_000)
        share = chance.choice((0.0, 0.005, 0.015, 0.02, 0.025, 0.04))
        codes = [f"{month:03}{number:05}" for number in range(population)]
        wrong = set(chance.sample(codes, round(population * share)))
        size = sampling.sample_size(population)
        drawn = sampling.draw(chance.randbytes(32), codes, size)
        bound = sampling.upper_bound(population, len(drawn), len(wrong.intersection(drawn)), CONFIDENCE)
        held += len(wrong) <= bound
    return held / months


if __name__ == "__main__":
    main()
