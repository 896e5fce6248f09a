"""The conversation (pure): where it stands and what is heard make where it stands next and what is said.

A message may hold anything in any order: whatever of it says something is taken, and then the next thing that is
missing is asked for. So nothing depends on the order in which a photo, a place and words come, and what is not
understood is kept as words or answered, and takes nothing away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

from rukun.chats import commands, sayings
from rukun.chats.asking import ask
from rukun.chats.commands import Command, command_in, plain
from rukun.chats.kinds import kind_surely_meant, kinds_meant, named
from rukun.chats.state import City, Heard, Say, State, Step, Turn, told
from rukun.reports.rules import PHOTOS_MAX, WORDS_MAX
from rukun.values.refused import Refused

ADDRESS_MAX = 500
# Messages of one sender within a while; an album is ten at once.
MESSAGES_AT_MOST = {"whatsapp": 60, "telegram": 60, "email": 10}
MESSAGES_WITHIN = {"whatsapp": timedelta(minutes=10), "telegram": timedelta(minutes=10), "email": timedelta(hours=1)}
Taken = tuple[State, list[Say]]


def advance(state: State, heard: Heard, city: City) -> Turn:
    """One message further."""
    state = told(state, language=_language(state, heard))
    found = None if heard.photos else command_in(heard.text)
    if heard.choice == sayings.CANCEL.id:
        found = Command.CANCEL, ""
    if found:
        return _obeyed(state, found, city)
    tapped = _tapped(state, heard, city)
    before = state
    state, says = _taken(state, heard, tapped, city)
    if not state.is_open:
        return _idle(before, heard, says)
    # Sent is what was shown: a tap on an old summary shows the new one.
    at_end = before.step is Step.CONFIRM
    return ask(
        state, says, city, sends=at_end and tapped == sayings.SEND.id, changes=at_end and tapped == sayings.CHANGE.id,
        page=int(tapped[5:8]) if tapped.startswith("page:") and tapped[5:].isdecimal() else 0,
    )  # fmt: skip


def sent(state: State, code: str, link: str) -> Turn:
    """The report is kept: nothing of what was said is needed any more."""
    return Turn(state.ended(), (sayings.sent(code, link),))


def refused(state: State, refusal: Refused, city: City) -> Turn:
    """The report could not be kept as it is: why, and what is asked for again. Nothing else is lost."""
    changes: dict[str, object] = {}
    if refusal.field in ("place", "code"):
        changes = {"point": None, "area": "", "doubt": ()}
    elif refusal.field == "category":
        changes = {"kind": ""}
    elif refusal.field == "for_unit":
        changes = {"unit": "", "is_unit_known": False}
    again = ask(told(state, **changes), [sayings.refusal(refusal)], city)
    # Filed at once it would be refused at once.
    return Turn(again.state, (sayings.refusal(refusal),)) if again.files else again


def stale(state: State) -> Turn:
    """Nobody went on with it."""
    return Turn(state.ended(), (sayings.STALE,))


def _language(state: State, heard: Heard) -> str:
    if state.language:
        return state.language
    # "/start" is what the platform sends, in whichever language somebody speaks.
    is_typed = bool(heard.text) and not heard.text.startswith("/")
    return "en" if is_typed and plain(heard.text) in commands.IN_ENGLISH else "id" if is_typed else ""


def _obeyed(state: State, found: tuple[Command, str], city: City) -> Turn:
    command, rest = found
    if command is Command.CANCEL:
        return Turn(state.ended(), (sayings.CANCELLED if state.is_open else sayings.NOTHING_OPEN,))
    if command is Command.BEGIN:
        say = sayings.STILL_OPEN if state.is_open else sayings.GREETING
        return ask(_opened(state), [say], city)
    if command in (Command.ENGLISH, Command.INDONESIAN):
        state, say = told(state, language="en" if command is Command.ENGLISH else "id"), sayings.LANGUAGE
    elif command is Command.STATUS:
        say = city.status(rest) if rest else sayings.STATUS_HOW
    else:
        say = sayings.number(city.linked) if command is Command.NUMBER else sayings.HELP
    return ask(state, [say], city) if state.is_open else Turn(state, (say,))


def _idle(state: State, heard: Heard, says: list[Say]) -> Turn:
    """Nothing was begun by it."""
    return Turn(state, tuple(says) or ((sayings.GREETING,) if heard.text else (sayings.NOTHING_OPEN,)))


def _taken(state: State, heard: Heard, tapped: str, city: City) -> Taken:
    """Everything that a message says, one after the other; and what is said to it."""
    state, says = _photos(state, heard)
    state, more = _beside(state, heard)
    says += more
    state, more = _place(state, heard, city)
    says += more
    # A number or a word that stands for something offered is that, and no words of the report.
    state, more = _choice(state, tapped, city) if tapped else _text(state, heard, city)
    return state, says + more


def _tapped(state: State, heard: Heard, city: City) -> str:
    """A tap, or what the number or the words of something offered stand for; "" for none."""
    if heard.choice or not state.is_open or heard.photos or heard.place is not None:
        return heard.choice
    said = plain(heard.text)
    if said.isdecimal() and 0 < int(said[:4]) <= len(state.offered):
        return state.offered[int(said[:4]) - 1].id
    for choice in state.offered:
        if said and said in (plain(choice.words), plain(choice.words_en)):
            return choice.id
    return _meant(state, said, city)


def _meant(state: State, said: str, city: City) -> str:
    """What usual words mean at this step."""
    meant: dict[Step, Iterable[tuple[set[str], str]]] = {
        Step.PHOTO: [(commands.SKIPS, sayings.SKIP_PHOTO.id)],
        Step.WORDS: [(commands.SKIPS, sayings.SKIP_WORDS.id)],
        Step.PLACE: [(commands.UNSURE, sayings.UNSURE.id)] if state.doubt else [],
        Step.UNIT: [(commands.OWN, sayings.OWN.id)],
        Step.CONFIRM: [(commands.YES, sayings.SEND.id), (commands.CHANGING, sayings.CHANGE.id)],
    }
    found = next((tapped for words, tapped in meant.get(state.step, []) if said in words), "")
    if not found and state.step is Step.KIND and len(said.split()) <= 3:
        kind = named(said, city.kinds) or kind_surely_meant(said, city.kinds)
        found = kind.choice.id if kind else ""
    return found


def _photos(state: State, heard: Heard) -> Taken:
    says = [Say(words) for words in dict.fromkeys(heard.lost)]
    whole = tuple(dict.fromkeys((*state.photos, *heard.photos)))
    if len(whole) > PHOTOS_MAX:
        says.append(sayings.too_many())
    if heard.photos or heard.lost:
        state = told(_opened(state), photos=whole[:PHOTOS_MAX], no_photo=state.no_photo and not whole)
    return state, says


def _beside(state: State, heard: Heard) -> Taken:
    """What no report can hold, and a number that was shared."""
    says = [sayings.ODD] if heard.is_odd else []
    if heard.linked:
        says.append(sayings.number(heard.linked))
        # Whoever is known now may speak for a unit.
        state = told(state, unit="", is_unit_known=False)
    return state, says


def _place(state: State, heard: Heard, city: City) -> Taken:
    if heard.place is None or (city.is_letter and state.is_placed):
        return state, []
    try:
        found = city.locate(heard.place)
    except Refused as refusal:
        # Where a camera stood is no answer to a question: a letter is asked for the place instead.
        return _opened(state), [] if city.is_letter else [sayings.refusal(refusal)]
    doubt = () if city.is_letter else found.doubt
    return told(_opened(state), point=heard.place, area="", label=found.label, doubt=doubt), []


def _choice(state: State, tapped: str, city: City) -> Taken:
    what, _, which = tapped.partition(":")
    if not state.is_open:
        return state, [sayings.NOTHING_OPEN]
    done = CHOSEN[what](state, which, city) if what in CHOSEN else None
    return done or (state, [sayings.OLD_CHOICE])


def _do(state: State, which: str, _city: City) -> Taken | None:
    if which == "no-photo":
        return told(state, no_photo=not state.photos), []
    if which == "no-words":
        return (told(state, no_words=True), []) if state.photos else (state, [sayings.NEEDS_WORDS])
    if which == "unsure":
        return told(state, doubt=()), []
    return (state, []) if which in ("send", "change") else None


def _area(state: State, which: str, _city: City) -> Taken | None:
    chosen = next((one for one in state.doubt if one.id == f"area:{which}"), None)
    return (told(state, area=which, label=chosen.words, doubt=()), []) if chosen else None


def _kind(state: State, which: str, city: City) -> Taken | None:
    kind = next((one for one in city.kinds if one.code == which), None)
    return (told(state, kind=which), sayings.first_of_all(kind, state.language)) if kind else None


def _unit(state: State, which: str, city: City) -> Taken | None:
    if which and not any(unit.id == f"unit:{which}" for unit in city.units):
        return None
    return told(state, unit=which, is_unit_known=True), []


def _page(state: State, _which: str, _city: City) -> Taken:
    return state, []


def _change(state: State, which: str, _city: City) -> Taken | None:
    if which == "place":
        return told(state, point=None, area="", label="", address="", doubt=()), []
    if which == "kind":
        return told(state, kind=""), []
    return (told(state, words="", no_words=False), []) if which == "words" else None


CHOSEN: dict[str, Callable[[State, str, City], Taken | None]] = {
    "do": _do, "area": _area, "kind": _kind, "unit": _unit, "page": _page, "change": _change,
}  # fmt: skip


def _text(state: State, heard: Heard, city: City) -> Taken:
    """Typed words that were no choice: what they say depends on what was asked."""
    text = heard.text.strip()
    if not text or (not state.is_open and plain(text) in commands.GREETINGS):
        return state, []
    is_alone = not heard.photos and heard.place is None
    if city.is_letter and not (state.step is Step.PLACE and state.asked and is_alone):
        return _letter(state, text, city)
    if state.step is Step.PLACE and is_alone:
        return _address(state, text, city)
    said, says = _worded(_opened(state), text)
    if not says and is_alone and state.step is Step.PHOTO:
        says = [sayings.NOTED]
    elif is_alone and state.step is Step.KIND and not kinds_meant(text, city.kinds):
        says = [sayings.NO_SUCH_KIND]
    return said, says


def _letter(state: State, text: str, city: City) -> Taken:
    """A letter may say everything at once: its place and its kind are read from its words."""
    state, says = _worded(_opened(state), text)
    found = () if state.is_placed else city.find(text)
    if len(found) == 1:
        state = told(state, area=found[0].id.removeprefix("area:"), label=found[0].words)
    kind = None if state.kind else kind_surely_meant(text, city.kinds)
    if kind is None:
        return state, says
    return told(state, kind=kind.code), [*says, *sayings.first_of_all(kind, state.language)]


def _address(state: State, text: str, city: City) -> Taken:
    """A place in words. Its words are kept, found or not: whoever goes there reads them."""
    found = city.find(text)
    kept = told(state, address=" ".join(f"{state.address} {text}".split())[:ADDRESS_MAX])
    if not found:
        return kept, [sayings.NOTED if state.doubt else sayings.NOT_FOUND]
    if len(found) > 1:
        return told(kept, point=None, area="", doubt=found), []
    point = state.point if found[0] in state.doubt else None
    return told(kept, point=point, area=found[0].id.removeprefix("area:"), label=found[0].words, doubt=()), []


def _worded(state: State, text: str) -> Taken:
    words = f"{state.words}\n{text}".strip()
    # The address goes with them, and a report has its limit.
    if len(words) > WORDS_MAX - ADDRESS_MAX - 20:
        return state, [sayings.TOO_LONG]
    return told(state, words=words, no_words=False), []


def _opened(state: State) -> State:
    return state if state.is_open else told(state, step=Step.PHOTO)
