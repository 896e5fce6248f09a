"""Whether the picture that is to prove finished work was made from one that was here before.

Exactly the same picture is refused when it is sent; an edited one is found afterwards by the clock, in the same index
as the pictures of reports, and told to whoever looks at the closing. It undoes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.core.cache import cache
from django.db.models import Q

from rukun.areas.models import Area
from rukun.followup.crew.proving import Pair, proofs_since
from rukun.followup.models import Proof
from rukun.reports.models import Photo
from rukun.validation.looking.likenesses import look_at
from rukun.validation.models import Likeness
from rukun.values.code import LENGTH_OF, Kind
from rukun.values.said import Said
from rukun.values.words import sentence

# How far proofs were looked through. Where the mark is lost they are gone through again, and found done.
MARK = "proofs-looked-through"
# A closing may commit a little after one with a later number.
BEHIND, AT_ONCE = 100, 100
DIGITS_OF_KECAMATAN = LENGTH_OF[Kind.KECAMATAN]
OF_REPORT = sentence("Bukti dipakai lagi: gambarnya dibuat dari foto laporan {code} ({percent}% bidangnya sama).")
OF_PROOF = sentence("Bukti dipakai lagi: gambarnya dibuat dari bukti penutupan {code} ({percent}% bidangnya sama).")


def look_through_proofs(*, at: datetime) -> int:
    """Look at the next pictures of finished work, and find their like; returns how many were new."""
    seen = int(cache.get(MARK, 0))
    proofs = proofs_since(max(0, seen - BEHIND), BEHIND + AT_ONCE)
    if not proofs:
        return 0
    codes = dict(Area.objects.filter(pk__in={one.kelurahan_id for one in proofs}).values_list("pk", "code"))
    done = look_at({one.digest: [codes[one.kelurahan_id][:DIGITS_OF_KECAMATAN]] for one in proofs}, at=at)
    cache.set(MARK, max(seen, proofs[-1].id), None)
    return done


def doubts_of(proofs: Mapping[str, datetime]) -> dict[str, list[Said]]:
    """For pictures of finished work (digest to when it closed): from which earlier ones they were made, in words.

    One query where nothing is alike, three otherwise.
    """
    alike = _alike(proofs)
    if not alike:
        return {}
    found: dict[str, list[Said]] = defaultdict(list)
    others = {other for shares in alike.values() for other in shares}
    for words, earlier in ((OF_REPORT, _of_reports(others)), (OF_PROOF, _of_proofs(others))):
        for other, code, at in earlier:
            for digest, shares in alike.items():
                if other in shares and at < proofs[digest]:
                    found[digest].append(Said(words, {"code": code, "percent": round(shares[other] / 10)}))
    return dict(found)


def with_doubts(pairs: Sequence[Pair]) -> list[Pair]:
    """The same pairs of before and after, each with what makes it doubtful."""
    if not pairs:
        return []
    doubts = doubts_of({pair.after: pair.at for pair in pairs})
    return [replace(pair, doubts=doubts[pair.after], is_risky=True) if pair.after in doubts else pair for pair in pairs]


def _alike(digests: Mapping[str, datetime]) -> dict[str, dict[str, int]]:
    """For each picture that has any: the others that are one with it, and how much of them agrees, in thousandths."""
    rows = Likeness.objects.filter(Q(one__digest__in=digests) | Q(other__digest__in=digests))
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for one, other, share in rows.values_list("one__digest", "other__digest", "share"):
        for this, that in ((one, other), (other, one)):
            if this in digests:
                found[this][that] = share
    return found


def _of_reports(digests: set[str]) -> Iterator[tuple[str, str, datetime]]:
    rows = Photo.objects.filter(digest__in=digests).order_by("report_id", "order")
    yield from rows.values_list("digest", "report__code", "report__received_at")


def _of_proofs(digests: set[str]) -> Iterator[tuple[str, str, datetime]]:
    rows = Proof.objects.filter(digest__in=digests).order_by("id")
    yield from rows.values_list("digest", "step__ticket__report__code", "step__at")
