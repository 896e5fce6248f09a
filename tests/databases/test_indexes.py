"""No index of what grows with every report is the beginning of another: each is written with every row."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import Model

from rukun.followup.models import Disposisi, Step, Ticket
from rukun.reports.models import Photo, Relay, Report
from rukun.trail.models import Event

pytestmark = [pytest.mark.any_engine, pytest.mark.django_db]
GROWING: tuple[type[Model], ...] = (Report, Photo, Relay, Event, Ticket, Step, Disposisi)
# Each index over a whole table: its name, whether it keeps a key, and its columns one by one.
INDEXES = {
    "postgresql": "SELECT i.indexrelid::regclass::text, i.indisunique, a.attname FROM pg_index i "
    "JOIN pg_attribute a ON a.attrelid = i.indexrelid WHERE i.indrelid = %s::regclass AND i.indpred IS NULL "
    "AND i.indexprs IS NULL ORDER BY 1, a.attnum",
    "sqlite": 'SELECT l.name, l."unique", c.name FROM pragma_index_list(%s) l, pragma_index_info(l.name) c '
    "WHERE NOT l.partial ORDER BY 1, c.seqno",
}


@pytest.mark.parametrize("model", GROWING)
def test_no_index_is_the_beginning_of_another(model: type[Model]) -> None:
    columns, keys = dict[str, list[str]](), set[str]()
    with connection.cursor() as cursor:
        cursor.execute(INDEXES[connection.vendor], [model._meta.db_table])
        for name, is_key, column in cursor.fetchall():
            columns.setdefault(name, []).append(column)
            keys |= {name} if is_key else set()
    assert columns or model is Event
    for name in columns.keys() - keys:
        own = columns[name]
        longer = [other for other in columns if other != name and columns[other][: len(own)] == own]
        assert not longer, f"{name} is the beginning of {longer}"
