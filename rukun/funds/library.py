"""The decrees of a city's folder: reads every file, and names every mistake in any of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rukun.funds.cases import failures, read_cases
from rukun.funds.decree import Decree, conflicts, read_decree
from rukun.values.refused import Refused

CASES = ".cases.toml"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a folder of decrees holds: those that could be read, how many cases were tried, and all mistakes."""

    decrees: tuple[Decree, ...]
    cases: int
    mistakes: tuple[str, ...]


def check_folder(folder: Path) -> Checked:
    """Read all decrees with their cases. A decree that moves money and has no case beside it is a mistake too."""
    if not folder.is_dir():
        raise Refused("folder", "Folder {name} tidak ada.", name=folder.name)
    decrees: list[Decree] = []
    mistakes: list[str] = []
    tried = 0
    for file in sorted(folder.glob("*.toml")):
        if file.name.endswith(CASES):
            continue
        try:
            decree = read_decree(file.stem, file.read_bytes())
            beside = file.with_name(file.stem + CASES)
            cases = read_cases(beside.name, beside.read_text()) if beside.exists() else []
        except Refused as refusal:
            mistakes.append(str(refusal))
            continue
        if decree.grants and not cases:
            mistakes.append(f"{decree.id}: tidak ada kasus di {beside.name}")
        mistakes += failures(decree, cases)
        tried += len(cases)
        decrees.append(decree)
    return Checked(tuple(decrees), tried, tuple(mistakes + conflicts(decrees)))


def read_with_cases(name: str, content: bytes, cases: bytes) -> Decree:
    """One decree with its cases, given as files; refused with every mistake of either."""
    decree = read_decree(name, content)
    try:
        worked = read_cases(f"{name}{CASES}", cases.decode())
    except UnicodeDecodeError:
        raise Refused("cases", "{name}: bukan teks UTF-8.", name=f"{name}{CASES}") from None
    mistakes = [f"{name}: tidak ada kasus"] if decree.grants and not worked else []
    mistakes += failures(decree, worked)
    if mistakes:
        raise Refused("decree", "Keputusan tidak dapat dimuat: {mistakes}.", mistakes="; ".join(mistakes))
    return decree


def decrees_in(folder: Path) -> tuple[Decree, ...]:
    """The decrees of a folder without any mistake; refused with all mistakes otherwise."""
    checked = check_folder(folder)
    if checked.mistakes:
        raise Refused("decree", "Keputusan tidak dapat dimuat: {mistakes}.", mistakes="; ".join(checked.mistakes))
    return checked.decrees
