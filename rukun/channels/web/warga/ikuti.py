"""Places that somebody follows: begin, change how often, end; with an account, or by an address that was confirmed."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import csrf_exempt

from rukun.channels.web.akun.entering import source_for
from rukun.channels.web.akun.forms import form_page
from rukun.channels.web.akun.sending import send_beside
from rukun.channels.web.request.asked import Asked, refuse_get
from rukun.following import access, actions, looking, queries
from rukun.following import asking as links
from rukun.following.letter import parts_of
from rukun.following.rules import AROUND_METRES, FOLLOWS_MAX, RHYTHM_WORDS, Rhythm, Wish, rhythm_named
from rukun.notices import reading
from rukun.notices.followed import place_words, span_words
from rukun.people.entering import doorkeeper, throttle
from rukun.people.logins import is_email, normal_login
from rukun.senders.message import Message
from rukun.transparency.queries import kinds
from rukun.values.number import number_in
from rukun.values.place import Place
from rukun.values.refused import Refused

ADDRESS_LENGTH_MAX = 254
WHERE = ("wilayah", "lat", "lon", "jarak")


def page(request: Asked) -> HttpResponse:
    """What is followed, and the form for the place that the address names; seven queries at most."""
    typed = {name: (request.POST or request.GET).get(name, "").strip() for name in (*WHERE, "surel", "irama")}
    chosen = request.POST.getlist("jenis")
    follower = queries.follower_of(request.actor.known_id) if request.actor.person_id else None
    told: dict[str, Any] = {
        "typed": typed,
        "chosen": chosen,
        "follower": follower,
        "rows": _rows(queries.follows_of(follower)),
        "kinds": kinds(),
        "rhythms": RHYTHM_WORDS.items(),
        "metres": AROUND_METRES,
        "most": FOLLOWS_MAX,
        "is_sent": "terkirim" in request.GET,
        "is_kept": "tersimpan" in request.GET,
    }
    if typed["wilayah"] or typed["lat"]:
        told["here"] = looking.look_up(_wish(typed, chosen), at=request.now)
    return form_page(request, "warga/ikuti.html", told, lambda: _follow(request, typed, chosen))


def _follow(request: Asked, typed: dict[str, str], chosen: list[str]) -> HttpResponse:
    wish = _wish(typed, chosen)
    if request.actor.person_id is not None:
        actions.follow(wish, by=request.actor, at=request.now)
        return redirect(f"{reverse('ikuti')}?tersimpan=1")
    _send_link(request, typed["surel"], wish)
    return redirect(f"{reverse('ikuti')}?terkirim=1")


def _wish(typed: dict[str, str], chosen: list[str]) -> Wish:
    rhythm = rhythm_named(typed["irama"] or Rhythm.DAY)
    if typed["wilayah"]:
        return Wish(area=typed["wilayah"], kinds=tuple(chosen), rhythm=rhythm)
    metres = number_in(typed["jarak"] or str(AROUND_METRES[0])) or 0
    return Wish(place=Place.parse(typed["lat"], typed["lon"]), metres=metres, kinds=tuple(chosen), rhythm=rhythm)


def _send_link(request: Asked, address: str, wish: Wish) -> None:
    """To the mailbox that was typed, whoever's it is: the answer here is the same for all, and nothing is kept."""
    to = normal_login(address)
    if len(to) > ADDRESS_LENGTH_MAX or not is_email(to):
        raise Refused("address", "Surel ditulis seperti nama@contoh.id.", field="surel")
    found = looking.look_up(wish, at=request.now)
    caps = {
        "source": throttle.CODES_A_SOURCE, "subject": throttle.FOLLOWS_A_MAILBOX, "network": throttle.CODES_A_NETWORK,
    }  # fmt: skip
    doorkeeper.spend("follow", doorkeeper.login_digest(to), caps, source=source_for(request), at=request.now)
    link = links.link_of(links.Asked(to, get_language() or settings.LANGUAGE_CODE, wish), at=request.now)
    words = gettext(
        "Seseorang meminta kabar laporan dari {place} dikirim ke alamat ini. Kalau itu Anda, buka tautan ini dan tekan "
        "tombolnya, dalam tiga hari:\n{link}\n\nKalau bukan Anda, abaikan saja: alamat ini tidak kami simpan."
    ).format(place=found.words(wish.metres), link=settings.SITE_URL + reverse("ikuti-pasti", args=[link]))
    send_beside(Message(to, gettext("Pastikan: ikuti kabar di Rukun"), words, f"follow-{secrets.token_hex(8)}"))


