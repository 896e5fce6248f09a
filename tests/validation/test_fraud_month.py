"""The labelled month: any seed, its shares, and that the system sees no label; a small one is played to the end."""

from __future__ import annotations

import json
import tomllib
from collections import Counter

import numpy as np
import pytest
import shapely
from click.testing import CliRunner

from rukun.channels.simulate.copying import copied
from rukun.channels.simulate.fraud import KINDS, Filed, Fraudster
from rukun.channels.simulate.plan import Unit, Writer
from rukun.validation.signals.kinds import FlagKind
from rukun.validation.signals.words import words_of
from rukun.values.time import Month
from tests.made import KOTA

WORDS = {
    "first": ["Siti"], "last": ["Lubis"], "places": ["di gang", "depan pos"], "roads": ["Jl. Bangka {n}"],
    "endings": [""], "category": {}, "scene": tomllib.loads((KOTA / "jakarta" / "words.toml").read_text())["scene"],
}  # fmt: skip


def _box(rw: int, rt: int) -> Unit:
    west, south = 106.8 + rw / 100, -6.3 + rt / 100
    return Unit(f"3174031002{rw:03}{rt:03}", "3174031002", shapely.box(west, south, west + 0.01, south + 0.01))


UNITS = [_box(rw, rt) for rw in (1, 2) for rt in range(1, 5)]


def planned(seed: int, share: float = 0.04) -> list[Filed]:
    return Fraudster(Month(2016, 6), UNITS, WORDS, seed).plan(2_000, share)


@pytest.mark.parametrize("seed", [1, 2, 99])
def test_fraud_is_planted_in_equal_shares_within_the_month(seed: int) -> None:
    plan = planned(seed)
    label = Counter(one.kind for one in plan)
    assert [one.at for one in plan] == sorted(one.at for one in plan)
    assert all(Month(2016, 6).starts_at <= one.at < Month(2016, 6).ends_at for one in plan)
    assert 1_950 <= len(plan) <= 2_000
    # Without long words to copy there is nothing to plant of that kind here.
    assert {kind for kind in label if kind} <= set(KINDS) and all(label[k] == 10 for k in KINDS if k != "copied-words")


def test_the_same_seed_gives_the_same_month_and_another_share_more_fraud() -> None:
    assert planned(3) == planned(3) != planned(4)
    assert sum(bool(one.kind) for one in planned(3, 0.12)) > 2.5 * sum(bool(one.kind) for one in planned(3))


def test_a_copy_changes_little_and_what_people_write_at_length_is_their_own() -> None:
    more = {"who": ["Bu {last}", "satpam"], "did": ["marah", "menunggu kabar"], "when": ["tadi subuh", "jam {n} lewat"]}
    chance = np.random.Generator(np.random.PCG64(7))
    writer = Writer(WORDS | {"more": more, "endings": [" Terima kasih."]}, chance)
    long = [writer.write_at_length("sampah", 4) for _ in range(40)]
    assert all(text.count(".") >= 4 for text in long) and len(set(long)) > 30
    copies = [copied(long[0], writer, chance) for _ in range(40)]
    changed = [len(set(words_of(copy)) - set(words_of(long[0]))) for copy in copies]
    assert 0 in changed and max(changed) <= 2, "numbers aside, two words at most are new"


def test_weights_follow_what_the_months_show() -> None:
    # Here, or every process that looks for tests would load all of scipy.
    from rukun.channels.simulate.fit import fitted

    fraud = [{FlagKind.OUTSIDE: 1.0}] * 30 + [{FlagKind.BURST: 0.5}] * 2
    honest: list[dict[FlagKind, float]] = [{}] * 400 + [{FlagKind.BURST: 0.5}] * 60
    _, points = fitted([*fraud, *honest], [True] * 32 + [False] * 460)
    assert points[FlagKind.OUTSIDE] > points[FlagKind.BURST] >= 0 >= points[FlagKind.CONFIRMED]


def test_the_command_plays_a_small_month_and_answers_as_promised() -> None:
    from rukun.channels.cli.commands import cli

    done = CliRunner().invoke(cli, ["bench", "integrity", "--seed", "5", "--reports", "64", "--fraud", "25", "--json"])
    told = json.loads(done.stdout)
    assert list(told) == [
        "caught_in_first_5_percent", "caught_in_first_10_percent", "per_kind", "per_kind_in_first_5_percent",
        "honest_in_first_10_percent", "bound_held", "struck_without_human",
    ]  # fmt: skip
    assert set(told["per_kind"]) == set(KINDS) and told["struck_without_human"] == 0
    assert told["caught_in_first_10_percent"] >= 0.3, "of 25% fraud the first 10% of the queue can hold four tenths"
