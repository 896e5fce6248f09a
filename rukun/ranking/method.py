"""The method of the ranking as dated data (pure): a versioned file, whose digest every table names."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Any

from rukun.values.digest import digest_of
from rukun.values.refused import Refused
from rukun.values.time import Month

PARTS = ("on_time", "speed", "verdict", "proof")


@dataclass(frozen=True, slots=True)
class Closings:
    """What a closing is worth that nobody confirmed: the share of true ones among those audited in the kelurahan.

    Few audits must not decide: the share is drawn towards the city's as if every kelurahan had `pseudo_audits` of it,
    and the city's begins at `prior_true` of `prior_audits`.
    """

    pseudo_audits: float
    prior_true: float
    prior_audits: float


@dataclass(frozen=True, slots=True)
class Method:
    """The numbers of 04-rules section 4. Weights sum to one; `level` and shares run from 0 to 1."""

    version: str
    weights: dict[str, float]
    worst_median_ratio: float
    pseudo_ratings: float
    prior_weight_least: float
    prior_weight_most: float
    level: float
    draws: int
    reports_least: int
    digest: str
    # How closings are weighed; None in methods from before closings were kept apart: each counted whole.
    closings: Closings | None = None
    # The first month whose table is made by it, as `2016-06`; before all others where the file does not say.
    months_from: str = ""


def read_method(name: str, content: bytes) -> Method:
    """The method in a file; refused when a number is missing, or the weights do not sum to one."""
    try:
        stated = tomllib.loads(content.decode())
        method = _method(stated, digest_of(content))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise Refused("method", "{name}: bukan berkas TOML yang sah ({wrong}).", name=name, wrong=wrong) from None
    except (KeyError, TypeError, ValueError) as wrong:
        raise Refused("method", "{name}: kurang atau salah: {wrong}.", name=name, wrong=wrong) from None
    if (
        set(method.weights) != set(PARTS)
        or abs(sum(method.weights.values()) - 1) > 1e-9
        or min(method.weights.values()) < 0
    ):
        raise Refused("method", "{name}: bobot {parts} harus berjumlah satu.", name=name, parts=", ".join(PARTS))
    if not (0 < method.level < 1 and method.draws >= 20 and method.reports_least >= 1):
        raise Refused(
            "method", "{name}: tingkat selang, jumlah undian, atau batas laporan tidak masuk akal.", name=name
        )
    if method.closings and not (
        method.closings.pseudo_audits > 0 and 0 < method.closings.prior_true <= method.closings.prior_audits
    ):
        raise Refused("method", "{name}: bobot penutupan tidak masuk akal.", name=name)
    return method


def _method(stated: dict[str, Any], digest: str) -> Method:
    return Method(
        version=str(stated["version"]),
        weights={part: float(weight) for part, weight in stated["weights"].items()},
        worst_median_ratio=float(stated["speed"]["worst_median_ratio"]),
        pseudo_ratings=float(stated["verdict"]["pseudo_ratings"]),
        prior_weight_least=float(stated["prior"]["weight_least"]),
        prior_weight_most=float(stated["prior"]["weight_most"]),
        level=float(stated["interval"]["level"]),
        draws=int(stated["interval"]["draws"]),
        reports_least=int(stated["table"]["reports_least"]),
        digest=digest,
        closings=_closings(stated["closings"]) if "closings" in stated else None,
        months_from=str(Month.parse(stated["months_from"])) if "months_from" in stated else "",
    )


def _closings(stated: dict[str, Any]) -> Closings:
    return Closings(float(stated["pseudo_audits"]), float(stated["prior_true"]), float(stated["prior_audits"]))
