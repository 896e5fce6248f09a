"""What should not be seen: anyone says so, and who handles the report reads every word of it."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from rukun.people.entering.throttle import Source
from rukun.people.rules import ANYONE, Actor
from rukun.reports import actions
from rukun.reports.actions import Content, Teller
from rukun.reports.hiding import CONCERNS_A_NETWORK, CONCERNS_A_TELLER, Part, Reason
from rukun.reports.models import Comment, Concern, Hiding, Report
from rukun.trail.models import Event
from rukun.transparency import queries
from rukun.values.refused import Refused
from tests.doors.hiding.seen import KELURAHAN, SignedIn, digest_of, flag, fresh, hide, photo_status, places, text
from tests.made import report, ticket


def test_a_strangers_word_hides_photo_and_words_at_once_and_nothing_else(
    shown: Report, signed_in: SignedIn, fajar: Actor
) -> None:
    neighbour = signed_in(fajar)
    before = places(shown, neighbour)
    assert all(shown.code in page for page in before.values()) and photo_status(shown, Client()) == {200}
    assert "Laporkan isi" in text(Client().get(f"/laporan/{shown.code}/"))
    assert flag(shown, Client(), bagian="both") == 302
    for address, page in places(shown, neighbour).items():
        assert "Rumah Pak" not in page and digest_of(shown) not in page, address
        # Found by no word any more, and no longer among the newest with a photo; place, kind and state stay.
        is_by_content = "cari=" in address or address == "/" or address.startswith("/wilayah/")
        assert (shown.code in page) == (not is_by_content), address
    assert photo_status(shown, Client()) == photo_status(shown, neighbour) == {404}
    page = text(Client().get(f"/laporan/{shown.code}/"))
    assert "Rumah Pak" not in page and digest_of(shown) not in page
    assert "Untuk sementara foto dan kata-katanya tidak terlihat umum" in page and "Rukun Jaya" in page
    assert len(queries.map_of(KELURAHAN).dots) == 1  # type: ignore[union-attr]


def test_only_the_photo_that_was_spoken_against_is_gone_and_what_is_no_private_matter_stays(
    shown: Report, signed_in: SignedIn, budi: Actor
) -> None:
    assert flag(shown, Client(), "abuse", bagian="photos") == 302 and photo_status(shown, Client()) == {200}
    assert flag(shown, Client(), bagian="photos") == 302 and photo_status(shown, Client()) == {404}
    assert "Rumah Pak" in text(Client().get("/laporan/?cari=Zulkifli"))
    assert digest_of(shown) not in text(Client().get("/laporan/"))
    assert [event.verb for event in Event.objects.order_by("id")][-2:] == ["report.questioned", "report.hidden"]


def test_the_handler_reads_every_concern_and_never_who_raised_it(
    shown: Report, signed_in: SignedIn, ani: Actor, citra: Actor, fajar: Actor
) -> None:
    stranger, neighbour = Client(), signed_in(ani)
    assert flag(shown, stranger, "abuse", words="Itu menghina tetangga saya") == 302
    assert flag(shown, stranger, "abuse", words="Itu menghina tetangga saya") == 409
    assert flag(shown, neighbour, "not-so", words="Mohon diperiksa") == 302
    for page in ("/isi/", f"/isi/{shown.code}/"):
        seen = text(signed_in(citra).get(page))
        assert "Itu menghina" in seen and not re.search(r"\bAni\b", seen) and "ketua-rt" not in seen, page
    assert "Mohon diperiksa" in text(signed_in(citra).get(f"/isi/{shown.code}/"))
    assert shown.code not in text(signed_in(fajar).get("/isi/"))
    assert "Itu menghina" not in text(Client().get(f"/laporan/{shown.code}/"))
    seats = set(Event.objects.filter(verb="report.questioned").values_list("seat", flat=True))
    assert seats == {"anyone", "warga"}, "a seat would name the neighbour"
    facts = Event.objects.filter(verb="report.questioned").values_list("facts", flat=True)
    assert all("menghina" not in told and "diperiksa" not in told for told in facts)


def test_the_oldest_concern_stands_first_and_a_decision_settles_what_was_said_before_it(
    kota: Path, signed_in: SignedIn, budi: Actor, citra: Actor, noon: datetime, later: Callable[[timedelta], None]
) -> None:
    first, second = ticket(budi, noon).report, ticket(budi, noon).report
    flag(second, Client(), "abuse")
    later(timedelta(hours=1))
    flag(first, Client(), "abuse")
    client = signed_in(citra)
    page = text(client.get("/isi/"))
    assert page.index(second.code) < page.index(first.code)
    client.post(f"/isi/{second.code}/", {"do": "show", "note": "Tidak menghina siapa pun", "number": "0"})
    assert second.code not in text(client.get("/isi/"))
    flag(second, signed_in(budi), "other", words="Baca lagi")
    assert second.code in text(client.get("/isi/"))


@pytest.mark.parametrize(
    ("typed", "told"),
    [({}, "Pilih alasannya"), ({"reason": "gossip"}, "Pilih alasannya"), ({"reason": "other"}, "kata-kata Anda"),
     ({"reason": "abuse", "words": "x" * 301}, "paling panjang 300"), ({"reason": "abuse", "bagian": "x"}, "bagian")],
)  # fmt: skip
def test_a_concern_that_says_nothing_is_refused_in_words(shown: Report, typed: dict[str, str], told: str) -> None:
    answer = Client().post(f"/laporan/{shown.code}/isi/", typed)
    assert answer.status_code == 400 and told in text(answer) and not Concern.objects.exists()


def test_nobody_raises_concerns_without_end_and_nobody_shuts_out_their_neighbours(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    made = [report(budi, noon) for _ in range(CONCERNS_A_TELLER.most + 1)]

    def say(number: int, teller: Teller, at: datetime = noon) -> Concern:
        return actions.raise_concern(Content(made[number]), Reason.ABUSE, words="", teller=teller, at=at)

    one = Teller.of(ANYONE, "one browser", Source("10.0.0.1"))
    for number in range(CONCERNS_A_TELLER.most):
        say(number, one)
    with pytest.raises(Refused) as refusal:
        say(-1, one)
    assert refusal.value.code == "wait"
    for number in range(CONCERNS_A_NETWORK.most - CONCERNS_A_TELLER.most):
        say(number % 10, Teller.of(ANYONE, f"browser {number}", Source("10.0.0.1")))
    with pytest.raises(Refused):
        say(-1, Teller.of(ANYONE, "another browser", Source("10.0.0.1")))
    assert say(-1, Teller.of(citra, "", Source("10.0.0.1"))), "who says who they are is heard on the same network"
    assert say(-1, Teller.of(ANYONE, "another browser", Source("10.0.0.2")))
    assert say(-1, one, noon + CONCERNS_A_TELLER.window)


def test_a_comment_that_shows_a_private_matter_waits_out_of_sight_for_the_handler(
    shown: Report, signed_in: SignedIn, ani: Actor, citra: Actor, noon: datetime
) -> None:
    spoken = [actions.comment(shown, words=words, key=f"key-{words[:4]}-1", by=ani, at=noon)
              for words in ("Nomornya 0812", "Istrinya sakit")]  # fmt: skip
    page = f"/laporan/{shown.code}/"
    assert f"isi/?komentar={spoken[0].pk}" in text(Client().get(page))
    for one in spoken:
        assert flag(shown, Client(), komentar=str(one.pk)) == 302
    seen = text(Client().get(page))
    assert "0812" not in seen and "Istrinya" not in seen and seen.count("Untuk sementara tidak terlihat") == 2
    assert Client().get(f"/laporan/{shown.code}/isi/?komentar={spoken[0].pk}").status_code == 404, "nor by the form"
    lurah, address = signed_in(citra), f"/isi/{shown.code}/komentar/"
    assert "Nomornya 0812" in text(lurah.get(f"/isi/{shown.code}/"))
    assert lurah.post(address, {"komentar": spoken[0].pk, "do": "hide", "reason": "Nomor telepon"}).status_code == 302
    assert lurah.post(address, {"komentar": spoken[1].pk}).status_code == 400, "nothing is decided by chance"
    assert lurah.post(address, {"komentar": spoken[1].pk, "do": "stand"}).status_code == 302
    assert flag(shown, Client(), komentar=str(spoken[1].pk)) == 302
    seen = text(Client().get(page))
    assert "0812" not in seen and "Nomor telepon" in seen and "Istrinya sakit" in seen
    assert signed_in(ani).post(address, {"komentar": spoken[1].pk, "do": "stand"}).status_code == 404
    assert flag(shown, Client(), komentar="99999") == 404 and Comment.objects.count() == 2


def test_of_a_private_report_nobody_learns_by_raising_a_concern(kota: Path, budi: Actor, noon: datetime) -> None:
    private = report(budi, noon, is_private=True)
    assert flag(private, Client()) == flag(Report(code="0000000000"), Client()) == 404
    assert not Concern.objects.exists()


def test_of_two_handlers_at_once_one_decides_and_of_two_concerns_both_are_heard(
    committed: Path, in_thread: Callable[..., threading.Thread], budi: Actor, citra: Actor, noon: datetime
) -> None:
    decided, flagged = report(budi, noon), report(budi, noon)
    outcomes: list[str] = []
    gate = threading.Barrier(4)

    def decide(part: Part) -> None:
        seen = fresh(decided)
        gate.wait(20)
        try:
            outcomes.append("decided" if hide(seen, part, citra, noon, after=0) else "")
        except Refused as refusal:
            outcomes.append(refusal.code)

    def speak(browser: str) -> None:
        teller = Teller.of(ANYONE, browser, Source("10.0.0.1"))
        seen = fresh(flagged)
        gate.wait(20)
        actions.raise_concern(Content(seen, part=Part.WORDS), Reason.PRIVACY, words="", teller=teller, at=noon)

    threads = [in_thread(decide, part) for part in (Part.WHOLE, Part.WORDS)]
    for thread in [*threads, *(in_thread(speak, browser) for browser in ("one", "two"))]:
        thread.join(30)
    assert sorted(outcomes) == ["conflict", "decided"]
    assert fresh(decided).hidden == Hiding.objects.get(report=decided).hidden
    assert Concern.objects.filter(report=flagged).count() == 2 and fresh(flagged).hidden.words
    assert Hiding.objects.filter(report=flagged).count() == 1, "the second had nothing more to hide"
