"""The commands that the documents name are rules of the Makefile."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.REPOSITORY)
MAKEFILE = (ROOT / "Makefile").read_text()
RULES = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE))


def test_everything_that_is_called_a_command_has_a_rule() -> None:
    declared = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert declared is not None and set(declared[1].split()) == RULES


def test_every_make_that_a_document_names_has_a_rule() -> None:
    # As code, between backticks or at the beginning of a line of a block; `make it` in a sentence is none.
    files = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    named = {
        name: file for file in files for name in re.findall(r"(?:`|^)make ([a-z]+)", file.read_text(), re.MULTILINE)
    }
    assert {"demo", "test", "docs", "pictures"} <= set(named)
    assert {name: file.name for name, file in named.items() if name not in RULES} == {}
