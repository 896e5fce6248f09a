"""What the system does by itself: one readable list. Each line finds its own work and may run twice."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from rukun.chats import keeping as chats
from rukun.chats.queries import pictures_among as pictures_of_chats
from rukun.following import telling as following
from rukun.following.keeping import let_go_of_dead_mailboxes
from rukun.followup import actions as followup
from rukun.followup.crew.proving import pictures_among
from rukun.followup.incidents import gathering as incidents
from rukun.followup.kinds import note_kinds
from rukun.followup.oversight import exporting, tallying
from rukun.followup.oversight.weekly import end_week
from rukun.followup.parts import actions as parts
from rukun.followup.queries import proofs_among
from rukun.funds import actions as funds
from rukun.funds.queries import is_checked_in_full
from rukun.funds.queries.payment import receipts_of_cash
from rukun.funds.queries.spending import receipts_among
from rukun.notices import walking
from rukun.operation import keeping as operation
from rukun.operation.mirroring import start_when_due
from rukun.operation.rounds import ALWAYS, DAY, FIVE_MINUTES, HOUR, MINUTE, QUARTER, Line, Round, go_through
from rukun.penataan import actions as penataan
from rukun.people import keys, pacing
from rukun.people.entering import doorkeeper, sent_codes, sessions
from rukun.ranking import actions as ranking
from rukun.reports import actions as reports
from rukun.reports.direct.drawing import draw_uploads
from rukun.reports.sizes import make_sizes
from rukun.rights import actions as rights
from rukun.rights import ageing, copying
from rukun.sosialisasi.asked.actions import chase
from rukun.sosialisasi.helped.queries import forms_among
from rukun.sosialisasi.queries import photos_among as photos_of_sessions
from rukun.sosialisasi.tallying import keep_tallies, rebuild_tallies
from rukun.trail import actions as trail
from rukun.trail import queries as trail_queries
from rukun.transparency import counting
from rukun.transparency.map import keeping
from rukun.transparency.money.keeping import keep_money, rebuild_money
from rukun.transparency.open_data import published
from rukun.transparency.queries import struck_for_privacy
from rukun.validation import actions as validation
from rukun.validation.desk import claims
from rukun.validation.looking import noticing, proofs, settling, weighing
from rukun.validation.queries import photos_among
from rukun.validation.sample import queries as samples
from rukun.values.time import Month
from rukun.webhooks import walking as webhooks

SEAL_EVERY = timedelta(minutes=15)
# What came a moment ago is opened in every round, at the price of looking at that alone; three days back once a minute.
JUST_NOW = timedelta(minutes=2)


def tick(*, at: datetime, home: Path, everything: bool = False, worker: Round | None = None) -> dict[str, int]:
    """Go through the list once; returns how much each line did. A line that fails is told and tried again next time,
    and the others are done; without a worker its failure is raised at the end.

    `everything` does now what otherwise waits for its hour, and makes anew what is derived; `worker` does only its own
    (None: all of it).
    """
    return go_through(lines(at, home, everything=everything), at=at, everything=everything, worker=worker)


def lines(at: datetime, home: Path, *, everything: bool = False) -> dict[str, Line]:
    """The list, in the order in which a report flows."""
    return {
        **_opened(at),
        "pauses ended": Line(ALWAYS, lambda: followup.end_pauses(at=at)),
        "tickets escalated": Line(ALWAYS, lambda: followup.escalate(at=at)),
        "parts escalated": Line(ALWAYS, lambda: parts.escalate(at=at)),
        "silent closings settled": Line(ALWAYS, lambda: followup.settle_silence(at=at)),
        "map kept": Line(ALWAYS, keeping.keep_map),
        # A slice of all reports a minute: each within a day, however many there are.
        "map compared": Line(MINUTE, keeping.rebuild_map if everything else keeping.compare_map),
        # A busy city touches all of them in every round, and each is counted through all that lies in it.
        "areas counted": Line(QUARTER, counting.keep_counts),
        "areas counted again": Line(MINUTE, counting.recount if everything else counting.count_next),
        "appeals escalated": Line(ALWAYS, lambda: validation.escalate_appeals(at=at)),
        "seeds promised": Line(HOUR, lambda: _promise(at, home)),
        **_owing(at),
        "tables published": Line(DAY, lambda: ranking.publish_due(scoring=_kota() / "scoring", at=at), apart=True),
        "awards proposed": Line(DAY, lambda: ranking.propose_due(file=_kota() / "awards.toml", at=at)),
        "seals": Line(ALWAYS, lambda: _seal_when_due(at, home)),
        "samples": Line(MINUTE, lambda: sample(at, home)),
        "sign-in leavings dropped": Line(HOUR, lambda: _forget(at)),
        "uploads drawn": Line(ALWAYS, lambda: draw_uploads(at=at), apart=True),
        "picture sizes made": Line(ALWAYS, lambda: make_sizes(at=at), apart=True),
        **_looked_through(at, everything),
        "pictures swept": Line(HOUR, lambda: _sweep_pictures(at)),
        "settled days tallied": Line(DAY, lambda: tallying.keep_settled(at=at)),
        "days tallied": Line(FIVE_MINUTES, lambda: (tallying.rebuild if everything else tallying.keep_today)(at=at)),
        "boarding counted": Line(FIVE_MINUTES, lambda: (rebuild_tallies if everything else keep_tallies)(at=at)),
        "money counted": Line(FIVE_MINUTES, lambda: (rebuild_money if everything else keep_money)(at=at)),
        "questions chased": Line(MINUTE, lambda: chase(after=timedelta(days=settings.RUKUN_QUESTION_DAYS), at=at)),
        "week ended": Line(ALWAYS, lambda: end_week(at=at)),
        "archive rows taken": Line(ALWAYS, lambda: exporting.work_on(at=at, hides=struck_for_privacy), apart=True),
        "open data written": Line(FIVE_MINUTES, lambda: _write_open_data(at, home), apart=True),
        "mirror begun": Line(FIVE_MINUTES, lambda: start_when_due(folder=settings.RUKUN_MIRROR, at=at)),
        **_told(at),
        **_owned(at, home),
        **_watched(at),
    }


def _opened(at: datetime) -> dict[str, Line]:
    """What becomes a ticket, and which of them are one thing."""
    return {
        "tickets opened": Line(ALWAYS, lambda: open_new_tickets(at=at), sooner=True),
        "tickets opened after a rest": Line(MINUTE, lambda: followup.open_tickets(at=at)),
        "tickets opened late": Line(DAY, lambda: _open_all(at)),
        "kinds noted": Line(ALWAYS, note_kinds),
        "incidents gathered": Line(QUARTER, lambda: incidents.gather(at=at)),
        "incidents followed": Line(ALWAYS, lambda: incidents.follow(at=at)),
    }


def _looked_through(at: datetime, everything: bool) -> dict[str, Line]:
    """What a human should look at first, and what nobody has to any more."""
    return {
        "reports looked through": Line(ALWAYS, lambda: noticing.raise_flags(at=at), apart=True),
        "queue weighed anew": Line(ALWAYS, weighing.weigh_anew, apart=True),
        "risks settled": Line(MINUTE, lambda: _settle(at, everything)),
        "proofs looked through": Line(MINUTE, lambda: proofs.look_through_proofs(at=at), apart=True),
        "old signs forgotten": Line(HOUR, lambda: noticing.forget_old(at=at)),
    }


def _owing(at: datetime) -> dict[str, Line]:
    """Which units there are from today, and what of closed months came out otherwise."""
    return {
        "units changed": Line(FIVE_MINUTES, lambda: penataan.carry_out_due(at=at)),
        "corrections proposed": Line(MINUTE, lambda: funds.propose_corrections(at=at)),
    }


def _told(at: datetime) -> dict[str, Line]:
    """What people and programs are told, and what is forgotten of it."""
    return {
        "notices": Line(ALWAYS, lambda: walking.walk(at=at)),
        "followers told": Line(ALWAYS, lambda: following.tell_due(at=at), apart=True),
        "dead mailboxes let go": Line(DAY, lambda: let_go_of_dead_mailboxes(at=at)),
        "old notices pruned": Line(DAY, lambda: walking.prune(at=at)),
        "webhooks laid ready": Line(ALWAYS, lambda: webhooks.walk(at=at)),
        "old webhooks pruned": Line(DAY, lambda: webhooks.prune(at=at)),
        "chats ended, forgotten": Line(MINUTE, lambda: chats.end_stale(at=at) + chats.forget_old(at=at)),
    }


def _owned(at: datetime, home: Path) -> dict[str, Line]:
    """What persons asked about what is kept of them, and what has been kept long enough."""
    return {
        "copies made": Line(ALWAYS, lambda: copying.make_waiting(home=home, at=at)),
        "persons forgotten": Line(MINUTE, lambda: rights.forget_due(home=home, at=at)),
        "old data let go": Line(HOUR, lambda: sum(ageing.let_go(at=at).values()) + copying.sweep(home=home, at=at)),
    }


def _watched(at: datetime) -> dict[str, Line]:
    """What is kept for whoever watches the system; last, so that it tells of this round."""
    return {
        "openings measured": Line(ALWAYS, lambda: operation.measure_openings(at=at)),
        "figures kept": Line(FIVE_MINUTES, lambda: operation.keep_figures(at=at)),
    }


def _kota() -> Path:
    """The folder of the city that is served."""
    return Path(settings.RUKUN_KOTA_FOLDER) / settings.RUKUN_KOTA


def open_new_tickets(*, at: datetime, is_behind: bool = False) -> int:
    """Tickets for what came a moment ago, or where nobody looked for a while, for what came within three days; the
    worker does this beside its rounds as well."""
    return followup.open_tickets(at=at) if is_behind else followup.open_tickets(at=at, since=JUST_NOW)


def _open_all(at: datetime) -> int:
    """Reports of any age without a ticket: what was imported, or missed while no worker ran."""
    opened, total = 1, 0
    while opened:
        opened = followup.open_tickets(at=at, since=None)
        total += opened
    return total


def _settle(at: datetime, everything: bool) -> int:
    """The next slice of what was judged, or all that is left of it."""
    total = done = settling.keep_settled(at=at)
    while everything and done:
        total += (done := settling.keep_settled(at=at))
    return total


def _promise(at: datetime, home: Path) -> int:
    """The seed of the present month, and of the next on the last day of this one."""
    months = {Month.of(at), Month.of(at + timedelta(days=1))}
    return sum(validation.commit_month(month, home=home, at=at) is not None for month in sorted(months))


def sample(at: datetime, home: Path) -> int:
    """Months that are complete are framed, their seed is mixed after the next seal, samples are drawn and widened.

    Returns how many steps were taken.
    """
    steps = 0
    for month in samples.months_to_frame(at):
        steps += len(validation.frame_month(month, is_full=is_checked_in_full(month, at), at=at))
    steps += sum(validation.mix_seed(month, home=home, at=at) is not None for month in samples.months_to_mix())
    return steps + validation.draw_samples(at=at) + validation.widen_samples(at=at)


def _forget(at: datetime) -> int:
    """Failed tries, sent codes, sessions that are over, reports that nobody has before them, old uses of keys."""
    forgotten = doorkeeper.forget_old(at) + sent_codes.forget_old(at) + sessions.forget_expired(at)
    return forgotten + claims.forget_claims(at=at) + keys.forget_old(at) + pacing.forget_old(at)


def _sweep_pictures(at: datetime) -> int:
    """Pictures that nothing names any more, and lists that were taken away long enough ago."""
    return reports.sweep_pictures(named_elsewhere=_named_pictures, at=at) + exporting.sweep(at=at)


def _named_pictures(digests: Collection[str]) -> set[str]:
    of_money = receipts_among(digests) | receipts_of_cash(digests)
    of_work = proofs_among(digests) | pictures_among(digests) | photos_among(digests)
    of_talk = photos_of_sessions(digests) | forms_among(digests) | pictures_of_chats(digests)
    return of_work | of_talk | of_money


def _write_open_data(at: datetime, home: Path) -> int:
    """A month that was closed, or yesterday's changes: one of them at a time."""
    scoring = Path(settings.RUKUN_KOTA_FOLDER) / settings.RUKUN_KOTA / "scoring"
    return published.keep(home=home, scoring=scoring, at=at)


def _seal_when_due(at: datetime, home: Path) -> int:
    newest = trail_queries.newest_seal()
    if newest is not None and at < newest.at + SEAL_EVERY:
        return 0
    return int(trail.seal(home=home, at=at) is not None)
