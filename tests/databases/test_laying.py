"""Rows that the suite lays again: what is written after them gets the next number, whatever was counted before."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import connection

from rukun.people.models import Person
from tests import laying


@pytest.mark.django_db
def test_a_counter_that_never_counted_goes_on_after_the_one_row_that_is_laid(noon: datetime) -> None:
    Person.objects.create(pk=1, login="ani@contoh.id", name="Ani", pseudonym="A", joined_at=noon)
    laid = laying.keep([Person._meta.db_table])
    Person.objects.all().delete()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), 1, false)", [Person._meta.db_table])
    laying.lay(laid)
    assert Person.objects.get().pk == 1
    assert Person.objects.create(login="budi@contoh.id", name="Budi", pseudonym="B", joined_at=noon).pk > 1
