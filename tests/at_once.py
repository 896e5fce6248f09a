"""Several things done at the same moment, each on a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import connection

from rukun.values.refused import Refused


def all_at_once(*acts: Callable[[], object]) -> list[object]:
    """What each said that was done at the same moment as the others."""
    begin, told = threading.Barrier(len(acts)), list[object]()

    def one(act: Callable[[], object]) -> None:
        connection.ensure_connection()
        begin.wait()
        try:
            told.append(act())
        except Refused as refusal:
            told.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told
