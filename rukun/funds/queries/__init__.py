"""What units are owed for a month, what one of them reads of its own month, and how the books stand."""

from rukun.funds.queries.bounds import place_bounds
from rukun.funds.queries.compare import CLASSES, Difference, Sum, compare, compare_each, spread, sum_of
from rukun.funds.queries.compared import causes_since_compared, to_compare
from rukun.funds.queries.corrections import Stranded, stranded
from rukun.funds.queries.due import (
    Due,
    closing_of,
    due,
    due_of_unit,
    due_ruled,
    due_under,
    first_open_month,
    month_is_over,
    months_of_unit,
    statement_of,
    totals,
)
from rukun.funds.queries.late import Readiness, readiness, unaccepted
from rukun.funds.queries.law import (
    decree_for,
    decree_of,
    is_checked_in_full,
    loaded_decrees,
    proposal_by_digest,
    proposals_waiting,
)
from rukun.funds.queries.ledger import Entry, balances_of, balances_within, entries_of, trial_balance
from rukun.funds.queries.unit import Slip, SlipLine, UnitAccount, account_of, payments_of, slip_of

__all__ = [
    "CLASSES",
    "Difference",
    "Due",
    "Entry",
    "Readiness",
    "Slip",
    "SlipLine",
    "Stranded",
    "Sum",
    "UnitAccount",
    "account_of",
    "balances_of",
    "balances_within",
    "causes_since_compared",
    "closing_of",
    "compare",
    "compare_each",
    "decree_for",
    "decree_of",
    "due",
    "due_of_unit",
    "due_ruled",
    "due_under",
    "entries_of",
    "first_open_month",
    "is_checked_in_full",
    "loaded_decrees",
    "month_is_over",
    "months_of_unit",
    "payments_of",
    "place_bounds",
    "proposal_by_digest",
    "proposals_waiting",
    "readiness",
    "slip_of",
    "spread",
    "statement_of",
    "stranded",
    "sum_of",
    "to_compare",
    "totals",
    "trial_balance",
    "unaccepted",
]
