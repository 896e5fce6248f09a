"""A picture of finished work that was made from one that was here before is told to whoever looks at the closing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rukun.channels.simulate import streets
from rukun.followup import access, actions
from rukun.followup.crew import proving
from rukun.followup.models import Ticket
from rukun.followup.oversight import audits
from rukun.people.rules import Actor
from rukun.reports.actions import keep_photo
from rukun.validation.looking.proofs import doubts_of, look_through_proofs, with_doubts
from rukun.validation.signals import apart
from rukun.values.code import AreaCode
from tests import made

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _no_process_stays() -> Iterator[None]:
    yield
    apart.close()


def shot(seed: str, *, is_done: bool = False) -> bytes:
    return streets.shot(streets.scene("sampah", seed, is_done=is_done), f"{seed}:{is_done}")


def closed(by: Actor, desk: Actor, before: bytes, after: bytes, at: datetime) -> Ticket:
    """A ticket with a picture of the problem, finished with a picture of the work."""
    opened = made.ticket(by, at, photos=[keep_photo(before, at=at)])
    held, seat = access.ticket_to_work(desk, opened.report.code)
    photo = keep_photo(after, at=at + HOUR)
    actions.finish(
        held, words="Sudah.", proof=photo, desk=seat, at=at + HOUR, details=proving.facts_of_upload(photo, held)
    )
    return Ticket.objects.select_related("report").get(pk=held.pk)


def test_an_edited_proof_used_again_is_told_with_what_it_was_made_from_and_a_new_photo_is_not(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    work = shot("a", is_done=True)
    first = closed(budi, citra, shot("a"), work, noon)
    again = closed(budi, citra, shot("b"), streets.edited(work, "e"), noon + timedelta(days=2))
    unmoved = closed(budi, citra, shot("c"), streets.edited(shot("c"), "f"), noon + timedelta(days=3))
    honest = closed(budi, citra, shot("d"), shot("d", is_done=True), noon + timedelta(days=4))
    at = noon + timedelta(days=5)
    assert look_through_proofs(at=at) == 4
    assert look_through_proofs(at=at) == 0, "looking twice is looking once"
    # The picture of the report itself is looked through by its own line.
    from rukun.validation.looking.noticing import raise_all

    raise_all(at=at)
    told = {
        ticket.report.code: [str(doubt) for pair in with_doubts(proving.pairs_of(ticket, ticket.report))
                             for doubt in pair.doubts]
        for ticket in (first, again, unmoved, honest)
    }  # fmt: skip
    assert told[first.report.code] == told[honest.report.code] == [], "the earlier one is not accused of the later"
    (of_proof,), (of_report,) = told[again.report.code], told[unmoved.report.code]
    assert first.report.code in of_proof and "bukti penutupan" in of_proof
    assert unmoved.report.code in of_report and "foto laporan" in of_report
    order = audits.to_audit(AreaCode("9999991001"), at, doubts_of)
    assert [closing.doubt for closing in order][:2] == ["used", "used"]
    assert {closing.ticket.pk for closing in order[:2]} == {again.pk, unmoved.pk} and order[0].told


def test_a_ticket_without_a_proof_asks_nothing(
    kota: Path, budi: Actor, noon: datetime, django_assert_num_queries: object
) -> None:
    opened = made.ticket(budi, noon)
    pairs = proving.pairs_of(opened, opened.report)
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert with_doubts(pairs) == []
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert look_through_proofs(at=noon) == 0
