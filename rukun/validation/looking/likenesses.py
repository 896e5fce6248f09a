"""Finds pictures that were made from earlier ones: a fingerprint for each, an index, and a second look at a few.

The looking is done by processes of its own (`signals.apart`), outside any transaction. A fingerprint is committed
before its like are looked for: of two workers at once, at least one sees the other's. What was interrupted is done
again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from django.db import connection, transaction

from rukun.reports import storage
from rukun.trail.append import append_first
from rukun.validation.models import Fingerprint, Likeness, PictureKey
from rukun.validation.signals import apart
from rukun.validation.signals.apart import Look, Question
from rukun.validation.signals.pictures import (
    VOTES_LEAST,
    WHOLE_BITS_OFF_MAX,
    Hit,
    bands,
    bits_off,
    is_sensible,
    nearly,
    unpacked,
    votes,
)

VERSION = 2
SEEN_AT = 800
# Pictures of nothing are all alike.
BLANK_MAX = 500
COMPARED_AT_MOST, WEIGHED_AT_MOST = 4, 120
# The first with so many times the votes of what comes by chance needs no further weighing.
STANDS_OUT = 2
WHOLE_VOTES = 100
HITS_AT_MOST = 16_000
ROWS_AT_ONCE = 2_000
WHOLE_MARK = 1 << 62
PIECE_BITS = 22
PIECE_MASK = (1 << PIECE_BITS) - 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """An earlier picture that the index names: by how many votes, and whether seen in a mirror."""

    fingerprint: int
    votes: int
    is_mirrored: bool


def look_at(pictures: Mapping[str, Collection[str]], *, at: datetime) -> int:
    """Fingerprint these pictures (digest to the digits of the kecamatan that they concern), and find their like.

    Pictures that were done before cost one query together. Returns how many were new.
    """
    done = Fingerprint.objects.filter(digest__in=pictures, is_compared=True).values_list("digest", flat=True)
    waiting = sorted(pictures.keys() - set(done))
    if not waiting:
        return 0
    contents = [_content(digest) for digest in waiting]
    looks = apart.looks(contents)
    found = _kept(waiting, looks, pictures, at)
    chosen = [_candidates(found[digest], look, pictures[digest]) for digest, look in zip(waiting, looks, strict=True)]
    alike = _second_look([found[digest] for digest in waiting], contents, chosen)
    with transaction.atomic():
        for pair in alike:
            append_first(pair)
        Fingerprint.objects.filter(id__in=[found[digest] for digest in waiting]).update(is_compared=True)
    return len(waiting)


def _content(digest: str) -> bytes:
    """The picture at a size that is large enough to look at; empty where it is gone."""
    with suppress(FileNotFoundError):
        file, _ = storage.opened(digest, SEEN_AT)
        with file:
            return file.read()
    return b""


@transaction.atomic
def _kept(
    digests: Sequence[str], looks: Sequence[Look], where: Mapping[str, Collection[str]], at: datetime
) -> dict[str, int]:
    """Fingerprints by digest, with their keys in the index."""
    found, keys = {}, []
    for digest, look in zip(digests, looks, strict=True):
        row = Fingerprint(
            digest=digest, version=VERSION, is_compared=False, blank=round(look.blank * 1000),
            blurred=round(look.blurred * 1000), screen=round(look.screen * 1000), made_at=at,
        )  # fmt: skip
        if append_first(row):
            keys += _keys(row, look, where[digest])
            found[digest] = row.pk
    PictureKey.objects.bulk_create(keys, batch_size=ROWS_AT_ONCE)
    missing = set(digests) - found.keys()
    return found | dict(Fingerprint.objects.filter(digest__in=missing).values_list("digest", "id"))


def _keys(row: Fingerprint, look: Look, where: Collection[str]) -> list[PictureKey]:
    if row.blank >= BLANK_MAX:
        return []
    kept = {(_scoped(piece.keys[0], one), piece.packed) for piece in look.kept for one in where}
    kept |= {(WHOLE_MARK | band, look.wholes[0]) for band in bands(look.wholes[0])} if look.wholes else set()
    return [PictureKey(key=key, place=place, fingerprint=row) for key, place in sorted(kept)]


def _scoped(key: int, where: str) -> int:
    """Pieces are looked for within the kecamatan of the place and of the unit that reports, which differ near a
    border: so the index stays sharp in a city of millions of photos."""
    return int(where or 0) << PIECE_BITS | key


def _candidates(own: int, look: Look, where: Collection[str]) -> list[Candidate]:
    """What the index names, the most votes first; three queries."""
    if look.blank * 1000 >= BLANK_MAX or not look.wholes:
        return []
    asked: dict[int, list[tuple[int, bool]]] = {}
    for piece in look.asked:
        for key in (_scoped(key, one) for key in piece.keys for one in where):
            asked.setdefault(key, []).append((piece.packed, piece.is_mirrored))
    found = [(other, seen, place, mirror) for key, place, other in _rows(asked, own) for seen, mirror in asked[key]]
    sensible = is_sensible([seen for _, seen, _, _ in found], [place for _, _, place, _ in found])
    hits: dict[tuple[int, bool], list[Hit]] = {}
    for (other, seen, place, mirror), is_one in zip(found, sensible, strict=True):
        if is_one:
            hits.setdefault((other, mirror), []).append(Hit(unpacked(seen), unpacked(place)))
    named = [Candidate(other, votes(group), mirror) for (other, mirror), group in hits.items() if len(group) > 1]
    named += _by_whole(own, look)
    named = _best(named)
    if len(named) <= COMPARED_AT_MOST or named[0].votes > STANDS_OUT * named[COMPARED_AT_MOST].votes:
        return named[:COMPARED_AT_MOST]
    return _weighed(named[:WEIGHED_AT_MOST], look)[:COMPARED_AT_MOST]


def _best(named: Iterable[Candidate]) -> list[Candidate]:
    """Each picture once, as it is seen or in a mirror, the most votes first."""
    best: dict[int, Candidate] = {}
    for candidate in sorted(named, key=lambda one: -one.votes):
        if candidate.votes >= VOTES_LEAST:
            best.setdefault(candidate.fingerprint, candidate)
    return list(best.values())


def _weighed(named: Sequence[Candidate], look: Look) -> list[Candidate]:
    """The same by all the pieces that are nearly alike, the most votes first; one query.

    The source of a copy that was lightened until the sky is white shares as few exact pieces with it as a hundred
    strangers do, and five times as many that are nearly the same.
    """
    rows = PictureKey.objects.filter(fingerprint_id__in=[one.fingerprint for one in named], key__lt=WHOLE_MARK)
    kept: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for key, place, fingerprint in rows.values_list("key", "place", "fingerprint_id"):
        kept[fingerprint].add((key & PIECE_MASK, place))
    asked = {
        mirror: [(piece.keys[0], piece.packed) for piece in look.asked if piece.is_mirrored == mirror]
        for mirror in (False, True)
    }
    found = [
        replace(one, votes=max(one.votes, votes(nearly(asked[one.is_mirrored], sorted(kept[one.fingerprint])))))
        for one in named
    ]
    return sorted(found, key=lambda one: -one.votes)


def _rows(keys: Collection[int], own: int) -> list[tuple[int, int, int]]:
    """The newest entries of the index under some thousands of keys: put together here, since a query set looks at each
    key three times before it asks."""
    marks = ", ".join(["%s"] * len(keys))
    sql = (
        f"SELECT key, place, fingerprint_id FROM {PictureKey._meta.db_table} WHERE key IN ({marks}) "
        "AND fingerprint_id <> %s ORDER BY fingerprint_id DESC LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*keys, own, HITS_AT_MOST])
        return cast("list[tuple[int, int, int]]", cursor.fetchall())


def _by_whole(own: int, look: Look) -> list[Candidate]:
    """Pictures of anywhere in the city that are the same as a whole, or nearly."""
    asked = {WHOLE_MARK | band for whole in look.wholes for band in bands(whole)}
    found = []
    for _, place, other in _rows(asked, own):
        off = [bits_off(whole, place) for whole in look.wholes]
        if min(off) <= WHOLE_BITS_OFF_MAX:
            found.append(Candidate(other, WHOLE_VOTES - min(off), off.index(min(off)) == 1))
    return found


def _second_look(
    own: Sequence[int], contents: Sequence[bytes], chosen: Sequence[Sequence[Candidate]]
) -> list[Likeness]:
    """Compare each picture with the candidates for it; the pairs that are one and the same."""
    ids = {candidate.fingerprint for candidates in chosen for candidate in candidates}
    digests = dict(Fingerprint.objects.filter(id__in=ids).values_list("id", "digest"))
    questions = [
        Question(content, [_content(digests[c.fingerprint]) for c in candidates], [c.is_mirrored for c in candidates])
        for content, candidates in zip(contents, chosen, strict=True)
    ]
    pairs = {}
    for number, candidates, answers in zip(own, chosen, apart.compared(questions), strict=True):
        for candidate, answer in zip(candidates, answers, strict=True):
            if answer.is_same:
                one, other = sorted((number, candidate.fingerprint))
                pairs[one, other] = Likeness(
                    one_id=one, other_id=other, share=round(answer.share * 1000), points=answer.points,
                    is_mirrored=answer.is_mirrored,
                )  # fmt: skip
    return list(pairs.values())
