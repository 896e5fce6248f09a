"""Proofs read few rows, agree with the whole tree, and are refused where the log is not what was sealed."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rukun.trail import merkle, note, proving, queries, signers, subtrees
from rukun.trail.actions import Act, countersign, record_many, seal
from rukun.trail.models import Countersignature, Event, Leaf, Seal, Subtree
from rukun.values.refused import Refused
from tests.trail.hostile import as_hostile_administrator

WRITTEN = Path(__file__).parents[2] / "docs" / "verify-a-proof.md"


def happen(at: datetime, count: int) -> None:
    record_many(Act("thing.happened", at + timedelta(seconds=i), "warga", f"thing:{i}", {"n": i}) for i in range(count))


def sealed_by(home: Path, at: datetime, *counts: int) -> None:
    for hour, count in enumerate(counts):
        happen(at, count)
        seal(home=home, at=at + timedelta(hours=hour))


@pytest.mark.parametrize("counts", [(1,), (255, 1, 1), (256, 257), (513, 3)])
def test_proofs_from_kept_subtrees_are_those_of_the_whole_tree(
    db: None, noon: datetime, tmp_path: Path, counts: tuple[int, ...]
) -> None:
    sealed_by(tmp_path, noon, *counts)
    leaves = [bytes(hashed) for hashed in Leaf.objects.order_by("index").values_list("hash", flat=True)]
    nodes, size = subtrees.Nodes(), len(leaves)
    for index in {0, size // 2, size - 1}:
        assert merkle.inclusion_path(nodes.root, index, size) == merkle.inclusion_proof(leaves, index)
    for first in {1, size // 2 or 1, size - 1 or 1, size}:
        assert merkle.consistency_path(nodes.root, first, size) == merkle.consistency_proof(leaves, first)
    assert Subtree.objects.count() == size // 256
    for one in Subtree.objects.all():
        assert bytes(one.hash) == merkle.root_of(leaves[one.index * 256 : (one.index + 1) * 256])


def test_a_proof_takes_as_many_queries_in_a_long_log_as_in_a_short_one(
    db: None, noon: datetime, tmp_path: Path
) -> None:
    sealed_by(tmp_path, noon, 600, 900)
    event = Leaf.objects.get(index=300).event_id
    with CaptureQueriesContext(connection) as told:
        proving.prove(event, tmp_path)
    assert len(told) == 6
    with CaptureQueriesContext(connection) as told:
        proving.prove_growth(600)
    assert len(told) <= 6


def test_subtrees_that_are_not_laid_yet_are_reckoned_from_the_leaves(db: None, noon: datetime, tmp_path: Path) -> None:
    sealed_by(tmp_path, noon, 600)
    as_hostile_administrator("DELETE FROM trail_subtree")
    assert proving.prove(Leaf.objects.get(index=10).event_id, tmp_path)["size"] == 600
    assert subtrees.lay() == 2 and subtrees.lay() == 0


def test_a_proof_over_hashes_that_were_changed_is_refused_and_not_told(
    db: None, noon: datetime, tmp_path: Path
) -> None:
    sealed_by(tmp_path, noon, 5, 4)
    as_hostile_administrator('UPDATE trail_leaf SET hash = %s WHERE "index" = 1', b"\x00" * 32)
    with pytest.raises(Refused, match="tidak cocok"):
        proving.prove(Leaf.objects.get(index=7).event_id, tmp_path)
    with pytest.raises(Refused, match="tidak cocok"):
        proving.prove_growth(5)


def test_growth_is_proved_between_two_seals_and_not_backwards_or_beyond(
    db: None, noon: datetime, tmp_path: Path
) -> None:
    sealed_by(tmp_path, noon, 5, 4, 9)
    one, two = queries.seal_of(1), queries.seal_of(3)
    told = proving.prove_between(one, two)
    proof = [bytes.fromhex(step) for step in told["proof"]]
    assert merkle.only_grew(5, bytes(one.root), 18, bytes(two.root), proof)
    for asked in (lambda: proving.prove_between(two, one), lambda: proving.prove_growth(19),
                  lambda: proving.prove_growth(5, 6), lambda: queries.seal_of(4)):  # fmt: skip
        with pytest.raises(Refused):
            asked()


def exchange(one: Leaf, two: Leaf, *, with_hashes: bool) -> None:
    as_hostile_administrator("UPDATE trail_leaf SET event_id = -1 WHERE event_id = %s", one.event_id)
    for leaf, other in ((two, one), (one, two)):
        as_hostile_administrator(
            'UPDATE trail_leaf SET event_id = %s, hash = %s WHERE "index" = %s',
            other.event_id, bytes((other if with_hashes else leaf).hash), leaf.index,
        )  # fmt: skip


def test_two_events_that_changed_places_are_named(db: None, noon: datetime, tmp_path: Path) -> None:
    sealed_by(tmp_path, noon, 9)
    one, two = (Leaf.objects.get(index=index) for index in (3, 6))
    exchange(one, two, with_hashes=False)
    broken = queries.verify(tmp_path).broken
    assert broken is not None and (broken.index, broken.event) == (3, two.event_id)
    assert "moved there from place 6" in broken.words


def test_two_events_that_changed_places_with_their_hashes_are_named_by_their_order(
    db: None, noon: datetime, tmp_path: Path
) -> None:
    sealed_by(tmp_path, noon, 9)
    one, two = (Leaf.objects.get(index=index) for index in (3, 6))
    exchange(one, two, with_hashes=True)
    broken = queries.verify(tmp_path).broken
    assert broken is not None and broken.index == 4 and "behind one that was sealed after it" in broken.words


def test_an_event_changed_together_with_its_hash_is_narrowed_to_what_one_seal_added(
    db: None, noon: datetime, tmp_path: Path
) -> None:
    sealed_by(tmp_path, noon, 5, 4, 6)
    leaf = Leaf.objects.get(index=7)
    as_hostile_administrator("UPDATE trail_event SET at = %s WHERE id = %s", noon - timedelta(days=40), leaf.event_id)
    forged = merkle.leaf_hash(Event.objects.get(id=leaf.event_id).content())
    as_hostile_administrator('UPDATE trail_leaf SET hash = %s WHERE "index" = 7', forged)
    broken = queries.verify(tmp_path).broken
    assert broken is not None and broken.index == 5
    assert broken.words.startswith("seal 2: an event at one of the places 5 to 8")


def test_the_script_in_the_docs_proves_entries_and_growth_and_denies_what_was_changed(
    db: None, noon: datetime, tmp_path: Path
) -> None:
    sealed_by(tmp_path, noon, 5, 4)
    (tmp_path / "check.py").write_text(WRITTEN.read_text().split("```python\n")[1].split("```")[0])
    (tmp_path / "key.txt").write_text(signers.verifier(tmp_path))

    def check(told: dict[str, object], *more: str) -> int:
        (tmp_path / "told.json").write_text(json.dumps(told))
        ran = subprocess.run(
            [sys.executable, "check.py", "told.json", "key.txt", *more], cwd=tmp_path, capture_output=True, check=False
        )
        return ran.returncode

    told = proving.prove(Leaf.objects.get(index=7).event_id, tmp_path)
    assert check(told) == 0
    assert check(told | {"content": told["content"].replace("warga", "lurah")}) == 1
    assert check(told | {"index": 6}) == 1
    grown = proving.prove_growth(5)
    assert check(grown, grown["first_root"]) == 0
    assert check(grown, "00" * 32) == 1


@pytest.fixture
def witness() -> tuple[str, object]:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    return note.verifier_of("kampus", key.public_key(), note.COSIGNATURE), key


def test_a_known_witness_signs_a_seal_once_and_others_not_at_all(
    db: None, noon: datetime, tmp_path: Path, witness: tuple[str, object]
) -> None:
    sealed_by(tmp_path, noon, 5, 4)
    verifier, key = witness
    line = note.countersigned(Seal.objects.get(number=2).note, "kampus", key, noon)  # type: ignore[arg-type]
    made = countersign(size=9, line=line, witnesses=[verifier], at=noon)
    assert (made.witness, made.signed_at, made.seal_id) == ("kampus", noon, 2)
    assert countersign(size=9, line=line, witnesses=[verifier], at=noon).pk == made.pk
    assert Event.objects.count() == 9, "a countersignature asks for no further seal"
    late = note.countersigned(Seal.objects.get(number=2).note, "kampus", key, noon + timedelta(days=1))  # type: ignore[arg-type]
    known = [verifier]
    for size, said, keys_known in (
        (5, line, known), (9, line, []), (9, "— kampus AAAA", known), (8, line, known), (9, late, known),
    ):  # fmt: skip
        with pytest.raises(Refused):
            countersign(size=size, line=said, witnesses=keys_known, at=noon)
    assert Countersignature.objects.count() == 1
