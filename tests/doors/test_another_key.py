"""Another SECRET_KEY: what the earlier one made is still good, is closed anew, and ends where neither is known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pyotp
import pytest

from rukun import clock
from rukun.areas.queries import area
from rukun.chats.addresses import opened as address_of
from rukun.chats.models import Conversation
from rukun.chats.post import Received, receive
from rukun.chats.state import Channel
from rukun.followup.crew import members, passes
from rukun.people import access, actions, keys, sealing
from rukun.people.actions import KeyTerms, issue_key
from rukun.people.actions.invitations import Terms
from rukun.people.entering import factors
from rukun.people.entering.throttle import Source
from rukun.people.keys import Sent, answered_before, client_key, keep_answer, key_with
from rukun.people.models import CodeApp, Person
from rukun.people.rules import Actor, Role
from rukun.trail.models import Event
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.webhooks import actions as hooks
from rukun.webhooks.models import Subscription
from rukun.webhooks.signing import opened as secret_of
from tests.doors.entering import enter, is_in
from tests.doors.test_commands import Command

HERE = Source("10.0.0.9")
Change = Callable[..., None]


@pytest.fixture
def rukun(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


@pytest.fixture
def change(settings: Any) -> Change:
    """Another key, and the one before kept or not."""
    first = settings.SECRET_KEY

    def to(key: str, *, keeping: bool) -> None:
        settings.SECRET_KEY = key * 48
        settings.SECRET_KEY_FALLBACKS = [first] if keeping else []

    return to


def with_app(person: Person, noon: datetime) -> str:
    secret = pyotp.random_base32()
    actions.add_code_app(person, secret=secret, typed=pyotp.TOTP(secret).at(clock.wall()), wall=clock.wall(), at=noon)
    return secret


def test_whoever_is_in_stays_in_while_the_earlier_key_is_kept_and_no_longer(tuti: Person, change: Change) -> None:
    client = enter()
    change("b", keeping=True)
    assert is_in(client)
    change("c", keeping=False)
    assert not is_in(client)


def test_what_was_given_out_before_is_taken_afterwards(
    kota: Path, tuti: Person, citra: Actor, noon: datetime, change: Change
) -> None:
    seat = actions.open_seat(role=Role.KETUA_RT, area=area(AreaCode("9999991001001001")), at=noon)
    invitation = actions.issue_invitations([seat], Terms("SK 7", 30), by="lurah@9999991001", at=noon)[0].code
    program = issue_key(KeyTerms("Pusat panggilan", "112@contoh.id", 10, 100), by="test", at=noon).code
    with_app(tuti, noon)
    spare = actions.make_spare_codes(tuti, at=noon)[0]
    udin = members.add_member(name="Udin", phone="0812 111", desk=citra.seats[0], at=noon)
    link = passes.issue(udin, desk=citra.seats[0], at=noon).code
    phone, secret = passes.open_link(link, device="", agent="", source=HERE, at=noon)
    sent = Sent("n-1", "body")
    answer = keep_answer(key_with(program, at=noon), sent, status=201, answer="{}", at=noon)
    change("b", keeping=True)
    assert access.invitation_with(invitation, source=HERE, at=noon).seat == seat
    key = key_with(program, at=noon)
    assert answered_before(key, sent) == answer and client_key(key, sent) != ""
    with pytest.raises(Refused, match="kiriman lain"):
        answered_before(key, Sent("n-1", "another body"))
    assert passes.pass_of_device(secret) == phone
    assert passes.open_link(link, device=secret, agent="", source=HERE, at=noon) == (phone, secret)
    assert factors.prove_second(tuti, spare, source=HERE, at=noon, wall=clock.wall()) == "spare"
    with pytest.raises(Refused, match="tidak cocok"):
        factors.prove_second(tuti, spare, source=HERE, at=noon, wall=clock.wall())
    change("c", keeping=False)
    with pytest.raises(Refused, match="tidak dikenal"):
        access.invitation_with(invitation, source=HERE, at=noon)
    with pytest.raises(Refused, match="tidak dikenal"):
        key_with(program, at=noon)
    assert passes.pass_of_device(secret) is None


def test_a_conversation_goes_on_and_is_not_begun_twice(kota: Path, noon: datetime, change: Change) -> None:
    receive(Received(Channel.TELEGRAM, "4242", "a", {"text": "x"}), at=noon)
    change("b", keeping=True)
    receive(Received(Channel.TELEGRAM, "4242", "b", {"text": "y"}), at=noon)
    assert address_of(Conversation.objects.get().sealed) == "4242"


def test_what_is_closed_is_closed_anew_once_and_the_earlier_key_can_go(
    kota: Path, tuti: Person, noon: datetime, change: Change, rukun: Command
) -> None:
    app = with_app(tuti, noon)
    key = issue_key(KeyTerms("Pusat panggilan", "112@contoh.id", 10, 100), by="test", at=noon).key
    made = hooks.subscribe(hooks.Wish("https://a.contoh.id/", ["report.closed"], "Kota A", "a@a.id"), by=key, at=noon)
    receive(Received(Channel.TELEGRAM, "4242", "a", {"text": "x"}), at=noon)
    change("b", keeping=True)
    assert rukun("installation", "reseal", "--json") == {"done": 3, "lost": 0}
    assert rukun("installation", "reseal", "--json") == {"done": 0, "lost": 0}
    assert [event.stated for event in Event.objects.filter(verb="installation.resealed").order_by("id")] == [
        {"done": 3, "lost": 0}, {"done": 0, "lost": 0}]  # fmt: skip
    change("b", keeping=False)
    assert factors.open_secret(CodeApp.objects.get().secret) == app
    assert secret_of(Subscription.objects.get().secret) == made.secret
    assert address_of(Conversation.objects.get().sealed) == "4242"


def test_what_neither_key_opens_is_counted_and_left_as_it_is(
    tuti: Person, noon: datetime, change: Change, rukun: Command
) -> None:
    with_app(tuti, noon)
    before = CodeApp.objects.get().secret
    change("b", keeping=False)
    assert rukun("installation", "reseal", "--json", code=1) == {"done": 0, "lost": 1}
    assert CodeApp.objects.get().secret == before
    with pytest.raises(Refused, match="dipasang ulang"):
        factors.open_secret(before)


def test_nothing_new_is_made_with_the_earlier_key(kota: Path, noon: datetime, change: Change, settings: Any) -> None:
    change("b", keeping=True)
    program = issue_key(KeyTerms("Pusat panggilan", "112@contoh.id", 10, 100), by="test", at=noon).code
    settings.SECRET_KEY_FALLBACKS = []
    assert key_with(program, at=noon).name == "Pusat panggilan"
    assert keys.digests_of_key(program) == keys.digests_of_key(program)[:1]


def test_what_an_earlier_version_closed_opens_wherever_the_code_stands_now(settings: Any) -> None:
    """The names are part of the key, and of each session: they are those of the first version, whatever a file is
    called."""
    assert factors.open_secret(sealing.closed("rukun.people.factors", "JBSWY3DPEHPK3PXP")) == "JBSWY3DPEHPK3PXP"
    assert address_of(sealing.closed("rukun.chats", "6281200000001")) == "6281200000001"
    assert secret_of(sealing.closed("rukun.webhooks", "whsec_a")) == "whsec_a"
    assert "rukun.people.known.Known" in settings.AUTHENTICATION_BACKENDS
