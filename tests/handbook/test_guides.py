"""The guides name what is on the screens, in both languages alike, and show only pictures that can be taken."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest
from handbook import markdown, navigation, pictures, places, screens

from rukun.channels.cli.commands import cli

INDONESIAN, ENGLISH = (part["first"] for part in navigation.parts()[:2])
PAIRS = list(zip(INDONESIAN, ENGLISH, strict=True))
# Not a row of Postfix's table, whose transport is called so.
COMMAND = re.compile(r"(?:^|[`\s(])rukun(?! unix)((?: [a-z0-9][a-z0-9-]*)+)((?: [^`\n]*)?)", re.MULTILINE)


def read(page: str) -> str:
    return (places.DOCS / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", pictures.LANGUAGES)
def test_every_word_in_bold_stands_on_a_screen_of_the_guides_language(language: str) -> None:
    guides = screens.guides(language)
    assert len(guides) == len(PAIRS)
    assert not [wrong for guide in guides for wrong in screens.wrong_words(guide, language)]


def test_a_word_that_no_screen_says_is_found() -> None:
    assert screens.is_said("Kirim sanggahan", "id") and not screens.is_said("Kirim sanggahan", "en")
    assert screens.is_said("Sudah beres?", "id") and screens.is_said("Seluruh daftar menurut 903/2016", "id")
    assert not screens.is_said("Kirimkan sanggahan", "id") and not screens.is_said("", "id")


@pytest.mark.parametrize(("indonesian", "english"), PAIRS)
def test_both_languages_name_the_same_buttons_and_pictures_in_the_same_order(indonesian: str, english: str) -> None:
    own, other = read(indonesian), read(english)
    assert list(markdown.pictures(own)) == list(markdown.pictures(other))
    assert len(markdown.anchors(own)) == len(markdown.anchors(other))
    translated = english_words()
    named, meant = markdown.bold(other), markdown.bold(own)
    assert len(named) == len(meant)
    wrong = [(a, b) for a, b in zip(meant, named, strict=True) if a != b and b not in translated.get(a, ())]
    assert not wrong


def english_words() -> dict[str, set[str]]:
    """What each sentence of the screens is called in English, as a reader sees and as a reader hears it."""
    found: dict[str, set[str]] = {}
    for own, other in screens.pairs():
        for tidy in (screens.heard, screens.seen):
            found.setdefault(tidy(own), set()).add(tidy(other))
    return found


def test_every_picture_of_a_guide_is_in_the_table_and_none_is_there_for_nothing() -> None:
    named = {name for page in INDONESIAN for name in markdown.pictures(read(page))}
    assert named == set(pictures.table())


def test_every_picture_says_in_words_what_it_shows() -> None:
    told = [words for page in (*INDONESIAN, *ENGLISH) for words in markdown.pictures(read(page)).values()]
    assert len(set(told)) == len(told) and all(30 < len(words) < 200 for words in told)


def commands_told() -> Iterator[tuple[str, list[str], list[str]]]:
    """Every `rukun ...` that stands as code in a page: the page, its words, and the options behind them."""
    for file in places.written():
        text = file.read_text(encoding="utf-8")
        for code in [found[0] for found in re.finditer(r"^```.*?^```|`[^`\n]+`", text, re.MULTILINE | re.DOTALL)]:
            for found in COMMAND.finditer(code):
                line = re.split(r"[|;#]|&&", found[2])[0]
                yield file.name, found[1].split(), re.findall(r"(?<=\s)--[a-z][a-z-]*", line)


def test_every_command_of_the_docs_is_one_with_the_options_that_it_is_given() -> None:
    told = list(commands_told())
    assert len(told) > 100
    assert not [
        f"{page}: rukun {' '.join(words)} {options}" for page, words, options in told if not is_one(words, options)
    ]


def is_one(words: list[str], options: list[str]) -> bool:
    """Whether the command knows these words, until an argument comes, and these options; a group may do something by
    itself with those of a subcommand."""
    command: click.Command | None = cli
    while isinstance(command, click.Group) and words:
        found = command.get_command(click.Context(command), words[0])
        if found is None:
            return command is not cli and not command.no_args_is_help
        command, words = found, words[1:]
    return set(options) <= options_of(command) | {"--help"}


def options_of(command: click.Command) -> set[str]:
    known = {one for asked in command.params for one in (*asked.opts, *asked.secondary_opts)}
    if isinstance(command, click.Group):
        for sub in command.list_commands(click.Context(command)):
            found = command.get_command(click.Context(command), sub)
            known |= options_of(found) if found else set()
    return known
