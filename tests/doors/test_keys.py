"""Keys of programs: the administrator gives and withdraws them on a page or by the command, and nobody else does."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from rukun import clock
from rukun.channels.cli import main
from rukun.people import keys
from rukun.people.actions import KeyTerms, issue_key, withdraw_key
from rukun.people.models import ApiKey, KeyUse, Person
from rukun.people.queries import keys_issued
from rukun.people.rules import Actor, Scope
from rukun.senders import ways
from rukun.senders.message import Message
from rukun.tick import tick
from rukun.trail.models import Event
from rukun.webhooks.actions import Wish, subscribe
from tests.conftest import _person
from tests.doors.open311 import BASE
from tests.doors.open311 import sent as filed

pytestmark = pytest.mark.any_engine

SignedIn = Callable[[Actor], Client]
FORM = {"name": "Pusat panggilan 112", "contact": "112@contoh.id", "per_hour": "10", "per_day": "1.000"}


@pytest.fixture
def hana(kota: Path) -> Actor:
    """Administrator of the province."""
    return _person("Hana", "administrator", "99")  # type: ignore[return-value]


def test_a_key_is_shown_once_and_files_from_then_on(signed_in: SignedIn, hana: Actor, client: Client) -> None:
    desk = signed_in(hana)
    assert "Belum ada program yang punya kunci" in desk.get("/kunci-program/").content.decode()
    made = desk.post("/kunci-program/", FORM)
    code = re.search(r"rk_[0-9a-z]{32}", made.content.decode())
    assert made.status_code == 200 and code and made.headers["Cache-Control"] == "no-store"
    assert client.post(f"{BASE}/requests.json", filed(code[0])).status_code == 201
    page = desk.get("/kunci-program/").content.decode()
    assert code[0] not in page and code[0][:11] in page and "10 per jam, 1.000 per hari" in page
    kept = ApiKey.objects.get()
    assert desk.post(f"/kunci-program/{kept.pk}/cabut/").headers["Location"] == "/kunci-program/"
    assert "Dicabut" in desk.get("/kunci-program/").content.decode()
    assert client.post(f"{BASE}/requests.json", filed(code[0], description="Lain")).status_code == 403
    assert desk.post(f"/kunci-program/{kept.pk}/cabut/").status_code == 409
    assert list(Event.objects.filter(about=f"key:{kept.pk}").values_list("verb", "seat")) == [
        ("key.issued", "administrator@99"), ("key.withdrawn", "administrator@99"),
    ]  # fmt: skip


def test_of_a_key_that_has_ended_the_administrator_reads_that_here_and_beside_its_webhooks(
    signed_in: SignedIn, hana: Actor, budi: Actor, noon: datetime
) -> None:
    terms = KeyTerms("Aplikasi kota", "it@contoh.id", 10, 100, frozenset({Scope.READ}), budi.person_id)
    made = issue_key(terms, by="test", at=noon).key
    subscribe(Wish("https://kota.contoh.id/", ["report.filed"], made.name, made.contact), by=made, at=noon)
    pages, desk = ("/kunci-program/", "/webhook/"), signed_in(hana)
    assert not any("Kunci berakhir" in desk.get(page).content.decode() for page in pages)
    page = desk.get("/kunci-program/").content.decode()
    assert "sampai 28 November 2016" in page.replace("\xa0", " ")
    ApiKey.objects.filter(pk=made.pk).update(expires_at=noon - timedelta(days=1))
    assert all("Kunci berakhir" in desk.get(page).content.decode() for page in pages)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": " "}, "Sebutkan program mana"),
        ({"name": "a" * 81}, "3 sampai 80 huruf"),
        ({"contact": ""}, "Sebutkan siapa yang dapat dihubungi"),
        ({"per_hour": "0"}, "Jatah per jam paling sedikit 1"),
        ({"per_hour": "1.5"}, "Jatah per jam paling sedikit 1"),
        ({"per_hour": "2000"}, "tidak kurang dari jatah per jam"),
        ({"per_day": "banyak"}, "tidak kurang dari jatah per jam"),
    ],
)
def test_a_key_that_says_too_little_is_refused_and_nothing_typed_is_lost(
    signed_in: SignedIn, hana: Actor, change: dict[str, str], told: str
) -> None:
    answer = signed_in(hana).post("/kunci-program/", FORM | change)
    assert answer.status_code == 400 and told in answer.content.decode() and not ApiKey.objects.exists()
    assert f'value="{(FORM | change)["contact"]}"' in answer.content.decode()


def test_nobody_else_gives_or_withdraws_keys(signed_in: SignedIn, hana: Actor, citra: Actor, client: Client) -> None:
    signed_in(hana).post("/kunci-program/", FORM)
    address = f"/kunci-program/{ApiKey.objects.get().pk}/cabut/"
    assert signed_in(citra).post("/kunci-program/", FORM).status_code == 404
    assert signed_in(citra).post(address).status_code == 404
    assert client.post(address).status_code == 302
    assert ApiKey.objects.get().withdrawn_at is None


def test_keys_in_use_stand_before_the_withdrawn_and_those_newest_first(kota: Path, hana: Actor, noon: datetime) -> None:
    by = hana.seats[0]
    old, gone, gone_later, new = (
        issue_key(KeyTerms(f"Program {n}", "112@contoh.id", 5, 50), by=by, at=noon).key for n in range(4)
    )
    withdraw_key(gone, by=by, at=noon + timedelta(hours=1))
    withdraw_key(gone_later, by=by, at=noon + timedelta(hours=2))
    assert [key.pk for key in keys_issued()] == [new.pk, old.pk, gone_later.pk, gone.pk]


def test_the_command_gives_lists_and_withdraws(kota: Path, client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    def told(*arguments: str) -> object:
        with pytest.raises(SystemExit) as ended:
            main(["keys", *arguments, "--json"])
        assert ended.value.code == 0
        return json.loads(capsys.readouterr().out)

    made = told("issue", "--name", "Pusat panggilan", "--contact", "112@contoh.id", "--per-hour", "5")
    assert client.post(f"{BASE}/requests.json", filed(made["key"])).status_code == 201  # type: ignore[index]
    (row,) = told("list")  # type: ignore[misc]
    assert (row["per_hour"], row["per_day"], row["today"], row["reports"]) == (5, 500, 1, 1)
    assert made["key"] not in json.dumps(row)  # type: ignore[index]
    assert told("withdraw", str(row["number"]))["withdrawn_at"]  # type: ignore[index]
    with pytest.raises(SystemExit) as ended:
        main(["keys", "withdraw", str(row["number"])])
    assert ended.value.code == 1


def test_uses_are_forgotten_after_a_while_and_the_quota_of_today_is_not(
    hana: Actor, signed_in: SignedIn, noon: datetime, tmp_path: Path
) -> None:
    signed_in(hana).post("/kunci-program/", FORM)
    key = ApiKey.objects.get()
    for days in (40, 0):
        keys.spend(key, at=noon - timedelta(days=days))
    tick(home=tmp_path, at=noon, everything=True)
    assert KeyUse.objects.count() == 1


def test_of_many_uses_at_one_moment_no_more_are_taken_than_the_quota_has(
    committed: Path, in_thread: Callable[..., object], noon: datetime
) -> None:
    from rukun.values.refused import Refused

    key = issue_key(KeyTerms("Uji beban", "uji@contoh.id", 5, 50), by="test", at=noon).key
    taken: list[bool] = []

    def use() -> None:
        try:
            keys.spend(key, at=noon)
            taken.append(True)
        except Refused:
            taken.append(False)

    for thread in [in_thread(use) for _ in range(12)]:
        thread.join(60)  # type: ignore[attr-defined]
    assert sum(taken) == 5 and KeyUse.objects.get().used == 5


def test_a_key_in_somebodys_name_ends_and_one_that_files_for_nobody_does_not(
    kota: Path, citra: Actor, client: Client, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = clock.now()
    terms = KeyTerms("Aplikasi lurah", "it@contoh.id", 10, 100, frozenset({Scope.ACT, Scope.READ}), citra.person_id, 30)
    desk = issue_key(terms, by="administrator@cli", at=begun)
    filing = issue_key(KeyTerms("Pusat panggilan", "112@contoh.id", 10, 100), by="administrator@cli", at=begun)
    assert desk.key.expires_at == begun + timedelta(days=30) and filing.key.expires_at is None

    def asked(code: str) -> int:
        return client.get("/api/v1/key", headers={"Authorization": f"Bearer {code}"}).status_code

    for days, good in ((0, 200), (29, 200), (30, 401), (400, 401)):
        monkeypatch.setattr(clock, "now", lambda days=days: begun + timedelta(days=days))
        assert asked(desk.code) == good
        assert asked(filing.code) == 200
    monkeypatch.setattr(clock, "now", lambda: begun + timedelta(days=401))
    with pytest.raises(SystemExit):
        main(["keys", "list", "--json"])
    rows = {row["number"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows[filing.key.pk]["used_last"] is not None and rows[filing.key.pk]["expires_at"] is None
    assert rows[desk.key.pk]["expires_at"].startswith(f"{begun + timedelta(days=30):%Y-%m-%d}")


def test_whoever_a_key_acts_for_is_told_when_it_is_made(
    tuti: Person, sent: Callable[[], Message], capsys: pytest.CaptureFixture[str]
) -> None:
    issue = ["keys", "issue", "--name", "Aplikasi lurah", "--contact", "it@contoh.id"]
    for more in ([], ["--scope", "act", "--holder", tuti.login]):
        with pytest.raises(SystemExit) as ended:
            main([*issue, *more])
        assert ended.value.code == 0
    told = sent()
    assert len(sent.all) == 1, "nobody where it files for nobody"  # type: ignore[attr-defined]
    assert told.to == tuti.login and "Aplikasi lurah" in told.words
    assert ApiKey.objects.get(holder=tuti).begins_with not in told.words
    assert "good until" in capsys.readouterr().out


def test_a_key_is_shown_whatever_becomes_of_the_message_to_its_holder(
    tuti: Person, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        """An adapter of a city's own that fails in a way nobody foresaw."""

        def send(self, message: Message) -> None:
            raise KeyError(message.to)

    monkeypatch.setattr(ways, "text_sender", Broken)
    monkeypatch.setattr(ways, "email_sender", Broken)
    issue = ["keys", "issue", "--name", "Aplikasi", "--contact", "it@contoh.id"]
    with pytest.raises(KeyError):
        main([*issue, "--scope", "act", "--holder", tuti.login])
    assert ApiKey.objects.get(holder=tuti).begins_with in capsys.readouterr().out
