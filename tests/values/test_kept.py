"""A secret is made once, whoever comes at the same moment, and is whole and on the disk or not there."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from rukun.values.kept import kept_secret, put_whole
from rukun.values.readers import BadSetting, secret
from tests.settling import settling

MADE: dict[str, Callable[[Path], object]] = {
    "a key": lambda file: kept_secret(file, lambda: file.name.encode() * 9),
    "the installation's key": lambda file: secret("RUKUN_NO_SUCH_KEY", file),
}


@pytest.mark.parametrize("made", MADE)
def test_all_who_come_at_the_same_moment_get_the_same_whole_secret(tmp_path: Path, made: str) -> None:
    hands = 8
    for number in range(40):
        file, ready = tmp_path / f"keys-{number}" / "secret", Barrier(hands)

        def ask(_hand: int, file: Path = file, ready: Barrier = ready) -> object:
            ready.wait(10)
            return MADE[made](file)

        with ThreadPoolExecutor(hands) as pool:
            (told,) = {*pool.map(ask, range(hands))}
        assert told and file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("made", MADE)
def test_a_secret_is_on_the_disk_before_anything_is_signed_or_closed_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: str
) -> None:
    settled = settling(monkeypatch)
    MADE[made](tmp_path / "secret")
    assert [path.name.partition(".")[0] for path in settled] == ["secret", tmp_path.name]


def test_a_key_of_which_nothing_was_written_is_told_and_none_is_used(tmp_path: Path) -> None:
    (tmp_path / "secret").touch()
    with pytest.raises(BadSetting, match=f"{tmp_path}/secret is empty"):
        secret("RUKUN_NO_SUCH_KEY", tmp_path / "secret")


def test_a_file_that_could_not_be_written_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_whole(tmp_path / "told.json", b"before")
    settling(monkeypatch)
    (tmp_path / "folder").mkdir()
    with pytest.raises(IsADirectoryError):
        put_whole(tmp_path / "folder", b"after")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "told.json"]
    put_whole(tmp_path / "told.json", b"after")
    assert (tmp_path / "told.json").read_bytes() == b"after"
