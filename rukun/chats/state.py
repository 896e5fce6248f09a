"""Where a conversation stands, what is heard in it, and what is said (pure).

Everything is plain data: a state is kept as JSON, and what is said is a sentence of the catalogue with its gaps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any


class Channel(StrEnum):
    """The ways in; a report keeps by which it came."""

    WHATSAPP = "whatsapp"
    TELEGRAM = "telegram"
    EMAIL = "email"


class Step(StrEnum):
    """What is waited for. IDLE: nothing was begun, or it has ended."""

    IDLE = "idle"
    PHOTO = "photo"
    PLACE = "place"
    KIND = "kind"
    WORDS = "words"
    UNIT = "unit"
    CONFIRM = "confirm"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tap or to name by its number; `words_en` where a name comes in both languages from the city."""

    id: str
    words: str
    words_en: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of report as people choose it; `first` is what to do first where somebody may be in danger."""

    code: str
    name: str
    name_en: str
    first: str = ""
    first_en: str = ""

    @property
    def choice(self) -> Choice:
        return Choice(f"kind:{self.code}", self.name, self.name_en)


@dataclass(frozen=True, slots=True)
class Heard:
    """What came in one message: any of it together. `photos` are names of pictures that are kept already.

    `lost` are sentences that say why a picture could not be taken; `is_odd` is a voice, a film, anything that no report
    can hold. `linked`: a shared number was compared with the register ("yes", "no").
    """

    text: str = ""
    photos: tuple[str, ...] = ()
    place: tuple[float, float] | None = None
    choice: str = ""
    lost: tuple[str, ...] = ()
    is_odd: bool = False
    linked: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """A report in the making. `area` is a code that was chosen; with `point` it settles between neighbours.

    `doubt` are the areas of which one is meant. `offered` is what numbers mean at the moment. `asked` counts how often
    the same thing was asked in a row.
    """

    step: Step = Step.IDLE
    language: str = ""
    photos: tuple[str, ...] = ()
    no_photo: bool = False
    point: tuple[float, float] | None = None
    area: str = ""
    label: str = ""
    address: str = ""
    doubt: tuple[Choice, ...] = ()
    kind: str = ""
    words: str = ""
    no_words: bool = False
    unit: str = ""
    is_unit_known: bool = False
    offered: tuple[Choice, ...] = ()
    asked: int = 0

    @property
    def is_open(self) -> bool:
        return self.step is not Step.IDLE

    @property
    def is_placed(self) -> bool:
        return self.point is not None or bool(self.area)

    def written(self) -> dict[str, Any]:
        """As JSON keeps it: only what is not as at the beginning."""
        whole, empty = asdict(self), asdict(State())
        return {name: value for name, value in whole.items() if value != empty[name]}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> State:
        """From what JSON kept; unknown names are of a later version and left out."""
        known = {name: value for name, value in kept.items() if name in cls.__slots__}
        for name, read in READ.items():
            if known.get(name) is not None:
                known[name] = read(known[name])
        return cls(**known)

    def ended(self) -> State:
        """Nothing is left of it but the language."""
        return State(language=self.language)


READ: Mapping[str, Callable[[Any], Any]] = {
    "step": Step,
    "photos": tuple,
    "point": lambda kept: (float(kept[0]), float(kept[1])),
    "doubt": lambda kept: tuple(Choice(**one) for one in kept),
    "offered": lambda kept: tuple(Choice(**one) for one in kept),
}


@dataclass(frozen=True, slots=True)
class Say:
    """One message: a sentence with its gaps, what can be chosen, and what is wished for ("location", "contact").

    `is_ask`: it asks for what is missing at the moment; a later one takes its place as long as it has not left.
    """

    words: str
    facts: Mapping[str, object] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    wants: str = ""
    is_ask: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """What becomes of a message: the new state, what is said, and whether the report is to be filed now."""

    state: State
    says: tuple[Say, ...]
    files: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Where a point lies, in words, and the units between which it may lie (none: it is sure)."""

    label: str
    doubt: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class City:
    """What a conversation asks of the city. `locate` refuses a point outside; `find` reads areas in typed words.

    `units` are those in whose name this person may report. `rows` is how many choices the channel shows at once;
    `is_letter`: each message costs a day, so nothing is asked that can be done without. `linked`: the channel itself
    tells whose number it is, and it is known ("yes") or not ("no").
    """

    kinds: tuple[Kind, ...]
    locate: Callable[[tuple[float, float]], Found]
    find: Callable[[str], tuple[Choice, ...]]
    status: Callable[[str], Say]
    units: tuple[Choice, ...] = ()
    rows: int = 10
    is_letter: bool = False
    linked: str = ""


def told(state: State, **changes: Any) -> State:
    """The state with something put right."""
    return replace(state, **changes)
