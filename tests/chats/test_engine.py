"""The conversation by itself: whatever is heard in whatever order, nothing is lost, and it ends sent or cancelled."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rukun.chats import sayings
from rukun.chats.commands import Command, command_in
from rukun.chats.kinds import kind_surely_meant
from rukun.chats.rules import advance, refused, sent, stale
from rukun.chats.state import City, Heard, Kind, State, Step, Turn
from rukun.reports.rules import PHOTOS_MAX
from rukun.values.refused import Refused
from tests.chats.city import AT_A_BORDER, INSIDE, KINDS, OUTSIDE, RUKUN_RAYA, city

TOWN = city()


class Talk:
    """A conversation that keeps what was said last."""

    def __init__(self, town: City = TOWN, state: State = State()) -> None:  # noqa: B008  it never changes
        self.town, self.state, self.turn = town, state, Turn(state, ())

    def __call__(self, heard: Heard | str) -> Turn:
        one = Heard(text=heard) if isinstance(heard, str) else heard
        # As it is kept between two messages.
        self.state = State.read(json.loads(json.dumps(self.state.written())))
        self.turn = advance(self.state, one, self.town)
        self.state = self.turn.state
        return self.turn

    @property
    def said(self) -> list[str]:
        return [say.words for say in self.turn.says]

    @property
    def offered(self) -> list[str]:
        return [choice.id for choice in self.turn.says[-1].choices]


def photo(number: int = 1, **more: object) -> Heard:
    return Heard(photos=(f"{number:064}",), **more)  # type: ignore[arg-type]


def test_photo_place_kind_words_and_a_yes_make_a_report() -> None:
    talk = Talk()
    talk("halo")
    assert talk.said == [sayings.GREETING.words] and not talk.state.is_open
    talk(photo())
    assert talk.turn.says[-1].wants == "location"
    talk(Heard(place=INSIDE))
    assert talk.state.step is Step.KIND and talk.offered[0] == "kind:sampah" and len(talk.offered) == 10
    talk(Heard(choice="kind:sampah"))
    talk("Tumpukan di depan pos ronda")
    assert talk.state.step is Step.CONFIRM and talk.offered == ["do:send", "do:change", "do:cancel"]
    facts = talk.turn.says[-1].facts
    assert facts["kind"] == "Sampah" and facts["photos"] == 1 and "RT 005" in str(facts["place"])
    assert talk("kirim").files
    done = sent(talk.state, "K7M2QX4B9T", "https://x/laporan/K7M2QX4B9T/")
    assert done.state == State(language="id") and done.says[0].facts["code"] == "K7M2QX4B9T"


def test_in_any_order_and_all_at_once_it_is_the_same_report() -> None:
    talk = Talk()
    talk(Heard(place=INSIDE))
    talk(photo(text="Jalan berlubang besar"))
    assert talk.state.step is Step.KIND and talk.offered[0] == "kind:jalan-rusak", "what the words are about is first"
    assert talk("1").state.step is Step.CONFIRM
    assert talk("ya").files and talk.state.words == "Jalan berlubang besar"


def test_where_somebody_may_be_in_danger_it_is_said_first_whom_to_call_in_their_language() -> None:
    fire = Kind("kebakaran", "Kebakaran", "Fire", "Telepon 112 sekarang.", "Call 112 now.")
    for language, told in (("id", "Telepon 112 sekarang."), ("en", "Call 112 now.")):
        talk = Talk(replace(TOWN, kinds=(fire, *KINDS)), State(language=language))
        talk(photo(place=INSIDE))
        talk(Heard(choice="kind:kebakaran"))
        assert talk.state.kind == "kebakaran" and talk.turn.says[0].facts == {"first": told}
        assert talk.turn.says[-1].is_ask, "and the report goes on"
    letter = Talk(replace(city(is_letter=True), kinds=(fire, *KINDS)))
    letter(Heard(text="Kebakaran di Rukun Jaya"))
    assert letter.state.kind == "kebakaran" and letter.turn.says[0].facts == {"first": "Telepon 112 sekarang."}
    talk = Talk(replace(TOWN, kinds=(fire, *KINDS)))
    talk(photo(place=INSIDE))
    assert "{first}" not in [say.words for say in talk(Heard(choice="kind:sampah")).says], "of rubbish nothing is said"


def test_words_alone_begin_a_report_and_a_photo_can_be_left_out() -> None:
    talk = Talk()
    talk("Lampu di gang mati semua sejak kemarin")
    assert talk.state.step is Step.PHOTO and talk.state.words.startswith("Lampu")
    talk("lewati")
    talk("Jl. Mawar 3, Kelurahan Rukun Raya")
    assert talk.state.area == "9999991002" and talk.state.address == "Jl. Mawar 3, Kelurahan Rukun Raya"
    talk("lampu jalan")
    assert talk.state.kind == "lampu-jalan" and talk.state.step is Step.CONFIRM


def test_without_a_photo_words_are_needed_and_with_one_they_can_be_left_out() -> None:
    bare = Talk(state=State(Step.WORDS, no_photo=True, area="9999991001", kind="sampah"))
    assert sayings.NEEDS_WORDS.words in [s.words for s in bare("lewati").says] and bare.state.step is Step.WORDS
    pictured = Talk(state=State(Step.WORDS, photos=("a" * 64,), area="9999991001", kind="sampah"))
    assert pictured("lewati").state.step is Step.CONFIRM


def test_a_point_at_a_border_is_asked_about_and_may_be_left_open() -> None:
    talk = Talk()
    talk(Heard(place=AT_A_BORDER))
    assert talk.state.step is Step.PHOTO
    talk(photo())
    assert talk.offered == ["area:9999991001", "area:9999991002", "do:unsure"]
    talk("2")
    assert talk.state.area == "9999991002" and talk.state.point == AT_A_BORDER and talk.state.label == RUKUN_RAYA.words
    other = Talk()
    other(photo(text="x", place=AT_A_BORDER))
    assert other("tidak tahu").state.step is Step.KIND and other.state.area == ""


def test_a_point_outside_is_told_and_nothing_else_is_lost() -> None:
    talk = Talk()
    talk(photo(text="Sampah"))
    talk(Heard(place=OUTSIDE))
    assert talk.said[0] == "Titik ini di luar kota." and talk.state.step is Step.PLACE
    assert talk.state.photos and talk.state.words == "Sampah"


def test_an_address_that_nothing_knows_is_kept_and_the_place_is_asked_again() -> None:
    talk = Talk()
    talk(photo())
    talk("dekat warung Bu Tini")
    assert talk.said[0] == sayings.NOT_FOUND.words and talk.state.address == "dekat warung Bu Tini"
    talk("rukun")
    assert talk.offered == ["area:9999991001", "area:9999991002"]
    assert talk("1").state.area == "9999991001" and "warung" in talk.state.address


def test_every_kind_can_be_reached_by_turning_the_page_and_by_everyday_words() -> None:
    talk = Talk(state=State(Step.KIND, photos=("a" * 64,), area="9999991001"))
    talk("halaman lain apa ya")
    seen = set(talk.offered)
    while (more := talk.offered[-1]).startswith("page:") and more != "page:0":
        talk(Heard(choice=more))
        seen |= set(talk.offered)
    assert {f"kind:{kind.code}" for kind in KINDS} <= seen
    assert kind_surely_meant("got mampet, air menggenang", KINDS) == KINDS[2]
    assert kind_surely_meant("apa ini", KINDS) is None and kind_surely_meant("warga Jalan Mawar", KINDS) is None
    meant = {"jalan rusak": "jalan-rusak", "Bau di Jalan Mawar": "sampah", "pju padam": "lampu-jalan",
             "lampu jalan rusak": "lampu-jalan", "jalan berlubang": "jalan-rusak"}  # fmt: skip
    for said, code in meant.items():
        assert kind_surely_meant(said, KINDS) == next(kind for kind in KINDS if kind.code == code), said


def test_heads_of_units_are_asked_for_whom_and_others_are_not() -> None:
    talk = Talk(city("9999991001002005"))
    talk(photo(text="Sampah menumpuk", place=INSIDE))
    talk(Heard(choice="kind:sampah"))
    assert talk.state.step is Step.UNIT and talk.offered == ["unit:9999991001002005", "unit:"]
    talk("1")
    assert talk.state.unit == "9999991001002005" and talk.state.step is Step.CONFIRM
    assert Talk(TOWN, talk.state)(Heard(choice="unit:9999991001002005")).says[0] == sayings.OLD_CHOICE


def test_before_sending_it_can_be_changed_and_added_to() -> None:
    talk = Talk(
        state=State(Step.CONFIRM, photos=("a" * 64,), area="9999991001", label="x", kind="sampah", words="Bau")
    )  # fmt: skip
    talk("ubah")
    assert talk.offered == ["change:place", "change:kind", "change:words"]
    talk("jenis")
    assert talk.state.step is Step.KIND and talk.state.words == "Bau"
    talk("banjir")
    talk(photo(7))
    assert talk.state.step is Step.CONFIRM and len(talk.state.photos) == 2
    talk("Sudah seminggu")
    assert talk.state.words == "Bau\nSudah seminggu" and not talk.turn.files


def test_a_tap_on_an_old_message_does_no_harm() -> None:
    talk = Talk()
    assert talk(Heard(choice="do:send")).says == (sayings.NOTHING_OPEN,)
    talk(photo())
    assert not talk(Heard(choice="do:send")).files and talk.state.step is Step.PLACE
    for old in ("area:9999991001", "kind:none", "unit:1", "change:all", "nonsense", "do:x", "page:x"):
        assert talk(Heard(choice=old)).state.photos and not talk.state.is_placed


@pytest.mark.parametrize("state", [State(), State(Step.PLACE, photos=("a" * 64,), words="Bau", asked=1)])
def test_commands_are_heard_at_any_time_and_take_nothing_away(state: State) -> None:
    for text in ("bantuan", "/help", "status K7M2QX4B9T", "status", "mulai", "/start abc", "nomor", "English"):
        turn = advance(state, Heard(text=text), TOWN)
        assert turn.says and not turn.files
        assert (turn.state.photos, turn.state.words) == (state.photos, state.words)
    cancelled = advance(state, Heard(text="Batal!"), TOWN)
    assert cancelled.state.photos == () and not cancelled.state.is_open


def test_a_word_within_a_sentence_is_no_command() -> None:
    assert command_in("batal") == (Command.CANCEL, "") and command_in("Janji perbaikan jalan batal lagi") is None
    assert command_in("status jalan di sini rusak") is None and command_in("status k7m2q-x4b9t")
    assert advance(State(), Heard(text="english"), TOWN).state.language == "en"
    assert advance(State(), Heard(text="hello"), TOWN).state.language == "en"


def test_what_no_report_can_hold_is_answered_and_loses_nothing() -> None:
    talk = Talk(state=State(Step.PLACE, photos=("a" * 64,), asked=1))
    talk(Heard(is_odd=True))
    assert talk.said[0] == sayings.ODD.words and talk.state.photos
    talk(Heard(lost=(sayings.UNREADABLE,)))
    assert talk.said[0] == sayings.UNREADABLE
    assert stale(talk.state).state == State() and stale(talk.state).says == (sayings.STALE,)


def test_a_refused_report_asks_again_for_what_was_wrong_alone() -> None:
    whole = State(Step.CONFIRM, photos=("a" * 64,), point=INSIDE, label="x", kind="sampah", words="Bau")
    turn = refused(whole, Refused("place", "Kelurahan ini tidak ada.", field="place"), TOWN)
    assert turn.state.step is Step.PLACE and turn.state.words == "Bau" and turn.says[0].words.startswith("Kelurahan")
    again = refused(whole, Refused("busy", "Belum dapat disimpan."), TOWN)
    assert again.state.step is Step.CONFIRM and again.state.photos and not again.files
    letter = refused(whole, Refused("busy", "Belum dapat disimpan."), city(is_letter=True))
    assert not letter.files and letter.state.photos


def test_a_letter_says_everything_at_once_and_is_asked_for_the_rest_three_times_only() -> None:
    post = city(is_letter=True)
    whole = Talk(post)
    assert whole("Sampah menumpuk\ndi Jl. Mawar, Rukun Jaya").files
    part = Talk(post)
    assert part("Ada sampah liar yang menumpuk").state.step is Step.PLACE
    assert part("Kelurahan Rukun Raya RT 5").files and part.state.kind == "sampah"
    machine = Talk(post)
    said = [len(machine("I am away").says) for _ in range(6)]
    assert said[0] and not any(said[3:])


HEARD = st.one_of(
    st.builds(photo, st.integers(0, 8)),
    st.builds(
        photo, st.integers(0, 8), text=st.sampled_from(["", "batal", "bau", "1"]),
        place=st.sampled_from([None, INSIDE, AT_A_BORDER]),
    ),
    st.builds(Heard, place=st.sampled_from([INSIDE, AT_A_BORDER, OUTSIDE])),
    st.builds(Heard, choice=st.sampled_from(
        ["do:send", "do:change", "do:no-photo", "do:no-words", "do:unsure", "do:cancel", "kind:sampah", "kind:x",
         "area:9999991001", "unit:", "unit:9999991001002005", "change:place", "change:kind", "change:words", "page:1",
         "page:99999999999", "x", ":"])),
    st.builds(Heard, text=st.one_of(st.text(max_size=40), st.sampled_from(
        ["", "1", "2", "99", "batal", "mulai", "bantuan", "status K7M2QX4B9T", "lewati", "kirim", "ubah", "Rukun Jaya",
         "rukun", "sampah", "tidak tahu", "english", "x" * 3900]))),
    st.builds(
        Heard, is_odd=st.just(True), lost=st.sampled_from([(), ("Rusak.",)]), linked=st.sampled_from(["", "yes"])
    ),
)  # fmt: skip
TOWNS = st.sampled_from([TOWN, city("9999991001002005"), city(is_letter=True)])


@given(TOWNS, st.lists(HEARD, max_size=25))
def test_no_sequence_of_messages_loses_a_photo_or_stays_unanswered(town: City, heard: list[Heard]) -> None:
    talk, sent_photos = Talk(town), tuple[str, ...]()
    for one in heard:
        was_open = talk.state.is_open
        turn = talk(one)
        sent_photos = tuple(dict.fromkeys((*sent_photos, *one.photos)))
        if turn.files or (was_open and not turn.state.is_open):
            cancelled = not turn.files
            assert cancelled or turn.state.photos == sent_photos[:PHOTOS_MAX]
            assert cancelled is (turn.says == (sayings.CANCELLED,)), "it ends by a yes or by a cancel, and no other way"
            talk.state, sent_photos = turn.state.ended(), ()
        else:
            assert turn.state.photos == sent_photos[:PHOTOS_MAX]
            assert turn.says or town.is_letter, "everything is answered"
            is_over = not set(one.photos) <= set(sent_photos[:PHOTOS_MAX])
            assert not is_over or town.is_letter or sayings.too_many() in turn.says, "what is not taken is told"
            assert not turn.state.is_open or turn.state.step is not Step.IDLE
            assert all(len(say.choices) <= town.rows for say in turn.says)
        assert State.read(json.loads(json.dumps(talk.state.written()))) == talk.state


@given(TOWNS, st.lists(HEARD, max_size=12))
def test_from_wherever_it_stands_a_few_plain_answers_end_it(town: City, heard: list[Heard]) -> None:
    talk = Talk(town)
    for one in heard:
        talk(one)
        if talk.turn.files:
            talk.state = talk.state.ended()
    answers = {
        Step.IDLE: Heard(text="Ada yang menumpuk di sini"), Step.PHOTO: Heard(choice="do:no-photo"),
        Step.PLACE: Heard(place=INSIDE), Step.KIND: Heard(choice="kind:sampah"), Step.WORDS: Heard(text="Bau sekali"),
        Step.UNIT: Heard(choice="unit:"), Step.CONFIRM: Heard(choice="do:send"), Step.CHANGE: Heard(text="bau"),
    }  # fmt: skip
    for _ in range(10):
        if talk(answers[talk.state.step]).files:
            return
    raise AssertionError(talk.state)


def test_what_a_later_version_keeps_is_read_as_far_as_it_is_known() -> None:
    kept = replace(State(), step=Step.KIND, words="Bau").written() | {"mood": "good"}
    assert State.read(kept) == State(step=Step.KIND, words="Bau")
