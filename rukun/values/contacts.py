"""What somebody wrote for everybody, without how a person is reached: telephones, identity numbers, e-mail.

Whoever reports writes "call me on 0812…" to the office, and the office reads it; the neighbours do not. A day, a span
of hours and a sum of rupiah have as many figures and say nothing of a person.
"""

from __future__ import annotations

import re

MASK = "…"
# What stands before the sign is looked for backwards from it: a word of four thousand letters costs no more than it
# weighs, however many of them a list has.
AT_DOMAIN, OF_A_NAME = re.compile(r"@[\w-]+(\.[\w-]+)+"), re.compile(r"[\w.+-]")
# Eight figures and more, with what people put between them.
NUMBER = re.compile(r"\+?\d(?:[ ().-]{0,2}\d){7,}")
DAY = r"\d{1,2}([-. ])\d{1,2}\1\d{4}|\d{4}-\d{2}-\d{2}"
HOURS = r"\d{1,2}[.]\d{2} ?- ?\d{1,2}[.]\d{2}"
HARMLESS = re.compile(f"{DAY}|{HOURS}")
# Only with its currency: "812.345.678" may be a telephone.
SUM, CURRENCY = re.compile(r"\d{1,3}(\.\d{3})+|\d+"), re.compile(r"(?:^|[^\w])Rp\.? ?$", re.IGNORECASE)


def without_contacts(words: str) -> str:
    """The words with a mark in the place of each of these."""
    return NUMBER.sub(_number, _without_addresses(words))


def has_contacts(words: str) -> bool:
    """Whether there is anything of it."""
    return without_contacts(words) != words


def for_browsers() -> dict[str, str]:
    """The same rule for a page that shows beforehand what others will see: patterns as a browser writes them."""
    patterns = {
        "address": f"{OF_A_NAME.pattern}+{AT_DOMAIN.pattern}",
        "number": NUMBER.pattern, "harmless": HARMLESS.pattern, "sum": SUM.pattern, "currency": CURRENCY.pattern,
    }  # fmt: skip
    # Figures and letters of every script, as they are here: a browser means only those of ASCII by \d and \w.
    told = {name: one.replace(r"\d", r"\p{Nd}").replace(r"\w", r"\p{L}\p{N}_") for name, one in patterns.items()}
    return told | {"mask": MASK}


def _without_addresses(words: str) -> str:
    kept, done = list[str](), 0
    for found in AT_DOMAIN.finditer(words):
        begins = found.start()
        while begins > done and OF_A_NAME.match(words[begins - 1]):
            begins -= 1
        if begins < found.start():
            kept += [words[done:begins], MASK]
            done = found.end()
    return "".join([*kept, words[done:]])


def _number(found: re.Match[str]) -> str:
    text = found[0]
    is_sum = SUM.fullmatch(text) and CURRENCY.search(found.string[max(0, found.start() - 5) : found.start()])
    return text if is_sum or HARMLESS.fullmatch(text) else MASK
