"""What a conversation asks for next, and what can be chosen there (pure)."""

from __future__ import annotations

from rukun.chats import sayings
from rukun.chats.kinds import kinds_meant
from rukun.chats.state import Choice, City, Say, State, Step, Turn, told

# What is not answered to a letter the fourth time: no machine keeps another busy.
LETTER_ASKS_MAX = 3


def ask(
    state: State, says: list[Say], city: City, *, sends: bool = False, changes: bool = False, page: int = 0
) -> Turn:
    """What is missing next, asked; or the report, when nothing is and it was confirmed.

    `changes`: something of it is to be put right first. `page` is which part of a long list is shown.
    """
    step = missing(state, city)
    if step is Step.CONFIRM and (sends or city.is_letter):
        return Turn(told(state, step=step, offered=()), tuple(says), files=True)
    if step is Step.CONFIRM and changes:
        step = Step.CHANGE
    asked = state.asked + 1 if step is state.step else 1
    state = told(state, step=step, asked=asked)
    state = told(state, offered=_offered(state, city, page))
    if city.is_letter and asked > LETTER_ASKS_MAX:
        return Turn(state, ())
    return Turn(state, (*says, sayings.asks(state, city, state.offered)))


def missing(state: State, city: City) -> Step:
    """The first thing without which it cannot be sent."""
    if not state.photos and not state.no_photo and not city.is_letter:
        return Step.PHOTO
    if not state.is_placed or state.doubt:
        return Step.PLACE
    if not state.kind:
        return Step.KIND
    if not state.words and not (state.photos and (state.no_words or city.is_letter)):
        return Step.WORDS
    if city.units and not state.is_unit_known:
        return Step.UNIT
    return Step.CONFIRM


def _offered(state: State, city: City, page: int) -> tuple[Choice, ...]:
    """What can be tapped at this step, as many as the channel shows at once, with a way to the rest."""
    if state.step is Step.KIND:
        first = kinds_meant(state.words, city.kinds)
        return _paged([kind.choice for kind in dict.fromkeys((*first, *city.kinds))], city.rows, page)
    if state.step is Step.PLACE:
        unsure = (sayings.UNSURE,) if state.doubt and state.point else ()
        return (*state.doubt[: city.rows - 1], *unsure)
    fixed = {
        Step.PHOTO: (sayings.SKIP_PHOTO, sayings.CANCEL),
        Step.WORDS: (sayings.SKIP_WORDS,) if state.photos else (),
        Step.UNIT: (*city.units[: city.rows - 1], sayings.OWN),
        Step.CHANGE: sayings.CHANGES,
    }
    return fixed.get(state.step, (sayings.SEND, sayings.CHANGE, sayings.CANCEL))


def _paged(choices: list[Choice], rows: int, page: int) -> tuple[Choice, ...]:
    if len(choices) <= rows:
        return tuple(choices)
    pages = -(-len(choices) // (rows - 1))
    shown = choices[page % pages * (rows - 1) : (page % pages + 1) * (rows - 1)]
    return (*shown, Choice(f"page:{(page + 1) % pages}", sayings.MORE))