def _rows(follows: list[Any]) -> list[dict[str, Any]]:
    named = {kind.code: kind for kind in kinds()} if any(row.kinds for row in follows) else {}
    return [
        {
            "follow": row,
            "words": place_words(queries.facts_of(row)),
            "address": _shown_at(row),
            "kinds": [named[code] for code in row.kinds.split() if code in named],
        }
        for row in follows
    ]


def _shown_at(row: Any) -> str:
    if row.place is None:
        return reverse("wilayah", args=[row.where.official_code])
    return f"{reverse('sekitar')}?{urlencode({'lat': row.lat, 'lon': row.lon})}"


def choose(request: Asked) -> HttpResponse:
    """How often."""
    refuse_get(request)
    follower = access.follower_acting(request.actor)
    rhythm = rhythm_named(request.POST.get("irama", ""))
    actions.choose_rhythm(follower, rhythm, seat=request.actor.named, at=request.now)
    return redirect(f"{reverse('ikuti')}?tersimpan=1")


def end(request: Asked, number: int) -> HttpResponse:
    """One place less."""
    refuse_get(request)
    follow = access.follow_to_end(access.follower_acting(request.actor), number)
    actions.unfollow(follow, seat=request.actor.named, at=request.now)
    return redirect(f"{reverse('ikuti')}?tersimpan=1")


def letter(request: Asked, number: int) -> HttpResponse:
    """One letter, with its reports as they stand now."""
    notice = access.letter_to_read(request.actor, number)
    reading.mark_read(notice, at=request.now)
    told = {"parts": parts_of(notice.stated), "when": span_words(notice.stated)}
    return render(request, "warga/ikuti-kabar.html", told)


def confirm(request: Asked, token: str) -> HttpResponse:
    """Behind the link that went to the mailbox: nothing happens before the button, for scanners of mail open links."""
    asked = links.asked_by(token, at=request.now)
    is_done = request.method == "POST"
    if is_done:
        actions.confirm(asked, at=request.now)
    words = looking.look_up(asked.wish, at=request.now).words(asked.wish.metres)
    return render(request, "warga/ikuti-pasti.html", {"asked": asked, "words": words, "is_done": is_done})


def by_letter(request: Asked, token: str) -> HttpResponse:
    """The same page for who has no account, behind the link in each of their letters."""
    follower = access.reader_with(token)
    if request.method == "POST":
        number = number_in(request.POST.get("number", ""))
        if number is None:
            rhythm = rhythm_named(request.POST.get("irama", ""))
            actions.choose_rhythm(follower, rhythm, seat=request.actor.named, at=request.now)
        elif not actions.unfollow(access.follow_to_end(follower, number), seat=request.actor.named, at=request.now):
            return render(request, "warga/ikuti-berhenti.html", {"is_stopped": True, "is_reader": True})
        return redirect("ikuti-surat", token=token)
    told = {
        "follower": follower, "rows": _rows(queries.follows_of(follower)), "rhythms": RHYTHM_WORDS.items(),
        "token": token,
    }  # fmt: skip
    return render(request, "warga/ikuti-surat.html", told)


@csrf_exempt
def stop(request: Asked, token: str) -> HttpResponse:
    """The link below every letter: asks, and stops at the press of a button, or at once when a mailbox asks in its
    owner's name (RFC 8058)."""
    holder = access.holder_of(token)
    is_asked = request.method == "POST"
    if is_asked:
        actions.stop_letters(holder, at=request.now)
    told = {"is_stopped": is_asked, "is_reader": holder.reader is not None}
    return render(request, "warga/ikuti-berhenti.html", told)
