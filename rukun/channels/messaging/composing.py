"""What a message says, in the language of whoever gets it. A link leads to where the whole of it is read."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext, ngettext

from rukun.channels.messaging import followed
from rukun.notices import weekly
from rukun.notices.post import Bundle
from rukun.notices.rules import UNSUBSCRIBE_SALT, Matter
from rukun.notices.words import Told, told_outside
from rukun.senders.message import Message
from rukun.values.digest import digest_of_words

TOPIC_LENGTH = 32
NEWS = '<p style="font-family:sans-serif;font-size:16px">{}<br><a href="{}">Rukun</a></p>'
LETTER = (
    '<!doctype html><html lang="{}"><head><meta charset="utf-8"><title>Rukun</title></head><body>{}'
    '<p style="font-family:sans-serif;font-size:13px;color:#565d6d">{}</p></body></html>'
)


def email(bundle: Bundle) -> Message:
    """Plain text: each piece of news with its link, and how to get fewer of them."""
    with _spoken(bundle):
        if all(notice.matter == Matter.FOLLOWED for notice in bundle.notices):
            return followed.email(bundle)
        stop = settings.SITE_URL + reverse("kabar-berhenti", args=[_token(bundle)])
        parts = [f"{told.words}\n{link}" for told, link in _told(bundle)]
        weeks = [notice for notice in bundle.notices if notice.matter == Matter.DIGEST]
        parts += [weekly.text_of(notice.stated) for notice in weeks]
        below = gettext(
            "Anda menerima surel ini karena terdaftar di Rukun.\n"
            "Pilih kabar apa saja yang dikirim: {choices}\nBerhenti menerima surel: {stop}"
        ).format(choices=settings.SITE_URL + reverse("kabar-atur"), stop=stop)
        words = "\n\n".join([*parts, f"-- \n{below}\n"])
        return Message(
            to=bundle.address, subject=_title(bundle), words=words, key=bundle.key, unsubscribe=stop,
            html=_html(bundle, below) if weeks else "",
        )  # fmt: skip


def _html(bundle: Bundle, below: str) -> str:
    """The same for mailboxes that show more than words: where a week is told in figures, as tables."""
    parts = [
        weekly.html_of(notice.stated, link) if notice.matter == Matter.DIGEST else format_html(NEWS, told.words, link)
        for notice, (told, link) in zip(bundle.notices, _told(bundle), strict=True)
    ]
    told_parts = format_html_join("", "{}", ((part,) for part in parts))
    return format_html(
        LETTER, get_language(), told_parts, format_html_join("", "{}<br>", ((x,) for x in below.split("\n")))
    )


def text(bundle: Bundle) -> Message:
    """As short as it can be: one piece of news, or how many there are."""
    with _spoken(bundle):
        told = _told(bundle)
        words = f"{told[0][0].words} {told[0][1]}" if len(told) == 1 else f"{_title(bundle)}: {_page()}"
        return Message(to=bundle.address, subject="", words=f"Rukun: {words}", key=bundle.key)


def push(bundle: Bundle) -> dict[str, str]:
    """For a screen that anyone may look at: a title, a sentence, and where a tap leads (within this site)."""
    with _spoken(bundle):
        told = _told(bundle)
        if len(told) > 1:
            body, path = gettext("Ketuk untuk membacanya."), reverse("kabar")
        else:
            body, path = told[0][0].words, reverse("kabar-buka", args=[bundle.notices[0].pk])
        return {"title": _title(bundle), "body": body, "path": path, "tag": topic(bundle)}


def topic(bundle: Bundle) -> str:
    """News of one thing replaces older news of it, on the way and on the screen; it does not tell what it is about."""
    about = bundle.notices[0].about if len(bundle.notices) == 1 else "several"
    return digest_of_words(f"{bundle.to.pk} {about}")[:TOPIC_LENGTH]


def _title(bundle: Bundle) -> str:
    count = len(bundle.notices)
    if count == 1:
        return told_outside(bundle.notices[0]).title
    return ngettext("{n} kabar baru", "{n} kabar baru", count).format(n=count)


def _told(bundle: Bundle) -> Sequence[tuple[Told, str]]:
    return [
        (told_outside(notice), settings.SITE_URL + reverse("kabar-buka", args=[notice.pk]))
        for notice in bundle.notices
    ]  # fmt: skip


def _page() -> str:
    return settings.SITE_URL + reverse("kabar")


def _token(bundle: Bundle) -> str:
    return signing.dumps(bundle.to.pk, salt=UNSUBSCRIBE_SALT)


def _spoken(bundle: Bundle) -> translation.override:
    known = bundle.to.language in dict(settings.LANGUAGES)
    return translation.override(bundle.to.language if known else settings.LANGUAGE_CODE)
