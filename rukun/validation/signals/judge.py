"""Goes through everything that may be noticed of a report (pure). What it yields ranks; it never strikes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from rukun.validation.signals import moments, persons, photos, places, speech
from rukun.validation.signals.facts import Around, Facts
from rukun.validation.signals.kinds import Noticed
from rukun.validation.signals.weights import Weights

Signal = Callable[[Facts, Around, Weights], Iterator[Noticed]]
SIGNALS: Sequence[Signal] = (
    photos.used_again,
    photos.shows_nothing,
    photos.camera_contradicts,
    places.duplicate,
    places.outside,
    places.flood,
    moments.burst,
    moments.last_minutes,
    speech.copied,
    speech.abuse,
    speech.empty,
    persons.one_device,
    persons.circle,
    persons.lenient,
)


def noticed(reports: Sequence[Facts], around: Around, weights: Weights) -> list[Noticed]:
    """Everything noticed of these reports, and of others of the same burst or device; one of a kind for each."""
    best: dict[tuple[int, str], Noticed] = {}
    for report in reports:
        for signal in SIGNALS:
            for hint in signal(report, around, weights):
                key = (hint.about, hint.kind)
                if key not in best or best[key].strength < hint.strength:
                    best[key] = replace(hint, strength=min(1.0, max(0.0, hint.strength)))
    return list(best.values())
