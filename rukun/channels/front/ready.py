"""What every web process has before it is asked anything, made once in the process that they are forked from.

What is not changed afterwards is shared by all of them: it lies in memory once, however many there are.
"""

from __future__ import annotations

import logging

from django.db import DatabaseError
from django.urls import reverse
from django.utils import translation

from rukun.areas.queries import locator
from rukun.values.memory import share_one_heap

log = logging.getLogger("rukun.front")
LANGUAGES = ("id", "en")


def make_ready() -> None:
    """Load all doors, the words of both languages and the borders. The caller lets go of the database, and of
    what was freed, before it forks.

    Without a database each process loads the borders when it is first asked for a place.
    """
    from rukun.channels.front import application

    share_one_heap()
    reverse("masuk")
    for language in LANGUAGES:
        with translation.override(language):
            pass  # its words are read
    try:
        locator()
    except DatabaseError:
        log.exception("the borders could not be loaded yet")
    application.settle()
