"""Events are sealed, and whatever is changed afterwards is named."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from rukun.trail import append_only, keys, merkle, note, proving, queries, signers
from rukun.trail.actions import Act, record, record_many, seal
from rukun.trail.models import Event, Leaf, Seal
from rukun.trail.renewing import renew_key
from rukun.values.refused import Refused
from tests.trail.hostile import as_hostile_administrator


def happen(at: datetime, count: int) -> None:
    record_many(Act("thing.happened", at + timedelta(seconds=i), "warga", f"thing:{i}", {"n": i}) for i in range(count))


@pytest.fixture
def sealed(db: None, noon: datetime, tmp_path: Path) -> Path:
    happen(noon, 5)
    seal(home=tmp_path, at=noon)
    happen(noon, 4)
    seal(home=tmp_path, at=noon + timedelta(hours=1))
    return tmp_path


def test_an_untouched_log_is_unbroken(sealed: Path) -> None:
    found = queries.verify(sealed)
    assert (found.sealed, found.seals, found.unsealed, found.broken) == (9, 2, 0, None)


def test_a_second_seal_with_nothing_new_makes_none(sealed: Path, noon: datetime) -> None:
    assert seal(home=sealed, at=noon) is None
    assert Seal.objects.count() == 2


@pytest.mark.parametrize("change", ["UPDATE trail_event SET seat = 'lurah@1'", "DELETE FROM trail_event"])
def test_the_database_refuses_to_alter_or_remove_an_event(sealed: Path, change: str) -> None:
    with pytest.raises(DatabaseError, match="never altered"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


@pytest.mark.parametrize("column", ["verb", "seat", "about", "facts"])
def test_one_changed_byte_of_a_sealed_event_is_named(sealed: Path, column: str) -> None:
    victim = Leaf.objects.get(index=6).event_id
    as_hostile_administrator(f"UPDATE trail_event SET {column} = {column} || '.' WHERE id = %s", victim)
    broken = queries.verify(sealed).broken
    assert broken is not None
    assert (broken.index, broken.event) == (6, victim)
    assert "altered" in broken.words


def test_a_backdated_event_is_named(sealed: Path, noon: datetime) -> None:
    victim = Leaf.objects.get(index=2).event_id
    as_hostile_administrator("UPDATE trail_event SET at = %s WHERE id = %s", noon - timedelta(days=9), victim)
    broken = queries.verify(sealed).broken
    assert broken is not None and broken.index == 2


def test_a_removed_event_is_named(sealed: Path) -> None:
    victim = Leaf.objects.get(index=3).event_id
    as_hostile_administrator("DELETE FROM trail_event WHERE id = %s", victim)
    broken = queries.verify(sealed).broken
    assert broken is not None and (broken.index, broken.event) == (3, victim)


def test_a_change_hidden_by_a_new_leaf_hash_breaks_the_root(sealed: Path) -> None:
    leaf = Leaf.objects.get(index=1)
    as_hostile_administrator("UPDATE trail_event SET seat = 'camat@1' WHERE id = %s", leaf.event_id)
    forged = merkle.leaf_hash(Event.objects.get(id=leaf.event_id).content())
    as_hostile_administrator('UPDATE trail_leaf SET hash = %s WHERE "index" = 1', forged)
    broken = queries.verify(sealed).broken
    assert broken is not None and "seal 1" in broken.words


def test_a_root_forged_without_the_key_is_named(sealed: Path) -> None:
    as_hostile_administrator("UPDATE trail_seal SET note = replace(note, '9', '8') WHERE number = 2")
    broken = queries.verify(sealed).broken
    assert broken is not None and "seal 2" in broken.words


def test_a_cut_off_tail_is_named_by_the_events_that_no_place_holds(sealed: Path) -> None:
    as_hostile_administrator("DELETE FROM trail_seal WHERE number = 2")
    as_hostile_administrator('DELETE FROM trail_leaf WHERE "index" >= 5')
    broken = queries.verify(sealed).broken
    assert broken is not None and "kept out" in broken.words


def test_a_dropped_guard_is_named_even_when_nothing_was_changed(sealed: Path) -> None:
    with connection.cursor() as cursor:
        for statement in append_only.disarming(connection.vendor, "trail_event"):
            cursor.execute(statement)
    broken = queries.verify(sealed).broken
    assert broken is not None and "guard of trail_event" in broken.words


GUARDS = [(table, guard) for table in queries.GUARDED for guard in append_only.guards_of(connection.vendor, table)]


@pytest.mark.parametrize(("table", "guard"), GUARDS)
def test_each_guard_alone_is_missed(sealed: Path, table: str, guard: str) -> None:
    on_its_table = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{guard}"{on_its_table}')
    broken = queries.verify(sealed).broken
    assert broken is not None and f"guard of {table}" in broken.words


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL lets a trigger sleep")
@pytest.mark.parametrize("how", ["DISABLE TRIGGER", "ENABLE REPLICA TRIGGER"])
@pytest.mark.parametrize("guard", append_only.guards_of("postgresql", "trail_event"))
def test_a_guard_that_sleeps_is_named_like_one_that_was_dropped(sealed: Path, how: str, guard: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE trail_event {how} "{guard}"')
    broken = queries.verify(sealed).broken
    assert broken is not None and "guard of trail_event" in broken.words


def test_an_event_is_proved_under_the_signed_root_without_the_database(sealed: Path) -> None:
    leaf = Leaf.objects.get(index=7)
    proof = proving.prove(leaf.event_id, sealed)
    hashes = [bytes.fromhex(step) for step in proof["proof"]]
    checkpoint = note.opened(proof["note"], keys.signing_key(sealed).public_key())
    content = merkle.leaf_hash(proof["content"].encode())
    assert merkle.includes(checkpoint.root, checkpoint.size, proof["index"], content, hashes)


def test_an_event_that_is_not_sealed_yet_or_never_was_is_not_proved(sealed: Path, noon: datetime) -> None:
    event = record("thing.happened", at=noon, seat="warga", about="thing:new")
    with pytest.raises(Refused, match="belum disegel"):
        proving.prove(event.pk, sealed)
    with pytest.raises(Refused, match="tidak ada"):
        proving.prove(event.pk + 1, sealed)


def test_the_log_is_proved_to_have_only_grown_since_the_first_seal(sealed: Path) -> None:
    proof = proving.prove_growth(5)
    first = bytes(Seal.objects.get(number=1).root)
    second = bytes(Seal.objects.get(number=2).root)
    assert merkle.only_grew(5, first, 9, second, [bytes.fromhex(step) for step in proof["proof"]])


def test_a_slow_transaction_that_commits_behind_a_seal_gets_the_next_place(
    committed: Path, noon: datetime, tmp_path: Path, in_thread: Callable[..., threading.Thread]
) -> None:
    """An event is written first but committed last: it must neither be lost nor break what was sealed before."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time, so no transaction can commit behind another")
    written, sealed_meanwhile = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            record("thing.slow", at=noon, seat="warga", about="thing:slow")
            written.set()
            assert sealed_meanwhile.wait(20)

    thread = in_thread(slow)
    assert written.wait(20)
    record("thing.quick", at=noon, seat="warga", about="thing:quick")
    first = seal(home=tmp_path, at=noon)
    sealed_meanwhile.set()
    thread.join(20)
    second = seal(home=tmp_path, at=noon)
    assert first is not None and second is not None
    assert second.size == first.size + 1
    assert Leaf.objects.get(index=first.size).event.verb == "thing.slow"
    assert queries.verify(tmp_path).broken is None


