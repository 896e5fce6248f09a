"""What belongs to a thread's request is seen by no other thread, and by whatever the same thread does next."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.urls import get_script_prefix, set_script_prefix
from django.utils import timezone, translation

from rukun import threads
from rukun.threads import KEPT, keep_to_threads

pytestmark = pytest.mark.any_engine


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process that answers requests; afterwards as it was."""
    for holder, name in KEPT:
        monkeypatch.setattr(holder, name, getattr(holder, name))
    keep_to_threads()


@pytest.mark.usefixtures("kept")
def test_each_thread_has_its_own_language_zone_and_address() -> None:
    with translation.override("en"), timezone.override("Asia/Jayapura"):
        set_script_prefix("/rumah/")
        with ThreadPoolExecutor(1) as other:
            told = other.submit(
                lambda: (translation.get_language(), timezone.get_current_timezone_name(), get_script_prefix())
            ).result()
        assert (translation.get_language(), get_script_prefix()) == ("en", "/rumah/")
    set_script_prefix("/")
    assert told == ("id", "Asia/Jakarta", "/")


@pytest.mark.django_db
@pytest.mark.usefixtures("kept")
def test_a_line_to_the_database_stays_in_the_hands_of_its_thread() -> None:
    with ThreadPoolExecutor(1) as other:
        theirs = other.submit(lambda: connections["default"]).result()
        assert other.submit(lambda: connections["default"]).result() is theirs
    assert connections["default"] is not theirs


@pytest.mark.django_db
def test_what_a_thread_has_in_hand_already_stays_there(monkeypatch: pytest.MonkeyPatch) -> None:
    for holder, name in KEPT:
        monkeypatch.setattr(holder, name, getattr(holder, name))
    line = connections["default"]
    with translation.override("en"):
        keep_to_threads()
        assert connections["default"] is line and translation.get_language() == "en"
        # Before the language is given back: where it was taken from.
        monkeypatch.undo()


@pytest.mark.usefixtures("kept")
def test_whatever_django_keeps_for_each_thread_is_among_it() -> None:
    """A name that Django no longer uses would be set for nothing."""
    assert all(isinstance(getattr(holder, name), threading.local) for holder, name in threads.KEPT)
    with translation.override("en"):
        assert any(vars(getattr(holder, name)) for holder, name in KEPT if holder is translation.trans_real)
