"""Load decrees; attest a quiet month; close, approve and pay a month; propose what a late fact changes."""

from rukun.funds.actions.attesting import attest_quiet, check_attestation
from rukun.funds.actions.closing import approve_month, close_month, pay_month
from rukun.funds.actions.corrections import propose_corrections
from rukun.funds.actions.decrees import approve_decree, bring_decrees, load_decrees, propose_decree, turn_down_decree

__all__ = [
    "approve_decree",
    "approve_month",
    "attest_quiet",
    "bring_decrees",
    "check_attestation",
    "close_month",
    "load_decrees",
    "pay_month",
    "propose_corrections",
    "propose_decree",
    "turn_down_decree",
]
