"""Answers that are kept for the next stranger take little room, and none when nobody may be shown them any more."""

from __future__ import annotations

from rukun.channels.front.shelf import BYTES_OF_ALL, BYTES_OF_ONE, STALE_SECONDS, Answer, Shelf


def page(size: int) -> Answer:
    return Answer(200, [("Content-Type", "text/html"), ("X-Request-Id", "1")], bytes(size))


def test_what_is_too_old_to_be_shown_leaves_with_the_next_that_comes() -> None:
    shelf = Shelf()
    shelf.put("early", page(10), 0.0)
    shelf.put("later", page(10), STALE_SECONDS)
    assert list(shelf.rows) == ["early", "later"]
    shelf.put("last", page(10), STALE_SECONDS + 0.1)
    assert list(shelf.rows) == ["later", "last"]


def test_however_many_ask_for_however_much_the_shelf_has_its_bounds_and_is_empty_when_all_is_taken_away() -> None:
    shelf = Shelf()
    for size in (0, BYTES_OF_ONE):
        for number in range(2_000):
            shelf.put(f"{size}-{number}", page(size), 1.0)
            assert 0 < shelf.size <= BYTES_OF_ALL
        assert 0 < len(shelf.rows) < 1_000
    for name in list(shelf.rows):
        shelf.drop(name)
    assert shelf.size == 0


def test_what_many_ask_for_stays_however_many_ask_for_something_else() -> None:
    shelf = Shelf()
    shelf.put("asked for by all", page(10_000), 1.0)
    for number in range(2_000):
        shelf.put(str(number), page(10_000), 1.5)
        assert shelf.get("asked for by all", 1.5, pressed=False) is not None
