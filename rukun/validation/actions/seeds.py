"""The seed of a month: promised before it ends, opened after its frames are sealed, and mixed with the seal's root.

Nobody can choose it. The clock's secret follows from the city's signing key and the month, so there is nothing to pick;
its digest is in the trail before the month ends. What is drawn from is fixed and sealed before a secret is opened. And
an auditor who promises a secret of their own keeps even the operator, who knows the key, from knowing the seed.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from rukun.people.rules import Actor, Role
from rukun.trail.actions import record
from rukun.trail.append import append_first
from rukun.trail.queries import first_seal_over
from rukun.validation.models import MonthFramed, MonthSeed, SeedCommitment, SeedReveal
from rukun.validation.sample.promises import CLOCK, about, secret_of
from rukun.validation.sample.rules import mixed_seed
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused, hidden
from rukun.values.time import Month

# How long after the frames were fixed an auditor may open what they promised; later it is mixed without them.
OPENED_WITHIN = timedelta(days=2)


def commit_month(month: Month, *, home: Path, at: datetime) -> SeedCommitment | None:
    """The clock promises its secret for a month; None where it has done so, or where the month is over."""
    if at >= month.ends_at or SeedCommitment.objects.filter(month=month.first, party=CLOCK).exists():
        return None
    return commit_seed(month, digest_of_words(secret_of(month, home)), party=CLOCK, at=at)


def commit_own_seed(month: Month, digest: str, *, by: Actor, at: datetime) -> SeedCommitment:
    """An auditor promises a secret of 64 hex digits by the SHA-256 of that text."""
    seat = by.seat_as(Role.AUDITOR)
    if seat is None:
        raise hidden()
    made = commit_seed(month, digest, party=seat.named, at=at)
    if made is None:
        raise Refused("twice", "Benih untuk bulan {month} sudah dijanjikan dari jabatan ini.", month=month)
    return made


@transaction.atomic
def commit_seed(month: Month, digest: str, *, party: str, at: datetime) -> SeedCommitment | None:
    """Promise a secret by its digest, before the month ends; None where this party has done so before."""
    _refuse_unless_hex(digest)
    if at >= month.ends_at:
        raise Refused("late", "Bulan {month} sudah berakhir; benih dijanjikan sebelum bulan berakhir.", month=month)
    made = SeedCommitment(month=month.first, party=party, digest=digest, committed_at=at)
    if not append_first(made):
        return None
    record("seed.committed", at=at, seat=party, about=about(month), facts={"digest": digest})
    return made


def reveal_own_seed(month: Month, secret: str, *, by: Actor, at: datetime) -> SeedReveal:
    """An auditor opens what they promised, once the frames of the month are sealed and before the seed is mixed."""
    seat = by.seat_as(Role.AUDITOR)
    if seat is None:
        raise hidden()
    _refuse_unless_hex(secret)
    if _anchor(month) is None:
        raise Refused("early", "Benih dibuka sesudah daftar bulan itu disegel.", month=month)
    if MonthSeed.objects.filter(month=month.first).exists():
        raise Refused("late", "Benih bulan {month} sudah dicampur.", month=month)
    return _reveal(month, secret, party=seat.named, at=at)


@transaction.atomic
def _reveal(month: Month, secret: str, *, party: str, at: datetime) -> SeedReveal:
    promised = SeedCommitment.objects.filter(month=month.first, party=party).first()
    if promised is None or promised.digest != digest_of_words(secret):
        raise Refused("seed", "Ini bukan benih yang dijanjikan untuk bulan {month}.", field="secret", month=month)
    opened = SeedReveal(commitment=promised, secret=secret, revealed_at=at)
    if append_first(opened):
        record("seed.revealed", at=at, seat=party, about=about(month), facts={"secret": secret})
        return opened
    return SeedReveal.objects.get(commitment=promised)


@transaction.atomic
def mix_seed(month: Month, *, home: Path, at: datetime) -> MonthSeed | None:
    """Open the clock's secret and mix the seed; None while frames, seal or a promised secret are waited for.

    Where the clock's secret is not what it promised (the signing key was changed, and the earlier one not kept) there
    is no seed: everything of that month is looked at by humans.
    """
    framed, anchor = MonthFramed.objects.filter(month=month.first).first(), _anchor(month)
    promised = list(SeedCommitment.objects.filter(month=month.first).select_related("reveal").order_by("party"))
    clock = next((one.digest for one in promised if one.party == CLOCK), "")
    secret = secret_of(month, home, promised=clock)
    if framed is None or anchor is None or MonthSeed.objects.filter(month=month.first).exists():
        return None
    if clock != digest_of_words(secret):
        return None
    opened = [p.reveal.secret for p in promised if hasattr(p, "reveal") and p.party != CLOCK]
    if len(opened) + 1 < len(promised) and at < framed.framed_at + OPENED_WITHIN:
        return None
    _reveal(month, secret, party=CLOCK, at=at)
    number, root = anchor
    seed = mixed_seed(str(month), root, [secret, *opened]).hex()
    made = MonthSeed(month=month.first, seal=number, root=root, seed=seed, mixed_at=at)
    if not append_first(made):
        return None
    record("samples.seeded", at=at, seat=CLOCK, about=about(month), facts={"seal": number, "root": root, "seed": seed})
    return made


def _anchor(month: Month) -> tuple[int, str] | None:
    """Number and root of the first seal that covers the frames of the month."""
    return first_seal_over(about(month), "samples.framed")


def _refuse_unless_hex(text: str) -> None:
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise Refused("seed", "Benih dan sidiknya ditulis dengan 64 angka heksadesimal.", field="seed")
