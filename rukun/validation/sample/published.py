"""What everyone may repeat of a month's draw: its seed and where that comes from, the lists, and whether all fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rukun.trail.queries import events_about, first_seal_over
from rukun.validation.models import MonthSeed, Sample, SeedCommitment
from rukun.validation.sample.promises import about
from rukun.validation.sample.queries import drawn_codes, sample_with_frame
from rukun.validation.sample.rules import draw, draw_key, mixed_seed, sample_size
from rukun.values.code import AreaCode
from rukun.values.digest import digest_of_words
from rukun.values.refused import hidden
from rukun.values.time import Month, iso


@dataclass(frozen=True, slots=True)
class Promise:
    """Who promised a secret, its digest, when, and the secret itself once it was opened ("" before)."""

    party: str
    digest: str
    committed_at: datetime
    secret: str


@dataclass(frozen=True, slots=True)
class ShownSeed:
    """The seed of a month with all that it is mixed from; None while it is not mixed."""

    promises: tuple[Promise, ...]
    seal: int | None = None
    root: str = ""
    seed: str = ""


def months_shown(at: datetime) -> list[Month]:
    """The months for which a seed was promised, newest first, and always the present one; one query."""
    months = SeedCommitment.objects.order_by("-month").values_list("month", flat=True).distinct()
    return sorted({Month.of(at), *(Month.of(month) for month in months)}, reverse=True)


def seed_of(month: Month) -> ShownSeed:
    """Promises, seal and seed of a month; two queries."""
    rows = SeedCommitment.objects.filter(month=month.first).select_related("reveal").order_by("committed_at", "id")
    promises = tuple(
        Promise(row.party, row.digest, row.committed_at, row.reveal.secret if hasattr(row, "reveal") else "")
        for row in rows
    )
    mixed = MonthSeed.objects.filter(month=month.first).first()
    return ShownSeed(promises, mixed.seal, mixed.root, mixed.seed) if mixed else ShownSeed(promises)


def draw_of(kelurahan: AreaCode, month: Month) -> dict[str, Any]:
    """The list from which a kelurahan's sample is drawn, with the key of each code in the order of the draw, as a
    download; before the seed is mixed by code and without keys. Four queries; refused where nothing is framed.
    """
    sample, shown = sample_with_frame(kelurahan, month), seed_of(month)
    if sample is None:
        raise hidden()
    codes, seed = sample.frame.split(), bytes.fromhex(shown.seed)
    keys = {code: draw_key(seed, code) if shown.seed else "" for code in codes}
    drawn = set(drawn_codes(sample))
    order = sorted(codes, key=lambda code: (keys[code], code))
    return {
        "month": str(month),
        "kelurahan": sample.kelurahan.official_code,
        "reports": sample.reports, "judged_before": sample.judged, "above_threshold": sample.above,
        "population": sample.rest, "size": 0 if sample.is_full else sample.size, "full_check": sample.is_full,
        "tolerable": sample.tolerable, "confidence": sample.confidence, "list_digest": sample.digest,
        "framed_at": iso(sample.framed_at),
        "seal": shown.seal, "root": shown.root, "seed": shown.seed,
        "promises": [
            {"party": p.party, "digest": p.digest, "committed_at": iso(p.committed_at), "secret": p.secret}
            for p in shown.promises
        ],
        "list": [{"code": code, "key": keys[code], "drawn": code in drawn} for code in order],
    }  # fmt: skip


def wrong_in(month: Month) -> list[str]:
    """What does not fit in a month's draw: empty where everything does. Reads every list of the month."""
    shown = seed_of(month)
    return [*_wrong_promises(month, shown), *_wrong_seed(month, shown), *_wrong_samples(month, shown)]


def _wrong_promises(month: Month, shown: ShownSeed) -> Iterator[str]:
    told = {
        (event.seat, event.stated["digest"]): event.at
        for event in events_about(about(month)).filter(verb="seed.committed")
    }
    for promise in shown.promises:
        at = told.get((promise.party, promise.digest))
        if at is None or at >= month.ends_at:
            yield f"{promise.party}: the trail does not say that this seed was promised before the month ended"
        if promise.secret and digest_of_words(promise.secret) != promise.digest:
            yield f"{promise.party}: the secret is not the one that was promised"
    if not shown.promises:
        yield "no seed was promised"


def _wrong_seed(month: Month, shown: ShownSeed) -> Iterator[str]:
    if not shown.seed:
        return
    if first_seal_over(about(month), "samples.framed") != (shown.seal, shown.root):
        yield f"seal {shown.seal} is not the first over the frames of the month, or its root is another"
    if mixed_seed(str(month), shown.root, [p.secret for p in shown.promises if p.secret]).hex() != shown.seed:
        yield "the seed is not mixed from this root and these secrets"


def _wrong_samples(month: Month, shown: ShownSeed) -> Iterator[str]:
    for sample in Sample.objects.filter(month=month.first).select_related("kelurahan", "drawn").iterator(chunk_size=20):
        name, codes = sample.kelurahan.official_code, sample.frame.split()
        framed = events_about(f"sample:{sample.kelurahan.code}:{month}").filter(verb="sample.framed").first()
        if framed is None or framed.stated["digest"] != digest_of_words(sample.frame) or len(codes) != sample.rest:
            yield f"{name}: the list is not the one that was sealed"
        least = sample_size(sample.rest, float(sample.tolerable), float(sample.confidence))
        if sample.size < least:
            yield f"{name}: {sample.size} are fewer than the {least} that must be drawn"
        expected = draw(bytes.fromhex(shown.seed), codes, sample.size) if shown.seed and not sample.is_full else []
        if hasattr(sample, "drawn") and set(drawn_codes(sample)) != set(expected):
            yield f"{name}: what was drawn is not what the seed draws"
