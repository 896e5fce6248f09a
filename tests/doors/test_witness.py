"""A witness of another organisation watches the served city: it signs what grew, and complains of everything else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from rukun.channels.cli import main
from rukun.channels.witness.looking import Watch, look
from rukun.channels.witness.memory import Memory, seen_in
from rukun.channels.witness.telling import tell
from rukun.senders import ways
from rukun.trail import keys, merkle, note
from rukun.trail.actions import Act, record_many, seal
from rukun.trail.models import Countersignature, Event, Leaf, Seal, content_of
from rukun.trail.watching import Fault
from rukun.values.refused import Refused
from tests.mailing import receiving
from tests.settling import settling
from tests.trail.hostile import another_key_in, as_hostile_administrator

pytestmark = pytest.mark.any_engine


def grow(home: Path, at: datetime, count: int) -> None:
    acts = (Act("thing.happened", at, "warga", f"thing:{Event.objects.count() + i}", {"n": i}) for i in range(count))
    record_many(acts)
    seal(home=home, at=at)


def forge(home: Path, at: datetime, *, keep: int, seats: str = "lurah@9999991001") -> None:
    """The administrator, with the city's key, writes another history behind `keep` events and seals it anew."""
    rows = list(Leaf.objects.order_by("index").values_list("index", "event_id"))
    for index, event in rows:
        if index >= keep:
            as_hostile_administrator("UPDATE trail_event SET seat = %s WHERE id = %s", seats, event)
            columns = Event.objects.filter(id=event).values_list("at", "verb", "seat", "about", "facts").get()
            hashed = merkle.leaf_hash(content_of(*columns))
            as_hostile_administrator('UPDATE trail_leaf SET hash = %s WHERE "index" = %s', hashed, index)
    frontier = merkle.Frontier()
    frontier.extend(bytes(h) for h in Leaf.objects.order_by("index").values_list("hash", flat=True))
    as_hostile_administrator("DELETE FROM trail_subtree")
    signed = note.sign(
        note.Checkpoint("rukun", frontier.size, frontier.root, at.isoformat(), ""), keys.signing_key(home)
    )
    as_hostile_administrator(
        "UPDATE trail_seal SET root = %s, note = %s, at = %s WHERE size = %s", frontier.root, signed, at, frontier.size
    )


@pytest.fixture
def watch(kota: Path, tmp_path: Path, noon: datetime) -> Iterator[Watch]:
    """The city as it is served, and a witness that has not looked yet."""
    grow(tmp_path, noon, 5)
    # The served city shares the connection of the test, which no request may close.
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    served = httpx.WSGITransport(app=WSGIHandler())
    yield Watch("http://testserver", tmp_path / "saksi", name="kampus", transport=served)
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


def test_a_witness_remembers_what_it_saw_and_signs_what_grew(watch: Watch, tmp_path: Path, noon: datetime) -> None:
    first = look(watch, noon)
    assert first.is_good and first.size == Seal.objects.get().size
    grow(tmp_path, noon + timedelta(hours=1), 4)
    second = look(watch, noon + timedelta(hours=1))
    assert second.is_good and second.size == first.size + 4
    key = Memory(watch.home).key().public_key()
    shown = Seal.objects.get(number=2).note
    signed_at = note.countersigned_at(shown, second.countersignature, "kampus", key)
    assert signed_at == noon + timedelta(hours=1)
    assert len((watch.home / "seen.jsonl").read_text().splitlines()) == 2
    assert look(watch, noon + timedelta(hours=2)).is_good
    assert len((watch.home / "seen.jsonl").read_text().splitlines()) == 2, "a seal is remembered once"


def test_a_witness_that_was_away_for_long_asks_for_one_proof_over_all_that_it_missed(
    watch: Watch, tmp_path: Path, noon: datetime
) -> None:
    look(watch, noon)
    for day in range(1, 40):
        grow(tmp_path, noon + timedelta(days=day), 11)
    back = look(watch, noon + timedelta(days=39, minutes=1))
    assert back.is_good and back.size == Leaf.objects.count()


