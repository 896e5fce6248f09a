"""What words tell, as flags: copied, abusive, empty (pure)."""

from __future__ import annotations

from collections.abc import Iterator

from rukun.validation.signals.facts import Around, Facts
from rukun.validation.signals.kinds import Fact, FlagKind, Noticed
from rukun.validation.signals.weights import Weights
from rukun.validation.signals.words import abusive_word, overlap, says_nothing, shingles

LONG = 20
# Who repeats their own words has perhaps only one way to say it.
OWN_WORDS = 0.4


def copied(report: Facts, around: Around, weights: Weights) -> Iterator[Noticed]:
    """Nearly the words of an earlier report; not where many say them: that is how such things are said."""
    limits, said = weights.limits, shingles(report.words)
    alike = []
    for other in around.copies.get(report.id, ()):
        share = overlap(said, shingles(other.words))
        if share * 100 >= limits.copied_percent:
            alike.append((share, other))
    if not alike or len({other.filer for _, other in alike}) > limits.copied_by_at_most:
        return
    share, other = max(alike, key=lambda pair: (pair[0], -pair[1].id))
    strength = share * min(1.0, len(said) / LONG) * (1.0 if other.filer != report.filer else OWN_WORDS)
    evidence: dict[str, Fact] = {"percent": round(share * 100), "other": other.code}
    yield Noticed(FlagKind.COPIED_WORDS, report.id, strength, evidence, other.id)


def abuse(report: Facts, _around: Around, weights: Weights) -> Iterator[Noticed]:
    """A word of abuse."""
    word = abusive_word(report.words, weights.abuse)
    if word:
        yield Noticed(FlagKind.ABUSE, report.id, 1.0, {"word": word})


def empty(report: Facts, _around: Around, _weights: Weights) -> Iterator[Noticed]:
    """Words that say nothing."""
    how_much = says_nothing(report.words, bool(report.shots))
    if how_much:
        yield Noticed(FlagKind.SAYS_NOTHING, report.id, how_much)
