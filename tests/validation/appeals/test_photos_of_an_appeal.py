"""Photos that speak for an appeal: kept once, and seen by the unit and the desk alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from rukun.people.rules import ANYONE, Actor
from rukun.reports.models import Report
from rukun.trail.models import Event
from rukun.validation import access, actions, queries
from rukun.validation.models import Appeal
from rukun.values.refused import Refused
from tests.made import proof
from tests.validation.appeals.contested import WORDS


def test_photos_speak_for_an_appeal_and_are_seen_by_the_unit_and_the_desk_alone(
    struck: Report, ani: Actor, budi: Actor, hana: Actor, eka: Actor, fajar: Actor, noon: datetime
) -> None:
    photo = proof(5)
    lodged = actions.appeal(struck, words=WORDS, by=ani, at=noon, photos=[photo])
    assert [kept.digest for kept in lodged.photos.all()] == [photo.digest]
    assert Event.objects.get(verb="appeal.lodged").stated["photos"] == [photo.digest]
    assert queries.photos_among([photo.digest, "0" * 64]) == {photo.digest}
    for who in (ani, hana, eka):
        assert access.appeal_photo_to_see(who, photo.digest) == photo.digest
    for who in (budi, fajar, ANYONE):
        with pytest.raises(Refused):
            access.appeal_photo_to_see(who, photo.digest)
    with pytest.raises(DatabaseError), transaction.atomic():
        lodged.photos.all().delete()


def test_the_same_appeal_sent_again_keeps_its_photos_once_and_too_many_are_refused(
    struck: Report, ani: Actor, noon: datetime
) -> None:
    with pytest.raises(Refused, match="Paling banyak 5"):
        actions.appeal(struck, words=WORDS, by=ani, at=noon, photos=[proof(n) for n in range(6)])
    assert not Appeal.objects.exists()
    first = actions.appeal(struck, words=WORDS, by=ani, at=noon, photos=[proof(5)])
    assert actions.appeal(struck, words=WORDS, by=ani, at=noon, photos=[proof(5)]) == first
    assert first.photos.count() == 1


def test_the_pictures_of_an_appeal_are_not_swept_away(
    struck: Report, ani: Actor, noon: datetime, tmp_path: Path
) -> None:
    from rukun.reports.models import Picture
    from rukun.tick import tick

    kept, lost = proof(5), proof(6)
    actions.appeal(struck, words=WORDS, by=ani, at=noon, photos=[kept])
    tick(at=noon + timedelta(days=2), home=tmp_path, everything=True)
    assert set(Picture.objects.values_list("digest", flat=True)) == {kept.digest}, lost.digest