@pytest.mark.parametrize("left", [b"", b'{"url": "http://testser'], ids=["nothing", "a part"])
def test_a_witness_whose_machine_stopped_while_it_wrote_goes_on_from_what_it_saw(
    watch: Watch, tmp_path: Path, noon: datetime, left: bytes
) -> None:
    first = look(watch, noon)
    (watch.home / "newest.json").write_bytes(left)
    with (watch.home / "seen.jsonl").open("ab") as seen:
        seen.write(left)
    assert look(watch, noon).size == first.size
    grow(tmp_path, noon + timedelta(hours=1), 4)
    assert look(watch, noon + timedelta(hours=1)).is_good
    assert len(seen_in(watch.home)) == 2
    forge(tmp_path, noon + timedelta(hours=1), keep=3)
    assert look(watch, noon + timedelta(hours=2)).complaint is not None, "it has forgotten nothing"
    for file in ("newest.json", "seen.jsonl"):
        (watch.home / file).write_bytes(left)
    with pytest.raises(Refused, match="tidak terbaca"):
        look(watch, noon + timedelta(hours=3))


def test_what_a_witness_signs_it_has_on_the_disk(watch: Watch, noon: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    settled = settling(monkeypatch)
    assert look(watch, noon).countersignature
    assert {"seen.jsonl", watch.home.name} <= {path.name for path in settled}
    assert any(path.name.startswith(".newest.json") for path in settled)
    assert any(path.name.startswith("witness.pem") for path in settled)


def test_a_fork_of_the_log_is_seen_and_both_signed_notes_are_kept(watch: Watch, tmp_path: Path, noon: datetime) -> None:
    grow(tmp_path, noon, 4)
    before = look(watch, noon)
    forge(tmp_path, noon, keep=3)
    forked = look(watch, noon + timedelta(minutes=5))
    assert forked.complaint is not None and forked.complaint.fault is Fault.FORK
    assert not forked.is_good and forked.size == before.size and not forked.countersignature
    kept = json.loads(next((watch.home / "complaints").iterdir()).read_text())
    key = keys.signing_key(tmp_path).public_key()
    one, two = note.opened(kept["remembered"], key), note.opened(kept["shown"], key)
    assert one.size == two.size and one.root != two.root, "evidence that needs no belief in the witness"


def test_a_fork_that_has_grown_longer_is_seen_by_the_proof_that_cannot_be_given(
    watch: Watch, tmp_path: Path, noon: datetime
) -> None:
    grow(tmp_path, noon, 4)
    look(watch, noon)
    grow(tmp_path, noon + timedelta(hours=1), 6)
    forge(tmp_path, noon + timedelta(hours=1), keep=3)
    forked = look(watch, noon + timedelta(hours=2))
    assert forked.complaint is not None and forked.complaint.fault is Fault.FORK
    assert look(watch, noon + timedelta(hours=3)).complaint is not None, "it is never forgiven"


def test_two_witnesses_who_were_shown_two_logs_find_out_by_their_notes(
    watch: Watch, tmp_path: Path, noon: datetime
) -> None:
    grow(tmp_path, noon, 4)
    other = replace(watch, home=tmp_path / "lain")
    look(watch, noon)
    forge(tmp_path, noon, keep=2)
    assert look(other, noon).is_good, "the second saw nothing before"
    one, two = (note.unverified(Memory(each.home).newest()["note"]) for each in (watch, other))  # type: ignore[index]
    assert one.size == two.size and one.root != two.root


def test_a_log_that_shrank_is_complained_of(watch: Watch, tmp_path: Path, noon: datetime) -> None:
    grow(tmp_path, noon + timedelta(hours=1), 4)
    look(watch, noon + timedelta(hours=1))
    as_hostile_administrator("DELETE FROM trail_seal WHERE number = 2")
    back = look(watch, noon + timedelta(hours=2))
    assert back.complaint is not None and back.complaint.fault is Fault.ROLLBACK


def test_a_seal_by_another_key_or_of_another_time_is_complained_of(
    watch: Watch, tmp_path: Path, noon: datetime
) -> None:
    look(watch, noon)
    thief = tmp_path / "thief"
    another_key_in(thief)
    forge(thief, noon, keep=99)
    stolen = look(watch, noon)
    assert stolen.complaint is not None and stolen.complaint.fault is Fault.FORGED
    forge(tmp_path, noon + timedelta(days=3), keep=99)
    ahead = look(watch, noon)
    assert ahead.complaint is not None and ahead.complaint.fault is Fault.AHEAD


def test_a_longer_log_that_tells_of_an_earlier_time_is_complained_of(
    watch: Watch, tmp_path: Path, noon: datetime
) -> None:
    look(watch, noon)
    grow(tmp_path, noon - timedelta(days=1), 2)
    back = look(watch, noon)
    assert back.complaint is not None and back.complaint.fault is Fault.BACKDATED


def test_a_known_key_is_asked_for_from_the_first_look_and_another_is_refused(
    watch: Watch, tmp_path: Path, noon: datetime
) -> None:
    other = note.verifier_of("rukun", another_key_in(tmp_path / "other").public_key())
    told = look(replace(watch, verifier=other), noon)
    assert told.complaint is not None and told.complaint.fault is Fault.FORGED
    assert Memory(watch.home).newest() is None
    with pytest.raises(Refused, match="Kunci kota"):
        look(replace(watch, verifier="nonsense"), noon)


def test_silence_is_complained_of_after_the_patience_and_not_before(watch: Watch, noon: datetime) -> None:
    look(watch, noon)
    assert look(watch, noon + timedelta(hours=25)).is_good
    quiet = look(watch, noon + timedelta(hours=27))
    assert quiet.complaint is not None and quiet.complaint.fault is Fault.SILENT


def test_a_city_that_does_not_answer_is_waited_for_and_then_complained_of(watch: Watch, noon: datetime) -> None:
    nobody = replace(watch, transport=None, url="http://127.0.0.1:9", home=watch.home)
    assert not look(nobody, noon).is_good, "nothing is remembered yet"
    look(watch, noon)
    remembered = json.loads((watch.home / "newest.json").read_text()) | {"url": nobody.url}
    (watch.home / "newest.json").write_text(json.dumps(remembered))
    away = look(nobody, noon + timedelta(hours=1))
    assert away.is_good and not away.reached
    gone = look(nobody, noon + timedelta(hours=30))
    assert gone.complaint is not None and gone.complaint.fault is Fault.SILENT


def test_a_folder_remembers_one_city(watch: Watch, noon: datetime) -> None:
    look(watch, noon)
    with pytest.raises(Refused, match="kota lain"):
        look(replace(watch, url="http://elsewhere"), noon)


def test_a_witness_that_the_city_knows_is_shown_with_its_signature(
    watch: Watch, noon: datetime, settings: object, client: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rukun import clock

    monkeypatch.setattr(clock, "now", lambda: noon)
    assert not look(replace(watch, publishes=True), noon).published, "a stranger's signature is not taken"
    settings.RUKUN_WITNESSES = [watch.public_key()]  # type: ignore[attr-defined]
    assert look(replace(watch, publishes=True), noon).published
    assert Countersignature.objects.get().witness == "kampus"
    assert "kampus" in client.get("/segel/saksi/").content.decode()  # type: ignore[attr-defined]
    assert "kampus" in client.get("/segel/").content.decode()  # type: ignore[attr-defined]


def test_the_command_watches_a_served_city_and_ends_with_one_for_a_complaint(
    live_server: object, emptied: None, tmp_path: Path, noon: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    home, url = str(tmp_path / "saksi"), live_server.url  # type: ignore[attr-defined]
    patient = ["trail", "witness", url, "--home", home, "--patience", "1000000", "--json"]

    def ran(arguments: list[str]) -> tuple[int, dict[str, object]]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        return int(ended.value.code or 0), json.loads(capsys.readouterr().out)

    grow(tmp_path, noon, 5)
    code, told = ran(patient)
    assert code == 0 and told["size"] == 5 and str(told["witness"]).startswith("saksi+")
    grow(tmp_path, noon, 3)
    assert ran(patient)[0] == 0
    forge(tmp_path, noon, keep=2)
    code, told = ran(patient)
    assert code == 1 and told["complaint"]["fault"] == "fork"  # type: ignore[index]


def test_a_complaint_goes_to_whom_the_witness_was_asked_to_tell_once_a_day(
    watch: Watch, tmp_path: Path, noon: datetime, settings: object
) -> None:
    grow(tmp_path, noon, 4)
    look(watch, noon)
    forge(tmp_path, noon, keep=3)
    forked = look(watch, noon)
    with receiving() as mailbox:
        settings.EMAIL_WAY = mailbox.way  # type: ignore[attr-defined]
        ways.email_sender.cache_clear()
        mailbox.refuses_message = "450 Later"
        assert tell(watch, forked, ["redaksi@contoh.id"], noon), "what could not be sent is said"
        mailbox.refuses_message = ""
        for hours in (0, 1, 23):
            assert tell(watch, forked, ["redaksi@contoh.id"], noon + timedelta(hours=hours)) == []
        assert tell(watch, look(replace(watch, home=tmp_path / "lain"), noon), ["redaksi@contoh.id"], noon) == []
    ways.email_sender.cache_clear()
    assert [one["Subject"] for one in mailbox.got] == ["Seals of http://testserver: fork"] * 2, "today, and tomorrow"
    assert "events with different roots" in mailbox.got[0].get_content()


def test_the_same_complaint_is_kept_once_a_day(watch: Watch, tmp_path: Path, noon: datetime) -> None:
    look(watch, noon)
    forge(tmp_path, noon, keep=3)
    kept = {look(watch, noon + timedelta(minutes=n)).evidence for n in range(5)}
    assert len(kept) == 1 == len(list((watch.home / "complaints").iterdir()))


@pytest.mark.parametrize("at", ["yesterday", "2016-06-01T05:00:00", ""])
def test_a_signed_note_that_tells_no_moment_is_a_complaint_and_no_crash(
    watch: Watch, tmp_path: Path, noon: datetime, at: str
) -> None:
    look(watch, noon)
    newest = Seal.objects.order_by("-number").first()
    assert newest is not None
    told = note.Checkpoint("rukun", newest.size, bytes(newest.root), at, "")
    as_hostile_administrator("UPDATE trail_seal SET note = %s", note.sign(told, keys.signing_key(tmp_path)))
    found = look(watch, noon)
    assert found.complaint is not None and found.complaint.fault is Fault.FORGED


def test_a_witness_that_cannot_be_read_stops_the_start(tmp_path: Path) -> None:
    def started(verifier: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"RUKUN_HOME": str(tmp_path), "RUKUN_WITNESSES": verifier}
        return subprocess.run(
            [sys.executable, "-c", "import rukun.settings"],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    refused = started("kampus+00000000+AAAA")
    assert refused.returncode == 1 and "RUKUN_WITNESSES" in refused.stderr
    key = Memory(tmp_path / "saksi").key().public_key()
    assert started(note.verifier_of("kampus", key, note.COSIGNATURE)).returncode == 0


def test_a_witness_needs_no_database(tmp_path: Path) -> None:
    """The command runs where there is none, and touches none: it asks, and the city does not answer."""
    environment = os.environ | {"DATABASE_URL": "postgresql://nobody@127.0.0.1:9/nothing", "RUKUN_HOME": str(tmp_path)}
    command = ["trail", "witness", "http://127.0.0.1:9", "--home", str(tmp_path / "saksi"), "--tell", "a@contoh.id"]
    ran = subprocess.run(
        [sys.executable, "-c", "from rukun.channels.cli import main; main()", *command],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 1 and "does not answer" in ran.stderr, ran.stderr
