"""What photos tell: used before, showing nothing, taken elsewhere or at another time (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from rukun.validation.signals.facts import Around, Facts, Shot
from rukun.validation.signals.kinds import Fact, FlagKind, Noticed
from rukun.validation.signals.places import metres_between
from rukun.validation.signals.weights import Weights

QUALITY_LEAST = 0.5
# A camera without a zone may be off by hours; one whose clock was never set says a year long ago.
ZONE_OFF = timedelta(hours=3)
CLOCK_NEVER_SET = timedelta(days=400)


def used_again(report: Facts, around: Around, _weights: Weights) -> Iterator[Noticed]:
    """The same photo as an earlier report's, or one made from it."""
    for same in around.photos.get(report.id, ()):
        days = max(0, (report.received_at - same.other.received_at).days)
        evidence: dict[str, Fact] = {"other": same.other.code, "days": days}
        kind = FlagKind.SAME_PHOTO
        if not same.is_exact:
            kind, evidence["percent"] = FlagKind.EDITED_PHOTO, round(same.share * 100)
        yield Noticed(
            kind, report.id, 1.0 if same.is_exact else 0.5 + same.share / 2, evidence, same.other.id, same.picture,
            same.other_picture,
        )  # fmt: skip


def shows_nothing(report: Facts, _around: Around, _weights: Weights) -> Iterator[Noticed]:
    """Blank, unsharp, or a picture of a screen."""
    for shot in report.shots:
        for kind, how_much in (
            (FlagKind.BLANK_PHOTO, shot.blank), (FlagKind.BLURRED_PHOTO, shot.blurred),
            (FlagKind.SCREENSHOT, _screen(shot)),
        ):  # fmt: skip
            if how_much >= QUALITY_LEAST:
                yield Noticed(kind, report.id, how_much, picture=shot.digest)


def _screen(shot: Shot) -> float:
    """Telephones keep pictures of their screen as PNG, and no camera speaks in them."""
    if shot.is_from_camera:
        return 0.0
    return min(1.0, shot.screen + 0.3) if shot.form == "PNG" and shot.screen > 0 else shot.screen


def camera_contradicts(report: Facts, _around: Around, weights: Weights) -> Iterator[Noticed]:
    """The camera was elsewhere, or long before."""
    limits = weights.limits
    for shot in report.shots:
        if shot.lat is not None and shot.lon is not None and report.lat is not None and report.lon is not None:
            metres = metres_between(shot.lat, shot.lon, report.lat, report.lon)
            if metres > limits.photo_metres:
                strength = min(1.0, 0.5 + metres / (limits.photo_metres * 8))
                yield Noticed(
                    FlagKind.PHOTO_ELSEWHERE, report.id, strength, {"metres": round(metres)}, picture=shot.digest
                )
        if shot.taken_at is not None:
            age = report.captured_at - shot.taken_at - (timedelta() if shot.is_zone_said else ZONE_OFF)
            if timedelta(hours=limits.photo_hours) < age < CLOCK_NEVER_SET:
                hours = age // timedelta(hours=1)
                strength = min(1.0, 0.4 + hours / (24 * 14))
                yield Noticed(FlagKind.PHOTO_OLD, report.id, strength, {"hours": hours}, picture=shot.digest)
