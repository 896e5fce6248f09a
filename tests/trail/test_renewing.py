"""Another key for the seals: the log stays unbroken, the earlier one vouches for the next, and signs nothing then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rukun.trail import keys, note, proving, queries, signers
from rukun.trail.actions import record, seal
from rukun.trail.models import Event, Seal
from rukun.trail.renewing import renew_key
from rukun.validation.sample.promises import secret_of
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.doors.test_commands import Command
from tests.trail.hostile import another_key_in, as_hostile_administrator
from tests.trail.test_proving import happen, sealed_by

BY = "administrator@cli"


def key_of(verifier: str) -> object:
    return note.read_verifier(verifier)[1]


def renewed(home: Path, noon: datetime, hours: int = 1) -> str:
    return renew_key(home=home, by=BY, at=noon + timedelta(hours=hours))


def test_a_log_under_three_keys_is_unbroken_and_each_vouched_for_the_next(
    db: None, noon: datetime, tmp_path: Path
) -> None:
    sealed_by(tmp_path, noon, 5, 4)
    first = signers.verifier(tmp_path)
    second = renewed(tmp_path, noon, 3)
    happen(noon + timedelta(hours=4), 3)
    seal(home=tmp_path, at=noon + timedelta(hours=4))
    third = renewed(tmp_path, noon, 5)
    assert len({first, second, third}) == 3 and signers.verifier(tmp_path) == third
    found = queries.verify(tmp_path)
    assert (found.broken, found.unsealed) == (None, 0)
    signed = [next(one for one in (first, second, third) if note.is_signed_by(told, one)) for told in notes()]
    assert signed == [first] * 3 + [second] * 3 + [third]
    assert [(one.verifier, one.seal) for one in signers.earlier(tmp_path)] == [(first, 3), (second, 6)]
    verbs = Event.objects.filter(about=signers.ABOUT).order_by("id").values_list("verb", "seat")
    assert list(verbs) == [(signers.CHANGED, BY), (signers.BEGUN, BY)] * 2
    mode = {file.name: file.stat().st_mode & 0o777 for file in (tmp_path / "keys").iterdir()}
    assert mode == {"seal.pem": 0o600, "seal-1.pem": 0o600, "seal-2.pem": 0o600}


def notes() -> list[str]:
    return list(Seal.objects.order_by("number").values_list("note", flat=True))


def test_a_proof_names_the_key_that_signed_its_root(db: None, noon: datetime, tmp_path: Path) -> None:
    sealed_by(tmp_path, noon, 5)
    event = Event.objects.order_by("id")[0].pk
    for hours in (1, 2):
        told = proving.prove(event, tmp_path)
        assert note.opened(told["note"], key_of(told["verifier"])).size == told["size"]  # type: ignore[arg-type]
        renewed(tmp_path, noon, hours)


def test_a_seal_by_the_earlier_key_after_the_change_is_named(db: None, noon: datetime, tmp_path: Path) -> None:
    sealed_by(tmp_path, noon, 5)
    renewed(tmp_path, noon)
    happen(noon + timedelta(hours=2), 2)
    stolen = tmp_path / "stolen" / "keys"
    stolen.mkdir(parents=True)
    (stolen / "seal.pem").write_bytes((tmp_path / "keys" / "seal-1.pem").read_bytes())
    assert queries.verify(tmp_path).broken is None
    seal(home=stolen.parent, at=noon + timedelta(hours=2))
    broken = queries.verify(tmp_path).broken
    assert broken is not None and broken.words == "seal 4: signed by another key"


def test_a_key_for_which_none_vouched_breaks_the_log(db: None, noon: datetime, tmp_path: Path) -> None:
    sealed_by(tmp_path, noon, 5)
    another_key_in(tmp_path)
    happen(noon + timedelta(hours=2), 2)
    seal(home=tmp_path, at=noon + timedelta(hours=2))
    broken = queries.verify(tmp_path).broken
    assert broken is not None and broken.words == "seal 1: signed by another key"


@pytest.mark.parametrize("forged", [
    lambda _ours, theirs: signers.changed(theirs, Ed25519PrivateKey.generate()),
    lambda ours, theirs: signers.changed(theirs, theirs) | {"from": names(ours, theirs)["from"]},
    lambda ours, theirs: signers.changed(theirs, theirs) | {"to": names(theirs, ours)["to"]},
    lambda ours, theirs: names(ours, theirs),
    lambda ours, theirs: names(theirs, ours),
    lambda _ours, _theirs: {"from": 1, "to": [], "by_from": {}},
    lambda _ours, _theirs: {},
])  # fmt: skip
def test_a_key_that_only_the_database_names_is_believed_by_nobody_though_the_clock_seals_it(
    db: None, noon: datetime, tmp_path: Path, forged: Callable[..., dict[str, object]]
) -> None:
    sealed_by(tmp_path, noon, 5)
    theirs = another_key_in(tmp_path / "theirs")
    facts = forged(keys.signing_key(tmp_path), theirs)
    record(signers.CHANGED, at=noon + timedelta(hours=1), seat=BY, about=signers.ABOUT, facts=facts)
    seal(home=tmp_path, at=noon + timedelta(hours=1))
    assert signers.changes(signers.verifier(tmp_path)) == signers.earlier(tmp_path) == []
    assert queries.verify(tmp_path).broken is None
    happen(noon + timedelta(hours=2), 1)
    seal(home=tmp_path / "theirs", at=noon + timedelta(hours=2))
    broken = queries.verify(tmp_path).broken
    assert broken is not None and broken.words == "seal 3: signed by another key"


def names(earlier: Ed25519PrivateKey, later: Ed25519PrivateKey) -> dict[str, str]:
    """What a change says, without the signatures under it."""
    return {name: value for name, value in signers.changed(earlier, later).items() if name in ("from", "to")}


def test_a_change_that_was_altered_afterwards_is_named(db: None, noon: datetime, tmp_path: Path) -> None:
    sealed_by(tmp_path, noon, 5)
    renewed(tmp_path, noon)
    other = note.verifier_of("rukun", keys.next_key(tmp_path / "other").public_key())
    change = Event.objects.get(verb=signers.CHANGED)
    facts = change.facts.replace(signers.verifier(tmp_path), other)
    as_hostile_administrator("UPDATE trail_event SET facts = %s WHERE id = %s", facts, change.pk)
    assert queries.verify(tmp_path).broken is not None


def test_a_key_that_lies_here_and_signed_nothing_is_not_the_citys(db: None, noon: datetime, tmp_path: Path) -> None:
    sealed_by(tmp_path, noon, 5)
    renewed(tmp_path, noon)
    (tmp_path / "keys" / "seal.pem").write_bytes((tmp_path / "keys" / "seal-1.pem").read_bytes())
    broken = queries.verify(tmp_path).broken
    assert broken is not None and "another key than the one that lies here" in broken.words


# Interrupted


def named(home: Path, noon: datetime) -> None:
    facts = signers.changed(keys.signing_key(home), keys.next_key(home))
    record(signers.CHANGED, at=noon + timedelta(hours=1), seat=BY, about=signers.ABOUT, facts=facts)


def vouched(home: Path, noon: datetime) -> None:
    named(home, noon)
    seal(home=home, at=noon + timedelta(hours=1))


def put_beside(home: Path, noon: datetime) -> None:
    vouched(home, noon)
    (home / "keys" / "seal-1.pem").hardlink_to(home / "keys" / "seal.pem")


def changed(home: Path, noon: datetime) -> None:
    vouched(home, noon)
    keys.take_next(home)


@pytest.mark.parametrize("until", [lambda home, _noon: keys.next_key(home), named, vouched, put_beside, changed])
def test_wherever_it_stopped_the_log_is_unbroken_and_the_same_command_ends_it(
    db: None, noon: datetime, tmp_path: Path, until: Callable[[Path, datetime], object]
) -> None:
    sealed_by(tmp_path, noon, 5)
    first = signers.verifier(tmp_path)
    until(tmp_path, noon)
    assert queries.verify(tmp_path).broken is None
    happen(noon + timedelta(minutes=90), 1)
    seal(home=tmp_path, at=noon + timedelta(minutes=90))
    assert queries.verify(tmp_path).broken is None, "work went on meanwhile"
    second = renewed(tmp_path, noon, 2)
    assert second == signers.verifier(tmp_path) != first and signers.begun() == second
    assert [one.verifier for one in signers.earlier(tmp_path)] == [first], "it was changed once"
    assert queries.verify(tmp_path).broken is None and note.is_signed_by(notes()[-1], second)
    assert sorted(file.name for file in (tmp_path / "keys").iterdir()) == ["seal-1.pem", "seal.pem"]


def test_where_the_next_key_was_lost_meanwhile_another_one_is_vouched_for(
    db: None, noon: datetime, tmp_path: Path
) -> None:
    sealed_by(tmp_path, noon, 5)
    vouched(tmp_path, noon)
    (tmp_path / "keys" / "seal-next.pem").unlink()
    renewed(tmp_path, noon, 2)
    assert queries.verify(tmp_path).broken is None and len(signers.earlier(tmp_path)) == 1


def test_of_two_who_change_it_at_once_one_is_told_to_wait(db: None, noon: datetime, tmp_path: Path) -> None:
    sealed_by(tmp_path, noon, 5)
    first = signers.verifier(tmp_path)
    with keys.alone(tmp_path) as is_alone:
        assert is_alone
        with pytest.raises(Refused, match="sedang diganti"):
            renewed(tmp_path, noon)
    assert signers.verifier(tmp_path) == first and not Event.objects.filter(about=signers.ABOUT).exists()
    assert renewed(tmp_path, noon) != first


# What else the key is for


def test_a_draw_that_was_promised_with_the_earlier_key_is_opened_with_it(
    db: None, noon: datetime, tmp_path: Path
) -> None:
    sealed_by(tmp_path, noon, 5)
    june = Month(2016, 6)
    promised = secret_of(june, tmp_path)
    renewed(tmp_path, noon)
    assert secret_of(june, tmp_path) != promised, "a new promise is of the new key"
    assert secret_of(june, tmp_path, promised=digest_of_words(promised)) == promised
    (tmp_path / "keys" / "seal-1.pem").unlink()
    assert secret_of(june, tmp_path, promised=digest_of_words(promised)) != promised


def test_the_command_tells_the_new_public_key(
    kota: Path, noon: datetime, settings: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.RUKUN_HOME = tmp_path  # type: ignore[attr-defined]
    rukun = Command(capsys)
    rukun("trail", "seal", "--json")
    told = rukun("trail", "renew-key", "--json")
    assert told == {"verifier": signers.verifier(tmp_path)}
    assert rukun("trail", "verify", "--json")["unbroken"]
