"""Decrees as loaded, quiet months, closed months with their statements, corrections, and the books."""

from rukun.funds.models.attesting import Attestation, SpotCheck
from rukun.funds.models.closing import Closing, Correction, Statement, StatementLine
from rukun.funds.models.law import DecreeProposal, LoadedDecree
from rukun.funds.models.ledger import Account, Transfer

__all__ = [
    "Account",
    "Attestation",
    "Closing",
    "Correction",
    "DecreeProposal",
    "LoadedDecree",
    "SpotCheck",
    "Statement",
    "StatementLine",
    "Transfer",
]
