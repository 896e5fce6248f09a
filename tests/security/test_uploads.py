"""Hostile uploads: refused in words or drawn anew, within a second of the processor, and whoever serves goes on."""

from __future__ import annotations

import resource
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.files.storage import default_storage

from rukun.reports.decoding import forms, pool
from rukun.reports.decoding.process import CPU_SECONDS, CPU_SECONDS_HEIC
from rukun.reports.photos import keep_photo, path_of
from rukun.values.refused import Refused
from tests.security.hostile import BOMBS, REAL_PICTURES, heic, heic_of_tiles, jpeg, photos_of_nothing

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]
AT = datetime(2016, 6, 1, tzinfo=UTC)


def cost_of(content: bytes) -> float:
    """Seconds of the processor that this process and the decoder took for one file; refused or kept."""
    pool.close()
    before = _spent()
    try:
        keep_photo(content, at=AT)
    except Refused as refusal:
        assert refusal.field == "photos" and str(refusal)
    pool.close()
    return _spent() - before


def _spent() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


@pytest.mark.parametrize("name", photos_of_nothing())
def test_what_is_no_photo_is_refused_whatever_its_name_says(name: str) -> None:
    with pytest.raises(Refused) as refusal:
        keep_photo(photos_of_nothing()[name], at=AT)
    assert refusal.value.code == "photo" and str(refusal.value)


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=list(BOMBS))
def test_a_bomb_is_refused_and_the_next_photo_is_taken(bomb: Callable[[], bytes]) -> None:
    content = bomb()
    with pytest.raises(Refused):
        keep_photo(content, at=AT)
    assert keep_photo(jpeg(), at=AT).width == 640


@pytest.mark.parametrize("made", REAL_PICTURES.values(), ids=list(REAL_PICTURES))
def test_a_picture_with_a_bomb_beside_it_is_drawn_anew_without_it_or_refused(made: Callable[[], bytes]) -> None:
    content = made()
    try:
        kept = keep_photo(content, at=AT)
    except Refused as refusal:
        assert refusal.field == "photos"
        return
    with default_storage.open(path_of(kept.digest)) as file:
        assert len(file.read()) == kept.size < 3_000_000


@pytest.mark.parametrize("made", [*BOMBS.values(), *REAL_PICTURES.values()], ids=[*BOMBS, *REAL_PICTURES])
def test_no_file_costs_more_than_the_decoder_is_given(made: Callable[[], bytes]) -> None:
    content = made()
    starting = cost_of(jpeg())
    assert cost_of(content) < starting + max(CPU_SECONDS, CPU_SECONDS_HEIC) + 0.5


def test_the_web_worker_holds_no_more_memory_after_a_bomb() -> None:
    contents = [bomb() for bomb in BOMBS.values()]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for content in contents:
        with pytest.raises(Refused):
            keep_photo(content, at=AT)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


def test_a_heic_is_judged_by_what_its_grid_declares_before_anything_is_decoded() -> None:
    assert keep_photo(heic_of_tiles(4, 6), at=AT).width == 384
    assert forms.parts_of(heic_of_tiles(16, 32)).form is forms.Form.HEIC
    for tiles, words in ((heic_of_tiles(19, 27), forms.TOO_HEAVY), (heic_of_tiles(200, 200, 64), forms.TOO_WIDE)):
        with pytest.raises(Refused) as refusal:
            forms.parts_of(tiles)
        assert refusal.value.words == words


@pytest.mark.parametrize("cut", range(20, 520, 37))
def test_a_heic_whose_boxes_are_broken_anywhere_is_refused_in_words(cut: int) -> None:
    whole = heic((64, 64))
    for broken in (whole[:cut], whole[:cut] + b"\xff\xff\xff\xff" + whole[cut + 4 :]):
        try:
            keep_photo(broken, at=AT)
        except Refused as refusal:
            assert refusal.field == "photos"
