"""What somebody's word hides at once, and what a handler's word settles for good."""

from __future__ import annotations

import pytest

from rukun.reports.hiding import NOTHING, Decided, Hidden, Part, Reason, hidden_by_concern

BY_CONCERN = {part: Decided(Hidden.of(part), is_handlers=False) for part in Part}
BY_HANDLER = {part: Decided(Hidden.of(part), is_handlers=True) for part in Part}
SHOWN = Decided(NOTHING, is_handlers=True)
PHOTOS, WORDS, BOTH = (Hidden.of(part) for part in (Part.PHOTOS, Part.WORDS, Part.BOTH))


@pytest.mark.parametrize(
    ("part", "before", "hides"),
    [
        (Part.PHOTOS, [], PHOTOS),
        (Part.BOTH, [], BOTH),
        (Part.WHOLE, [], BOTH),  # place, kind and state stay on anybody's word
        (Part.PHOTOS, [BY_CONCERN[Part.PHOTOS]], NOTHING),  # hidden already
        (Part.BOTH, [BY_CONCERN[Part.PHOTOS]], WORDS),
        (Part.PHOTOS, [BY_CONCERN[Part.PHOTOS], SHOWN], NOTHING),  # a handler has shown it: final
        (Part.BOTH, [SHOWN], NOTHING),  # a handler has let it stand: final as well
        (Part.PHOTOS, [BY_HANDLER[Part.WORDS]], PHOTOS),  # the handler has not spoken of the photos
        (Part.PHOTOS, [BY_CONCERN[Part.BOTH], BY_HANDLER[Part.WORDS]], NOTHING),  # has: it shows them again
        (Part.PHOTOS, [SHOWN, BY_HANDLER[Part.PHOTOS]], NOTHING),
        (Part.WORDS, [SHOWN, BY_HANDLER[Part.PHOTOS]], NOTHING),
        (Part.BOTH, [SHOWN, BY_HANDLER[Part.WHOLE]], NOTHING),
    ],
)
def test_a_private_matter_is_hidden_on_anybodys_word_unless_a_handler_has_shown_it(
    part: Part, before: list[Decided], hides: Hidden
) -> None:
    assert hidden_by_concern(part, Reason.PRIVACY, before) == hides


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason is not Reason.PRIVACY])
def test_whatever_else_is_said_hides_nothing_before_a_handler_has_decided(reason: Reason) -> None:
    assert hidden_by_concern(Part.BOTH, reason, []) == NOTHING


@pytest.mark.parametrize("part", list(Part))
def test_what_is_hidden_is_named_by_its_part(part: Part) -> None:
    assert Hidden.of(part).part is part
