"""A letter as it came: what somebody wrote in it and nothing else, its pictures, and whether a machine sent it (pure).

By RFC 5322 (Message-ID, In-Reply-To), RFC 3834 (who must not be answered), RFC 8601 (`Authentication-Results`: only
that of our own server counts, and it stands above whatever came with the letter).
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr
from hashlib import sha256
from html.parser import HTMLParser

from rukun.senders.message import is_email

LETTER_BYTES_MAX = 40_000_000
PARTS_MAX, TEXT_MAX = 60, 200_000
# More than any mail server writes; some of it takes longer the longer it is.
HEADERS_BYTES_MAX, RESULT_MAX, RESULTS_MAX = 100_000, 4_000, 20
ADDRESS_MAX = 200
# Where the letter ends and what it answers begins, as the usual programs write it.
QUOTED = re.compile(
    r"^(?:>|-{2,}\s*(?:original message|pesan asli|forwarded message|pesan terusan)|_{20,}\s*$"
    r"|(?:on|pada)\s.{0,200}(?:wrote|menulis|tulis)\s*:?\s*$|(?:from|dari)\s?:\s.{0,200}@)",
    re.IGNORECASE,
)
# A line that a program broke in two: `Pada Rab, 1 Jun 2016 12.00 Rukun <...>` and `menulis:` below.
BEGINS_QUOTE = re.compile(r"^(?:on|pada)\s.{0,160}(?:<[^>]{0,120}>|\d{4})", re.IGNORECASE)
ENDS_QUOTE = re.compile(r"(?:wrote|menulis|tulis)\s*:?\s*$", re.IGNORECASE)
SENT_FROM = re.compile(
    r"^(?:sent from|dikirim dari|get outlook for|terkirim dari|kirim dari)\b.{0,80}$", re.IGNORECASE
)  # fmt: skip
REPLY = re.compile(r"^\s*(?:re|bls|fw|fwd|balas|jawab)\s*(?:\[\d+\])?\s*:\s*", re.IGNORECASE)
MACHINES = re.compile(r"^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)\b", re.IGNORECASE)
MANY = {"bulk", "list", "junk", "auto_reply", "auto-reply"}
AUTOMATIC = ("List-Id", "List-Unsubscribe", "X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress", "Feedback-ID")
PASSED = re.compile(r"(?:^|;)\s*dmarc\s*=\s*pass\b([^;]*)", re.IGNORECASE)
FROM = re.compile(r"\bheader\.from\s*=\s*\"?([^\s;\")]+)", re.IGNORECASE)
COMMENT = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Letter:
    """`sender` is its From, `words` what was written in it; `is_proven`: our own server says that the sender's domain
    stands for the letter. `is_automatic`: nobody waits for an answer."""

    name: str
    sender: str
    subject: str
    words: str
    photos: tuple[bytes, ...]
    is_proven: bool
    is_automatic: bool

    @property
    def is_answerable(self) -> bool:
        return not self.is_automatic and is_email(self.sender) and len(self.sender) <= ADDRESS_MAX


class Unreadable(ValueError):
    """No letter can be made of it."""


def read(content: bytes, *, trusted: str, own: str) -> Letter:
    """The letter. `trusted` is the name under which our own server writes `Authentication-Results` ("": none is);
    `own` the address that we send from."""
    if not content.strip() or len(content) > LETTER_BYTES_MAX:
        raise Unreadable("empty, or too large")
    if len(re.split(rb"\r?\n\r?\n", content[: HEADERS_BYTES_MAX + 1], maxsplit=1)[0]) > HEADERS_BYTES_MAX:
        raise Unreadable("more headers than a letter has")
    try:
        whole = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(whole, EmailMessage)
        sender = parseaddr(_header(whole, "From"))[1].strip().lower()
        name = _header(whole, "Message-ID").strip() or f"<{sha256(content).hexdigest()}@none>"
        subject = " ".join(_header(whole, "Subject").split())[:300]
        words, photos = _held(whole)
        return Letter(
            name=name[:500], sender=sender, subject=subject, words=_with_subject(subject, words, whole), photos=photos,
            is_proven=bool(trusted) and _is_proven(whole, trusted, sender), is_automatic=_is_automatic(whole, own),
        )  # fmt: skip
    except (LookupError, RecursionError, ValueError, AttributeError, TypeError, AssertionError) as broken:
        raise Unreadable(f"no letter: {type(broken).__name__}") from broken


def _header(whole: EmailMessage, name: str) -> str:
    return "".join(sign for sign in str(whole.get(name, "")) if sign.isprintable())


def _with_subject(subject: str, words: str, whole: EmailMessage) -> str:
    """The subject says what it is about; that of an answer is ours."""
    is_reply = bool(REPLY.match(subject)) or "In-Reply-To" in whole or "References" in whole
    said = [] if is_reply or not subject or subject.lower() in words.lower() else [subject]
    return "\n".join([*said, words]).strip()


def _held(whole: EmailMessage) -> tuple[str, tuple[bytes, ...]]:
    """The words of its body, as plain text where there is any, and its pictures."""
    plain: list[str] = []
    marked: list[str] = []
    photos: list[object] = []
    for part in _parts(whole):
        kind = part.get_content_type()
        if kind.startswith("image/"):
            photos.append(part.get_payload(decode=True) or b"")
        elif kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment":
            (plain if kind == "text/plain" else marked).append(_text(part))
    body = "\n".join(plain) if any(text.strip() for text in plain) else "\n".join(_stripped(text) for text in marked)
    return own_words(body), tuple(photo for photo in photos if isinstance(photo, bytes))


def _parts(whole: EmailMessage) -> Iterator[EmailMessage]:
    for number, part in enumerate(whole.walk()):
        if number >= PARTS_MAX:
            return
        if not part.is_multipart() and isinstance(part, EmailMessage):
            yield part


def _text(part: EmailMessage) -> str:
    content = part.get_payload(decode=True)
    raw = content if isinstance(content, bytes) else b""
    try:
        said = raw.decode(part.get_content_charset() or "utf-8", errors="replace")
    except LookupError:
        said = raw.decode("utf-8", errors="replace")
    # Some ways to write down signs can tell half of one (utf-7): that is none, and no database keeps it.
    return said[:TEXT_MAX].replace("\x00", "").encode(errors="ignore").decode()


def own_words(body: str) -> str:
    """Without what is quoted and without the signature."""
    kept: list[str] = []
    lines = body.replace("\r\n", "\n").split("\n")
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else ""
        if line in ("-- ", "--") or QUOTED.match(line.strip()):
            break
        if BEGINS_QUOTE.match(line.strip()) and ENDS_QUOTE.search(below.strip()):
            break
        if not SENT_FROM.match(line.strip()):
            kept.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


class _Words(HTMLParser):
    """What is read of a page: no scripts, no styles, nothing that is quoted."""

    SILENT = {"script", "style", "head", "title", "blockquote"}
    BREAKING = {"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Within what is silent the divisions are counted, so that the outermost ends it.
        if tag in self.SILENT or ("class", "gmail_quote") in attrs or (self.silent and tag == "div"):
            self.silent += 1
        if tag == "body":
            # Whatever was left open above it.
            self.silent = 0
        if tag in self.BREAKING:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self.silent and (tag in self.SILENT or tag == "div"):
            self.silent -= 1

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)


def _stripped(page: str) -> str:
    words = _Words()
    words.feed(page)
    words.close()
    return "\n".join(" ".join(line.split()) for line in "".join(words.said).split("\n"))


def _is_automatic(whole: EmailMessage, own: str) -> bool:
    submitted = _header(whole, "Auto-Submitted").strip().lower()
    sender = parseaddr(_header(whole, "From"))[1].lower()
    return (
        (bool(submitted) and not submitted.startswith("no"))
        or _header(whole, "Precedence").strip().lower() in MANY
        or any(name in whole for name in AUTOMATIC)
        or ("Return-Path" in whole and not _header(whole, "Return-Path").strip("<> "))
        or whole.get_content_type() == "multipart/report"
        or sender == parseaddr(own)[1].lower()
        or bool(MACHINES.match(sender))
    )


def _is_proven(whole: EmailMessage, trusted: str, sender: str) -> bool:
    """Whether DMARC passed for the very domain of the sender, says the uppermost result of our own server."""
    for result in whole.get_all("Authentication-Results", [])[:RESULTS_MAX]:
        said = str(result)[:RESULT_MAX]
        while COMMENT.search(said):
            said = COMMENT.sub(" ", said)
        server, _, methods = said.partition(";")
        if (server.split() or [""])[0].lower() != trusted.lower():
            continue
        passed = PASSED.search(methods)
        domain = FROM.search(passed[1]) if passed else None
        # Of several From addresses one could be anybody's.
        is_one = len(whole.get_all("From", [])) == 1 and _header(whole, "From").count("@") <= 2
        return bool(domain) and is_one and domain is not None and domain[1].lower() == sender.rpartition("@")[2]
    return False
