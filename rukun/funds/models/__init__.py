"""Decrees as loaded, quiet months, closed months with their statements, corrections, and the books."""

from rukun.funds.models.attesting import Attestation, SpotCheck
from rukun.funds.models.closing import Acceptance, Closing, Correction, Statement, StatementLine
from rukun.funds.models.law import DecreeProposal, LoadedDecree
from rukun.funds.models.ledger import Account, Transfer
from rukun.funds.models.payment import AccountDecision, BankAccount, BankAnswer, Batch, Payment
from rukun.funds.models.spending import (
    Accounted,
    Answer,
    Budget,
    Expense,
    Handover,
    Meeting,
    Question,
    Register,
    Reversal,
    Takeover,
)

__all__ = [
    "Acceptance",
    "Account",
    "Accounted",
    "Answer",
    "Attestation",
    "Budget",
    "Closing",
    "Correction",
    "DecreeProposal",
    "Expense",
    "Handover",
    "LoadedDecree",
    "Meeting",
    "Question",
    "Register",
    "Reversal",
    "SpotCheck",
    "Statement",
    "StatementLine",
    "Takeover",
    "Transfer",
    "AccountDecision",
    "BankAccount",
    "BankAnswer",
    "Batch",
    "Payment",
]
