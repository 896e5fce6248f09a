"""PostgreSQL's cursor for statements that it keeps (see `kept`)."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.types.numeric import Int8


class Prepared(psycopg.Cursor[Any]):
    """Sends values apart from the statement, which the server keeps where the connection lets it."""

    def execute(self, query: Any, params: Any = None, **_named: Any) -> Prepared:
        # By itself a number goes as the smallest kind that holds it, and each mixture would be a plan of its own.
        sent = params and [Int8(value) if type(value) is int else value for value in params]
        try:
            super().execute(query, sent, prepare=True)
        except psycopg.errors.FeatureNotSupported:
            if self.connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
                raise
            # An upgrade changed a column's type: the server forgets its plans, and makes new ones.
            super().execute("DEALLOCATE ALL", prepare=False)
            super().execute(query, sent, prepare=True)
        return self
