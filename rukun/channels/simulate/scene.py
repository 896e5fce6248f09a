"""Where a demonstration plays and what is reported there, as the city's `words.toml` says (pure)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rukun.values.code import AreaCode
from rukun.values.refused import Refused

FILE = "words.toml"


@dataclass(frozen=True, slots=True)
class Scene:
    """The kecamatan that is played, the kelurahan whose people a visitor may be, the departments to which work is
    forwarded (of which the first is the one that a visitor may be), the shares of problems and activities, and what
    the resident whom a visitor may be has reported: done, in work, waiting."""

    kecamatan: AreaCode
    shown: AreaCode
    departments: tuple[str, ...]
    problems: Mapping[str, float]
    activities: Mapping[str, float]
    own: tuple[str, ...]


def read_scene(folder: Path) -> tuple[Scene, dict[str, Any]]:
    """The scene, and the words that people use in it; refused for a city that has none written down."""
    file = folder / FILE
    if not file.is_file():
        raise Refused("words", "Di {city} tidak ada words.toml: demonstrasi perlu kata-kata kotanya.", city=folder.name)
    words = tomllib.loads(file.read_text(encoding="utf-8"))
    return scene_in(words), words


def scene_in(words: Mapping[str, Any]) -> Scene:
    """What the words say of the scene."""
    try:
        told = words["scene"]
        return Scene(
            AreaCode.parse(told["kecamatan"]), AreaCode.parse(told["shown"]), tuple(told["departments"]),
            dict(told["problems"]), dict(told["activities"]), tuple(told.get("own", list(told["problems"])[:3])),
        )  # fmt: skip
    except KeyError as missing:
        raise Refused("words", "words.toml tidak menyebut {key}.", key=missing.args[0]) from None
