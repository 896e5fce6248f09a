"""Every line of `rukun` in a document is a command of the program, with options that it has and those that it needs."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from django.conf import settings

from rukun.channels.cli.commands import cli

ROOT = Path(settings.REPOSITORY)
# These speak of options; the others give lines to type.
SPEAKS = {ROOT / "CHANGELOG.md", *(ROOT / "docs" / "decisions").glob("*.md")}
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
# A block of code, or code within a sentence.
BLOCK = re.compile(r"^ *```[a-z]*\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
WITHIN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
CALL = re.compile(r"(?:^|&& |; |exec \w+ |\.venv/bin/)rukun ((?:[a-z0-9-]+ ?)+(?: .*)?)$")

# What names a page of the handbook: code, and what lies in deploy/.
NAMING = {".py", ".yaml", ".env", ".service", ".conf", ".example"}
PAGE = re.compile(r"\b(docs/[\w/-]+\.md)(?:#([\w-]+))?")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def calls(document: Path) -> set[str]:
    """What follows `rukun` up to whatever the shell would do with it, or the words that explain it."""
    text = document.read_text()
    lines = [line for block in BLOCK.findall(text) for line in block.splitlines()]
    lines += WITHIN.findall(BLOCK.sub("", text))
    whole = [
        re.split(r" (?:&&|\||>|#|\\)|;|   ", match[1])[0] for line in lines if (match := CALL.search(line.strip()))
    ]
    # Postfix names a way of delivery by the same word.
    return {line.strip() for line in whole if "argv=" not in line}


def command_of(words: list[str]) -> tuple[click.Command, list[str]] | None:
    """The command that is named, and what is said to it; none where the line names none."""
    command: click.Command = cli
    while isinstance(command, click.Group):
        found = command.get_command(click.Context(command), words[0]) if words else None
        if found is None and words and command.name == "backup":
            found, words = command.get_command(click.Context(command), "make"), ["make", *words]
        if found is None:
            # `rukun backup` and such may be spoken of as a whole, and a group may have options of its own.
            return None if words and not words[0].startswith("--") else (command, words)
        command, words = found, words[1:]
    return command, words


def wrong_in(call: str, *, is_typed: bool = True) -> str:
    try:
        words = shlex.split(call)
    except ValueError:
        return "quotes"
    found = command_of(words)
    if found is None:
        return "no such command"
    command, said = found
    options = {option for parameter in command.params for option in parameter.opts + parameter.secondary_opts}
    given = {word.partition("=")[0] for word in said if word.startswith("--") and word != "--"}
    if unknown := given - options - {"--help"}:
        return f"no option {', '.join(sorted(unknown))}"
    needed = {one.opts[0] for one in command.params if isinstance(one, click.Option) and one.required}
    # Who names an option tells a line to be typed; without one the command is only spoken of.
    left = needed - given if is_typed and given - {"--help", "--json"} else set()
    return f"needs {', '.join(sorted(left))}" if left else ""


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_line_of_the_program_in_a_document_can_be_typed(document: Path) -> None:
    told = {call: wrong_in(call, is_typed=document not in SPEAKS) for call in calls(document)}
    assert {call: wrong for call, wrong in told.items() if wrong} == {}


def test_what_the_test_reads_are_many_lines_of_many_documents() -> None:
    told = {document.name: calls(document) for document in DOCUMENTS}
    assert len(set().union(*told.values())) > 60
    assert any("maintenance on --until" in call for call in told["README.md"] | told["runbook.md"])


def test_the_test_finds_what_cannot_be_typed() -> None:
    assert wrong_in("maintenance on --words x") == "needs --until"
    assert wrong_in("open-data export --to x") == "no option --to"
    assert wrong_in("restores x") == "no such command"


def test_every_page_and_section_that_the_program_names_is_there() -> None:
    sources = [path for folder in ("rukun", "deploy") for path in (ROOT / folder).rglob("*.*") if path.suffix in NAMING]
    named = {found for path in sources for found in PAGE.findall(path.read_text())}
    assert len(named) > 30
    missing = set()
    for page, section in named:
        text = (ROOT / page).read_text() if (ROOT / page).exists() else ""
        headings = {re.sub(r"[^a-z0-9 -]", "", one.lower()).replace(" ", "-") for one in HEADING.findall(text)}
        if not text or (section and section not in headings):
            missing.add(f"{page}#{section}")
    assert missing == set()
