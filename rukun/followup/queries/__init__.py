"""The desk's queues, the course of a ticket, and how long each office held what."""

from rukun.followup.queries.coming import Given, Holder, expected, given_to, holder_now, holder_of
from rukun.followup.queries.course import (
    Held,
    amendments_of,
    answers_of,
    audit_of,
    audits_of,
    closing_of,
    delays_of,
    forwardings_of,
    held_by,
    is_concerned,
    may_have,
    merge_of,
    merged_from,
    outcome_now,
    question_of,
    ratings_of,
    steps_of,
    stops_of_ticket,
    ticket_of,
)  # fmt: skip
from rukun.followup.queries.desk import (
    archive_of,
    calendar,
    due_for,
    filtered,
    is_overdue,
    is_pause_over,
    is_unanswered,
    is_untreated,
    kinds_of,
    overdue,
    pauses_over,
    proofs_among,
    queue_of,
    routes,
    states_of,
    terms,
    tickets_by_state,
    tickets_in,
    to_escalate,
    unanswered,
    untreated,
)  # fmt: skip
from rukun.followup.queries.hands import Came, Followed, followed, followed_of, portions
from rukun.followup.queries.moments import Microseconds
from rukun.followup.queries.standing import (
    Handled,
    Holding,
    came_in,
    handled,
    handled_by,
    held,
    holdings,
    kelurahan_by_id,
    office_codes,
)

__all__ = [
    "Came", "Followed", "Given", "Handled", "Held", "Holder", "Holding", "Microseconds", "amendments_of", "answers_of",
    "archive_of", "audit_of", "audits_of", "calendar", "came_in", "closing_of", "delays_of", "due_for", "expected",
    "filtered", "followed", "followed_of", "forwardings_of", "given_to", "handled", "handled_by", "held", "held_by",
    "holder_now", "holder_of", "holdings", "is_concerned", "is_overdue", "is_pause_over", "is_unanswered",
    "is_untreated", "kelurahan_by_id", "kinds_of", "may_have", "merge_of", "merged_from", "office_codes",
    "outcome_now", "overdue", "pauses_over", "portions", "proofs_among", "question_of", "queue_of", "ratings_of",
    "routes", "states_of", "steps_of", "stops_of_ticket", "terms", "ticket_of", "tickets_by_state", "tickets_in",
    "to_escalate", "unanswered", "untreated",
]  # fmt: skip
