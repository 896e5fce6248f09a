"""Questions are answered once, agreed to by a second person, found in everyday words, and chased while they wait."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from rukun.areas.queries import area
from rukun.funds.actions import load_decrees
from rukun.notices import walking
from rukun.notices.models import Notice
from rukun.people.models import Person
from rukun.people.rules import Actor
from rukun.sosialisasi.asked import actions, queries
from rukun.sosialisasi.asked.actions import Asking, Written
from rukun.sosialisasi.asked.rules import Published, Topic, found
from rukun.sosialisasi.models import Question, Reply, Sosialisasi
from rukun.trail.models import Event
from rukun.values.refused import Refused
from tests.conftest import KELURAHAN, NEXT_KELURAHAN, _person
from tests.stories.test_two_at_once import InThread, at_the_same_time

HOW = Written(Topic.REGISTER, "Bagaimana cara mendaftar?", "Pakai kode undangan dari kelurahan, lalu isi nomor.")
SignedIn = Callable[[Actor], Client]


@pytest.fixture
def ina() -> Actor:
    """The rollout officer of the kota."""
    return _person("Ina", "kominfomas", "9999")  # type: ignore[return-value]


@pytest.fixture
def joko() -> Actor:
    """Another of them."""
    return _person("Joko", "kominfomas", "9999")  # type: ignore[return-value]


def asked(by: Actor, at: datetime, words: str = "Pak, daftarnya bagaimana?", *, key: str = "asked-key-1") -> Question:
    return actions.ask(Asking(key, Topic.REGISTER, words), kelurahan=area(KELURAHAN), by=by, at=at)


def published(by: Actor, second: Actor, at: datetime, written: Written = HOW, key: str = "made-up-key") -> Reply:
    question = actions.ask(Asking(key, written.topic, written.heading), kelurahan=None, by=by, at=at)
    return actions.approve(actions.answer(question.pk, written, by=by, at=at).pk, by=second, at=at)


def test_everyone_reads_an_answer_only_after_another_person_agreed(
    kota: Path, ani: Actor, ina: Actor, joko: Actor, noon: datetime, client: Client
) -> None:
    question = asked(ani, noon)
    reply = actions.answer(question.pk, HOW, by=ina, at=noon)
    assert queries.published() == [] and HOW.heading not in client.get("/tanya/").content.decode()
    with pytest.raises(Refused, match="disetujui orang lain"):
        actions.approve(reply.pk, by=ina, at=noon)
    actions.approve(reply.pk, by=joko, at=noon)
    assert [one.heading for one in queries.published()] == [HOW.heading]
    assert HOW.heading in client.get("/tanya/").content.decode()
    question.refresh_from_db()
    assert question.settled_at == noon
    verbs = Event.objects.filter(verb__regex="question|reply").order_by("id").values_list("verb", "seat")
    assert list(verbs) == [
        ("question.asked", "warga"), ("question.answered", "kominfomas@9999"), ("reply.approved", "kominfomas@9999"),
    ]  # fmt: skip


def test_the_database_itself_lets_nobody_approve_their_own_answer(kota: Path, ina: Actor, noon: datetime) -> None:
    question = asked(ina, noon)
    reply = actions.answer(question.pk, HOW, by=ina, at=noon)
    with pytest.raises(IntegrityError, match="who_answers_does_not_approve"), transaction.atomic():
        Reply.objects.filter(pk=reply.pk).update(decided_by=reply.written_by_id)


def test_who_answers_and_who_may_not(
    kota: Path, ani: Actor, budi: Actor, citra: Actor, fajar: Actor, ina: Actor, noon: datetime
) -> None:
    question = asked(ani, noon)
    for stranger in (ani, budi, fajar):
        with pytest.raises(Refused, match="bukan untuk Anda"):
            actions.answer(question.pk, HOW, by=stranger, at=noon)
    reply = actions.answer(question.pk, HOW, by=citra, at=noon)
    with pytest.raises(Refused, match="bukan untuk Anda"):
        actions.approve(reply.pk, by=fajar, at=noon)
    assert actions.approve(reply.pk, by=ina, at=noon).approved_at == noon


def test_a_question_of_no_kelurahan_is_the_rollouts(
    kota: Path, budi: Actor, citra: Actor, ina: Actor, noon: datetime
) -> None:
    question = actions.ask(Asking("of-the-city", Topic.OTHER, "Kapan di sini?"), kelurahan=None, by=budi, at=noon)
    with pytest.raises(Refused, match="bukan untuk Anda"):
        actions.answer(question.pk, HOW, by=citra, at=noon)
    assert actions.answer(question.pk, HOW, by=ina, at=noon)


def test_an_answer_that_is_sent_back_says_why_and_the_question_waits_again(
    kota: Path, ani: Actor, citra: Actor, ina: Actor, noon: datetime
) -> None:
    question = asked(ani, noon)
    first = actions.answer(question.pk, HOW, by=citra, at=noon)
    with pytest.raises(Refused, match="menunggu persetujuan"):
        actions.answer(question.pk, HOW, by=citra, at=noon)
    with pytest.raises(Refused, match="belum diisi"):
        actions.send_back(first.pk, " ", by=ina, at=noon)
    actions.send_back(first.pk, "Sebutkan lamanya.", by=ina, at=noon)
    with pytest.raises(Refused, match="sudah diputuskan"):
        actions.approve(first.pk, by=ina, at=noon)
    second = actions.answer(question.pk, HOW, by=citra, at=noon)
    assert actions.approve(second.pk, by=ina, at=noon).questions.get() == question


def test_what_was_answered_before_settles_the_same_question_without_a_second_answer(
    kota: Path, ani: Actor, citra: Actor, ina: Actor, joko: Actor, noon: datetime
) -> None:
    reply = published(ina, joko, noon)
    question = asked(ani, noon)
    waiting = actions.answer(asked(ani, noon, key="asked-key-2").pk, HOW, by=citra, at=noon)
    with pytest.raises(Refused, match="sudah terbit"):
        actions.settle_with(question.pk, waiting.pk, by=citra, at=noon)
    actions.settle_with(question.pk, reply.pk, by=citra, at=noon)
    with pytest.raises(Refused, match="sudah dijawab"):
        actions.answer(question.pk, HOW, by=citra, at=noon)
    assert Reply.objects.filter(approved_at__isnull=False).count() == 1


def test_a_better_answer_takes_the_place_of_the_old_when_it_is_agreed_to(
    kota: Path, ani: Actor, citra: Actor, ina: Actor, joko: Actor, noon: datetime
) -> None:
    old = published(ina, joko, noon)
    better = Written(Topic.REGISTER, HOW.heading, "Kode undangan berlaku 30 hari.")
    new = actions.revise(old.pk, better, by=citra, at=noon)
    with pytest.raises(Refused, match="sudah menunggu"):
        actions.revise(old.pk, better, by=citra, at=noon)
    assert [one.words for one in queries.published()] == [HOW.words]
    actions.approve(new.pk, by=ina, at=noon + timedelta(hours=1))
    assert [one.words for one in queries.published()] == [better.words]
    assert set(Question.objects.values_list("reply", flat=True)) == {new.pk}


def test_the_same_question_sent_twice_is_one_and_a_flood_is_none(
    kota: Path, ani: Actor, budi: Actor, noon: datetime
) -> None:
    assert asked(ani, noon) == asked(ani, noon)
    with pytest.raises(Refused, match="Kunci kiriman"):
        asked(budi, noon)
    for n in range(9):
        asked(ani, noon, key=f"asked-more-{n}")
    with pytest.raises(Refused, match="10 hal dalam sehari"):
        asked(ani, noon, key="asked-too-much")
    assert asked(ani, noon + timedelta(days=1), key="asked-tomorrow")


def test_of_two_who_answer_at_once_one_answers(
    committed: Path, in_thread: InThread, ani: Actor, citra: Actor, ina: Actor, joko: Actor, noon: datetime
) -> None:
    question = asked(ani, noon)
    acts = [lambda by=by: actions.answer(question.pk, HOW, by=by, at=noon).pk for by in (citra, ina)]
    outcomes = at_the_same_time(in_thread, *acts)
    assert outcomes.count("twice") == 1 and Reply.objects.count() == 1
    reply = Reply.objects.get()
    second = [by for by in (ina, joko) if by.person_id != reply.written_by_id]
    decided = at_the_same_time(
        in_thread,
        lambda: actions.approve(reply.pk, by=second[0], at=noon).pk,
        lambda: actions.send_back(reply.pk, "Kurang jelas.", by=second[-1], at=noon).pk,
    )
    assert decided.count("twice") == 1


def test_what_is_taken_down_in_a_session_names_nobody(
    session: Sosialisasi, citra: Actor, fajar: Actor, noon: datetime
) -> None:
    asking = Asking("in-session-1", Topic.MONEY, "Apa boleh beli HP?")
    with pytest.raises(Refused, match="bukan untuk Anda"):
        actions.take_down(session, asking, by=fajar, at=noon)
    made = actions.take_down(session, asking, by=citra, at=noon)
    assert actions.take_down(session, asking, by=citra, at=noon) == made
    assert (made.person, made.kelurahan, made.taken_down_by) == (None, session.kelurahan, f"lurah@{KELURAHAN}")
    assert list(queries.of_session(session.pk)) == [made]


def test_those_who_should_answer_are_told_once_after_some_days_and_the_asker_when_there_is_an_answer(
    kota: Path, ani: Actor, citra: Actor, fajar: Actor, ina: Actor, joko: Actor, noon: datetime
) -> None:
    walking.begin(at=noon)
    question, week = asked(ani, noon), timedelta(days=7)
    assert actions.chase(after=week, at=noon + week - timedelta(minutes=1)) == 0
    assert [actions.chase(after=week, at=noon + week + timedelta(days=n)) for n in (1, 2)] == [1, 0]
    later = noon + week + timedelta(days=3)
    reply = actions.answer(question.pk, HOW, by=citra, at=later)
    actions.approve(reply.pk, by=ina, at=later)
    walking.catch_up(at=later)
    told = {(notice.matter, notice.person_id) for notice in Notice.objects.all()}
    late = {("unanswered", person.person_id) for person in (citra, ina, joko)}
    assert told == late | {("answered", ani.person_id)}
    assert Notice.objects.filter(matter="unanswered").first().stated == {"days": 8}  # type: ignore[union-attr]


def test_what_is_put_aside_says_why_and_waits_no_more(kota: Path, ani: Actor, citra: Actor, noon: datetime) -> None:
    question = asked(ani, noon)
    with pytest.raises(Refused, match="belum diisi"):
        actions.put_aside(question.pk, "", by=citra, at=noon)
    actions.put_aside(question.pk, "Bukan pertanyaan tentang Rukun.", by=citra, at=noon)
    assert not queries.waiting(citra.seats).exists()
    assert actions.chase(after=timedelta(0), at=noon + timedelta(days=1)) == 0


FAQ = [
    Published(1, Topic.REGISTER, "Bagaimana cara mendaftar?", "Pakai kode undangan dari kelurahan.", ""),
    Published(2, Topic.REPORT, "Apakah bisa melapor tanpa sinyal?", "Bisa: laporan disimpan di telepon.", ""),
    Published(3, Topic.VALIDATION, "Mengapa laporan saya dicoret?", "Alasannya ada di halaman Bulan ini.", ""),
    Published(4, Topic.MONEY, "Bolehkah membeli telepon genggam?", "Lihat keputusan yang berlaku.", "ponsel"),
    Published(5, Topic.MONEY, "Kapan uangnya dibayar?", "Paling lambat tanggal 10 bulan berikutnya.", ""),
]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("gimana daftarnya?", 1), ("pendaftaran", 1), ("kode undangan hilang", 1), ("gak ada sinyal", 2),
        ("kok laporanku dicoret", 3), ("pencoretan", 3), ("kapan dibayarkan", 5), ("pembayaran uang", 5),
        ("tanggal berapa uang turun", 5),
    ],
)  # fmt: skip
def test_everyday_words_find_the_answer(words: str, first: int) -> None:
    assert [one.number for one in found(FAQ, words)][0] == first


@pytest.mark.parametrize("words", ["", "???", "resep rendang", "123"])
def test_what_nobody_answered_is_not_made_up(words: str) -> None:
    assert found(FAQ, words) == []


def test_the_public_page_answers_from_the_list_and_from_the_catalogue_of_the_money(
    kota: Path, ani: Actor, ina: Actor, joko: Actor, noon: datetime, client: Client, settings: object,
    django_assert_num_queries: Callable[[int], object], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("rukun.clock.now", lambda: noon)
    load_decrees(kota / "decrees", at=noon)
    published(ina, joko, noon, Written(Topic.MONEY, "Apa boleh beli HP?", "Lihat di bawah.", "ponsel"))
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        page = client.get("/tanya/?cari=beli+hp").content.decode()
    assert "Apa boleh beli HP?" in page and "Telepon genggam" in page and "Boleh dibelanjakan?" in page
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert "Apa boleh beli HP?" in client.get("/tanya/?topik=money").content.decode()
    assert "Belum ada jawaban" in client.get("/tanya/?cari=rendang").content.decode()
    assert client.get("/tanya/?topik=cuaca").status_code == 400


def test_asking_and_answering_on_the_pages(
    kota: Path, ani: Actor, citra: Actor, fajar: Actor, ina: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: Callable[[int], object],
) -> None:  # fmt: skip
    monkeypatch.setattr("rukun.clock.now", lambda: noon)

    def as_(actor: Actor) -> Client:
        client = Client()
        client.force_login(Person.objects.get(pk=actor.person_id))
        return client

    form = {"key": "page-key-1", "topic": "register", "words": "Kode saya hilang, bagaimana?"}
    refused = as_(ani).post("/tanya/ajukan/", form | {"topic": ""})
    assert refused.status_code == 400 and "Kode saya hilang" in refused.content.decode()
    for _ in range(2):
        assert as_(ani).post("/tanya/ajukan/", form).status_code == 302
    question = Question.objects.get()
    assert question.kelurahan.code == KELURAHAN  # type: ignore[union-attr]
    lurah, rollout = as_(citra), as_(ina)
    with django_assert_num_queries(6):  # type: ignore[attr-defined]
        assert "Kode saya hilang" in lurah.get("/tanya/petugas/").content.decode()
    assert "Kode saya hilang" not in as_(fajar).get("/tanya/petugas/").content.decode()
    assert as_(fajar).get(f"/tanya/petugas/{question.pk}/").status_code == 404
    typed = {"do": "answer", "topic": "register", "heading": "Kode hilang?", "words": "Minta lagi.", "use": "emas"}
    assert lurah.post(f"/tanya/petugas/{question.pk}/", typed).status_code == 400
    assert lurah.post(f"/tanya/petugas/{question.pk}/", typed | {"use": ""}).status_code == 302
    reply = Reply.objects.get()
    assert lurah.post(f"/tanya/jawaban/{reply.pk}/putus/", {"do": "approve"}).status_code == 404
    assert "Setujui dan terbitkan" in rollout.get("/tanya/petugas/").content.decode()
    assert rollout.post(f"/tanya/jawaban/{reply.pk}/putus/", {"do": "approve"}).status_code == 302
    assert rollout.post(f"/tanya/jawaban/{reply.pk}/putus/", {"do": "approve"}).status_code == 409
    assert "Dijawab" in as_(ani).get("/tanya/ajukan/").content.decode()
    assert NEXT_KELURAHAN not in Client().get("/tanya/").content.decode()


def test_eight_questions_are_taken_down_on_the_page_of_a_session(
    session: Sosialisasi, citra: Actor, fajar: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rukun.clock.now", lambda: noon)
    client = Client()
    client.force_login(Person.objects.get(pk=citra.person_id))
    address = f"/sosialisasi/acara/{session.code}/tanya/"
    for n in range(8):
        form = {"key": f"taken-down-{n}", "topic": "money", "words": f"Pertanyaan ke-{n}"}
        assert client.post(address, form).status_code == 302
    assert client.post(address, {"key": "taken-down-9", "topic": "money", "words": ""}).status_code == 400
    assert "8 pertanyaan" in client.get(address).content.decode()
    client.force_login(Person.objects.get(pk=fajar.person_id))
    assert client.get(address).status_code == 404


def test_nobody_is_led_to_an_answer_that_is_being_replaced(
    committed: Path, in_thread: InThread, ani: Actor, citra: Actor, ina: Actor, joko: Actor, noon: datetime
) -> None:
    old, question = published(ina, joko, noon), asked(ani, noon)
    better = actions.revise(old.pk, HOW, by=ina, at=noon)
    told: list[str] = []

    def settle() -> None:
        try:
            actions.settle_with(question.pk, old.pk, by=citra, at=noon)
        except Refused as refusal:
            told.append(refusal.code)

    with transaction.atomic():
        actions.approve(better.pk, by=joko, at=noon)
        settling = in_thread(settle)
        settling.join(0.5)
    settling.join(30)
    question.refresh_from_db()
    assert (told, question.reply) == (["reply"], None)
