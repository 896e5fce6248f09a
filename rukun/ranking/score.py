"""The four parts of a score, and the city's figures towards which small kelurahan are drawn (04-rules section 4)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from math import fsum

import numpy as np
from numpy.typing import NDArray

from rukun.ranking.method import Method
from rukun.ranking.rules import Hands

Draws = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class City:
    """What is the same for all: the beta prior of the share on time, the mean stars (0..1), the share of proofs that
    stood (None: nothing was audited, and the part is left out for everybody)."""

    on_time_alpha: float
    on_time_beta: float
    stars: float
    proof: float | None
    # The share of audited closings that were true; None in methods that do not weigh closings.
    true: float | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """The four parts, each 0..1; arrays when drawn many times. `proof` is None where it is left out."""

    on_time: Draws
    speed: Draws
    verdict: Draws
    proof: Draws | None


def city_of(all_hands: Collection[Hands], method: Method) -> City:
    """The prior by moments over all kelurahan with enough decided reports; the means over every report of the city."""
    enough = [hands for hands in all_hands if hands.decided >= method.reports_least] or [
        h for h in all_hands if h.decided
    ]
    stars = [star for hands in all_hands for star in hands.stars.tolist()]
    audited = sum(hands.audited for hands in all_hands)
    stood = sum(hands.proofs_stood for hands in all_hands)
    weighing = method.closings
    true = (stood + weighing.prior_true) / (audited + weighing.prior_audits) if weighing else None
    alpha, beta = _beta_prior([(float(_kept(h, true, method).mean()), h.decided) for h in enough], method)
    return City(
        on_time_alpha=alpha,
        on_time_beta=beta,
        stars=fsum(stars) / len(stars) if stars else 0.5,
        proof=stood / audited if audited else None,
        true=true,
    )


def true_share(hands: Hands, true: float, method: Method) -> float:
    """The share of a kelurahan's closings that are true, by what was audited and drawn towards the city's."""
    pseudo = method.closings.pseudo_audits if method.closings else 0.0
    return (hands.proofs_stood + pseudo * true) / (hands.audited + pseudo)


def _worth(hands: Hands, true: float | None, method: Method) -> Draws:
    """What each decided closing is worth: one where it was confirmed, none where it was disputed, else that share."""
    if true is None:
        return np.ones(hands.decided)
    return np.where(hands.worth < 0, true_share(hands, true, method), hands.worth.astype(np.float64))


def _kept(hands: Hands, true: float | None, method: Method) -> Draws:
    """Of each decided report, how far it was closed in time and truly."""
    return hands.on_time * _worth(hands, true, method)


def _pace(hands: Hands, true: float | None, method: Method) -> Draws:
    """Held time over deadline; what was not truly done took the longest that is told apart."""
    worth = _worth(hands, true, method)
    return worth * hands.ratio + (1 - worth) * np.maximum(hands.ratio, method.worst_median_ratio)


def weighed(hands: Hands, city: City, method: Method) -> tuple[Draws, Draws]:
    """Of each decided report how far it was kept to, and its pace; as they are where the method weighs no closings."""
    if city.true is None:
        return hands.on_time.astype(np.float64), hands.ratio
    return _kept(hands, city.true, method), _pace(hands, city.true, method)


def _beta_prior(enough: Collection[tuple[float, int]], method: Method) -> tuple[float, float]:
    """Alpha and beta with the mean of the shares, and a weight from how much more they vary than chance lets them."""
    if not enough:
        return method.prior_weight_least / 2, method.prior_weight_least / 2
    # `fsum` rounds once, at the end: the order of kelurahan changes no digit.
    total = sum(n for _, n in enough)
    mean = fsum(share * n for share, n in enough) / total
    spread = fsum((share - mean) ** 2 for share, _ in enough) / len(enough)
    chance = fsum(mean * (1 - mean) / n for _, n in enough) / len(enough)
    between = spread - chance
    weight = method.prior_weight_most if between <= 0 else mean * (1 - mean) / between - 1
    weight = min(max(weight, method.prior_weight_least), method.prior_weight_most)
    return mean * weight, (1 - mean) * weight


def parts_of(hands: Hands, city: City, method: Method, rows: NDArray[np.int64], stars: NDArray[np.int64]) -> Parts:
    """The parts for each line of `rows` (indices of decided reports) and `stars` (indices of ratings), drawn or not."""
    prior = city.on_time_alpha + city.on_time_beta
    decided = rows.shape[1]
    kept, pace = weighed(hands, city, method)
    on_time = (kept[rows].sum(axis=1) + city.on_time_alpha) / (decided + prior)
    median = np.median(pace[rows], axis=1) if decided else np.full(len(rows), 1.0)
    speed = 1 - np.minimum(1, median / method.worst_median_ratio)
    closed = hands.closed[rows].sum(axis=1)
    reopened = (hands.reopened[rows] & hands.closed[rows]).sum(axis=1) / np.maximum(1, closed)
    rated = (hands.stars[stars].sum(axis=1) + method.pseudo_ratings * city.stars) / (
        stars.shape[1] + method.pseudo_ratings
    )
    return Parts(on_time, speed, rated * (1 - reopened), proof_of(hands, city, method, len(rows)))


def proof_of(hands: Hands, city: City, method: Method, many: int) -> Draws | None:
    """The part that audits give, which no draw changes; None where nothing was audited in the whole city."""
    if city.proof is None:
        return None
    share = hands.proofs_stood / hands.audited if hands.audited else city.proof
    return np.full(many, share if city.true is None else true_share(hands, city.true, method))


def weights_of(method: Method, left_out: Collection[str]) -> dict[str, float]:
    """The weights of the parts that there are, which sum to one."""
    weights = {name: weight for name, weight in method.weights.items() if name not in left_out}
    whole = fsum(weights.values())
    return {name: weight / whole for name, weight in weights.items()}


def score_of(parts: Parts, method: Method) -> Draws:
    """100 times the weighted sum; where a part is left out, the weights of the others fill its place."""
    named = {"on_time": parts.on_time, "speed": parts.speed, "verdict": parts.verdict, "proof": parts.proof}
    weights = weights_of(method, [name for name, part in named.items() if part is None])
    total = np.zeros(len(parts.on_time))
    # By the names of the parts, as ever: another order would round the last digit otherwise.
    for name, part in named.items():
        if part is not None:
            total = total + weights[name] * part
    return np.round(100 * total, 6)
