"""What people and their devices tell: one device for many, the same few who always agree (pure)."""

from __future__ import annotations

from collections.abc import Iterator

from rukun.validation.signals.facts import Around, Facts
from rukun.validation.signals.kinds import FlagKind, Noticed
from rukun.validation.signals.weights import Weights


def one_device(report: Facts, around: Around, weights: Weights) -> Iterator[Noticed]:
    """One device that sends for many accounts; all of its reports are flagged when the last account is seen."""
    by_account = around.accounts.get(report.device, {}) if report.device else {}
    if len(by_account) < weights.limits.device_accounts:
        return
    strength = min(1.0, 0.5 + (len(by_account) - weights.limits.device_accounts) * 0.2)
    for reports in by_account.values():
        for one in reports:
            yield Noticed(FlagKind.ONE_DEVICE, one.id, strength, {"count": len(by_account)})


def circle(report: Facts, around: Around, _weights: Weights) -> Iterator[Noticed]:
    """Support that always comes from the same few."""
    found = around.circle.get(report.id)
    if found is not None:
        share, people = found
        yield Noticed(FlagKind.CIRCLE, report.id, share, {"percent": round(share * 100), "count": people})


def lenient(report: Facts, around: Around, _weights: Weights) -> Iterator[Noticed]:
    """A unit whose reports one officer nearly always judges, and always finds valid."""
    found = around.lenient.get(report.id)
    if found is not None:
        share, count = found
        yield Noticed(FlagKind.LENIENT, report.id, share, {"percent": round(share * 100), "count": count})
