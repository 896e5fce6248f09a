"""What units are owed for a month, what one of them reads of its own month, and how the books stand."""

from rukun.funds.queries.due import (
    Due,
    closing_of,
    decree_for,
    decree_of,
    due,
    due_of_unit,
    due_under,
    first_open_month,
    loaded_decrees,
    month_is_over,
    months_of_unit,
    statement_of,
    to_compare,
    totals,
    trial_balance,
)
from rukun.funds.queries.unit import Slip, SlipLine, UnitAccount, account_of, payments_of, slip_of

__all__ = [
    "Due",
    "Slip",
    "SlipLine",
    "UnitAccount",
    "account_of",
    "closing_of",
    "decree_for",
    "decree_of",
    "due",
    "due_of_unit",
    "due_under",
    "first_open_month",
    "loaded_decrees",
    "month_is_over",
    "months_of_unit",
    "payments_of",
    "slip_of",
    "statement_of",
    "to_compare",
    "totals",
    "trial_balance",
]
