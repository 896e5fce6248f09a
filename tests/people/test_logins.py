"""Logins in any spelling, codes however they are typed, pseudonyms, networks, and devices in words."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rukun.people import codes
from rukun.people.entering import throttle
from rukun.people.entering.devices import device_words
from rukun.people.entering.throttle import PASSWORD, network_of
from rukun.people.logins import is_reachable, login_to_register, normal_login, shown_login
from rukun.people.rules import refuse_posing
from rukun.values.refused import Refused

AT = datetime.fromisoformat("2016-06-01T12:00:00+07:00")
HERS = "+6281234567890"


@pytest.mark.parametrize(
    "typed",
    ["081234567890", "0812 3456 7890", "0812-3456-7890", "+62 812-3456-7890", "6281234567890", "006281234567890",
     "(0812) 34567890", " +62 81234567890 ", "+62 (0) 812 3456 7890"],
)  # fmt: skip
def test_a_telephone_number_is_one_login_in_every_spelling(typed: str) -> None:
    assert normal_login(typed) == HERS == login_to_register(typed)


@pytest.mark.parametrize(
    ("typed", "login"),
    [(" Ani@Contoh.ID ", "ani@contoh.id"), ("demo-warga", "demo-warga"), ("warga-2", "warga-2"), ("", ""),
     ("ketua-rt-3174031002004001", "ketua-rt-3174031002004001"), ("+1 650-253-0000", "+16502530000")],
)  # fmt: skip
def test_other_logins_are_only_made_small(typed: str, login: str) -> None:
    assert normal_login(typed) == login == normal_login(login)


@pytest.mark.parametrize(
    ("typed", "told"),
    [("", "Isi nomor"), ("0812", "0812 3456 7890"), ("12345678901234567", "0812 3456 7890"), ("ani", "0812 3456 7890"),
     ("ani@", "nama@contoh.id"), ("@contoh.id", "nama@contoh.id"), ("a b@contoh.id", "nama@contoh.id"),
     ("ani@contoh", "nama@contoh.id"), ("a@" + "b" * 130 + ".id", "nama@contoh.id")],
)  # fmt: skip
def test_what_cannot_be_written_to_is_no_login_to_register(typed: str, told: str) -> None:
    with pytest.raises(Refused, match=told) as refused:
        login_to_register(typed)
    assert refused.value.field == "login"


def test_a_login_is_shown_as_its_owner_writes_it_and_a_code_goes_only_to_what_can_be_written_to() -> None:
    assert shown_login(HERS) == "0812-3456-7890" and shown_login("ani@contoh.id") == "ani@contoh.id"
    assert shown_login("+16502530000").startswith("+1 ")
    assert is_reachable(HERS) and is_reachable("ani@contoh.id") and not is_reachable("demo-warga")


@settings(deadline=None)
@given(st.text(max_size=40))
def test_whatever_is_typed_as_a_login_is_read_or_refused_and_reading_twice_changes_nothing(typed: str) -> None:
    assert normal_login(normal_login(typed)) == normal_login(typed)
    try:
        login_to_register(typed)
    except Refused as refused:
        assert refused.field == "login"


@settings(deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_code_is_read_however_it_is_typed(chance: object) -> None:
    code = codes.new_code()
    typed = code.lower() if chance.random() < 0.5 else code  # type: ignore[attr-defined]
    typed = typed.replace("0", chance.choice("0oO")).replace("1", chance.choice("1iIlL"))  # type: ignore[attr-defined]
    typed = typed.replace("-", chance.choice(["", "-", " ", " - ", "–"]))  # type: ignore[attr-defined]
    assert codes.read_code(f" {typed} ") == code.replace("-", "")
    assert codes.invitation_digests(typed) == codes.invitation_digests(code)


@pytest.mark.parametrize("typed", ["", "7K3QM", "7K3QM-9XT4B2", "7K3QM-9XT4!", "undangan saya"])
def test_what_has_not_ten_signs_of_the_alphabet_is_no_code(typed: str) -> None:
    assert codes.read_code(typed) == ""


@pytest.mark.parametrize(
    "name", ["Lurah Bangka", "ADMIN", "Ketua RT 5", "Pak RT", "rw 03", "x", "a" * 41, "<b>", "a\nb"]
)
def test_nobody_poses_as_an_office_by_a_pseudonym(name: str) -> None:
    with pytest.raises(Refused) as refused:
        refuse_posing(name)
    assert refused.value.field == "pseudonym"


@pytest.mark.parametrize("name", ["Warga 4F7K", "Bu Tuti", "Pencinta Kali Krukut", "Artis", "Ömer-2"])
def test_a_pseudonym_may_be_anything_else(name: str) -> None:
    refuse_posing(name)


def test_a_wait_begins_after_a_few_failures_and_doubles_to_a_quarter_of_an_hour() -> None:
    waits = [PASSWORD.waits_until(failures, AT) for failures in range(14)]
    assert waits[:5] == [None] * 5
    seconds = [(until - AT).total_seconds() for until in waits[5:] if until]
    assert seconds == [30, 60, 120, 240, 480, 900, 900, 900, 900]
    assert PASSWORD.waits_until(10**6, AT) == AT + timedelta(minutes=15)


@pytest.mark.parametrize(
    ("limit", "free", "first", "most"),
    [
        (throttle.PASSWORD_KNOWN_DEVICE, 10, 30, 900),
        (throttle.SECOND_FACTOR, 5, 60, 900),
        (throttle.INVITATION, 10, 60, 3600),
    ],
)
def test_each_way_in_has_some_failures_free_then_a_first_wait_and_a_longest(
    limit: throttle.Limit, free: int, first: int, most: int
) -> None:
    assert limit.waits_until(free - 1, AT) is None
    assert limit.waits_until(free, AT) == AT + timedelta(seconds=first)
    assert limit.waits_until(10**6, AT) == AT + timedelta(seconds=most)
    assert limit.waits_until(10**6, None) is None, "where nothing was tried within the window, nobody waits"


@pytest.mark.parametrize(
    ("passed", "proxies", "address"),
    [
        ("203.0.113.7", 0, "10.0.0.1"), ("203.0.113.7", 1, "203.0.113.7"), ("6.6.6.6, 203.0.113.7", 1, "203.0.113.7"),
        ("6.6.6.6, 203.0.113.7, 10.0.0.2", 2, "203.0.113.7"), ("203.0.113.7", 2, "10.0.0.1"), ("", 1, "10.0.0.1"),
        (" , 203.0.113.7 ,", 1, "203.0.113.7"),
    ],
)  # fmt: skip
def test_an_address_is_believed_as_far_as_proxies_of_our_own_passed_it_on(
    passed: str, proxies: int, address: str
) -> None:
    """What stands further left anybody may have written: with another address each time nobody would ever wait."""
    assert throttle.address_behind(passed, "10.0.0.1", proxies) == address


def test_how_long_to_wait_is_said_in_seconds_and_then_in_minutes() -> None:
    with pytest.raises(Refused, match="Tunggu 30 detik"):
        throttle.refuse_wait(AT + timedelta(seconds=29.5), AT)
    with pytest.raises(Refused, match="Tunggu 15 menit"):
        throttle.refuse_wait(AT + timedelta(minutes=14, seconds=1), AT)
    for seconds, words in ((99, "Tunggu 99 detik"), (100, "Tunggu 2 menit"), (120, "Tunggu 2 menit")):
        with pytest.raises(Refused, match=words):
            throttle.refuse_wait(AT + timedelta(seconds=seconds), AT)
    throttle.refuse_wait(AT, AT)
    throttle.refuse_wait(None, AT)


@pytest.mark.parametrize(
    ("address", "network"),
    [("10.1.2.3", "10.1.2.3"), ("::ffff:10.1.2.3", "10.1.2.3"), ("2001:db8:1:2:a:b:c:d", "2001:db8:1:2::"),
     ("2001:db8:1:2::1", "2001:db8:1:2::"), ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
     ("2001:db8:1:3::1", "2001:db8:1:3::"), ("nonsense", "unknown"), ("", "unknown")],
)  # fmt: skip
def test_a_line_in_ipv6_is_one_network_however_many_addresses_it_takes(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("agent", "kind", "made", "browser"),
    [
        ("Mozilla/5.0 (Linux; Android 11; SM-A107F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile "
         "Safari/537.36", "Ponsel", "Samsung SM-A107F", "Chrome"),
        ("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile "
         "Safari/537.36", "Ponsel", "Android", "Chrome"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 "
         "Mobile/15E148 Safari/604.1", "Ponsel", "iPhone", "Safari"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0", "Komputer", "Windows",
         "Firefox"),
        ("", "Perangkat", "", ""),
    ],
)  # fmt: skip
def test_a_device_is_named_so_that_its_owner_knows_it(agent: str, kind: str, made: str, browser: str) -> None:
    words = device_words(agent)
    assert (words.kind, words.made) == (kind, made) and words.browser.startswith(browser)
