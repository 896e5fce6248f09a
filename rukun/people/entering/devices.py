"""What a browser says of itself, in words that its owner recognises (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rukun.values.words import sentence

AGENT_LENGTH_MAX = 300
PHONE, TABLET, COMPUTER, DEVICE = sentence("Ponsel"), sentence("Tablet"), sentence("Komputer"), sentence("Perangkat")
COMPUTERS = ("Windows", "Mac OS X", "Linux", "Ubuntu", "Fedora", "Chrome OS")


@dataclass(frozen=True, slots=True)
class DeviceWords:
    """`kind` is a message id; `made` and `browser` are names and stay as they are ("" when unknown)."""

    kind: str
    made: str
    browser: str


@lru_cache(maxsize=512)
def device_words(agent: str) -> DeviceWords:
    """`Ponsel`, `Samsung SM-A107F`, `Chrome`."""
    # Loaded for the first device that somebody looks at, with the tables of all telephones there are.
    import ua_parser

    told = ua_parser.parse(agent)
    system = told.os.family if told.os else ""
    family = told.device.family if told.device else ""
    browser = told.user_agent.family.replace("Mobile", "").strip() if told.user_agent else ""
    is_tablet = "ipad" in family.lower() or ("Android" in agent and "Mobile" not in agent)
    if is_tablet:
        return DeviceWords(TABLET, family if family not in ("", "Other") else system, browser)
    if system in COMPUTERS:
        return DeviceWords(COMPUTER, system, browser)
    if system in ("Android", "iOS", "KaiOS") or "Mobile" in agent:
        # Newer Chromes call every Android "K": that is no name to recognise a telephone by.
        named = family if family not in ("", "Other", "K", "Generic Smartphone") else system
        return DeviceWords(PHONE, named, browser)
    return DeviceWords(DEVICE, system, browser)
