"""Which passwords are taken: Django's validators, in plain words."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from rukun.people.models import Person
from rukun.values.refused import Refused
from rukun.values.words import sentence

LENGTH_MIN = 8
LENGTH_MAX = 200
WORDS = {
    "password_too_short": sentence("Kata sandi paling sedikit 8 huruf atau angka."),
    "password_too_common": sentence("Kata sandi ini terlalu sering dipakai orang. Buat yang lain."),
    "password_entirely_numeric": sentence("Kata sandi jangan hanya angka. Tambahkan huruf."),
    "password_too_similar": sentence("Kata sandi ini terlalu mirip nama, nomor, atau surel Anda."),
}


def refuse_weak(password: str, *, login: str, name: str) -> None:
    """Refused for what is wrong first; the validators are those of the settings."""
    if len(password) > LENGTH_MAX:
        raise Refused("password", "Kata sandi paling banyak 200 huruf atau angka.", field="password")
    try:
        validate_password(password, Person(login=login, name=name))
    except ValidationError as weak:
        first = weak.error_list[0].code or ""
        words = WORDS.get(first, WORDS["password_too_common"])
        raise Refused("password", words, field="password") from weak