def test_two_that_seal_at_once_make_one_log(
    committed: Path, noon: datetime, tmp_path: Path, in_thread: Callable[..., threading.Thread]
) -> None:
    happen(noon, 200)
    start = threading.Barrier(4)

    def one() -> None:
        start.wait(20)
        seal(home=tmp_path, at=noon)

    for thread in [in_thread(one) for _ in range(4)]:
        thread.join(30)
    seal(home=tmp_path, at=noon)
    found = queries.verify(tmp_path)
    assert found.broken is None and found.unsealed == 0 and found.sealed == Event.objects.count()


def test_places_under_no_seal_at_all_are_named(sealed: Path) -> None:
    as_hostile_administrator("DELETE FROM trail_seal")
    broken = queries.verify(sealed).broken
    assert broken is not None and broken.index == 0 and "no seal covers" in broken.words


@pytest.mark.any_engine
def test_a_seal_that_tells_of_another_moment_than_it_signed_is_named(sealed: Path, noon: datetime) -> None:
    as_hostile_administrator("UPDATE trail_seal SET at = %s WHERE number = 2", noon - timedelta(days=9))
    broken = queries.verify(sealed).broken
    assert broken is not None and broken.words.startswith("seal 2")


def test_what_was_put_under_the_next_seal_is_named_and_is_not_signed(sealed: Path, noon: datetime) -> None:
    as_hostile_administrator("UPDATE trail_seal SET peaks = %s WHERE number = 2", bytes(64))
    broken = queries.verify(sealed).broken
    assert broken is not None and broken.words.startswith("seal 2")
    happen(noon, 1)
    with pytest.raises(Refused, match="tidak cocok dengan segelnya"):
        seal(home=sealed, at=noon + timedelta(hours=2))
    assert Seal.objects.count() == 2


@pytest.mark.any_engine
def test_a_guard_that_lets_everything_pass_is_named(sealed: Path) -> None:
    lame = {
        "sqlite": ['DROP TRIGGER "trail_leaf_no_update"',
                   'CREATE TRIGGER "trail_leaf_no_update" BEFORE UPDATE ON "trail_leaf" BEGIN SELECT 1; END'],
        "postgresql": ["CREATE FUNCTION lets_pass() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
                       'CREATE OR REPLACE TRIGGER "trail_leaf_no_change" BEFORE UPDATE OR DELETE ON "trail_leaf" '
                       "FOR EACH ROW EXECUTE FUNCTION lets_pass()"],
    }  # fmt: skip
    assert queries.verify(sealed).broken is None
    with connection.cursor() as cursor:
        for statement in lame[connection.vendor]:
            cursor.execute(statement)
    broken = queries.verify(sealed).broken
    assert broken is not None and "guard of trail_leaf" in broken.words


@pytest.mark.any_engine
def test_where_the_key_of_the_seals_is_missing_no_other_is_made_in_its_place(sealed: Path, noon: datetime) -> None:
    """Sealed with a key for which none vouched, the log would be broken for ever."""
    kept = (sealed / "keys" / "seal.pem").rename(sealed / "elsewhere.pem")
    happen(noon, 1)
    for asked in (
        lambda: seal(home=sealed, at=noon + timedelta(hours=2)), lambda: queries.verify(sealed),
        lambda: signers.verifier(sealed), lambda: renew_key(home=sealed, by="administrator", at=noon),
    ):  # fmt: skip
        with pytest.raises(Refused, match="Kunci segel"):
            asked()
    assert not (sealed / "keys" / "seal.pem").exists()
    kept.rename(sealed / "keys" / "seal.pem")
    seal(home=sealed, at=noon + timedelta(hours=2))
    assert queries.verify(sealed).broken is None
