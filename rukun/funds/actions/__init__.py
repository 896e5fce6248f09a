"""Load decrees; attest a quiet month; close, approve and pay a month; propose what a late fact changes."""

from rukun.funds.actions.accounting import (
    hand_in_register,
    hand_in_spj,
    hand_over,
    plan_budget,
    take_over,
    tell_of_meeting,
)
from rukun.funds.actions.asking import Ruled, answer, ask
from rukun.funds.actions.attesting import attest_quiet, check_attestation
from rukun.funds.actions.banking import decide_account, propose_account
from rukun.funds.actions.closing import approve_month, close_month, pay_month
from rukun.funds.actions.corrections import propose_corrections
from rukun.funds.actions.decrees import approve_decree, bring_decrees, load_decrees, propose_decree, turn_down_decree
from rukun.funds.actions.dissolving import pass_on_kas
from rukun.funds.actions.late import accept_corrections
from rukun.funds.actions.paying import draw_batch, pay_in_cash, take_answer
from rukun.funds.actions.spending import Paid, record_expense, take_back

__all__ = [
    "Paid",
    "Ruled",
    "accept_corrections",
    "answer",
    "approve_decree",
    "approve_month",
    "ask",
    "attest_quiet",
    "bring_decrees",
    "check_attestation",
    "close_month",
    "hand_in_register",
    "hand_in_spj",
    "hand_over",
    "load_decrees",
    "pay_month",
    "plan_budget",
    "propose_corrections",
    "propose_decree",
    "record_expense",
    "take_back",
    "take_over",
    "tell_of_meeting",
    "turn_down_decree",
    "decide_account",
    "propose_account",
    "draw_batch",
    "pass_on_kas",
    "pay_in_cash",
    "take_answer",
]
