"""The curriculum of the city's folder: read once a version of the file, with every mistake named."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from rukun.sosialisasi.curriculum import Curriculum, Stage, read_curriculum
from rukun.values.digest import digest_of
from rukun.values.refused import Refused, hidden

FILE, MATERIALS = "curriculum.toml", "materi"


def check(folder: Path) -> Curriculum:
    """The curriculum of a city's folder; refused with every mistake, files that are named and missing among them."""
    file = folder / FILE
    if not file.is_file():
        raise Refused("curriculum", "Di {name} tidak ada curriculum.toml.", name=folder.name)
    try:
        made = read_curriculum(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise Refused("curriculum", "Kurikulum bukan teks UTF-8.") from None
    named = [material.address for stage in made.stages for material in stage.materials if material.is_file]
    missing = sorted(name for name in named if not (folder / MATERIALS / name).is_file())
    if missing:
        raise Refused("curriculum", "Bahan tidak ada di folder materi: {names}.", names=", ".join(missing))
    return made


def curriculum() -> Curriculum:
    """What this installation teaches."""
    return _read(_folder(), _stamp(_folder() / FILE))[0]


def stage_taught(number: int) -> Stage:
    """A stage, for whoever asks by its address: one that is not taught is like any page that does not exist."""
    if not 1 <= number <= len(curriculum().stages):
        raise hidden()
    return curriculum().stage(number)


def curriculum_digest() -> str:
    """The digest of the curriculum's file, kept with every answer."""
    return _read(_folder(), _stamp(_folder() / FILE))[1]


def material_file(name: str) -> Path:
    """A file that the curriculum names, and no other."""
    named = {m.address for stage in curriculum().stages for m in stage.materials if m.is_file}
    if name not in named:
        raise hidden()
    return _folder() / MATERIALS / name


def _folder() -> Path:
    return Path(settings.RUKUN_KOTA_FOLDER) / settings.RUKUN_KOTA


def _stamp(file: Path) -> int:
    return file.stat().st_mtime_ns if file.is_file() else 0


@lru_cache(maxsize=4)
def _read(folder: Path, _stamp: int) -> tuple[Curriculum, str]:
    return check(folder), digest_of((folder / FILE).read_bytes())
