"""What is gone from a page is gone at its own address, too; whoever has to see it still does."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from rukun.people.rules import ANYONE, Actor
from rukun.reports.actions import keep_photo
from rukun.reports.models import Photo
from rukun.transparency.access import photo_to_see
from rukun.validation.access import report_to_judge
from rukun.validation.actions import accept, strike
from rukun.validation.rules import StrikeReason
from rukun.values.refused import Refused
from tests.made import jpeg, report


def test_a_photo_of_a_private_report_is_as_private_as_the_report(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    kept = keep_photo(jpeg(7), at=noon)
    report(budi, noon, is_private=True, photos=[kept])
    assert photo_to_see(citra, kept.digest) == kept.digest
    with pytest.raises(Refused):
        photo_to_see(ANYONE, kept.digest)
    report(budi, noon, photos=[kept])
    assert photo_to_see(ANYONE, kept.digest) == kept.digest
    Photo.objects.update(hidden_at=noon)
    with pytest.raises(Refused):
        photo_to_see(ANYONE, kept.digest)


@pytest.mark.parametrize("reason", [StrikeReason.PRIVACY, StrikeReason.NOT_SHOWN])
def test_only_a_strike_for_privacy_takes_the_photo_from_the_public_and_from_neighbours(
    kota: Path, ani: Actor, budi: Actor, citra: Actor, dodi: Actor, fajar: Actor, noon: datetime, reason: StrikeReason
) -> None:
    kept = keep_photo(jpeg(8), at=noon)
    made = report(ani, noon, for_unit=ani.seats[0].area, kind="kerja-bakti", photos=[kept])
    assert photo_to_see(ANYONE, kept.digest) == kept.digest
    strike(report_to_judge(dodi, made.code), reason, by=dodi, at=noon)
    for stranger in (ANYONE, budi, fajar):
        if reason is StrikeReason.PRIVACY:
            with pytest.raises(Refused) as refusal:
                photo_to_see(stranger, kept.digest)
            assert refusal.value.code == "hidden"
        else:
            assert photo_to_see(stranger, kept.digest) == kept.digest
    for may in (ani, citra, dodi):
        assert photo_to_see(may, kept.digest) == kept.digest
    accept(report_to_judge(dodi, made.code), by=dodi, at=noon)
    assert photo_to_see(ANYONE, kept.digest) == kept.digest
