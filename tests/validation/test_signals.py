"""What is noticed of a report, and what is not: cases, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from rukun.validation.signals.facts import Around, Facts, SamePhoto, Shot
from rukun.validation.signals.judge import noticed
from rukun.validation.signals.kinds import FLAG_WORDS, FlagKind, Noticed
from rukun.validation.signals.usual import same_runs, usual_in
from rukun.validation.signals.weights import Weights, read_weights
from rukun.validation.signals.words import abusive_word, overlap, says_nothing, shingles, word_keys, words_of
from rukun.values.refused import Refused
from tests.shared import shared

NOON = datetime(2016, 6, 1, 5, tzinfo=UTC)
METRE = 1 / 111_195
LONG = (
    "Got di depan rumah nomor 12 mampet sejak minggu lalu, airnya masuk ke dapur tetangga dan anak anak "
    "mulai sakit, mohon petugas datang membawa alat penyedot"
)
KOTA = settings.REPOSITORY / "kota" / "jakarta"
RULE = read_weights((KOTA / "signals.toml").read_text(), (KOTA / "abuse.toml").read_text())


def facts(number: int = 1, **more: object) -> Facts:
    made = Facts(
        number, f"R{number}", "sampah", "Tumpukan sampah", -6.25, 106.82, 5, 7, NOON + timedelta(minutes=number),
        NOON + timedelta(minutes=number), 0, 0,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def seen(report: Facts, **around: object) -> dict[FlagKind, Noticed]:
    hints = noticed([report], Around(**around), RULE)  # type: ignore[arg-type]
    return {hint.kind: hint for hint in hints if hint.about == report.id}


def test_a_plain_report_has_no_flag() -> None:
    assert not seen(facts())


@pytest.mark.parametrize(
    ("metres", "hours", "is_duplicate"), [(10, 2, True), (48, 23, True), (60, 2, False), (10, 25, False)]
)
def test_a_duplicate_is_within_fifty_metres_and_a_day(metres: float, hours: float, is_duplicate: bool) -> None:
    earlier = facts(1, lat=-6.25 + metres * METRE, captured_at=NOON)
    later = facts(2, captured_at=NOON + timedelta(hours=hours))
    assert (FlagKind.DUPLICATE in seen(later, near={2: [earlier]})) is is_duplicate


def test_another_category_at_the_same_place_is_no_duplicate() -> None:
    assert not seen(facts(2), near={2: [facts(1, category="banjir")]})


def test_a_neighbour_who_sees_the_same_hole_weighs_less_than_the_unit_itself() -> None:
    own = seen(facts(2), near={2: [facts(1)]})[FlagKind.DUPLICATE]
    said_otherwise = facts(1, unit=6, words="Jalan licin dan bau menyengat")
    assert own.strength > 2 * seen(facts(2), near={2: [said_otherwise]})[FlagKind.DUPLICATE].strength * 0.75


def test_a_place_within_the_doubt_of_borders_is_not_outside() -> None:
    assert FlagKind.OUTSIDE in seen(facts(rw_distance_m=420))
    assert not seen(facts(rw_distance_m=149))


def test_a_camera_that_was_elsewhere_is_shown_with_its_distance() -> None:
    there = Shot("a", lat=-6.25 + 900 * METRE, lon=106.82)
    assert seen(facts(shots=[there]))[FlagKind.PHOTO_ELSEWHERE].evidence == {"metres": 900}
    assert not seen(facts(shots=[replace(there, lat=-6.25 + 100 * METRE)]))


def test_a_camera_whose_clock_was_never_set_says_nothing_of_the_time() -> None:
    old = Shot("a", taken_at=NOON - timedelta(days=4), is_zone_said=True)
    assert FlagKind.PHOTO_OLD in seen(facts(shots=[old]))
    assert not seen(facts(shots=[replace(old, taken_at=NOON - timedelta(days=2000))]))


def test_a_burst_flags_every_report_in_it_and_not_the_one_before_it() -> None:
    late = datetime(2016, 6, 1, 16, 40, tzinfo=UTC)  # 23.40 WIB
    group = [facts(n, captured_at=late + timedelta(minutes=n)) for n in range(1, 7)]
    early = facts(9, captured_at=late - timedelta(hours=5))
    hints = noticed([group[-1]], Around(same_day={6: [*group, early]}), RULE)
    assert {hint.about for hint in hints if hint.kind is FlagKind.BURST} == {1, 2, 3, 4, 5, 6}
    assert {hint.about for hint in hints if hint.kind is FlagKind.LAST_MINUTES} == {1, 2, 3, 4, 5, 6}


def test_two_reports_late_in_the_evening_are_no_quota() -> None:
    late = datetime(2016, 6, 1, 16, 40, tzinfo=UTC)
    group = [facts(n, captured_at=late + timedelta(minutes=n)) for n in (1, 2)]
    assert not seen(group[1], same_day={2: group})


def test_copied_words_are_seen_though_the_numbers_were_changed() -> None:
    copied = facts(2, words=LONG.replace("12", "31"), filer=8)
    flag = seen(copied, copies={2: [facts(1, words=LONG)]})[FlagKind.COPIED_WORDS]
    assert flag.other == 1 and flag.evidence["percent"] == 100
    assert set(word_keys(LONG)) & set(word_keys(copied.words))


def test_what_everybody_says_is_nobodys_copy() -> None:
    others = [facts(n, words=LONG, filer=100 + n) for n in range(1, 9)]
    assert not seen(facts(20, words=LONG), copies={20: others})


USUAL = "Ronda malam, {n} orang, keadaan aman. Sudah keliling dekat pos ronda. Terima kasih."
SHORT = "Got di belakang kelenteng jebol, tikus masuk rumah Bu Lubis sejak Lebaran kemarin"
A_MONTH = usual_in((n, f"{USUAL.replace('{n}', str(n))}{' Warga mengeluh.' * (n % 2)}") for n in range(1_000, 1_400))


def copy_of(words: str, again: str, filer: int = 8) -> Noticed | None:
    """What is noticed of words that somebody sends after somebody else, in a city that says `USUAL`."""
    pair = {(7, words), (filer, again)}
    usual = usual_in(A_MONTH.said | pair)
    return seen(facts(2, words=again, filer=filer), copies={2: [facts(1, words=words)]}, usual=usual).get(
        FlagKind.COPIED_WORDS
    )


def test_a_copied_short_sentence_is_found_and_a_usual_phrase_of_the_same_length_is_not() -> None:
    copied, usual = copy_of(SHORT, SHORT), copy_of(USUAL.replace("{n}", "12"), USUAL.replace("{n}", "31"))
    assert copied and usual and len(words_of(SHORT)) == len(words_of(USUAL.replace("{n}", "1")))
    assert copied.strength == 1 and usual.strength < 0.3
    assert copied.evidence == {"percent": 100, "other": "R1", "words": 13}


@pytest.mark.parametrize("change", [("Lubis", "Hakim"), ("kemarin", "kemarin Terima kasih"), ("rumah", "dapur rumah")])
def test_a_small_change_does_not_hide_a_copy_of_some_length(change: tuple[str, str]) -> None:
    words = f"{SHORT}, sudah kami tambal dengan papan bekas tetapi jebol lagi waktu hujan"
    found = copy_of(words, words.replace(*change))
    assert found and found.strength > 0.9 and found.evidence["percent"] != 100


def test_the_same_phrases_in_another_order_are_two_people_who_speak_alike() -> None:
    one, other = "Got jebol dekat kelenteng tua. ", "Tikus masuk dapur Bu Lubis. "
    third = "Kami tambal dengan papan bekas semalam. "
    again, turned = copy_of(one + other + third, one + other + third), copy_of(one + other + third, third + other + one)
    assert again and again.strength == 1
    assert turned is None or turned.strength < 0.5


def test_own_words_sent_again_weigh_less_than_somebody_elses() -> None:
    own, others = copy_of(SHORT, SHORT, filer=7), copy_of(SHORT, SHORT)
    assert own and others and own.strength < others.strength / 2


def test_who_sends_the_same_words_a_hundred_times_does_not_make_them_usual() -> None:
    once, often = usual_in([(7, SHORT), (8, SHORT)]), usual_in([(7, SHORT)] * 100 + [(8, SHORT)] * 100)
    assert once == often
    runs = same_runs(words_of(SHORT), words_of(SHORT))
    assert often.surprise(words_of(SHORT), runs, often.said) > 80


@given(
    st.lists(st.lists(st.sampled_from("abcde"), max_size=9).map(" ".join), max_size=9), st.text("abcd ", max_size=30)
)
def test_what_several_say_is_less_surprising_unless_it_is_their_words_that_are_asked_about(
    said: list[str], text: str
) -> None:
    words = words_of(text)
    whole, five = [range(len(words))], [(number, text) for number in range(100, 105)]
    unheard, without = (usual_in(known).surprise(words, whole, ()) for known in ((), enumerate(said)))
    assert 0 <= usual_in(five).surprise(words, whole, ()) <= unheard
    assert usual_in([*enumerate(said), *five]).surprise(words, whole, five) == pytest.approx(without)


@given(st.lists(st.sampled_from("abcd"), max_size=20), st.lists(st.sampled_from("abcd"), max_size=20))
def test_runs_are_pieces_of_both_in_the_order_of_both(one: list[str], other: list[str]) -> None:
    runs, text = same_runs(one, other), "".join(other)
    at = 0
    for run in runs:
        piece = "".join(one[run.start : run.stop])
        assert len(run) >= 4 and (at := text.index(piece, at)) >= 0


def test_short_words_have_no_keys() -> None:
    assert not word_keys("Sampah menumpuk di depan pos ronda") and not shingles("Lampu mati")
    assert overlap(shingles(LONG), shingles(LONG)) == 1


def test_rubbish_is_a_matter_of_the_street_and_no_abuse() -> None:
    assert abusive_word("Tumpukan sampah dan kotoran anjing di depan rumah Bu Tai", RULE.abuse) == ""
    assert abusive_word("dasar lurah sampah", RULE.abuse) == "sampah"
    assert abusive_word("kerja b4ngsat semua", RULE.abuse) == "b4ngsat"


@pytest.mark.real
def test_of_the_real_reports_hardly_one_is_called_abusive() -> None:
    import csv

    files = sorted(shared("reports_qlue_petabencana_2017").glob("*.csv"))
    rows = [row for file in files for row in csv.DictReader(file.read_text().splitlines())]
    texts = [row.get("text") or row.get("title") or "" for row in rows]
    hits = [text for text in texts if abusive_word(text, RULE.abuse)]
    assert len(texts) > 500 and len(hits) < len(texts) / 100


@pytest.mark.parametrize(("words", "has_photo", "is_empty"), [
    ("", True, False), (".", False, True), ("aaaaaaa", True, True), ("tes tes tes tes", True, True),
    ("hgfdsjkl", True, True), ("Jl rusak", False, False),
])  # fmt: skip
def test_words_that_say_nothing(words: str, has_photo: bool, is_empty: bool) -> None:
    assert bool(says_nothing(words, has_photo)) is is_empty


def test_two_accounts_on_one_telephone_are_a_family_and_five_are_not() -> None:
    def by(accounts: int) -> dict[str, object]:
        return {"accounts": {"d": {n: [facts(n)] for n in range(1, accounts + 1)}}}

    assert not seen(facts(1, device="d"), **by(2))
    assert seen(facts(1, device="d"), **by(5))[FlagKind.ONE_DEVICE].evidence == {"count": 5}


def test_water_that_nobody_else_saw_and_its_opposite() -> None:
    wet = facts(category="banjir")
    assert not seen(wet)
    assert FlagKind.ALONE in seen(wet, seen_by_others={1: 0})
    confirmed = seen(wet, seen_by_others={1: 3})[FlagKind.CONFIRMED]
    assert RULE.of(confirmed.kind, confirmed.strength) < 0


def test_every_kind_says_its_evidence() -> None:
    edited = SamePhoto("a", facts(1), "b", 0.83, False)
    flag = seen(facts(2), photos={2: [edited]})[FlagKind.EDITED_PHOTO]
    assert "83%" in FLAG_WORDS[flag.kind].format(**flag.evidence) and (flag.picture, flag.other_picture) == ("a", "b")
    assert set(FLAG_WORDS) == set(FlagKind)
    assert set(RULE.points) == set(FlagKind), "every kind has its points in signals.toml"


def test_risk_goes_from_nothing_to_certainty_and_never_beyond() -> None:
    assert 0 <= Weights().risk(-(10**6)) <= Weights().risk(0) < Weights().risk(8000) <= Weights().risk(10**6) == 1000


def test_weights_that_cannot_be_read_are_refused() -> None:
    with pytest.raises(Refused):
        read_weights('version = "1"\nstart = 0\n[points]\nunknown-kind = 5')
    with pytest.raises(Refused):
        read_weights("start = 0")
