"""What is published of the ranking, and what is given for it."""

from rukun.ranking.actions.awarding import decide_award, propose_awards, propose_due
from rukun.ranking.actions.publishing import publish_due, publish_table, publish_tables

__all__ = ["decide_award", "propose_awards", "propose_due", "publish_due", "publish_table", "publish_tables"]
