"""What offices, citizens and the clock do with a ticket: one file for each group of verbs."""

from rukun.followup.actions.amending import amend_category, amend_place
from rukun.followup.actions.asking import ask, reply
from rukun.followup.actions.clockwork import escalate, load_holidays, load_routes, load_templates
from rukun.followup.actions.closing import answer, audit, rate, reopen, settle_silence
from rukun.followup.actions.forwarding import apply_routes, dispose
from rukun.followup.actions.merging import merge
from rukun.followup.actions.noting import note
from rukun.followup.actions.opening import open_tickets
from rukun.followup.actions.pausing import end_pauses, pause, resume
from rukun.followup.actions.retracting import leave
from rukun.followup.actions.unmerging import unmerge
from rukun.followup.actions.urging import mark_calm, mark_urgent
from rukun.followup.actions.working import ProofFacts, decline, finish, start, take

__all__ = [
    "ProofFacts", "amend_category", "amend_place", "answer", "apply_routes", "ask", "audit",
    "decline", "dispose", "end_pauses", "escalate", "finish", "leave", "load_holidays", "load_routes", "load_templates",
    "mark_calm", "mark_urgent",
    "merge", "note", "open_tickets", "pause", "rate", "reopen", "reply", "resume", "settle_silence", "start", "take",
    "unmerge",
]  # fmt: skip
