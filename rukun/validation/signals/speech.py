"""What words tell, as flags: copied, abusive, empty (pure)."""

from __future__ import annotations

from collections.abc import Iterator

from rukun.validation.signals.facts import Around, Facts
from rukun.validation.signals.kinds import Fact, FlagKind, Noticed
from rukun.validation.signals.usual import same_runs
from rukun.validation.signals.weights import Weights
from rukun.validation.signals.words import abusive_word, overlap, says_nothing, shingles, words_of

# What takes more bits than this to be written by chance was not: one chance in a million is twenty.
NO_CHANCE = 20.0
# Who copies keeps the order; the same phrases put together otherwise are two people who speak alike.
ORDER_WEIGHS = 3
# Who repeats their own words has perhaps only one way to say it.
OWN_WORDS = 0.4


def copied(report: Facts, around: Around, weights: Weights) -> Iterator[Noticed]:
    """Nearly the words of an earlier report, as nobody would put them by chance; not where many say them."""
    limits, said = weights.limits, shingles(report.words)
    alike = []
    for other in around.copies.get(report.id, ()):
        share = overlap(said, shingles(other.words))
        if share * 100 >= limits.copied_percent:
            alike.append((share, other))
    if not alike or len({other.filer for _, other in alike}) > limits.copied_by_at_most:
        return
    share, other = max(alike, key=lambda pair: (pair[0], -pair[1].id))
    words, others = words_of(report.words), words_of(other.words)
    runs = same_runs(words, others)
    kept = sum(map(len, runs))
    in_order = 2 * kept / (len(words) + len(others))
    pair = {(report.filer, report.words), (other.filer, other.words)}
    bits = around.usual.surprise(words, runs, pair) * in_order**ORDER_WEIGHS
    strength = min(1.0, bits / NO_CHANCE) * (1.0 if other.filer != report.filer else OWN_WORDS)
    evidence: dict[str, Fact] = {"percent": round(share * 100), "other": other.code, "words": kept}
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
