"""The table: score, rank, and how sure both are (pure). The same facts give the same digits on every machine.

Every kelurahan's reports are drawn anew many times with a seed that is made from the table's seed and the reports
themselves, so that neither the order of rows nor the names of kelurahan change anything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rukun.ranking.fairness import fairness_of
from rukun.ranking.method import Method
from rukun.ranking.rules import HandledReport, Hands, RankedKind, Ward, grouped, hands
from rukun.ranking.score import City, Draws, Parts, city_of, parts_of, score_of, weights_of
from rukun.ranking.spans import Span
from rukun.values.digest import digest_of
from rukun.values.time import Month

# Indices drawn at a time: bounds memory to some tens of megabytes whatever the size of a kelurahan.
DRAWN_AT_ONCE = 2_000_000


@dataclass(frozen=True, slots=True)
class Scored:
    """One kelurahan before ranks are given."""

    ward: Ward
    hands: Hands
    parts: Parts
    score: float
    draws: Draws


def standing_table(
    month: Month | Span,
    method: Method,
    rows: Iterable[HandledReport],
    wards: Iterable[Ward],
    of: RankedKind = RankedKind.KELURAHAN,
) -> dict[str, Any]:
    """Everything that is published of a month or span: method, seed, prior, a row for each kelurahan (or whoever `of`
    says), ranked ones first, and the fairness check.

    Kelurahan with fewer reports than the method asks for are shown without a rank; equal scores share one.
    """
    known = sorted(wards, key=lambda ward: ward.code)
    facts = list(rows)
    seed = seed_of(month, method, of)
    held = grouped(facts, known, of)
    by_code = {code: hands(own) for code, own in held.items()}
    city = city_of(list(by_code.values()), method)
    table = _rows([_scored(ward, by_code[ward.code], city, method, seed) for ward in known], method)
    return {
        "month": str(month),
        "method": method.version,
        "method_digest": method.digest,
        "seed": seed,
        "inputs_digest": inputs_digest(facts),
        "prior": _prior_told(city),
        "rows": table,
        "weights": weights_told(city, method),
        "fairness": fairness_of(table, known, held, method.level, seed),
    } | ({} if of is RankedKind.KELURAHAN else {"of": of.value})


def _rows(scored: list[Scored], method: Method) -> list[dict[str, Any]]:
    ranked = [one for one in scored if one.hands.reports >= method.reports_least]
    rest = [one for one in scored if one.hands.reports < method.reports_least]
    lows, highs = _rank_interval(ranked, method)
    order = sorted(range(len(ranked)), key=lambda i: (-ranked[i].score, ranked[i].ward.code))
    rows = [
        _row(ranked[i], 1 + sum(other.score > ranked[i].score for other in ranked), (lows[i], highs[i]), method)
        for i in order
    ]
    return rows + [_row(one, None, None, method) for one in rest]


def _prior_told(city: City) -> dict[str, float | None]:
    told = {
        "on_time_alpha": round(city.on_time_alpha, 6),
        "on_time_beta": round(city.on_time_beta, 6),
        "stars_mean": round(1 + 4 * city.stars, 6),
        "proof_share": None if city.proof is None else round(city.proof, 6),
    }
    return told | ({} if city.true is None else {"true_share": round(city.true, 6)})


def seed_of(month: Month | Span, method: Method, of: RankedKind = RankedKind.KELURAHAN) -> str:
    """Published with the table: nobody can choose it."""
    whose = "" if of is RankedKind.KELURAHAN else f" {of.value}"
    return digest_of(f"{month}{whose} {method.digest}".encode())


def inputs_digest(rows: Iterable[HandledReport]) -> str:
    """One digest for the facts, whatever their order."""
    lines = sorted(
        f"{r.report},{r.kelurahan},{r.held_seconds},{r.allowed_seconds},{r.is_closed:d},{r.was_forwarded:d},"
        f"{r.stars or ''},"
        f"{r.is_reopened:d},{'' if r.proof_stood is None else int(r.proof_stood)}"
        # Inputs from before closings were kept apart name no outcome, and keep their digest.
        + (f",{r.outcome}" if r.outcome else "")
        for r in rows
    )
    return digest_of("\n".join(lines).encode())


def _scored(ward: Ward, hands: Hands, city: City, method: Method, seed: str) -> Scored:
    every = np.arange(hands.decided, dtype=np.int64)[None, :]
    stars = np.arange(len(hands.stars), dtype=np.int64)[None, :]
    parts = parts_of(hands, city, method, every, stars)
    draws = _draws(hands, city, method, seed) if hands.reports >= method.reports_least else np.zeros(0)
    return Scored(ward, hands, parts, float(score_of(parts, method)[0]), draws)


def _draws(hands: Hands, city: City, method: Method, seed: str) -> Draws:
    """The score of as many bootstrap draws as the method asks for."""
    own = hashlib.sha256(seed.encode())
    for array in (hands.ratio, hands.on_time, hands.closed, hands.reopened, hands.stars):
        own.update(np.ascontiguousarray(array).tobytes())
    random = np.random.Generator(np.random.PCG64(int.from_bytes(own.digest()[:16], "big")))
    at_once = max(1, DRAWN_AT_ONCE // max(1, hands.decided))
    found = []
    for start in range(0, method.draws, at_once):
        lines = min(at_once, method.draws - start)
        rows = _drawn(random, lines, hands.decided)
        stars = _drawn(random, lines, len(hands.stars))
        found.append(score_of(parts_of(hands, city, method, rows, stars), method))
    return np.concatenate(found)


def _drawn(random: np.random.Generator, lines: int, many: int) -> NDArray[np.int64]:
    if many == 0:
        return np.zeros((lines, 0), dtype=np.int64)
    drawn: NDArray[np.int64] = random.integers(0, many, size=(lines, many), dtype=np.uint32).astype(np.int64)
    return drawn


def _rank_interval(ranked: list[Scored], method: Method) -> tuple[list[int], list[int]]:
    """The best and the worst rank within the level, over draws in which all kelurahan are drawn together."""
    if not ranked:
        return [], []
    ranks = _ranks(np.stack([one.draws for one in ranked]))
    tail = (1 - method.level) / 2
    lows = np.quantile(ranks, tail, axis=1, method="lower")
    highs = np.quantile(ranks, 1 - tail, axis=1, method="higher")
    own = np.array([1 + sum(other.score > one.score for other in ranked) for one in ranked])
    return np.minimum(lows, own).astype(int).tolist(), np.maximum(highs, own).astype(int).tolist()


def _ranks(draws: Draws) -> NDArray[np.int64]:
    ranks = np.empty(draws.shape, dtype=np.int64)
    for column in range(draws.shape[1]):
        ordered = np.sort(draws[:, column])
        ranks[:, column] = 1 + len(ordered) - np.searchsorted(ordered, draws[:, column], side="right")
    return ranks


def _row(one: Scored, rank: int | None, interval: tuple[int, int] | None, method: Method) -> dict[str, Any]:
    ward, hands, parts = one.ward, one.hands, one.parts
    tail = (1 - method.level) / 2
    low, high = np.quantile(one.draws, [tail, 1 - tail]).tolist() if interval else (None, None)
    return {
        "code": ward.official,
        "name": ward.name,
        "rank": rank,
        "rank_low": interval[0] if interval else None,
        "rank_high": interval[1] if interval else None,
        "score": round(one.score, 2) if interval else None,
        "score_low": round(min(low, one.score), 2) if low is not None else None,
        "score_high": round(max(high, one.score), 2) if high is not None else None,
        "parts": _parts(parts) if interval else None,
        "reports": hands.reports,
        "decided": hands.decided,
        "reports_per_1000_people": round(1000 * hands.reports / ward.population, 2) if ward.population else None,
        "reports_per_crew": round(hands.reports / ward.crew, 2) if ward.crew else None,
    }


def weights_told(city: City, method: Method) -> dict[str, float]:
    """What each part weighs in this table; where a part is left out, the others fill its place."""
    left_out = {"proof"} if city.proof is None else set()
    return {name: round(weight, 6) for name, weight in weights_of(method, left_out).items()}


def _parts(parts: Parts) -> Mapping[str, float | None]:
    return {
        "on_time": round(float(parts.on_time[0]), 4),
        "speed": round(float(parts.speed[0]), 4),
        "verdict": round(float(parts.verdict[0]), 4),
        "proof": None if parts.proof is None else round(float(parts.proof[0]), 4),
    }
