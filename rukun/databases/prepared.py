"""PostgreSQL's cursor for statements that it keeps (see `kept`)."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from psycopg.adapt import AdaptersMap
from psycopg.pq import Format
from psycopg.types.numeric import Int8

TIMESTAMPTZ = psycopg.adapters.types["timestamptz"].oid

# What reads the values of each connection; as long as that lives.
_READING: WeakKeyDictionary[AdaptersMap, AdaptersMap] = WeakKeyDictionary()


class Prepared(psycopg.Cursor[Any]):
    """Sends values apart from the statement, which the server keeps where the connection lets it.

    Moments are read by the driver's own reader, whose sessions are all in UTC as Django sets them: Django's puts the
    same zone in once more, and a list of fifty rows has two hundred and fifty of them.
    """

    def __init__(self, line: psycopg.Connection[Any]) -> None:
        super().__init__(line)
        own = _READING.get(line.adapters)
        if own is None:
            own = _READING[line.adapters] = AdaptersMap(line.adapters)
            quick = psycopg.adapters.get_loader(TIMESTAMPTZ, Format.TEXT)
            if quick is not None:
                own.register_loader(TIMESTAMPTZ, quick)
        self._adapters = own

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
