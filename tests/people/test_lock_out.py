"""Guessing is slow, spraying is stopped, and nobody shuts another out."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from rukun.people import actions
from rukun.people.entering import doorkeeper, factors, sent_codes, throttle
from rukun.people.entering.throttle import Source
from rukun.people.models import Attempt, Person, SentCode
from rukun.values.refused import Refused
from tests.stories.test_two_at_once import InThread, at_the_same_time

RIGHT = "kata sandi panjang"
NEIGHBOUR, ELSEWHERE = Source("10.0.0.9"), Source("10.7.7.7")
HER_PHONE = Source("10.0.0.9", device="d" * 32)


@pytest.fixture
def tuti(db: None, noon: datetime) -> Person:
    return actions.register_person(login="0812 3456 7890", name="Tuti", pseudonym="", password=RIGHT, at=noon)


def outcome(login: str, password: str, source: Source, at: datetime) -> str:
    try:
        return doorkeeper.person_with(login, password, source=source, at=at).name
    except Refused as refused:
        return refused.code


def guesses(times: int, source: Source, at: datetime, login: str = "081234567890") -> list[str]:
    """One wrong guess a second."""
    return [outcome(login, f"salah-{n}", source, at + timedelta(seconds=n)) for n in range(times)]


@pytest.mark.any_engine
def test_a_neighbours_thousand_wrong_guesses_do_not_shut_the_owner_out(tuti: Person, noon: datetime) -> None:
    told = guesses(1000, NEIGHBOUR, noon)
    assert told.count("login") < 12 and set(told) == {"login", "wait"}, "the neighbour is stopped"
    after = noon + timedelta(seconds=1000)
    assert outcome("+62 812 3456 7890", RIGHT, NEIGHBOUR, after) == "wait", "even with the right password, for a while"
    assert outcome("+62 812 3456 7890", RIGHT, HER_PHONE, after) == "Tuti", "her phone, on the neighbour's own network"
    assert outcome("6281234567890", RIGHT, ELSEWHERE, after) == "Tuti", "a new phone on another network"


def test_who_asks_again_and_again_while_waiting_does_not_wait_longer(tuti: Person, noon: datetime) -> None:
    assert guesses(6, NEIGHBOUR, noon) == ["login"] * 5 + ["wait"]
    guesses(20, NEIGHBOUR, noon + timedelta(seconds=10))
    assert outcome(tuti.login, RIGHT, NEIGHBOUR, noon + timedelta(seconds=35)) == "Tuti"
    assert not Attempt.objects.exists(), "and is forgiven when it was right after all"


def test_a_known_device_is_slowed_by_its_own_guesses_only(tuti: Person, noon: datetime) -> None:
    told = guesses(50, HER_PHONE, noon)
    assert told[:10] == ["login"] * 10 and "wait" in told[10:]
    assert outcome(tuti.login, RIGHT, Source("10.0.0.9", device="e" * 32), noon + timedelta(minutes=1)) == "Tuti"


def test_one_guess_at_each_of_many_logins_is_stopped_and_known_devices_go_on(tuti: Person, noon: datetime) -> None:
    told = [outcome(f"warga{n}@contoh.id", "rahasia1", NEIGHBOUR, noon + timedelta(seconds=n)) for n in range(100)]
    assert told[:30] == ["login"] * 30 and set(told[30:]) == {"wait"}
    soon = noon + timedelta(minutes=2)
    assert outcome(tuti.login, RIGHT, NEIGHBOUR, soon) == "wait"
    assert outcome(tuti.login, RIGHT, HER_PHONE, soon) == outcome(tuti.login, RIGHT, ELSEWHERE, soon) == "Tuti"
    assert outcome(tuti.login, RIGHT, NEIGHBOUR, noon + timedelta(minutes=20)) == "Tuti"


def test_who_tries_three_hundred_logins_in_a_day_however_slowly_is_stopped(tuti: Person, noon: datetime) -> None:
    every = timedelta(minutes=4)
    Attempt.objects.bulk_create(
        Attempt(kind="password", subject=f"{n:040}", network=NEIGHBOUR.network, device="", at=noon + n * every)
        for n in range(299)
    )
    after = noon + 299 * every
    assert outcome("warga@contoh.id", "rahasia1", NEIGHBOUR, after) == "login"
    assert outcome(tuti.login, RIGHT, NEIGHBOUR, after + every) == "wait"
    assert outcome(tuti.login, RIGHT, ELSEWHERE, after + every) == "Tuti"


HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("counted", "cap", "most", "within"),
    [
        ("source", throttle.CODES_A_SOURCE, 3, HOUR), ("subject", throttle.CODES_A_LOGIN, 20, DAY),
        ("network", throttle.CODES_A_NETWORK, 60, HOUR), ("subject", throttle.FOLLOWS_A_MAILBOX, 3, DAY),
        ("network", throttle.REGISTRATIONS_A_NETWORK, 200, HOUR), ("network", throttle.TAKEN_A_NETWORK, 20, HOUR),
    ],
)  # fmt: skip
def test_what_costs_money_or_wakes_people_up_is_done_so_often_and_again_when_the_first_time_is_long_ago(
    db: None, noon: datetime, counted: str, cap: throttle.Cap, most: int, within: timedelta
) -> None:
    """Of a login from wherever, of a network for whomever; what was refused does not count."""

    def spend(n: int, at: datetime) -> str:
        subject = f"login-{n}" if counted == "network" else "login"
        source = Source(f"10.0.0.{n}" if counted == "subject" else "10.0.0.1")
        try:
            doorkeeper.spend("kind", subject, {counted: cap}, source=source, at=at)
        except Refused as refused:
            return refused.code
        return "done"

    tick = timedelta(seconds=1)
    assert [spend(n, noon + n * tick) for n in range(most + 1)] == ["done"] * most + ["wait"]
    assert spend(most, noon + within - tick) == "wait"
    assert [spend(most, noon + within), spend(most, noon + within)] == ["done", "wait"]


def test_an_unknown_login_costs_the_same_hash_as_a_known_one(
    tuti: Person, noon: datetime, django_assert_num_queries: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.contrib.auth.hashers import Argon2PasswordHasher

    hashed: list[str] = []
    original = Argon2PasswordHasher.params

    def counted(self: Argon2PasswordHasher) -> object:
        hashed.append("once")
        return original(self)

    # Both making and comparing a hash ask the hasher for its parameters: the work itself stays real.
    monkeypatch.setattr(Argon2PasswordHasher, "params", counted)
    for login in (tuti.login, "nobody@contoh.id"):
        hashed.clear()
        assert outcome(login, "salah", ELSEWHERE, noon) == "login"
        assert hashed


def test_who_has_closed_the_account_or_never_had_a_password_is_told_the_same(tuti: Person, noon: datetime) -> None:
    actions.register_person(login="kunci@contoh.id", name="K", pseudonym="", password=None, at=noon)
    actions.deactivate(tuti, password=RIGHT, at=noon)
    assert outcome(tuti.login, RIGHT, ELSEWHERE, noon) == outcome("kunci@contoh.id", "", ELSEWHERE, noon) == "login"


def test_what_was_typed_as_a_login_is_kept_only_as_a_digest(tuti: Person, noon: datetime) -> None:
    guesses(1, NEIGHBOUR, noon, login="kata-sandi-di-kolom-yang-salah")
    assert "kata" not in " ".join(Attempt.objects.values_list("subject", flat=True))


def test_a_hundred_guesses_at_the_same_moment_are_not_a_hundred_guesses(
    committed: object, in_thread: InThread, noon: datetime
) -> None:
    actions.register_person(login="ani2@contoh.id", name="Ani", pseudonym="", password=RIGHT, at=noon)
    for _ in range(4):
        outcome("ani2@contoh.id", "salah", NEIGHBOUR, noon)
    told = at_the_same_time(in_thread, *[lambda: outcome("ani2@contoh.id", "salah", NEIGHBOUR, noon)] * 12)
    assert told.count("login") <= 1


def ask(login: str, source: Source, at: datetime) -> sent_codes.Awaited | str:
    try:
        return sent_codes.make_code("recovery", login, source=source, at=at)
    except Refused as refused:
        return refused.code


def test_a_code_is_good_once_for_a_quarter_of_an_hour_and_for_five_tries(tuti: Person, noon: datetime) -> None:
    made = ask("0812 3456 7890", ELSEWHERE, noon)
    assert isinstance(made, sent_codes.Awaited) and made.to == tuti.login
    assert made.digits not in str(SentCode.objects.values())
    owner = lambda typed, at=noon: sent_codes.owner_of_code(made.id, "recovery", typed, at=at)  # noqa: E731
    with pytest.raises(Refused, match="tidak cocok"):
        owner("000000" if made.digits != "000000" else "000001")
    with pytest.raises(Refused, match="tidak berlaku"):
        owner(made.digits, noon + timedelta(minutes=15))
    with pytest.raises(Refused, match="tidak berlaku"):
        sent_codes.owner_of_code(made.id, "confirm", made.digits, at=noon)
    assert owner(f"{made.digits[:3]} {made.digits[3:]}") == tuti
    actions.recover_password(tuti, code_id=made.id, wanted="sandi baru sekali", at=noon)
    with pytest.raises(Refused, match="tidak berlaku"):
        owner(made.digits)
    again = ask(tuti.login, Source("10.3.3.3"), noon)
    assert isinstance(again, sent_codes.Awaited)
    for _ in range(5):
        with pytest.raises(Refused, match="tidak cocok"):
            sent_codes.owner_of_code(again.id, "recovery", "abc", at=noon)
    with pytest.raises(Refused, match="tidak berlaku"):
        sent_codes.owner_of_code(again.id, "recovery", again.digits, at=noon)


def test_who_recovers_leaves_no_other_code_that_would_open_the_account_again(tuti: Person, noon: datetime) -> None:
    """Somebody who looked at the telephone for a moment may hold one that they asked for before."""
    theirs, own = ask(tuti.login, NEIGHBOUR, noon), ask(tuti.login, ELSEWHERE, noon)
    assert isinstance(theirs, sent_codes.Awaited) and isinstance(own, sent_codes.Awaited)
    assert sent_codes.owner_of_code(theirs.id, "recovery", theirs.digits, at=noon) == tuti
    actions.recover_password(tuti, code_id=own.id, wanted="sandi baru sekali", at=noon)
    with pytest.raises(Refused, match="tidak berlaku"):
        sent_codes.owner_of_code(theirs.id, "recovery", theirs.digits, at=noon)


def test_a_neighbour_neither_uses_up_nor_replaces_the_code_that_the_owner_waits_for(
    tuti: Person, noon: datetime
) -> None:
    hers = ask(tuti.login, ELSEWHERE, noon)
    assert [isinstance(ask(tuti.login, NEIGHBOUR, noon), sent_codes.Awaited) for _ in range(5)] == [True] * 3 + [
        False
    ] * 2
    assert isinstance(hers, sent_codes.Awaited)
    assert sent_codes.owner_of_code(hers.id, "recovery", hers.digits, at=noon) == tuti
    assert isinstance(ask(tuti.login, ELSEWHERE, noon), sent_codes.Awaited)


def test_for_a_login_that_nobody_has_everything_is_the_same_but_nothing_is_sent(tuti: Person, noon: datetime) -> None:
    made = ask("siapa@contoh.id", ELSEWHERE, noon)
    assert isinstance(made, sent_codes.Awaited) and made.to == ""
    with pytest.raises(Refused, match="tidak cocok"):
        sent_codes.owner_of_code(made.id, "recovery", made.digits, at=noon)


def test_what_failed_is_forgotten_after_a_day(tuti: Person, noon: datetime, tmp_path: object) -> None:
    from rukun.tick import tick

    guesses(8, NEIGHBOUR, noon)
    ask(tuti.login, NEIGHBOUR, noon)
    tick(at=noon + timedelta(hours=23), home=tmp_path, everything=True)  # type: ignore[arg-type]
    assert Attempt.objects.exists() and SentCode.objects.exists()
    told = tick(at=noon + timedelta(hours=25), home=tmp_path, everything=True)  # type: ignore[arg-type]
    assert told["sign-in leavings dropped"] > 0
    assert not Attempt.objects.exists() and not SentCode.objects.exists()


def code_tried(person: Person, source: Source, at: datetime) -> str:
    try:
        return factors.prove_second(person, "000000", source=source, at=at, wall=at)
    except Refused as refused:
        return refused.code


@pytest.mark.any_engine
def test_who_has_the_password_and_a_thousand_networks_does_not_guess_the_second_factor(
    tuti: Person, noon: datetime
) -> None:
    """One wrong code from each of them, a second apart."""
    networks = [Source(f"2001:db8:0:{number:x}::") for number in range(1000)]
    told = [code_tried(tuti, one, noon + timedelta(seconds=number)) for number, one in enumerate(networks)]
    assert told == ["factor"] * 50 + ["wait"] * 950
    after = noon + timedelta(seconds=1000)
    assert code_tried(tuti, HER_PHONE, after) == "factor", "her phone is heard"
    neighbour = actions.register_person(login="0812 0000 7890", name="Ani", pseudonym="", password=RIGHT, at=noon)
    assert code_tried(neighbour, NEIGHBOUR, after) == "factor", "and so is everybody else"
    assert code_tried(tuti, ELSEWHERE, noon + timedelta(days=1, seconds=1)) == "factor", "a new phone, the day after"
