"""Who may reach what of the money, and by which seat: months and their payments, accounts, decrees, quiet months, and
the books of a unit."""

from rukun.funds.access.accounts import account_to_decide, seat_to_name_account
from rukun.funds.access.books import (
    ANSWERS,
    expense_to_read,
    handover_to_confirm,
    question_to_answer,
    receipt_to_see,
    seat_to_answer,
    seat_to_look,
    seat_to_spend,
    seats_that_answer,
    unit_to_read,
    units_to_read,
)
from rukun.funds.access.law import LAW_ROLES, proposal_to_decide, seat_for_law
from rukun.funds.access.months import (
    batch_to_answer,
    batch_to_read,
    closing_to_approve,
    closing_to_pay,
    refuse_closed,
    refuse_same_person,
    seat_to_close,
    statement_to_pay,
)
from rukun.funds.access.quiet import (
    CHECKS,
    attestation_to_check,
    attestation_to_read,
    kelurahan_to_check,
    seat_to_attest,
)

__all__ = [
    "ANSWERS",
    "CHECKS",
    "LAW_ROLES",
    "account_to_decide",
    "attestation_to_check",
    "attestation_to_read",
    "batch_to_answer",
    "batch_to_read",
    "closing_to_approve",
    "closing_to_pay",
    "expense_to_read",
    "handover_to_confirm",
    "kelurahan_to_check",
    "proposal_to_decide",
    "question_to_answer",
    "receipt_to_see",
    "refuse_closed",
    "refuse_same_person",
    "seat_for_law",
    "seat_to_answer",
    "seat_to_attest",
    "seat_to_close",
    "seat_to_look",
    "seat_to_name_account",
    "seat_to_spend",
    "seats_that_answer",
    "statement_to_pay",
    "unit_to_read",
    "units_to_read",
]
